import PolCheck
import PolLedger
import PolSource

extension Simulation {
  /// Some agents quit: each returns all it may, gets its deposits, and the rules on quitting run; its place in
  /// the chain stays.
  mutating func quit(_ leaving: [Int32], at span: Span) throws(RunFailure) {
    guard !leaving.isEmpty else { return }
    let rules = try rules(on: [.quit])
    let firstEvent = world.ledger.numberEvents(leaving.count)
    let posting = Posting(kind: .buyback, month: world.month, firstEvent: firstEvent, trigger: .same(.quit))
    for (event, agent) in leaving.enumerated() {
      if let returns = terms.returns {
        for product in policy.products.indices {
          let units = world.ledger.stock[product][Int(agent)]
          try post(at: span) { ledger throws(LedgerRefusal) in
            _ = try ledger.takeBack(
              units, of: Int(agent), product: product, returns, event: event, posting)
          }
        }
      }
      try giveBackDeposits(to: Int(agent), event: event, posting, at: span)
      world.ledger.forgiveDebts(of: Int(agent))
    }
    try run(
      rules,
      in: EventBatch(
        .quit, agents: leaving, units: Array(repeating: 0, count: leaving.count),
        money: Array(repeating: 0, count: leaving.count), firstEvent: firstEvent, triggers: .same(.quit)))
    world.ledger.endBatch()
    for agent in leaving { world.agents.active[Int(agent)] = false }
    untieCustomers(of: leaving)
    world.agents.activeCount -= leaving.count
    quits += leaving.count
  }

  private mutating func giveBackDeposits(
    to agent: Int, event: Int, _ posting: Posting, at span: Span
  ) throws(RunFailure) {
    let owed = world.ledger.tallies.owed
    guard owed.isKept, owed.values[agent] > 0 else { return }
    var posting = posting
    posting.kind = .refund
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.pay(
        Payments(
          events: [Int32(event)], from: .same(.company), to: .same(.agent(agent)),
          amounts: [owed.values[agent]]),
        posting)
    }
    world.ledger.clawBackDeposits(of: agent)
  }
}
