/// How a rate of money becomes whole minor units.
package enum Rounding: Sendable {
  case floor, halfEven, halfUp

  /// A quotient of numbers that are not negative, rounded once; nil where it leaves the range of 64 bits.
  package func quotient(_ dividend: Int128, by divisor: Int128) -> Int64? {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    let rest = divisor - remainder
    let up: Bool =
      switch self {
      case .floor: false
      case .halfUp: remainder >= rest
      case .halfEven: remainder > rest || (remainder == rest && quotient & 1 == 1)
      }
    return Int64(exactly: up ? quotient + 1 : quotient)
  }
}

/// A rate as a decimal fraction, not negative: `numerator / denominator`.
package struct Rate: Hashable, Sendable {
  /// Not negative.
  package let numerator: Int64
  /// A power of ten.
  package let denominator: Int64

  /// The rate `numerator / denominator`.
  package init(_ numerator: Int64, over denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Nothing.
  package static let zero = Rate(0, over: 1)
  /// The whole.
  package static let one = Rate(1, over: 1)

  /// This rate of `amount` (not negative), rounded once; nil where it leaves the range of 64 bits.
  @inlinable @inline(__always)
  package func of(_ amount: Int64, _ rounding: Rounding) -> Int64? {
    let (product, overflow) = amount.multipliedReportingOverflow(by: numerator)
    if overflow { return wide(amount, rounding) }
    if denominator == 1 { return product }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: denominator)
    switch rounding {
    case .floor: return quotient
    case .halfUp: return remainder >= denominator - remainder ? quotient + 1 : quotient
    case .halfEven:
      let rest = denominator - remainder
      return remainder > rest || (remainder == rest && quotient & 1 == 1) ? quotient + 1 : quotient
    }
  }

  /// The same in 128 bits, for the few amounts whose product does not fit 64.
  @usableFromInline
  package func wide(_ amount: Int64, _ rounding: Rounding) -> Int64? {
    rounding.quotient(Int128(amount) * Int128(numerator), by: Int128(denominator))
  }
}
