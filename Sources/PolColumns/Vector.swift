// PolColumns: typed columns and the kernels over them.
//
// What comes in are chunks of rows (some thousand at a time), as `Vector`s; what goes out are vectors of the
// same length. A vector of one value for all rows is a constant and costs nothing. Exact values are Int64
// with a decimal scale as long as they fit and `ExactNumber`s (34 digits) where they don't; which of the two
// a chunk uses never shows in a result. A kernel takes a mask of the rows that count: a row that fails
// (overflow, division by zero) outside the mask is no failure. Numbers whose size is known to be small are
// `Wholes`, and conditions on them `Truths`: these can't fail, so their kernels (CLanes) look for nothing. Left
// out on purpose: names, dimensions, agents, money's owners.

/// One value.
package enum Scalar: Hashable, Sendable {
  /// An exact number in the major unit of its dimension: yuan, units, months, or a plain number.
  case exact(ExactNumber)
  /// A real number, from draws and statistics.
  case real(Double)
  case boolean(Bool)
  /// A tier by rank, or another name by its index in the `NameDomain` of its type.
  case code(Int32)
  case text(String)
}

/// A chunk of values of one type: one value for every row, or one per row.
package enum Vector: Sendable {
  /// The same value in every row.
  case constant(Scalar)
  /// Exact values `v * 10^-scale`.
  case integers([Int64], scale: Int)
  /// Exact values that did not fit `integers`.
  case exacts([ExactNumber])
  case reals([Double])
  case booleans([Bool])
  case codes([Int32])
  case texts([String])
}
