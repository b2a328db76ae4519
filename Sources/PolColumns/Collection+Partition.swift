extension RandomAccessCollection where Index == Int {
  /// The first place from which on every element belongs to the second part, or the end; all elements of the first part
  /// stand before it. Found by halves.
  @inlinable
  package func partitioningIndex(where belongsToSecond: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
