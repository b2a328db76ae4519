import PolCheck
import PolLedger
import PolSource

extension Simulation {
  /// Rules of a period that share a cap of all that they pay: each is worked out as if there were none, a rate of
  /// another one of what that would pay; then all are cut in one proportion, and posted in their order.
  mutating func payUnderCeiling(_ group: [Int], _ rules: Rules) throws(RunFailure) {
    var batches: [EventBatch] = []
    var payments: [Payments] = []
    var paid: [Int: [Int64]] = [:]
    for index in group {
      var rules = rules
      if var sums = sumOfPostings(index) {
        if case .posting(let named)? = policy.rules[index].amount.base, let more = paid[named] {
          for agent in sums.indices { sums[agent] &+= more[agent] }
        }
        rules.groups[index] = sums
      }
      let agents = dueAgents(index)
      let nothing = Array(repeating: Int64(0), count: agents.count)
      let count = policy.rules[index].isPool ? min(1, agents.count) : agents.count
      let batch = EventBatch(
        .period(index), agents: agents, units: nothing, money: nothing,
        firstEvent: world.ledger.numberEvents(count), triggers: .same(.period))
      do throws(Diagnostic) { payments.append(try rules.uncut(index, batch)) } catch { throw .script(error) }
      batches.append(batch)
      paid[index] = received(payments[payments.count - 1])
    }
    do throws(Diagnostic) {
      payments = try rules.cut(payments, toCeilingOf: policy.rules[group[0]])
    } catch { throw .script(error) }
    let month = world.month
    for (place, index) in group.enumerated() {
      try change { books throws(RunFailure) in
        try rules.post(payments[place], index, batches[place], on: &books, month: month)
      }
      world.ledger.endBatch()
    }
  }

  /// What each agent gets of some payments.
  private func received(_ payments: Payments) -> [Int64] {
    var sums = Array(repeating: Int64(0), count: world.agents.count)
    for k in payments.amounts.indices where payments.to.code(k) >= 0 {
      sums[Int(payments.to.code(k))] &+= payments.amounts[k]
    }
    return sums
  }
}
