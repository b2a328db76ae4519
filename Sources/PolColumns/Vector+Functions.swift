extension Vector {
  /// Sizes without their signs.
  package func absolute(rows: Int) -> Vector {
    switch self {
    case .constant(.exact(let value)): return .constant(.exact(value.absolute))
    case .constant(.real(let value)): return .constant(.real(value.magnitude))
    case .reals(let values): return .reals(values.map(\.magnitude))
    case .exacts(let values): return .exacts(values.map(\.absolute))
    case .integers(let values, let scale):
      if values.contains(.min) {
        return .exacts(values.map { ExactNumber(coefficient: $0, scale: scale).absolute })
      }
      return .integers(values.map { $0 < 0 ? -$0 : $0 }, scale: scale)
    default: preconditionFailure("no numbers")
    }
  }

  /// The smaller of two, row by row.
  package func least(_ other: Vector, rows: Int) -> Vector {
    selected(where: isAtMost(other, rows: rows), else: other, rows: rows)
  }

  /// The larger of two, row by row.
  package func greatest(_ other: Vector, rows: Int) -> Vector {
    selected(where: other.isAtMost(self, rows: rows), else: other, rows: rows)
  }

  /// Exact numbers of at most `decimals` decimals, by the rule. A real number x becomes the whole number
  /// nearest to, or below, the Double x * 10^decimals, divided by 10^decimals; it fails beyond 34 digits.
  package func rounded(
    toScale decimals: Int, _ rule: RoundingRule, noting failures: inout RowFailures
  ) -> Vector {
    switch self {
    case .constant(.exact(let value)): return .constant(.exact(value.rounded(toScale: decimals, rule)))
    case .exacts(let values): return .exacts(values.map { $0.rounded(toScale: decimals, rule) })
    case .integers(let values, let scale):
      guard scale > decimals else { return self }
      guard scale - decimals <= 18 else {
        return .exacts(
          values.map { ExactNumber(coefficient: $0, scale: scale).rounded(toScale: decimals, rule) })
      }
      return .integers(Self.divided(values, by: PowersOfTen.narrow[scale - decimals], rule), scale: decimals)
    case .constant(.real(let value)):
      guard let number = Self.rounded(value, toScale: decimals, rule) else {
        failures.noteAll(.overflow)
        return .constant(.exact(.zero))
      }
      return .constant(.exact(number))
    case .reals(let values): return Self.rounded(values, toScale: decimals, rule, noting: &failures)
    default: preconditionFailure("no numbers")
    }
  }

  /// The quotients as whole numbers by the rule.
  private static func divided(_ values: [Int64], by unit: Int64, _ rule: RoundingRule) -> [Int64] {
    var result = [Int64](repeating: 0, count: values.count)
    for row in values.indices {
      let (quotient, rest) = values[row].quotientAndRemainder(dividingBy: unit)
      let (size, half) = (rest.magnitude, UInt64(unit) / 2)
      switch rule {
      case .floor: result[row] = rest < 0 ? quotient - 1 : quotient
      case .halfEven, .halfUp:
        let isUp = size > half || (size == half && (rule == .halfUp || quotient & 1 == 1))
        result[row] = isUp ? (rest < 0 ? quotient - 1 : quotient + 1) : quotient
      }
    }
    return result
  }

  private static func rounded(
    _ values: [Double], toScale decimals: Int, _ rule: RoundingRule, noting failures: inout RowFailures
  ) -> Vector {
    let unit = decimals <= 22 ? PowersOfTen.real[decimals] : 1
    let limit = 0x1p63
    var result = [Int64](repeating: 0, count: values.count)
    for row in values.indices {
      let whole = rounded(values[row] * unit, rule)
      guard whole > -limit, whole < limit else {
        return .exacts(
          values.indices.map { row in
            if let number = rounded(values[row], toScale: decimals, rule) { return number }
            failures.note(.overflow, row: row)
            return .zero
          })
      }
      result[row] = Int64(whole)
    }
    return .integers(result, scale: decimals)
  }

  private static func rounded(_ value: Double, toScale decimals: Int, _ rule: RoundingRule) -> ExactNumber? {
    let whole = rounded(value * (decimals <= 22 ? PowersOfTen.real[decimals] : 1), rule)
    guard whole.magnitude < 1e34 else { return nil }
    let digits = Int128(whole)
    return ExactNumber(magnitude: digits.magnitude, isNegative: digits < 0, exponent: -decimals)
  }

  private static func rounded(_ value: Double, _ rule: RoundingRule) -> Double {
    switch rule {
    case .floor: value.rounded(.down)
    case .halfEven: value.rounded(.toNearestOrEven)
    case .halfUp: value.rounded(.toNearestOrAwayFromZero)
    }
  }
}
