import PolCheck
import PolLedger
import PolSource

extension Simulation {
  /// Fills the needs of agents for one product: finds sellers, moves goods and money, runs the rules on orders.
  mutating func fill(
    _ need: Need, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    guard !need.agents.isEmpty else { return }
    let requests = try resolve(need, product: product, at: span)
    for part in partsToPost(of: requests.buyers.count) {
      try order(requests.part(part), product: product, at: span, rules)
    }
  }

  /// Who orders what from whom.
  func resolve(_ need: Need, product: Int, at span: Span) throws(RunFailure) -> Supply.Requests {
    let supply = Supply(
      agents: world.agents, stock: policy.supply == .upline ? world.ledger.stock[product] : [],
      dearer: policy.supply == .upline ? terms.dearer[product] : nil)
    let (requests, overflow) = supply.requests(for: need)
    if overflow { throw .script(.tooMuchMoney(at: span)) }
    return requests
  }

  /// Moves the goods and the money of some orders, each an event of its own, and runs the rules on them.
  mutating func order(
    _ requests: Supply.Requests, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    let firstEvent = world.ledger.numberEvents(requests.buyers.count)
    let orders = try price(
      requests, events: requests.buyers.indices.map { Int32($0) }, product: product, at: span)
    let triggers: Posting.Triggers =
      requests.isOwn.map { .each($0.map { $0 ? .ownOrder : .downlineOrder }) } ?? .same(.ownOrder)
    let posting = Posting(kind: .purchase, month: world.month, firstEvent: firstEvent, trigger: triggers)
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.fill(orders, product: product, posting)
    }
    try run(rules, on: .order) {
      EventBatch(
        .order, agents: orders.buyers, units: orders.units, money: orders.amounts, firstEvent: firstEvent,
        triggers: triggers)
    }
    world.ledger.endBatch()
  }

  /// What orders cost their buyers, and what making the goods costs the company.
  func price(
    _ requests: Supply.Requests, events: [Int32], product: Int, at span: Span
  ) throws(RunFailure) -> Orders {
    var quotes = Quotes(terms, product: product, policy.rounding.ledgerRule)
    var amounts = Array(repeating: Int64(0), count: requests.buyers.count)
    var production = amounts
    let tiers = world.agents.tier
    for k in requests.buyers.indices {
      let tier = Int(tiers[Int(requests.buyers[k])])
      guard let quote = quotes.quote(requests.units[k], tier: tier) else {
        if quotes.sells(to: tier) { throw .script(.tooMuchMoney(at: span)) }
        throw .script(noPrice(for: Int(requests.buyers[k]), product: product, at: span))
      }
      amounts[k] = quote.amount
      if requests.sellers.code(k) < 0 { production[k] = quote.production }
    }
    return Orders(
      events: events, buyers: requests.buyers, sellers: requests.sellers, units: requests.units,
      amounts: amounts, production: production)
  }

  private func noPrice(for buyer: Int, product: Int, at span: Span) -> Diagnostic {
    let tier = policy.tiers[Int(world.agents.tier[buyer])].name
    return Diagnostic(
      "E0628",
      "\(tier) has no price for \(policy.products[product].name), so \(name(of: buyer)) can't order it",
      at: span, help: "give the tier a price: tier \(tier) { price ... }")
  }
}
