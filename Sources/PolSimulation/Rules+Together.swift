import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

/// Period rules whose payments hang together, so that they can't be worked out event by event: what is divided
/// among everyone, what is paid less what others are paid, and what is capped in all.
extension Rules {
  /// What such a rule pays in a period, after its cap; nil where it is another rule.
  func payments(
    together rule: Int, _ batch: EventBatch, _ capped: inout [Int: [Int32: Int64]]
  ) throws(RunFailure) -> Payments? {
    let definition = policy.rules[rule]
    guard definition.isLessDownline || definition.isPool || definition.isCappedInAll else { return nil }
    do throws(Diagnostic) {
      let counter = policy.counter(of: rule)
      var used = capped[counter] ?? [:]
      defer { if definition.cap?.period != nil { capped[counter] = used } }
      if definition.isPool { return try pool(rule, batch, &used) }
      let payments = try definition.isLessDownline ? net(rule, batch, &used) : all(rule, batch)
      return definition.isCappedInAll ? try cut([payments], toCeilingOf: definition)[0] : payments
    } catch { throw .script(error) }
  }

  // MARK: Groups

  /// A volume of a rule with `short of`, by agent: its own and that of its legs without those headed by an
  /// agent of that tier or above; nil for other rules.
  func group(_ rule: Int, _ reading: AgentReading?) -> (values: [Int64], scale: Int)? {
    guard let rank = policy.rules[rule].shortOf, let reading else { return nil }
    let own = rows.values(of: .agent(reading, of: .row), at: 0..<rows.rowCount, source: nil)
    guard case .integers(var group, let scale) = own else {
      preconditionFailure("a volume that is no running total: \(reading)")
    }
    for agent in group.indices.reversed() {
      let sponsor = Int(agents.sponsor[agent])
      if sponsor >= 0, !heads(agent, rank) { group[sponsor] &+= group[agent] }
    }
    return (group, scale)
  }

  /// Whether an agent heads a group of its own; who has quit heads none.
  private func heads(_ agent: Int, _ rank: some BinaryInteger) -> Bool {
    agents.tier[agent] >= rank && agents.active[agent]
  }

  // MARK: Less downline

  /// Each gets its own amount less what this rule pays to those whom its base counts, from the last agent to the
  /// first: a sponsor joined before its recruits.
  func net(
    _ rule: Int, _ batch: EventBatch, _ used: inout [Int32: Int64]
  ) throws(Diagnostic) -> Payments {
    let results = Threads.each(parts(of: batch), threads: threads) { part in
      Result { () throws(Diagnostic) in try self.gross(rule, part) }
    }
    var gross: [Gross] = []
    for result in results { gross += try result.get() }
    let rank = policy.rules[rule].shortOf.map { UInt8($0) } ?? .max
    // What those below are paid whom the base counts, by agent.
    var below = Array(repeating: Int64(0), count: agents.count)
    var paid = Array(repeating: Int64(0), count: batch.agents.count)
    var event = batch.agents.count - 1
    for agent in below.indices.reversed() {
      var own = Int64(0)
      if event >= 0, batch.agents[event] == agent {
        own = max(0, gross[event].amount - below[agent])
        own = policy.rules[rule].left(of: own, cap: gross[event].limit, to: Int32(agent), &used)
        paid[event] = own
        event -= 1
      }
      let sponsor = Int(agents.sponsor[agent])
      if sponsor >= 0, !heads(agent, rank) { below[sponsor] &+= below[agent] &+ own }
    }
    return Payments(events: batch.events, from: .same(.company), to: .each(batch.agents), amounts: paid)
      .withoutZeros
  }

  /// What a rule would pay in an event if nothing were taken away, and its cap.
  private struct Gross: Sendable {
    var amount: Int64
    var limit: Int64?
  }

  private func gross(_ rule: Int, _ batch: EventBatch) throws(Diagnostic) -> [Gross] {
    let amounts = try Amounts(of: policy.rules[rule], in: batch, rows: eventRows(batch), self)
    let limits = try limits(rule, in: batch) { (batch.agents, batch.agents.map(Int.init)) }
    var gross: [Gross] = []
    for event in batch.agents.indices {
      guard
        let amount = amounts.isDue[event]
          ? amounts.whole(event: event, level: 0, policy.rounding.ledgerRule) : 0
      else { throw .tooMuchMoney(at: policy.rules[rule].span) }
      gross.append(Gross(amount: amount, limit: limits?[event]))
    }
    return gross
  }
}

extension RuleDefinition {
  /// Whether the amount is divided among everyone.
  var isPool: Bool { recipients.contains { $0.target == .everyAgent } }

  /// What a cap leaves of an amount that somebody is to get.
  func left(of amount: Int64, cap limit: Int64?, to payee: Int32, _ used: inout [Int32: Int64]) -> Int64 {
    guard let cap, let limit else { return amount }
    let before = cap.period == nil ? 0 : used[payee, default: 0]
    let left = min(amount, max(0, limit - before))
    if cap.period != nil { used[payee] = before + left }
    return left
  }
}
