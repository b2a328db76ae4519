import PolCheck
import PolColumns
import PolLedger
import PolSource

/// From values of expressions to what the ledger takes: whole units, minor units of money, rates.
enum Quantities {
  /// Money of each row in minor units, rounded once; nil where one that the mask has is out of range or not
  /// exact. Rows outside the mask hold anything.
  static func money(
    _ vector: Vector, where mask: [Bool], decimals: Int, _ rounding: PolicyDefinition.Rounding
  ) -> [Int64]? {
    switch vector {
    case .integers(let values, let scale) where scale == decimals: return values
    case .integers(let values, let scale):
      return collect(values, mask) {
        minorUnits(ExactNumber(coefficient: $0, scale: scale), decimals, rounding)
      }
    case .exacts(let numbers): return collect(numbers, mask) { minorUnits($0, decimals, rounding) }
    case .constant, .reals, .booleans, .codes, .texts: return nil
    }
  }

  /// One amount of money in minor units, rounded once.
  static func minorUnits(
    _ number: ExactNumber, _ decimals: Int, _ rounding: PolicyDefinition.Rounding
  ) -> Int64? {
    number.rounded(toScale: decimals, rounding.columnRule).wholeNumber(atScale: decimals)
  }

  /// Whole counts of each row, rounded half-even; nil where one that the mask has is negative, too large or no
  /// number. Rows outside the mask hold anything.
  static func counts(_ vector: Vector, where mask: [Bool]) -> [Int64]? {
    switch vector {
    case .constant(let scalar):
      guard mask.contains(true) else { return Array(repeating: 0, count: mask.count) }
      return count(scalar).map { count in mask.map { $0 ? count : 0 } }
    case .integers(let values, scale: 0): return collect(values, mask) { $0 < 0 ? nil : $0 }
    case .integers(let values, let scale):
      return collect(values, mask) { count(.exact(ExactNumber(coefficient: $0, scale: scale))) }
    case .exacts(let numbers): return collect(numbers, mask) { count(.exact($0)) }
    case .reals(let values): return counts(reals: values, where: mask)
    case .booleans, .codes, .texts: return nil
    }
  }

  /// The same for drawn counts, without a branch for each row.
  private static func counts(reals: [Double], where mask: [Bool]) -> [Int64]? {
    var counts = Array(repeating: Int64(0), count: reals.count)
    var isFine = true
    for k in reals.indices {
      let value = mask[k] ? reals[k] : 0
      let fits = value >= 0 && value < 0x1p53
      isFine = isFine && fits
      // Drawn counts are whole already; rounding is a call.
      let whole = fits ? Int64(value) : 0
      counts[k] = Double(whole) == value || !fits ? whole : Int64(value.rounded(.toNearestOrEven))
    }
    return isFine ? counts : nil
  }

  /// One whole count, rounded half-even.
  static func count(_ scalar: Scalar) -> Int64? {
    switch scalar {
    case .exact(let number):
      guard let whole = number.rounded(toScale: 0, .halfEven).wholeNumber(atScale: 0), whole >= 0
      else { return nil }
      return whole
    case .real(let value): return count(real: value)
    case .boolean, .code, .text: return nil
    }
  }

  @inline(__always)
  private static func count(real value: Double) -> Int64? {
    // Counts are drawn or computed in doubles, whole up to 2^53; a larger one is no count of people or goods.
    guard value >= 0, value < 0x1p53 else { return nil }
    return Int64(value.rounded(.toNearestOrEven))
  }

  /// A share of a whole count, rounded half-even; nil where it is no share from 0 to 1.
  static func part(_ share: Scalar, of whole: Int64) -> Int64? {
    switch share {
    case .exact(let number):
      guard !number.isNegative, number <= .one else { return nil }
      return number.multiplied(by: ExactNumber(coefficient: whole, scale: 0)).flatMap { count(.exact($0)) }
    case .real(let value):
      guard (0...1).contains(value) else { return nil }
      return min(whole, Int64((value * Double(whole)).rounded(.toNearestOrEven)))
    case .boolean, .code, .text: return nil
    }
  }

  /// A rate times 10^power, not negative, cut to the digits that 64 bits hold; nil where it is negative or
  /// too large. What is cut is below what any amount of money can show.
  static func rate(_ number: ExactNumber, timesTenTo power: Int = 0) -> Rate? {
    var coefficient = number.coefficient
    var exponent = number.exponent + power
    guard coefficient >= 0 else { return nil }
    while exponent < 0, exponent < -18 || coefficient > Int128(Int64.max) {
      coefficient /= 10
      exponent += 1
    }
    while exponent > 0, coefficient <= Int128(Int64.max) {
      coefficient *= 10
      exponent -= 1
    }
    guard exponent <= 0, let numerator = Int64(exactly: coefficient) else { return nil }
    return Rate(numerator, over: tenTo(-exponent))
  }

  /// 10^n for n in 0...18.
  static func tenTo(_ n: Int) -> Int64 { (0..<n).reduce(1) { power, _ in power * 10 } }

  private static func collect<T>(_ values: [T], _ mask: [Bool], _ convert: (T) -> Int64?) -> [Int64]? {
    var result: [Int64] = []
    result.reserveCapacity(values.count)
    for (value, counts) in zip(values, mask) {
      guard let converted = counts ? convert(value) : 0 else { return nil }
      result.append(converted)
    }
    return result
  }
}

extension PolicyDefinition.Rounding {
  /// The same rule for exact numbers.
  var columnRule: RoundingRule {
    switch self {
    case .floor: .floor
    case .halfEven: .halfEven
    case .halfUp: .halfUp
    }
  }
  /// The same rule for postings.
  var ledgerRule: Rounding {
    switch self {
    case .floor: .floor
    case .halfEven: .halfEven
    case .halfUp: .halfUp
    }
  }
}
