/// How a number becomes one with fewer decimals.
package enum RoundingRule: Sendable, Hashable, CaseIterable {
  /// Down, also below zero.
  case floor
  /// To the nearest; from the middle to the even neighbour.
  case halfEven
  /// To the nearest; from the middle away from zero.
  case halfUp
}

extension ExactNumber {
  /// The number with at most `scale` decimals.
  package func rounded(toScale scale: Int, _ rule: RoundingRule) -> ExactNumber {
    let dropped = -exponent - scale
    guard dropped > 0 else { return self }
    var (quotient, isInexact) = Self.floorDivision(coefficient, byPowerOfTen: dropped)
    // A coefficient has at most 34 digits: against 10^35 and more it is below a half.
    if isInexact, rule != .floor {
      let unit = dropped <= 34 ? Int128(PowersOfTen.wide[dropped]) : 0
      let twice = dropped <= 34 ? 2 * (coefficient - quotient * unit) : (coefficient < 0 ? 1 : -1)
      let isMiddle = twice == unit
      let isUp: Bool
      switch rule {
      case .floor: isUp = false
      case .halfEven: isUp = twice > unit || (isMiddle && quotient & 1 == 1)
      case .halfUp: isUp = twice > unit || (isMiddle && coefficient > 0)
      }
      if isUp { quotient += 1 }
    }
    return ExactNumber(magnitude: quotient.magnitude, isNegative: quotient < 0, exponent: -scale) ?? self
  }

  /// The largest whole number that isn't above.
  package var floored: ExactNumber { rounded(toScale: 0, .floor) }

  /// `self * 10^scale`, if that is a whole number that fits.
  package func wholeNumber(atScale scale: Int) -> Int64? {
    let power = exponent + scale
    guard !isZero else { return 0 }
    guard power >= 0, power <= 18, let digits = Int64(exactly: coefficient) else { return nil }
    let (value, overflows) = digits.multipliedReportingOverflow(by: PowersOfTen.narrow[power])
    return overflows ? nil : value
  }

  /// How many decimals the number has, 0 for a whole one.
  package var scale: Int { max(0, -exponent) }
}
