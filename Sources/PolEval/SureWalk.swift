import PolCheck
import PolColumns
import PolSource

/// What a part of an expression is worth while every number in it is known to be small enough.
private enum Part {
  case number(Wholes)
  case truth(Truths)
}

/// A walk on which nothing can fail: whole numbers of known size, and conditions on them.
///
/// No mask is needed then, no overflow is looked for, and constants cost nothing; both ways of a conditional are
/// taken in all rows. As soon as something might not fit the walk ends without an answer.
private struct SureWalk<Rows: RowSource> {
  let rows: Rows
  let range: Range<Int>
  private var columns: [(column: Column, part: Part)] = []

  init(over rows: Rows, in range: Range<Int>) {
    self.rows = rows
    self.range = range
  }

  mutating func part(_ expression: Expression) -> Part? {
    switch expression.kind {
    case .constant(let value): return part(.constant(value), expression)
    case .column(let column): return part(column, expression)
    case .inlined(_, let inner): return part(inner)
    case .not(let inner): return truths(inner).map { .truth($0.inverted) }
    case .and(let left, let right):
      guard let a = truths(left), let b = truths(right) else { return nil }
      return .truth(a.and(b))
    case .or(let left, let right):
      guard let a = truths(left), let b = truths(right) else { return nil }
      return .truth(a.or(b))
    case .compare(let comparison, let left, let right):
      guard let a = wholes(left), let b = wholes(right) else { return nil }
      return comparison.truths(a, b, rows: range.count).map { .truth($0) }
    case .conditional(let condition, let then, let otherwise):
      guard let test = truths(condition), let a = part(then), let b = part(otherwise) else { return nil }
      switch (a, b) {
      case (.number(let a), .number(let b)):
        return a.selected(where: test, else: b, rows: range.count).map { .number($0) }
      case (.truth(let a), .truth(let b)): return .truth(a.selected(where: test, else: b))
      case (.number, .truth), (.truth, .number): return nil
      }
    case .negate(let inner): return number(wholes(inner)?.negated, expression)
    case .arithmetic(let operation, let left, let right):
      guard let a = wholes(left), let b = wholes(right) else { return nil }
      return number(operation.wholes(a, b, rows: range.count), expression)
    case .call(let function, let arguments): return number(called(function, arguments), expression)
    case .variable, .cell, .company, .hash, .fact, .draw, .query, .unknown, .verdict: return nil
    }
  }

  private mutating func truths(_ expression: Expression) -> Truths? {
    if case .truth(let truths)? = part(expression) { truths } else { nil }
  }

  private mutating func wholes(_ expression: Expression) -> Wholes? {
    if case .number(let wholes)? = part(expression) { wholes } else { nil }
  }

  private mutating func part(_ column: Column, _ expression: Expression) -> Part? {
    for known in columns where known.column == column { return known.part }
    let part: Part?
    if let (values, scale) = rows.stored(column, in: range) {
      part = Wholes(values, scale: scale).map { .number($0) }
    } else {
      part = (try? rows.values(of: column, in: range)).flatMap { self.part($0, expression) }
    }
    if let part { columns.append((column, part)) }
    return part
  }

  private func part(_ vector: Vector, _ expression: Expression) -> Part? {
    if case .boolean = expression.type { return .truth(Truths(vector, rows: range.count)) }
    return Wholes(vector).map { .number($0) }
  }

  /// What money needs is asked of every number that is computed.
  private func number(_ result: Wholes?, _ expression: Expression) -> Part? {
    guard let result, expression.type.moneyDecimals.map({ result.fits(scale: $0) }) ?? true else {
      return nil
    }
    return .number(result)
  }

  private mutating func called(_ function: Function, _ arguments: [Expression]) -> Wholes? {
    guard var result = wholes(arguments[0]) else { return nil }
    switch function {
    case .abs: return result.greatest(result.negated, rows: range.count)
    case .least, .greatest:
      for argument in arguments.dropFirst() {
        guard let next = wholes(argument),
          let chosen = function == .least
            ? result.least(next, rows: range.count) : result.greatest(next, rows: range.count)
        else { return nil }
        result = chosen
      }
      return result
    case .round, .floor, .ln, .exp, .sqrt, .pow: return nil
    }
  }
}

extension Walk {
  /// The values of an expression, if nothing in it can fail in any row of the chunk.
  func sure(_ expression: Expression) -> Vector? {
    var walk = SureWalk(over: rows, in: range)
    switch walk.part(expression) {
    case .number(let wholes)?: return wholes.vector(rows: range.count)
    case .truth(let truths)?: return truths.vector
    case nil: return nil
    }
  }
}

extension Arithmetic {
  /// The result, row by row; nil where something might not fit.
  fileprivate func wholes(_ a: Wholes, _ b: Wholes, rows: Int) -> Wholes? {
    switch self {
    case .add: a.adding(b, rows: rows)
    case .subtract: a.adding(b.negated, rows: rows)
    case .multiply: a.multiplied(by: b, rows: rows)
    case .divide: a.divided(by: b, rows: rows)
    }
  }
}

extension Comparison {
  /// The comparison, row by row; nil where something might not fit.
  fileprivate func truths(_ a: Wholes, _ b: Wholes, rows: Int) -> Truths? {
    switch self {
    case .equal: a.equals(b, rows: rows)
    case .unequal: a.equals(b, rows: rows)?.inverted
    case .less: a.isLess(than: b, rows: rows)
    case .lessOrEqual: a.isAtMost(b, rows: rows)
    case .greater: b.isLess(than: a, rows: rows)
    case .greaterOrEqual: b.isAtMost(a, rows: rows)
    }
  }
}
