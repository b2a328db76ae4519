/// An exact decimal number: `coefficient * 10^exponent`, at most 34 significant digits, half-even beyond.
///
/// Always normal: no trailing zeros in the coefficient, and zero has exponent 0; so equal numbers are equal
/// structs. The range is that of IEEE decimal128: sizes from 10^-6176 to below 10^6145.
package struct ExactNumber: Hashable, Sendable {
  /// The digits, with their sign; below 10^34 in size.
  package private(set) var coefficient: Int128
  /// The power of ten.
  package private(set) var exponent: Int

  /// How many significant digits a number can have.
  package static let precision = 34
  /// Zero.
  package static let zero = ExactNumber(normal: 0, exponent: 0)
  /// One.
  package static let one = ExactNumber(normal: 1, exponent: 0)

  /// Takes digits that are known to be normal.
  private init(normal coefficient: Int128, exponent: Int) {
    self.coefficient = coefficient
    self.exponent = exponent
  }

  /// A whole number.
  package init(_ value: Int64) {
    self.init(coefficient: value, scale: 0)
  }

  /// A whole number.
  package init(_ value: Int) {
    self.init(coefficient: Int64(value), scale: 0)
  }

  /// `coefficient * 10^-scale`, with a scale between -6,000 and 6,000.
  package init(coefficient: Int64, scale: Int) {
    guard coefficient != 0 else {
      self.init(normal: 0, exponent: 0)
      return
    }
    var digits = coefficient
    var exponent = -scale
    while digits & 1 == 0, digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
    self.init(normal: Int128(digits), exponent: exponent)
  }

  /// `magnitude * 10^exponent` with its sign, rounded half-even to 34 digits; nil when out of range.
  init?(magnitude: UInt128, isNegative: Bool, exponent: Int) {
    guard magnitude != 0 else {
      self.init(normal: 0, exponent: 0)
      return
    }
    var digits = magnitude
    var power = exponent
    if digits >= PowersOfTen.wide[Self.precision] {
      let dropped = PowersOfTen.digits(of: digits) - Self.precision
      let unit = PowersOfTen.wide[dropped]
      let (quotient, rest) = digits.quotientAndRemainder(dividingBy: unit)
      let isUp = rest > unit / 2 || (rest == unit / 2 && quotient & 1 == 1)
      digits = isUp ? quotient + 1 : quotient
      power += dropped
    }
    (digits, power) = Self.stripped(digits, power)
    guard power >= -6176, power + PowersOfTen.digits(of: digits) <= 6145 else { return nil }
    self.init(normal: isNegative ? -Int128(digits) : Int128(digits), exponent: power)
  }

  /// The same number without trailing zeros; `digits` isn't zero.
  private static func stripped(_ digits: UInt128, _ power: Int) -> (UInt128, Int) {
    var wide = digits
    var power = power
    while wide > UInt64.max {
      guard wide & 1 == 0 else { return (wide, power) }
      let (quotient, rest) = wide.quotientAndRemainder(dividingBy: 10)
      guard rest == 0 else { return (wide, power) }
      wide = quotient
      power += 1
    }
    var narrow = UInt64(wide)
    while narrow & 1 == 0, narrow % 10 == 0 {
      narrow /= 10
      power += 1
    }
    return (UInt128(narrow), power)
  }

  /// The same number with the other sign.
  package var negated: ExactNumber { ExactNumber(normal: -coefficient, exponent: exponent) }
  /// The size without its sign.
  package var absolute: ExactNumber { coefficient < 0 ? negated : self }
  /// Whether the number is zero.
  package var isZero: Bool { coefficient == 0 }
  /// Whether the number is below zero.
  package var isNegative: Bool { coefficient < 0 }
  /// How many digits the coefficient has; 0 for zero.
  var digitCount: Int { PowersOfTen.digits(of: coefficient.magnitude) }
}
