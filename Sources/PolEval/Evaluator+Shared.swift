package import PolCheck
import PolColumns
import PolSource

extension Evaluator {
  /// The value of an expression that can't depend on the rows at hand.
  func shared(_ expression: Expression) throws(Diagnostic) -> Scalar {
    switch expression.kind {
    case .variable(let slot): return try environment.value(of: slot)
    case .company(let run, let column): return try environment.figure(column, of: run)
    case .hash(let run): return .text(try environment.hash(of: run))
    case .fact(let fact, let policy): return try environment.fact(fact, of: policy)
    case .query(let query): return try answer(query, at: expression.span)
    case .unknown, .verdict: return try verdict(expression)
    default: preconditionFailure("an expression over rows")
    }
  }

  /// A figure of the agent in `row` of a run's agents; of a story's person also by name.
  func cell(
    _ run: Slot, row: Int, named name: String? = nil, _ reading: AgentReading, at span: Span
  ) throws(Diagnostic) -> Scalar {
    let agents = try environment.rows(of: .run(run, .agents, every: nil))
    guard row >= 0, row < agents.rowCount else {
      if let name {
        throw Diagnostic(
          "E0612", "`\(name)` has not joined by the last month that this run has lived", at: span,
          help: "let the run go on until the month in which `\(name)` joins")
      }
      throw Diagnostic(
        "E0611", "there is no agent of this number", at: span,
        help: agents.rowCount == 0
          ? "nobody has joined" : "agents are numbered in order of joining, here from 1 to \(agents.rowCount)"
      )
    }
    return try agents.values(of: .agent(reading, of: .row), in: row..<row + 1).scalar(at: 0)
  }

  /// The same expression with everything found that is the same in all rows, so that it is found once and not
  /// in every chunk. What fails stays: it is a failure only if some row comes to it.
  package func folded(_ expression: Expression) -> Expression {
    var result = expression
    switch expression.kind {
    case .constant, .column, .cell(_, row: .number, _): break
    case .variable, .company, .hash, .fact, .query, .unknown, .verdict:
      if let value = try? shared(expression) { result.kind = .constant(value) }
    case .cell(let run, row: .person(let place, let name), let reading):
      if let value = try? cell(run, row: place, named: name, reading, at: expression.span) {
        result.kind = .constant(value)
      }
    case .negate(let inner): result.kind = .negate(folded(inner))
    case .not(let inner): result.kind = .not(folded(inner))
    case .and(let left, let right): result.kind = .and(folded(left), folded(right))
    case .or(let left, let right): result.kind = .or(folded(left), folded(right))
    case .arithmetic(let operation, let left, let right):
      result.kind = .arithmetic(operation, folded(left), folded(right))
    case .compare(let comparison, let left, let right):
      result.kind = .compare(comparison, folded(left), folded(right))
    case .conditional(let condition, let then, let otherwise):
      result.kind = .conditional(folded(condition), then: folded(then), otherwise: folded(otherwise))
    case .call(let function, let arguments): result.kind = .call(function, arguments.map { folded($0) })
    case .draw(var draw):
      draw.arguments = draw.arguments.map { folded($0) }
      result.kind = .draw(draw)
    case .inlined(let name, let inner): result.kind = .inlined(name: name, folded(inner))
    }
    return result
  }
}
