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
    let firstEvent = world.ledger.numberEvents(parts.reduce(0) { $0 + $1.agents.count })
    let posting = Posting(
      kind: .sale, month: world.month, firstEvent: firstEvent, trigger: .same(.sale))
    let direct = policy.supply == .dropship
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.sell(parts, product: product, fromStock: !direct, posting)
    }
    defer { world.ledger.endBatch() }
    guard direct || rules.run(on: .sale) else { return }
    var items: [(place: Int, sales: Deliveries)] = []
    for sales in parts {
      for range in Threads.parts(of: sales.agents.count, each: rules.part) {
        items.append(((items.last.map { $0.place + $0.sales.agents.count } ?? 0), sales.part(range)))
      }
    }
    let (pricing, month) = (pricing, world.month)
    try change { books throws(RunFailure) in
      try rules.run(items, on: &books, month: month) { place, sales throws(RunFailure) in
        let batch = EventBatch(
          .sale, agents: sales.winners, units: sales.units, money: sales.amounts, firstEvent: firstEvent,
          at: place, triggers: .same(.sale))
        guard direct else { return EventPart(batches: [batch]) }
        let orders = try pricing.orders(
          sales.requests, events: batch.events, product: product, at: span)
        return EventPart(
          batches: [batch.ordering(orders), batch], orders: [(product, orders)], throughStock: false,
          span: span,
          names: pricing.names)
      }
    }
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
    let orders = try pricing.orders(
      uses.requests, events: uses.agents.indices.map { Int32($0) }, product: product, at: span)
    let batch = EventBatch(
      .use, agents: uses.agents, units: uses.units, money: orders.amounts, firstEvent: firstEvent,
      triggers: .same(.use))
    if direct {
      var ordering = posting
      ordering.kind = .purchase
      try post(at: span) { ledger throws(LedgerRefusal) in
        try ledger.fill(orders, product: product, throughStock: false, ordering)
      }
      try run(rules, in: batch.ordering(orders))
    }
    var uses = uses
    uses.amounts = orders.amounts
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.use(uses, product: product, fromStock: !direct, posting)
    }
    try run(rules, in: batch)
    world.ledger.endBatch()
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

extension EventBatch {
  /// The same events as those of the orders through which goods that nobody stocks are sold or used.
  fileprivate func ordering(_ orders: Orders) -> EventBatch {
    var batch = self
    batch.occasion = .order
    (batch.agents, batch.units, batch.money) = (orders.buyers, orders.units, orders.amounts)
    return batch
  }
}
