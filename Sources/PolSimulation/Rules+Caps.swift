import PolCheck
import PolLedger
import PolSource

extension RuleDefinition {
  /// Whether there is a cap on what each one gets.
  var isCappedEach: Bool { cap.map { !$0.isForAll } ?? false }
}

extension Rules {
  /// The most that each payee may get by a rule, as it stood when the phase began; nil where there is no such cap.
  ///
  /// `payees` are agents, and beside them the agents of their events.
  func limits(
    _ rule: Int, in batch: EventBatch, _ payees: () -> (agents: [Int32], sources: [Int]?)
  ) throws(Diagnostic) -> Amounts.Column<Int64>? {
    let definition = policy.rules[rule]
    guard let cap = definition.cap, definition.isCappedEach else { return nil }
    let (agents, sources) = cap.limit.isConstant ? ([], nil) : payees()
    let reader = AmountReader(
      rule: definition, batch: batch, rows: EventRows(agents: rows, rows: agents, sources: sources),
      rules: self)
    return try reader.money(cap.limit, Array(repeating: true, count: agents.count))
  }
}
