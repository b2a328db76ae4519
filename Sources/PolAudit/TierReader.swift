import PolCheck
import PolColumns
import PolEval
import PolSource

/// What a condition comes to when only tiers are known.
enum Truth: Hashable, Sendable { case no, yes, open }

/// Reads the expressions of a policy where the tiers of the agents concerned are known and nothing else is.
struct TierReader<E: Environment> {
  let evaluator: Evaluator<E>
  let tierCount: Int

  /// What a condition comes to at an agent of tier `row`, in the event of an agent of tier `source`.
  func truth(of condition: Expression, row: Int, source: Int) throws(Diagnostic) -> Truth {
    switch condition.kind {
    case .inlined(_, let inner): return try truth(of: inner, row: row, source: source)
    case .not(let inner):
      switch try truth(of: inner, row: row, source: source) {
      case .no: return .yes
      case .yes: return .no
      case .open: return .open
      }
    case .and(let left, let right):
      let first = try truth(of: left, row: row, source: source)
      if first == .no { return .no }
      let second = try truth(of: right, row: row, source: source)
      return second == .yes ? first : second
    case .or(let left, let right):
      let first = try truth(of: left, row: row, source: source)
      if first == .yes { return .yes }
      let second = try truth(of: right, row: row, source: source)
      return second == .no ? first : second
    case .conditional(let test, let then, let otherwise):
      switch try truth(of: test, row: row, source: source) {
      case .yes: return try truth(of: then, row: row, source: source)
      case .no: return try truth(of: otherwise, row: row, source: source)
      case .open:
        let first = try truth(of: then, row: row, source: source)
        return try truth(of: otherwise, row: row, source: source) == first ? first : .open
      }
    case .constant, .variable, .column, .cell, .company, .hash, .fact, .negate, .arithmetic, .compare, .call,
      .draw, .query, .unknown, .verdict:
      let settled = try self.settled(condition, row: row, source: source)
      guard !settled.readsRows, case .boolean(let holds) = try evaluator.value(of: settled) else {
        return .open
      }
      return holds ? .yes : .no
    }
  }

  /// A rate or a share in the event of an agent of a tier: an exact number, not below zero.
  func rate(_ expression: Expression, tier: Int, of rule: RuleDefinition) throws(Diagnostic) -> ExactNumber {
    let settled = try self.settled(expression, row: tier, source: tier)
    guard !settled.readsRows, case .exact(let rate) = try evaluator.value(of: settled) else {
      throw Diagnostic(
        "E0711", "the most that `\(rule.name)` pays can't be known: this rate depends on more than tiers",
        at: expression.span,
        help: "the worst payout is for rates that are figures or depend on `tier`; say the rest in a `when`")
    }
    guard !rate.isNegative else {
      throw Diagnostic(
        "E0712", "this rate of `\(rule.name)` comes to \(rate.description), and it can't be below zero",
        at: expression.span, help: "to stop at zero write `greatest(0, ...)`")
    }
    return rate
  }

  /// The same expression with tiers put in, and without the arms that these tiers never take.
  private func settled(_ expression: Expression, row: Int, source: Int) throws(Diagnostic) -> Expression {
    func settle(_ inner: Expression) throws(Diagnostic) -> Expression {
      try settled(inner, row: row, source: source)
    }
    var result = expression
    switch expression.kind {
    case .constant, .variable, .cell, .company, .hash, .fact, .query, .draw, .unknown, .verdict: break
    case .column(.agent(let reading, of: let whose)) where reading.column == .tier && whose != .upline:
      result.kind = .constant(.code(Int32(whose == .row ? row : source)))
    case .column: break
    case .negate(let inner): result.kind = .negate(try settle(inner))
    case .not(let inner): result.kind = .not(try settle(inner))
    case .and(let left, let right): result.kind = .and(try settle(left), try settle(right))
    case .or(let left, let right): result.kind = .or(try settle(left), try settle(right))
    case .arithmetic(let operation, let left, let right):
      result.kind = .arithmetic(operation, try settle(left), try settle(right))
    case .compare(let comparison, let left, let right):
      result.kind = .compare(comparison, try settle(left), try settle(right))
    case .conditional(let test, let then, let otherwise):
      switch try truth(of: test, row: row, source: source) {
      case .yes: return try settle(then)
      case .no: return try settle(otherwise)
      case .open:
        result.kind = .conditional(try settle(test), then: try settle(then), otherwise: try settle(otherwise))
      }
    case .call(let function, let arguments):
      var settled: [Expression] = []
      for argument in arguments { settled.append(try settle(argument)) }
      result.kind = .call(function, settled)
    case .inlined(let name, let inner): result.kind = .inlined(name: name, try settle(inner))
    }
    return result
  }
}

extension Expression {
  /// Whether it depends on the rows at hand.
  var readsRows: Bool { reads { _ in true } }

  /// Whether it reads more of the event's agent than its tier, in a `where`.
  var readsMoreOfSource: Bool {
    reads { column in
      if case .agent(let reading, of: .source) = column { reading.column != .tier } else { false }
    }
  }

  /// Whether it reads such a column; what is drawn could be any.
  private func reads(_ matches: (Column) -> Bool) -> Bool {
    contains { part in
      switch part.kind {
      case .column(let column): matches(column)
      case .draw: true
      default: false
      }
    }
  }
}
