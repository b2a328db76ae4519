extension ExactNumber {
  /// A number as written in source: digits, perhaps a point and more digits, perhaps `e` and a whole power.
  ///
  /// More than 34 digits are rounded half-even. Nil for any other text and for a number out of range.
  package init?(_ text: some StringProtocol) {
    var reader = DecimalReader()
    for byte in text.utf8 where !reader.take(byte) { return nil }
    guard let parts = reader.parts else { return nil }
    self.init(magnitude: parts.digits, isNegative: parts.isNegative, exponent: parts.exponent)
  }

  /// The decimal number of at most 17 digits that stands for `value`; nil for infinities and NaN.
  package init?(_ value: Double) {
    if let whole = Int64(exactly: value) {
      self.init(whole)
    } else {
      self.init(value.description)
    }
  }

  /// The nearest Double, ties to even; infinite beyond its range.
  package var doubleValue: Double {
    if coefficient.magnitude <= 1 << 53, exponent >= -22, exponent <= 22 {
      // Both parts are exact, so there is one rounding only.
      return exponent < 0
        ? Double(Int64(truncatingIfNeeded: coefficient)) / PowersOfTen.real[-exponent]
        : Double(Int64(truncatingIfNeeded: coefficient)) * PowersOfTen.real[exponent]
    }
    return Double("\(coefficient)e\(exponent)") ?? (isNegative ? -.infinity : .infinity)
  }
}

extension ExactNumber: CustomStringConvertible {
  /// Plain decimal text: `-0.55`, `1200000`; with a power of ten where that would be too long to read.
  package var description: String {
    let sign = coefficient < 0 ? "-" : ""
    let digits = String(coefficient.magnitude)
    // Nobody reads hundreds of zeros.
    if exponent > 40 || exponent < -80 { return "\(sign)\(digits)e\(exponent)" }
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    let point = digits.utf8.count + exponent
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }
}

/// Reads a decimal number byte by byte, keeping the first 36 digits and whether there was more.
private struct DecimalReader {
  private enum Place { case start, whole, fraction, powerStart, power }
  private var place = Place.start
  private var isNegative = false
  private var digits: UInt128 = 0
  private var hasDigits = false
  private var isInexact = false
  private var shift = 0
  private var power = 0
  private var powerIsNegative = false
  private var hasPower = false

  /// The number read, if it is whole.
  var parts: (digits: UInt128, isNegative: Bool, exponent: Int)? {
    guard hasDigits, place != .powerStart, place != .power || hasPower else { return nil }
    let last = isInexact && digits % 5 == 0 ? digits + 1 : digits
    return (last, isNegative, shift + (powerIsNegative ? -power : power))
  }

  mutating func take(_ byte: UInt8) -> Bool {
    switch (byte, place) {
    case (UInt8(ascii: "0")...UInt8(ascii: "9"), _):
      takeDigit(byte - UInt8(ascii: "0"))
    case (UInt8(ascii: "-"), .start):
      isNegative = true
      place = .whole
    case (UInt8(ascii: "."), .start), (UInt8(ascii: "."), .whole):
      place = .fraction
    case (UInt8(ascii: "e"), .whole), (UInt8(ascii: "e"), .fraction),
      (UInt8(ascii: "E"), .whole), (UInt8(ascii: "E"), .fraction):
      place = .powerStart
    case (UInt8(ascii: "-"), .powerStart):
      powerIsNegative = true
      place = .power
    case (UInt8(ascii: "+"), .powerStart):
      place = .power
    default:
      return false
    }
    return true
  }

  private mutating func takeDigit(_ digit: UInt8) {
    switch place {
    case .start, .whole, .fraction:
      if place == .start { place = .whole }
      hasDigits = true
      if digits < PowersOfTen.wide[35] {
        digits = digits * 10 + UInt128(digit)
        if place == .fraction { shift -= 1 }
      } else {
        isInexact = isInexact || digit != 0
        if place == .whole { shift += 1 }
      }
    case .powerStart, .power:
      place = .power
      hasPower = true
      power = min(power * 10 + Int(digit), 1_000_000)
    }
  }
}
