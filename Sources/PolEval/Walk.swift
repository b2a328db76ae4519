import PolCheck
import PolColumns
import PolSource

/// One walk through an expression for one chunk of rows: each node runs a kernel over the whole chunk.
///
/// A mask says which rows take the way that the walk is on; only these can fail. A way that no row takes isn't
/// walked at all, so nothing is asked of the environment for it.
struct Walk<E: Environment, Rows: RowSource> {
  let evaluator: Evaluator<E>
  let rows: Rows
  let range: Range<Int>
  private(set) var failures = Failures()
  /// Rows that have failed, counted from the chunk's first; empty while there are none.
  private var failed: [Bool] = []
  /// False within an expression that was found not to be sure.
  private var mayBeSure = true

  /// Fewer rows are not worth a second look at the expression.
  private static var fewRows: Int { 8 }

  init(_ evaluator: Evaluator<E>, over rows: Rows, in range: Range<Int>) {
    self.evaluator = evaluator
    self.rows = rows
    self.range = range
  }

  /// The values of `expression`, right in the mask's rows.
  mutating func vector(_ expression: Expression, where mask: [Bool]?) -> Vector {
    guard mayBeSure, range.count >= Self.fewRows, expression.maybeSure else {
      return careful(expression, where: mask)
    }
    if let vector = sure(expression) { return vector }
    mayBeSure = false
    defer { mayBeSure = true }
    return careful(expression, where: mask)
  }

  /// The same with every operation on its guard.
  private mutating func careful(_ expression: Expression, where mask: [Bool]?) -> Vector {
    switch expression.kind {
    case .constant(let value): return .constant(value)
    case .column(let column):
      let values = Result { () throws(Diagnostic) in try rows.values(of: column, in: range) }
      return settled(values, expression, mask)
    case .variable, .company, .hash, .fact, .query: return shared(expression, mask)
    case .cell(let run, let pick, let reading): return cell(expression, run, pick, reading, mask)
    case .negate(let inner):
      let value = vector(inner, where: mask).negated(rows: range.count)
      return limited(value, expression, mask)
    case .not(let inner): return vector(inner, where: mask).inverted
    case .and(let left, let right):
      let first = vector(left, where: mask)
      let (rest, isEmpty) = first.narrowing(mask, to: true)
      return isEmpty ? first : first.and(vector(right, where: rest))
    case .or(let left, let right):
      let first = vector(left, where: mask)
      let (rest, isEmpty) = first.narrowing(mask, to: false)
      return isEmpty ? first : first.or(vector(right, where: rest))
    case .arithmetic(let operation, let left, let right):
      return arithmetic(expression, operation, left, right, mask)
    case .compare(let comparison, let left, let right):
      let first = vector(left, where: mask)
      return comparison.vector(first, vector(right, where: mask), rows: range.count)
    case .conditional(let condition, let then, let otherwise):
      return conditional(expression, condition, then, otherwise, mask)
    case .call(let function, let arguments): return call(expression, function, arguments, mask)
    case .draw(let draw): return drawn(expression, draw, mask)
    case .inlined(_, let inner): return vector(inner, where: mask)
    }
  }

  private mutating func arithmetic(
    _ expression: Expression, _ operation: Arithmetic, _ left: Expression, _ right: Expression,
    _ mask: [Bool]?
  ) -> Vector {
    let (a, b) = (vector(left, where: mask), vector(right, where: mask))
    var rowFailures = RowFailures(rowCount: range.count, where: mask)
    let result =
      switch operation {
      case .add: a.adding(b, noting: &rowFailures)
      case .subtract: a.subtracting(b, noting: &rowFailures)
      case .multiply: a.multiplied(by: b, noting: &rowFailures)
      case .divide: a.divided(by: b, noting: &rowFailures)
      }
    note(rowFailures, at: expression.span)
    return limited(result, expression, mask)
  }

