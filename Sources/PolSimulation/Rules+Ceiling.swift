import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension RuleDefinition {
  /// Whether a cap holds for all that it pays in a period.
  var isCappedInAll: Bool { cap?.isForAll == true }

  /// The volume, over the rule's period, that such a cap is a share of.
  var ceilingReading: AgentReading? { cap?.base.map { AgentReading($0, window: period) } }
}

/// Caps of all that a rule pays in a period. Everyone gets the same part of what it would have got, whatever the
/// order in which they are looked at.
extension Rules {
  /// Every payment of a rule in a period, if nothing were capped.
  func all(_ rule: Int, _ batch: EventBatch) throws(Diagnostic) -> Payments {
    let results = Threads.each(parts(of: batch), threads: threads) { part in
      Result { () throws(Diagnostic) in
        let amounts = try Amounts(of: policy.rules[rule], in: part, rows: eventRows(part), self)
        var sheet = PaySheet(rule: rule, rules: self, batch: part, amounts: amounts)
        try sheet.payAll()
        return sheet.payments
      }
    }
    var (events, from, to): ([Int32], [Int32], [Int32]) = ([], [], [])
    var amounts: [Int64] = []
    for result in results {
      let payments = try result.get()
      events += payments.events
      from += payments.events.indices.map { payments.from.code($0) }
      to += payments.events.indices.map { payments.to.code($0) }
      amounts += payments.amounts
    }
    return Payments(events: events, from: .each(from), to: .each(to), amounts: amounts)
  }

  /// What a rule pays in a period, if nothing were capped in all.
  func uncut(_ rule: Int, _ batch: EventBatch) throws(Diagnostic) -> Payments {
    var used: [Int32: Int64] = [:]
    if policy.rules[rule].isPool { return try pool(rule, batch, &used) }
    return try policy.rules[rule].isLessDownline ? net(rule, batch, &used) : all(rule, batch)
  }

  /// All payments, each cut in proportion where together they are above the ceiling, and floored.
  func cut(_ payments: [Payments], toCeilingOf rule: RuleDefinition) throws(Diagnostic) -> [Payments] {
    let ceiling = try ceiling(of: rule)
    let sum = payments.reduce(Int128(0)) { $1.amounts.reduce($0) { $0 + Int128($1) } }
    guard sum > ceiling else { return payments }
    return payments.map { payments in
      var cut = payments
      cut.amounts = payments.amounts.map { Int64(Int128($0) * ceiling / sum) }
      return cut.withoutZeros
    }
  }

  /// Minor units.
  private func ceiling(of rule: RuleDefinition) throws(Diagnostic) -> Int128 {
    guard let cap = rule.cap else { return 0 }
    guard let reading = rule.ceilingReading else { return Int128(try money(cap.limit, of: rule)) }
    guard case .exact(let number) = try evaluator.single(cap.limit, over: rows.figures),
      let rate = Quantities.rate(number),
      case .integers(let volumes, _) = rows.values(
        of: .agent(reading, of: .row), at: 0..<rows.rowCount, source: nil)
    else { throw .tooMuchMoney(at: cap.limit.span) }
    var shares = Shares()
    for volume in volumes { shares.add(rate, of: volume) }
    guard let sum = shares.sum(policy.rounding.ledgerRule) else { throw .tooMuchMoney(at: cap.limit.span) }
    // More may have come back in a period than was sold.
    return Int128(max(0, sum))
  }
}
