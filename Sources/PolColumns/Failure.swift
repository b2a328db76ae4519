/// What can go wrong in one row of a kernel.
package enum Failure: Hashable, Sendable {
  case divisionByZero
  /// A result beyond its range: 10^6145 for exact numbers, the largest Double for real ones, Int64 of the
  /// minor unit for money.
  case overflow
  /// `ln` of a number that isn't above zero.
  case logarithm
  /// `sqrt` of a number below zero.
  case squareRoot
  /// `pow` of a negative number to a broken power, or of zero to a negative one.
  case power
  /// A chance outside 0...1.
  case chance
  /// A parameter that a distribution can't have.
  case parameter(Distribution)
}

/// Collects the rows of a chunk that failed; only rows in the mask count.
package struct RowFailures: Sendable {
  /// How many rows the chunk has.
  package let rowCount: Int
  /// Which rows count; nil for all.
  package let mask: [Bool]?
  /// The rows that failed, counted from the chunk's first.
  package private(set) var entries: [(row: Int, failure: Failure)] = []

  /// A chunk in which nothing has failed.
  package init(rowCount: Int, where mask: [Bool]?) {
    self.rowCount = rowCount
    self.mask = mask
  }

  /// Notes that `row` failed, if it counts.
  package mutating func note(_ failure: Failure, row: Int) {
    if let mask, !mask[row] { return }
    entries.append((row, failure))
  }

  /// Notes that every row failed that counts.
  package mutating func noteAll(_ failure: Failure) {
    for row in 0..<rowCount { note(failure, row: row) }
  }
}
