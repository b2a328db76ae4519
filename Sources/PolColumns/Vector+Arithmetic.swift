extension Vector {
  /// The sum of exact or real numbers; real if one side is. Fails on overflow.
  package func adding(_ other: Vector, noting failures: inout RowFailures) -> Vector {
    if let reals = reals(AddReals.self, with: other, noting: &failures) { return reals }
    if let sum = aligned(AddIntegers.self, with: other, rows: failures.rowCount) { return sum }
    return exacts(with: other, noting: &failures) { $0.adding($1) }
  }

  /// The difference of exact or real numbers; real if one side is. Fails on overflow.
  package func subtracting(_ other: Vector, noting failures: inout RowFailures) -> Vector {
    if let reals = reals(SubtractReals.self, with: other, noting: &failures) { return reals }
    if let difference = aligned(SubtractIntegers.self, with: other, rows: failures.rowCount) {
      return difference
    }
    return exacts(with: other, noting: &failures) { $0.subtracting($1) }
  }

  /// The product of exact or real numbers; real if one side is. Fails on overflow.
  package func multiplied(by other: Vector, noting failures: inout RowFailures) -> Vector {
    if let reals = reals(MultiplyReals.self, with: other, noting: &failures) { return reals }
    if !isConstant || !other.isConstant, let a = scaled, let b = other.scaled, a.scale + b.scale <= 18 {
      let (values, flag) = run(MultiplyIntegers.self, a.digits, b.digits, rows: failures.rowCount)
      if flag >= 0 { return .integers(values, scale: a.scale + b.scale) }
    }
    return exacts(with: other, noting: &failures) { $0.multiplied(by: $1) }
  }

  /// The quotient of exact (to 34 digits) or real numbers; real if one side is. Fails on a divisor of zero
  /// and on overflow.
  package func divided(by other: Vector, noting failures: inout RowFailures) -> Vector {
    if isReal || other.isReal { return realQuotient(by: other, noting: &failures) }
    if case .constant(.exact(let divisor)) = other, !isConstant, let factor = divisor.shortReciprocal {
      return multiplied(by: .constant(.exact(factor)), noting: &failures)
    }
    if let whole = wholeQuotient(by: other, rows: failures.rowCount) { return whole }
    let divisors = other.exactOperand
    return exacts(with: other, noting: &failures) {
      $0.divided(by: $1)
    } failure: {
      divisors.value(at: $0).isZero ? .divisionByZero : .overflow
    }
  }

  /// The numbers with the other sign. Never fails.
  package func negated(rows: Int) -> Vector {
    switch self {
    case .constant(.exact(let value)): return .constant(.exact(value.negated))
    case .constant(.real(let value)): return .constant(.real(-value))
    case .reals(let values): return .reals(values.map { -$0 })
    case .integers(let values, let scale):
      let (result, flag) = run(SubtractIntegers.self, .constant(0), .column(values), rows: rows)
      if flag >= 0 { return .integers(result, scale: scale) }
      return .exacts(values.map { ExactNumber(coefficient: $0, scale: scale).negated })
    case .exacts(let values): return .exacts(values.map(\.negated))
    default: preconditionFailure("no numbers")
    }
  }

  /// Whether there is one value for all rows.
  package var isConstant: Bool {
    if case .constant = self { true } else { false }
  }

  private func reals<K: Kernel>(
    _ kernel: K.Type, with other: Vector, noting failures: inout RowFailures
  ) -> Vector? where K.Input == Double, K.Output == Double {
    guard isReal || other.isReal else { return nil }
    if isConstant, other.isConstant {
      var flag: Int64 = 0
      let value = K.apply(realOperand.value(at: 0), other.realOperand.value(at: 0), &flag)
      if flag < 0 { failures.noteAll(.overflow) }
      return .constant(.real(flag < 0 ? 0 : value))
    }
    var (values, flag) = run(kernel, realOperand, other.realOperand, rows: failures.rowCount)
    if flag < 0 { Vector.noteUnfit(&values, noting: &failures) }
    return .reals(values)
  }

  private func realQuotient(by other: Vector, noting failures: inout RowFailures) -> Vector {
    let (dividends, divisors) = (realOperand, other.realOperand)
    if case .constant(let a) = dividends, case .constant(let b) = divisors {
      if b == 0 {
        failures.noteAll(.divisionByZero)
      } else if !(a / b).isFinite {
        failures.noteAll(.overflow)
      }
      return .constant(.real(b == 0 || !(a / b).isFinite ? 0 : a / b))
    }
    var (values, flag) = run(DivideReals.self, dividends, divisors, rows: failures.rowCount)
    guard flag < 0 else { return .reals(values) }
    for row in values.indices where !values[row].isFinite {
      failures.note(divisors.value(at: row) == 0 ? .divisionByZero : .overflow, row: row)
      values[row] = 0
    }
    return .reals(values)
  }

  /// Notes the rows that are infinite or NaN, and clears them.
  static func noteUnfit(_ values: inout [Double], noting failures: inout RowFailures) {
    for row in values.indices where !values[row].isFinite {
      failures.note(.overflow, row: row)
      values[row] = 0
    }
  }

  /// Both sides at the larger of the two scales; nil for two constants and where something doesn't fit.
  private func aligned<K: Kernel>(_ kernel: K.Type, with other: Vector, rows: Int) -> Vector?
  where K.Input == Int64, K.Output == Int64 {
    guard !isConstant || !other.isConstant, let a = scaled, let b = other.scaled else { return nil }
    let scale = max(a.scale, b.scale)
    guard let left = a.rescaled(to: scale, rows: rows), let right = b.rescaled(to: scale, rows: rows) else {
      return nil
    }
    let (values, flag) = run(kernel, left, right, rows: rows)
    return flag < 0 ? nil : .integers(values, scale: scale)
  }

  /// The quotients if every one is whole; else nil, and the division is made with 34 digits.
  private func wholeQuotient(by other: Vector, rows: Int) -> Vector? {
    guard !isConstant || !other.isConstant, let a = scaled, let b = other.scaled, a.scale >= b.scale else {
      return nil
    }
    var result = [Int64](repeating: 0, count: rows)
    for row in 0..<rows {
      let (dividend, divisor) = (a.digits.value(at: row), b.digits.value(at: row))
      // -1 could overflow, and is rare.
      guard divisor != 0, divisor != -1 else { return nil }
      let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
      guard rest == 0 else { return nil }
      result[row] = quotient
    }
    return .integers(result, scale: a.scale - b.scale)
  }

  /// The same with `ExactNumber`s, for what does not fit integers.
  @inline(__always)
  private func exacts(
    with other: Vector, noting failures: inout RowFailures,
    _ operation: (ExactNumber, ExactNumber) -> ExactNumber?, failure: (Int) -> Failure = { _ in .overflow }
  ) -> Vector {
    let (a, b) = (exactOperand, other.exactOperand)
    if case .constant(let a) = a, case .constant(let b) = b {
      guard let value = operation(a, b) else {
        failures.noteAll(failure(0))
        return .constant(.exact(.zero))
      }
      return .constant(.exact(value))
    }
    var result = [ExactNumber](repeating: .zero, count: failures.rowCount)
    for row in 0..<failures.rowCount {
      if let value = operation(a.value(at: row), b.value(at: row)) {
        result[row] = value
      } else {
        failures.note(failure(row), row: row)
      }
    }
    return .exacts(result)
  }
}

extension ExactNumber {
  /// 1 / self, if that has at most four digits: dividing by such a number is multiplying.
  var shortReciprocal: ExactNumber? {
    guard let value = ExactNumber.one.divided(by: self), value.coefficient.magnitude < 10_000,
      value.multiplied(by: self) == ExactNumber.one
    else { return nil }
    return value
  }
}