  private mutating func conditional(
    _ expression: Expression, _ condition: Expression, _ then: Expression, _ otherwise: Expression,
    _ mask: [Bool]?
  ) -> Vector {
    let test = vector(condition, where: mask)
    let (yes, noneTrue) = test.narrowing(mask, to: true)
    let (no, noneFalse) = test.narrowing(mask, to: false)
    var result: Vector
    if noneTrue {
      result = noneFalse ? expression.type.blank : vector(otherwise, where: no)
    } else if noneFalse {
      result = vector(then, where: yes)
    } else {
      let first = vector(then, where: yes)
      result = first.selected(where: test, else: vector(otherwise, where: no), rows: range.count)
    }
    // One arm may be exact: all rows have to be real then, in every chunk.
    if expression.type.isReal { result = result.asReals }
    return result
  }

  private mutating func drawn(_ expression: Expression, _ draw: Draw, _ mask: [Bool]?) -> Vector {
    let arguments = draw.arguments.map { vector($0, where: mask) }
    let persons = rows.personKeys(in: range)
    guard persons.count == range.count else {
      preconditionFailure("the checker lets nothing be drawn where there is nobody")
    }
    let luck = rows.luck
    let key = DrawKey(seed: luck.seed, month: luck.month, clause: draw.clause, place: draw.place)
    var rowFailures = RowFailures(rowCount: range.count, where: mask)
    let result = draw.distribution.drawn(arguments, persons: persons, key: key, noting: &rowFailures)
    note(rowFailures, at: expression.span)
    return result
  }

  /// A value that is the same in all rows.
  private mutating func shared(_ expression: Expression, _ mask: [Bool]?) -> Vector {
    let value = Result { () throws(Diagnostic) in Vector.constant(try evaluator.shared(expression)) }
    return settled(value, expression, mask)
  }

  /// What somebody else has answered; a refusal is the failure of all rows that asked.
  mutating func settled(
    _ answer: Result<Vector, Diagnostic>, _ expression: Expression, _ mask: [Bool]?
  ) -> Vector {
    switch answer {
    case .success(let vector): return vector
    case .failure(var diagnostic):
      if diagnostic.span == nil { diagnostic.span = expression.span }
      noteAll(diagnostic, expression.span, mask)
      return expression.type.blank
    }
  }

  /// Money has to fit integers of its minor unit.
  mutating func limited(_ result: Vector, _ expression: Expression, _ mask: [Bool]?) -> Vector {
    guard let decimals = expression.type.moneyDecimals else { return result }
    var rowFailures = RowFailures(rowCount: range.count, where: mask)
    let limited = result.limited(toScale: decimals, noting: &rowFailures)
    note(rowFailures, at: expression.span)
    return limited
  }

  /// Notes rows that failed in a kernel, unless they had failed before.
  mutating func note(_ rowFailures: RowFailures, at span: Span) {
    if rowFailures.entries.isEmpty { return }
    if failed.isEmpty { failed = [Bool](repeating: false, count: range.count) }
    for (row, failure) in rowFailures.entries where !failed[row] {
      failed[row] = true
      failures.note(failure, at: span, row: range.lowerBound + row)
    }
  }

  /// Notes that all rows of the mask failed, for one reason.
  mutating func noteAll(_ diagnostic: Diagnostic, _ span: Span, _ mask: [Bool]?) {
    if failed.isEmpty { failed = [Bool](repeating: false, count: range.count) }
    for row in 0..<range.count where !failed[row] && mask?[row] ?? true {
      failed[row] = true
      failures.note(diagnostic, at: span, row: range.lowerBound + row)
    }
  }
}

extension Comparison {
  /// The comparison, row by row.
  func vector(_ a: Vector, _ b: Vector, rows: Int) -> Vector {
    switch self {
    case .equal: a.equals(b, rows: rows)
    case .unequal: a.differs(from: b, rows: rows)
    case .less: a.isLess(than: b, rows: rows)
    case .lessOrEqual: a.isAtMost(b, rows: rows)
    case .greater: b.isLess(than: a, rows: rows)
    case .greaterOrEqual: b.isAtMost(a, rows: rows)
    }
  }
}
