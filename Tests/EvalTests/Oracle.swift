import PolCheck
import PolColumns
import PolEval
import PolSource

/// The obvious evaluator: one row at a time, by plain recursion. What the fast one gives must be the same.
struct Oracle {
  /// How a row failed: the code of the diagnostic and the place.
  struct Trouble: Error, Hashable {
    var code: String
    var span: Span
  }

  var rows: TestRows
  var row: Int

  func value(_ e: Expression) throws(Trouble) -> Scalar {
    switch e.kind {
    case .constant(let value): return value
    case .column(.kept(let index)): return rows.columns[index].scalar(at: row)
    case .negate(let inner): return try limited(negated(try value(inner)), e)
    case .not(let inner): return .boolean(!(try holds(inner)))
    case .and(let a, let b):
      if !(try holds(a)) { return .boolean(false) }
      return .boolean(try holds(b))
    case .or(let a, let b):
      if try holds(a) { return .boolean(true) }
      return .boolean(try holds(b))
    case .conditional(let condition, let then, let otherwise):
      return typed(try holds(condition) ? try value(then) : try value(otherwise), e)
    case .arithmetic(let operation, let a, let b):
      let (left, right) = (try value(a), try value(b))
      return try limited(try combined(operation, left, right, e), e)
    case .compare(let comparison, let a, let b):
      return .boolean(compared(comparison, try value(a), try value(b)))
    case .call(let function, let arguments):
      var values: [Scalar] = []
      for argument in arguments { values.append(try value(argument)) }
      return try limited(typed(try called(function, values, e), e), e)
    case .draw(let draw): return try drawn(draw, e)
    case .inlined(_, let inner): return try value(inner)
    case .column, .variable, .cell, .company, .hash, .fact, .query, .unknown, .verdict:
      fatalError("not made by the generator")
    }
  }

  func holds(_ e: Expression) throws(Trouble) -> Bool { try value(e) == .boolean(true) }

  private func fail(_ code: String, _ e: Expression) -> Trouble { Trouble(code: code, span: e.span) }

  private func negated(_ value: Scalar) -> Scalar {
    if case .exact(let number) = value { .exact(number.negated) } else { .real(-real(value)) }
  }

  private func real(_ value: Scalar) -> Double {
    switch value {
    case .exact(let number): number.doubleValue
    case .real(let number): number
    default: fatalError("no number")
    }
  }

  private func typed(_ value: Scalar, _ e: Expression) -> Scalar {
    if case .number(let type) = e.type, !type.isExact { .real(real(value)) } else { value }
  }

  private func limited(_ value: Scalar, _ e: Expression) throws(Trouble) -> Scalar {
    if case .number(let type) = e.type, case .exact(let number) = value,
      let decimals = type.dimension.decimals
    {
      let most = ExactNumber(coefficient: .max, scale: decimals)
      let least = ExactNumber(coefficient: .min, scale: decimals)
      let cut = number.rounded(toScale: decimals, .floor)
      if cut > most || cut < least { throw fail("E0602", e) }
    }
    return value
  }

  private func finite(_ value: Double, _ e: Expression) throws(Trouble) -> Scalar {
    if value.isFinite { return .real(value) }
    throw fail("E0602", e)
  }

  private func combined(_ operation: Arithmetic, _ a: Scalar, _ b: Scalar, _ e: Expression) throws(Trouble)
    -> Scalar
  {
    guard case .exact(let x) = a, case .exact(let y) = b else {
      let (x, y) = (real(a), real(b))
      switch operation {
      case .add: return try finite(x + y, e)
      case .subtract: return try finite(x - y, e)
      case .multiply: return try finite(x * y, e)
      case .divide:
        if y == 0 { throw fail("E0601", e) }
        return try finite(x / y, e)
      }
    }
    let result: ExactNumber?
    switch operation {
    case .add: result = x.adding(y)
    case .subtract: result = x.subtracting(y)
    case .multiply: result = x.multiplied(by: y)
    case .divide:
      if y.isZero { throw fail("E0601", e) }
      result = x.divided(by: y)
    }
    guard let result else { throw fail("E0602", e) }
    return .exact(result)
  }

  private func compared(_ comparison: Comparison, _ a: Scalar, _ b: Scalar) -> Bool {
    func order<T: Comparable>(_ a: T, _ b: T) -> Bool {
      switch comparison {
      case .equal: a == b
      case .unequal: a != b
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      case .greaterOrEqual: a >= b
      }
    }
    switch (a, b) {
    case (.exact(let a), .exact(let b)): return order(a, b)
    case (.code(let a), .code(let b)): return order(a, b)
    case (.text(let a), .text(let b)): return order(a, b)
    case (.boolean(let a), .boolean(let b)): return order(a ? 1 : 0, b ? 1 : 0)
    default: return order(real(a), real(b))
    }
  }

  private func called(_ function: Function, _ values: [Scalar], _ e: Expression) throws(Trouble) -> Scalar {
    switch function {
    case .abs:
      if case .exact(let number) = values[0] { return .exact(number.absolute) }
      return .real(real(values[0]).magnitude)
    case .round, .floor: return try rounded(values[0], function == .floor ? .floor : .halfEven, e)
    case .ln:
      if real(values[0]) <= 0 { throw fail("E0606", e) }
      return try finite(Elementary.ln(real(values[0])), e)
    case .exp: return try finite(Elementary.exp(real(values[0])), e)
    case .sqrt:
      if real(values[0]) < 0 { throw fail("E0607", e) }
      return try finite(real(values[0]).squareRoot(), e)
    case .pow:
      let (base, power) = (real(values[0]), real(values[1]))
      let result = Elementary.pow(base, power)
      if result.isNaN || (base == 0 && power < 0) { throw fail("E0608", e) }
      return try finite(result, e)
    case .least, .greatest:
      var result = typed(values[0], e)
      for value in values.dropFirst() {
        let next = typed(value, e)
        if compared(function == .least ? .less : .greater, next, result) { result = next }
      }
      return result
    }
  }

  private func rounded(_ value: Scalar, _ rule: RoundingRule, _ e: Expression) throws(Trouble) -> Scalar {
    var decimals = 0
    if case .number(let type) = e.type { decimals = type.dimension.decimals ?? 0 }
    if case .exact(let number) = value { return .exact(number.rounded(toScale: decimals, rule)) }
    let unit = decimals == 2 ? 100.0 : 1
    let whole = (real(value) * unit).rounded(rule == .floor ? .down : .toNearestOrEven)
    guard whole.magnitude < 1e34, let number = ExactNumber(String(Int128(whole))) else {
      throw fail("E0602", e)
    }
    guard let result = number.divided(by: ExactNumber(Int(unit))) else { throw fail("E0602", e) }
    return .exact(result)
  }

  private func drawn(_ draw: Draw, _ e: Expression) throws(Trouble) -> Scalar {
    var arguments: [Vector] = []
    for argument in draw.arguments { arguments.append(.reals([real(try value(argument))])) }
    let key = DrawKey(seed: rows.luck.seed, month: rows.luck.month, clause: draw.clause, place: draw.place)
    var failures = RowFailures(rowCount: 1, where: nil)
    let persons = rows.personKeys(in: row..<row + 1)
    let result = draw.distribution.drawn(arguments, persons: persons, key: key, noting: &failures)
    switch failures.entries.first?.failure {
    case nil: return result.scalar(at: 0)
    case .chance?: throw fail("E0604", e)
    case .overflow?: throw fail("E0602", e)
    default: throw fail("E0605", e)
    }
  }
}
