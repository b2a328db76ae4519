extension Threads {
  /// Lets several threads write to three columns at once, each to rows of its own: calls `work` for each of `parts`
  /// with its place in the list and the rows of the columns that are its; results in order.
  ///
  /// `parts` are ranges of rows, ascending, and none shares a row with another. A column that is empty stays so.
  ///
  /// One column can't be divided among threads in any way that the compiler could check; this is the one place that
  /// does it, and it checks that the parts are apart.
  package static func write<R: Sendable, Cell: BitwiseCopyable & Sendable>(
    _ parts: [Range<Int>], of first: inout [Cell], _ second: inout [Cell], _ third: inout [Cell],
    threads: Int,
    _ work:
      @Sendable (Int, inout MutableSpan<Cell>, inout MutableSpan<Cell>, inout MutableSpan<Cell>) -> R
  ) -> [R] {
    for (part, next) in zip(parts, parts.dropFirst()) {
      precondition(part.upperBound <= next.lowerBound, "two threads would write to the same rows")
    }
    return unsafe first.withUnsafeMutableBufferPointer { first in
      unsafe second.withUnsafeMutableBufferPointer { second in
        unsafe third.withUnsafeMutableBufferPointer { third in
          let (a, b, c) = unsafe (Rows(cells: first), Rows(cells: second), Rows(cells: third))
          return each(Array(parts.indices), threads: threads) { index in
            let (x, y, z) = unsafe (a[parts[index]], b[parts[index]], c[parts[index]])
            var p = unsafe x.mutableSpan
            var q = unsafe y.mutableSpan
            var r = unsafe z.mutableSpan
            return work(index, &p, &q, &r)
          }
        }
      }
    }
  }

  /// The cells of a column, wherever they are. Unchecked, for the compiler can't see that each thread takes rows of its own:
  /// `write` has looked at that.
  @unsafe
  private struct Rows<Cell>: @unchecked Sendable {
    let cells: UnsafeMutableBufferPointer<Cell>

    subscript(rows: Range<Int>) -> UnsafeMutableBufferPointer<Cell> {
      unsafe cells.isEmpty ? cells : UnsafeMutableBufferPointer(rebasing: cells[rows])
    }
  }
}
