extension Vector {
  /// Natural logarithms; fails for what isn't above 0.
  package func ln(noting failures: inout RowFailures) -> Vector {
    real(noting: &failures, failure: { $0 > 0 ? nil : .logarithm }, Elementary.ln)
  }

  /// Powers of e; fails on overflow.
  package func exp(noting failures: inout RowFailures) -> Vector {
    real(noting: &failures, failure: { _ in nil }, Elementary.exp)
  }

  /// Square roots; fails below 0.
  package func squareRoot(noting failures: inout RowFailures) -> Vector {
    real(noting: &failures, failure: { $0 >= 0 ? nil : .squareRoot }) { $0.squareRoot() }
  }

  /// Powers, as real numbers; fails for a negative base and a broken power, for zero to a negative one, and on
  /// overflow.
  package func raised(to other: Vector, noting failures: inout RowFailures) -> Vector {
    let (bases, powers) = (realOperand, other.realOperand)
    if isConstant, other.isConstant {
      let (value, failure) = Self.power(bases.value(at: 0), powers.value(at: 0))
      if let failure { failures.noteAll(failure) }
      return .constant(.real(value))
    }
    var result = [Double](repeating: 0, count: failures.rowCount)
    for row in result.indices {
      let (value, failure) = Self.power(bases.value(at: row), powers.value(at: row))
      result[row] = value
      if let failure { failures.note(failure, row: row) }
    }
    return .reals(result)
  }

  private static func power(_ base: Double, _ power: Double) -> (Double, Failure?) {
    if base == 0, power < 0 { return (0, .power) }
    let value = Elementary.pow(base, power)
    if value.isNaN { return (0, .power) }
    return value.isFinite ? (value, nil) : (0, .overflow)
  }

  @inline(__always)
  private func real(
    noting failures: inout RowFailures, failure: (Double) -> Failure?, _ function: (Double) -> Double
  ) -> Vector {
    switch realOperand {
    case .constant(let argument):
      let value = function(argument)
      let wrong = failure(argument) ?? (value.isFinite ? nil : .overflow)
      if let wrong { failures.noteAll(wrong) }
      return .constant(.real(wrong == nil ? value : 0))
    case .column(let arguments):
      var result = [Double](repeating: 0, count: arguments.count)
      for row in arguments.indices {
        let value = function(arguments[row])
        result[row] = value
        if value.isFinite, failure(arguments[row]) == nil { continue }
        failures.note(failure(arguments[row]) ?? .overflow, row: row)
        result[row] = 0
      }
      return .reals(result)
    }
  }
}
