import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// Sales of one product, each an event: goods and money, then the rules; under dropship the seller orders
  /// those units from the company in the same event, and rules on `order` come first.
  ///
  /// `amounts` are what customers pay; `parts` ascend by agent.
  mutating func sell(
    _ parts: [Deliveries], product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    if world.ledger.stream == nil { return try post(parts, product: product, at: span, rules) }
    for part in parts { try post([part], product: product, at: span, rules) }
  }

  private mutating func post(
    _ parts: [Deliveries], product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    var firstEvent = world.ledger.numberEvents(parts.reduce(0) { $0 + $1.agents.count })
    let posting = Posting(
      kind: .sale, month: world.month, firstEvent: firstEvent, trigger: .same(.sale))
    let direct = policy.supply == .dropship
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.sell(parts, product: product, fromStock: !direct, posting)
    }
    for sales in parts {
      if direct {
        try orderThrough(sales, product: product, firstEvent: firstEvent, trigger: .sale, at: span, rules)
      }
      try run(rules, on: .sale) {
        EventBatch(
          .sale, agents: sales.winners, units: sales.units, money: sales.amounts, firstEvent: firstEvent,
          triggers: .same(.sale))
      }
      firstEvent += sales.agents.count
    }
    world.ledger.endBatch()
  }

  /// Own use of one product, each an event; its base is the units at the agent's own tier's price.
  mutating func use(_ uses: Deliveries, product: Int, at span: Span, _ rules: Rules) throws(RunFailure) {
    guard !uses.agents.isEmpty else { return }
    for part in partsToPost(of: uses.agents.count) {
      try post(use: uses.part(part), product: product, at: span, rules)
    }
  }

  private mutating func post(
    use uses: Deliveries, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    let firstEvent = world.ledger.numberEvents(uses.agents.count)
    let posting = Posting(kind: .use, month: world.month, firstEvent: firstEvent, trigger: .same(.use))
    let direct = policy.supply == .dropship
    if direct {
      try orderThrough(uses, product: product, firstEvent: firstEvent, trigger: .use, at: span, rules)
    }
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.use(uses, product: product, fromStock: !direct, posting)
    }
    let money = try pricing.orders(uses.requests, events: [], product: product, at: span).amounts
    try run(rules, on: .use) {
      EventBatch(
        .use, agents: uses.agents, units: uses.units, money: money, firstEvent: firstEvent,
        triggers: .same(.use))
    }
    world.ledger.endBatch()
  }

  /// Under dropship: the seller's order from the company for what its customer, or itself, takes at once.
  private mutating func orderThrough(
    _ deliveries: Deliveries, product: Int, firstEvent: Int, trigger: EventTrigger, at span: Span,
    _ rules: Rules
  ) throws(RunFailure) {
    let orders = try pricing.orders(
      deliveries.requests, events: deliveries.agents.indices.map { Int32($0) }, product: product, at: span)
    let posting = Posting(
      kind: .purchase, month: world.month, firstEvent: firstEvent, trigger: .same(trigger))
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.fill(orders, product: product, throughStock: false, posting)
    }
    try run(
      rules,
      in: EventBatch(
        .order, agents: orders.buyers, units: orders.units, money: orders.amounts, firstEvent: firstEvent,
        triggers: .same(trigger)))
  }

  /// What customers pay for some units of an agent's, rounded once.
  func retailAmount(of units: Int64, agent: Int, product: Int, at span: Span) throws(RunFailure) -> Int64 {
    let price = terms.retail[Int(world.agents.tier[agent])][product]
    guard let amount = price.of(units, policy.rounding.ledgerRule) else {
      throw .script(.tooMuchMoney(at: span))
    }
    return amount
  }
}

extension Deliveries {
  /// The same units as orders from the company.
  fileprivate var requests: Supply.Requests {
    Supply.Requests(buyers: agents, sellers: .same(.company), units: units, isOwn: nil)
  }
}
