/// Statistics of the order of values; all Double, of at least one value.
enum Statistics {
  /// The value at the share q of the way from the smallest to the largest: with h = (n - 1) q, between the
  /// floor(h)-th and the next by straight line (R's type 7). For q = 1/2 the median: of an even number of
  /// values the mean of the two in the middle.
  static func quantile(_ q: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    let place = Double(sorted.count - 1) * q
    let lower = Int(place.rounded(.down))
    let upper = min(lower + 1, sorted.count - 1)
    let weight = place - Double(lower)
    if weight == 0 { return sorted[lower] }
    return (1 - weight) * sorted[lower] + weight * sorted[upper]
  }

  /// Gini's coefficient: sum of (2i - n - 1) x(i) over the sorted values, divided by n times the sum of |x|.
  /// The usual one where no value is negative; by the sizes in the divisor it stays within 0...1 elsewhere
  /// too. 0 where all values are 0.
  static func gini(of values: [Double]) -> Double {
    let sorted = values.sorted()
    let n = Double(sorted.count)
    var difference = RealSum()
    var size = RealSum()
    for (index, value) in sorted.enumerated() {
      difference.add((2 * Double(index + 1) - n - 1) * value)
      size.add(value.magnitude)
    }
    return size.total == 0 ? 0 : difference.total / (n * size.total)
  }

  /// The share of the sum that the largest `count` values hold; nil where the sum is 0.
  static func top(_ count: Int, of values: [Double]) -> Double? {
    let sorted = values.sorted(by: >)
    var part = RealSum()
    var whole = RealSum()
    for (index, value) in sorted.enumerated() {
      if index < count { part.add(value) }
      whole.add(value)
    }
    return whole.total == 0 ? nil : part.total / whole.total
  }
}
