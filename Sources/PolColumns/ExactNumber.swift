/// An exact decimal number: `coefficient * 10^exponent`, at most 34 significant digits, half-even beyond.
///
/// Always normal: no trailing zeros in the coefficient, and zero has exponent 0; so equal numbers are equal
/// structs.
package struct ExactNumber: Hashable, Sendable {
  /// The digits, with their sign; below 10^34 in size.
  package private(set) var coefficient: Int128
  /// The power of ten.
  package private(set) var exponent: Int
}
