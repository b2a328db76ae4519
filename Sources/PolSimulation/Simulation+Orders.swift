import PolCheck
import PolLedger
import PolSource

extension Simulation {
  /// Fills the needs of agents for one product: finds sellers, moves goods and money, runs the rules on orders.
  ///
  /// `need` is ascending by agent.
  mutating func fill(
    _ need: [(agent: Int, units: Int64)], product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    guard !need.isEmpty else { return }
    let orders = try resolve(need, product: product, at: span)
    try settle(orders[...], product: product, at: span, rules)
  }

  /// Moves goods and money of orders and runs their rules, part by part, so that what is on its way stays small.
  mutating func settle(
    _ orders: ArraySlice<Supply.Order>, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    for part in Threads.parts(of: orders.count) {
      let part = Array(orders.dropFirst(part.lowerBound).prefix(part.count))
      let firstEvent = world.ledger.numberEvents(part.count)
      let batch = try move(part, product: product, firstEvent: firstEvent, at: span)
      try run(rules, in: batch)
      world.ledger.endBatch()
    }
  }

  /// Who orders what from whom.
  func resolve(
    _ need: [(agent: Int, units: Int64)], product: Int, at span: Span
  ) throws(RunFailure) -> [Supply.Order] {
    let supply = Supply(
      agents: world.agents, stock: policy.supply == .upline ? world.ledger.stock[product] : [],
      dearer: policy.supply == .upline ? terms.dearer[product] : nil)
    let (orders, overflow) = supply.orders(for: need)
    if overflow { throw .script(.tooMuchMoney(at: span)) }
    return orders
  }

  /// Moves the goods and the money of some orders, each an event of its own; returns them as events.
  mutating func move(
    _ orders: [Supply.Order], product: Int, firstEvent: Int, at span: Span
  ) throws(RunFailure) -> EventBatch {
    var ledgerOrders = Orders()
    ledgerOrders.reserve(orders.count)
    for (event, order) in orders.enumerated() {
      let priced = try price(order, product: product, at: span)
      ledgerOrders.append(
        event: event, buyer: order.buyer, seller: order.seller, units: order.units, amount: priced.amount,
        production: priced.production)
    }
    let triggers: Posting.Triggers =
      orders.allSatisfy(\.isOwn)
      ? .same(.ownOrder) : .each(orders.map { $0.isOwn ? .ownOrder : .downlineOrder })
    let posting = Posting(
      kind: .purchase, month: world.month, firstEvent: firstEvent, trigger: triggers)
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.fill(ledgerOrders, product: product, posting)
    }
    return EventBatch(
      .order, agents: ledgerOrders.buyers, units: ledgerOrders.units, money: ledgerOrders.amounts,
      firstEvent: firstEvent, triggers: triggers)
  }

  /// What an order costs its buyer, and what making it costs the company; each rounded once.
  func price(
    _ order: Supply.Order, product: Int, at span: Span
  ) throws(RunFailure) -> (amount: Int64, production: Int64) {
    let tier = Int(world.agents.tier[Int(order.buyer)])
    guard let price = terms.price[tier][product] else {
      throw .script(
        Diagnostic(
          "E0628",
          "\(policy.tiers[tier].name) has no price for \(policy.products[product].name), "
            + "so \(name(of: Int(order.buyer))) can't order it", at: span,
          help: "give the tier a price: tier \(policy.tiers[tier].name) { price ... }"))
    }
    let rounding = policy.rounding.ledgerRule
    guard let amount = price.of(order.units, rounding),
      let production = order.seller < 0 ? terms.cost[product].of(order.units, rounding) : 0
    else { throw .script(.tooMuchMoney(at: span)) }
    return (amount, production)
  }
}

extension Orders {
  /// Makes room for so many more.
  mutating func reserve(_ count: Int) {
    events.reserveCapacity(count)
    buyers.reserveCapacity(count)
    sellers.reserveCapacity(count)
    units.reserveCapacity(count)
    amounts.reserveCapacity(count)
    production.reserveCapacity(count)
  }

  /// Adds one order.
  mutating func append(
    event: Int, buyer: Int32, seller: Int32, units: Int64, amount: Int64, production: Int64
  ) {
    events.append(Int32(event))
    buyers.append(buyer)
    sellers.append(seller)
    self.units.append(units)
    amounts.append(amount)
    self.production.append(production)
  }
}
