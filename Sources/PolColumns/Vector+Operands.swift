/// Integers with a common decimal scale.
struct ScaledOperand {
  var digits: Operand<Int64>
  var scale: Int

  /// The same values with more decimals; nil where they don't fit any more.
  func rescaled(to larger: Int, rows: Int) -> Operand<Int64>? {
    if larger == scale { return digits }
    guard larger - scale <= 18 else { return nil }
    let unit = PowersOfTen.narrow[larger - scale]
    switch digits {
    case .constant(let value):
      let (product, overflows) = value.multipliedReportingOverflow(by: unit)
      return overflows ? nil : .constant(product)
    case .column:
      let (values, flag) = run(MultiplyIntegers.self, digits, .constant(unit), rows: rows)
      return flag < 0 ? nil : .column(values)
    }
  }
}

extension Vector {
  /// Whether the values are real numbers.
  var isReal: Bool {
    switch self {
    case .reals, .constant(.real): true
    default: false
    }
  }

  /// The values as integers; nil for anything but exact numbers that fit.
  var scaled: ScaledOperand? {
    switch self {
    case .integers(let values, let scale): return ScaledOperand(digits: .column(values), scale: scale)
    case .constant(.exact(let value)):
      let scale = value.scale
      guard scale <= 18, let digits = value.wholeNumber(atScale: scale) else { return nil }
      return ScaledOperand(digits: .constant(digits), scale: scale)
    default: return nil
    }
  }

  /// The values as exact numbers; the vector must hold some.
  var exactOperand: Operand<ExactNumber> {
    switch self {
    case .constant(.exact(let value)): .constant(value)
    case .integers(let values, let scale):
      .column(values.map { ExactNumber(coefficient: $0, scale: scale) })
    case .exacts(let values): .column(values)
    default: preconditionFailure("no exact numbers")
    }
  }

  /// The values as Doubles, each the nearest; the vector must hold numbers.
  var realOperand: Operand<Double> {
    switch self {
    case .constant(.exact(let value)): .constant(value.doubleValue)
    case .constant(.real(let value)): .constant(value)
    case .integers(let values, let scale): .column(Self.reals(values, scale: scale))
    case .exacts(let values): .column(values.map(\.doubleValue))
    case .reals(let values): .column(values)
    default: preconditionFailure("no numbers")
    }
  }

  private static func reals(_ values: [Int64], scale: Int) -> [Double] {
    var result = [Double](repeating: 0, count: values.count)
    if scale == 0 {
      for row in values.indices { result[row] = Double(values[row]) }
      return result
    }
    var largest: UInt64 = 0
    for value in values { largest |= value.magnitude }
    guard largest <= 1 << 53, scale <= 22 else {
      // Both steps would round; the nearest Double needs care, and is rare.
      for row in values.indices {
        result[row] = ExactNumber(coefficient: values[row], scale: scale).doubleValue
      }
      return result
    }
    let unit = PowersOfTen.real[scale]
    for row in values.indices { result[row] = Double(values[row]) / unit }
    return result
  }

  /// The same numbers as reals, where the type says so.
  package var asReals: Vector {
    switch realOperand {
    case .constant(let value): .constant(.real(value))
    case .column(let values): .reals(values)
    }
  }
}
