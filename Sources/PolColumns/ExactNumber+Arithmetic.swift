extension ExactNumber {
  /// The sum, rounded once to 34 digits half-even; nil when out of range.
  package func adding(_ other: ExactNumber) -> ExactNumber? {
    if other.isZero { return self }
    if isZero { return other }
    let (high, low) = exponent >= other.exponent ? (self, other) : (other, self)
    let distance = high.exponent - low.exponent
    let digits = high.digitCount
    if digits + distance <= 37 {
      let sum = high.coefficient * Int128(PowersOfTen.wide[distance]) + low.coefficient
      return ExactNumber(magnitude: sum.magnitude, isNegative: sum < 0, exponent: low.exponent)
    }
    // The lower number is only felt through its first digits and through not being zero.
    let up = 37 - digits
    let down = distance - up
    let (part, isInexact) = Self.floorDivision(low.coefficient, byPowerOfTen: down)
    var sum = high.coefficient * Int128(PowersOfTen.wide[up]) + part
    if isInexact, sum % 5 == 0 { sum += 1 }
    return ExactNumber(magnitude: sum.magnitude, isNegative: sum < 0, exponent: high.exponent - up)
  }

  /// The difference, rounded once to 34 digits half-even; nil when out of range.
  package func subtracting(_ other: ExactNumber) -> ExactNumber? {
    adding(other.negated)
  }

  /// The product, rounded once to 34 digits half-even; nil when out of range.
  package func multiplied(by other: ExactNumber) -> ExactNumber? {
    let isNegative = (coefficient < 0) != (other.coefficient < 0)
    let (a, b) = (coefficient.magnitude, other.coefficient.magnitude)
    let power = exponent + other.exponent
    let (product, overflows) = a.multipliedReportingOverflow(by: b)
    if !overflows { return ExactNumber(magnitude: product, isNegative: isNegative, exponent: power) }
    // Keep 35 or 36 digits; what is dropped shows in the last of them.
    let dropped = digitCount + other.digitCount - 36
    let (quotient, rest) = PowersOfTen.wide[dropped].dividingFullWidth(a.multipliedFullWidth(by: b))
    return ExactNumber(
      magnitude: Self.jammed(quotient, rest), isNegative: isNegative, exponent: power + dropped)
  }

  /// The quotient, rounded once to 34 digits half-even; nil when out of range and for a divisor of zero.
  package func divided(by other: ExactNumber) -> ExactNumber? {
    guard !other.isZero else { return nil }
    guard !isZero else { return self }
    let isNegative = (coefficient < 0) != (other.coefficient < 0)
    let (a, b) = (coefficient.magnitude, other.coefficient.magnitude)
    let power = exponent - other.exponent
    if a <= UInt64.max >> 1, b <= UInt64.max {
      // 19 digits of quotient are enough for most divisions that come out.
      let (quotient, rest) = (a * PowersOfTen.wide[19]).quotientAndRemainder(dividingBy: b)
      if rest == 0 {
        return ExactNumber(magnitude: quotient, isNegative: isNegative, exponent: power - 19)
      }
    }
    // A dividend of 34 digits, times 10^(digits of b + 2), makes a quotient of 36 or 37.
    let up = Self.precision - digitCount
    let more = other.digitCount + 2
    let dividend = (a * PowersOfTen.wide[up]).multipliedFullWidth(by: PowersOfTen.wide[more])
    let (quotient, rest) = b.dividingFullWidth(dividend)
    return ExactNumber(
      magnitude: Self.jammed(quotient, rest), isNegative: isNegative, exponent: power - up - more)
  }

  /// `self` to the power of a whole number by repeated squaring, rounded at each step; nil when out of range
  /// and for zero to a negative power.
  package func raised(to power: Int64) -> ExactNumber? {
    var result = ExactNumber.one
    var square = self
    var rest = power.magnitude
    while rest > 0 {
      if rest & 1 == 1 {
        guard let next = result.multiplied(by: square) else { return nil }
        result = next
      }
      rest >>= 1
      guard rest > 0 else { break }
      guard let next = square.multiplied(by: square) else { return nil }
      square = next
    }
    return power < 0 ? ExactNumber.one.divided(by: result) : result
  }

  /// A quotient that will be rounded further, with its last digit moved off 0 and 5 if anything is left over,
  /// so that it lies on the true value's side of every tie.
  private static func jammed(_ quotient: UInt128, _ rest: UInt128) -> UInt128 {
    rest != 0 && quotient % 5 == 0 ? quotient + 1 : quotient
  }

  /// The quotient rounded down, and whether anything is left over.
  static func floorDivision(_ value: Int128, byPowerOfTen power: Int) -> (Int128, isInexact: Bool) {
    guard power <= 38 else { return (value < 0 ? -1 : 0, value != 0) }
    let unit = PowersOfTen.wide[power]
    let (quotient, rest) = value.magnitude.quotientAndRemainder(dividingBy: unit)
    let size = Int128(quotient)
    guard rest != 0 else { return (value < 0 ? -size : size, false) }
    return (value < 0 ? -size - 1 : size, true)
  }
}

extension ExactNumber: Comparable {
  /// By value.
  package static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    if left.exponent == right.exponent { return left.coefficient < right.coefficient }
    let (a, b) = (left.coefficient.signum(), right.coefficient.signum())
    if a != b { return a < b }
    let (leftDigits, rightDigits) = (left.digitCount, right.digitCount)
    let (leftTop, rightTop) = (left.exponent + leftDigits, right.exponent + rightDigits)
    if leftTop != rightTop { return (leftTop < rightTop) == (a > 0) }
    // The same first place: the shorter coefficient is filled up with zeros, to 34 digits at most.
    let distance = left.exponent - right.exponent
    return distance > 0
      ? left.coefficient * Int128(PowersOfTen.wide[distance]) < right.coefficient
      : left.coefficient < right.coefficient * Int128(PowersOfTen.wide[-distance])
  }
}
