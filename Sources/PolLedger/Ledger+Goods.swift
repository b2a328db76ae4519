/// A batch of orders of one product: `buyers[k]` orders `units[k]` from `sellers[k]` for `amounts[k]`, in
/// event `events[k]` of the batch.
package struct Orders: Sendable {
  /// The event of each order: its own, or where a joiner loads several products, the joining.
  package var events: [Int32]
  /// Agents, ascending within a phase, so that a seller who is short has ordered before it hands over.
  package var buyers: [Int32]
  /// Account codes: agents, or the company.
  package var sellers: [Int32]
  /// Above zero.
  package var units: [Int64]
  /// Minor units, not negative.
  package var amounts: [Int64]
  /// What making them costs, where the company ships; 0 elsewhere. Minor units.
  package var production: [Int64]

  /// No orders.
  package init() { (events, buyers, sellers, units, amounts, production) = ([], [], [], [], [], []) }
}

/// A batch of sales or of own use: event `k` of the batch is `agents[k]`'s.
package struct Deliveries: Sendable {
  package var agents: [Int32]
  /// Above zero.
  package var units: [Int64]
  /// What customers pay, minor units; all 0 for own use.
  package var amounts: [Int64]

  /// No deliveries.
  package init() { (agents, units, amounts) = ([], [], []) }
}

extension Ledger {
  /// Fills orders: money to the seller, goods to the buyer; the company makes what it ships.
  ///
  /// With `throughStock` false the goods do not stay with the buyer: they go to its customer, or are used.
  package mutating func fill(
    _ orders: Orders, product: Int, throughStock: Bool = true, _ posting: Posting
  ) throws(LedgerRefusal) {
    var posting = posting
    posting.kind = .purchase
    let priced = orders.amounts.indices.filter { orders.amounts[$0] > 0 }
    try post(
      Payments(
        events: priced.map { orders.events[$0] }, from: .each(priced.map { orders.buyers[$0] }),
        to: .each(priced.map { orders.sellers[$0] }), amounts: priced.map { orders.amounts[$0] }),
      posting)
    try produce(orders, posting)
    posting.kind = .goods
    for k in orders.units.indices {
      let units = orders.units[k]
      let (buyer, seller) = (Int(orders.buyers[k]), orders.sellers[k])
      try count(units, orders.amounts[k], by: buyer)
      if seller < 0 {
        month.shipped &+= units
        month.made &+= units
        if add(units, to: &goods[product].made) { throw .overflow }
        journal?.append(
          units, of: Int32(product + 1), from: Account.suppliers.code, to: Account.company.code,
          event: Int(orders.events[k]), posting)
      } else {
        guard moveStock(-units, of: Int(seller), product: product) else {
          throw .shortOfStock(agent: Int(seller))
        }
        lots?.take(units, from: Int(seller), product: product)
      }
      guard throughStock else { continue }
      guard moveStock(units, of: buyer, product: product) else { throw .overflow }
      lots?.add(
        Lots.Lot(
          month: posting.month, units: units, amount: orders.amounts[k],
          event: posting.firstEvent + Int(orders.events[k])),
        to: buyer, product: product)
      journal?.append(
        units, of: Int32(product + 1), from: seller, to: Int32(buyer), event: Int(orders.events[k]), posting)
    }
  }

  /// What making the shipped goods costs.
  private mutating func produce(_ orders: Orders, _ posting: Posting) throws(LedgerRefusal) {
    let made = orders.production.indices.filter { orders.production[$0] > 0 }
    guard !made.isEmpty else { return }
    var posting = posting
    posting.kind = .production
    try post(
      Payments(
        events: made.map { orders.events[$0] }, from: .same(.company), to: .same(.suppliers),
        amounts: made.map { orders.production[$0] }),
      posting)
  }

  /// Counts an order in the totals of the month and of its buyer.
  private mutating func count(_ units: Int64, _ amount: Int64, by buyer: Int) throws(LedgerRefusal) {
    var fits = !add(units, to: &month.ordered)
    fits = tallies.ordered.add(units, to: buyer) && fits
    fits = tallies.ownOrders.add(amount, to: buyer) && fits
    if !fits { throw .overflow }
  }

  /// Sells to customers: money to the agent, goods to them, from the agent's stock or straight from the company.
  package mutating func sell(
    _ sales: Deliveries, product: Int, fromStock: Bool = true, _ posting: Posting
  ) throws(LedgerRefusal) {
    var posting = posting
    posting.kind = .sale
    let events = sales.amounts.indices.filter { sales.amounts[$0] > 0 }.map { Int32($0) }
    try post(
      Payments(
        events: events, from: .same(.customers), to: .each(events.map { sales.agents[Int($0)] }),
        amounts: events.map { sales.amounts[Int($0)] }),
      posting)
    posting.kind = .delivery
    for k in sales.units.indices {
      let (agent, units) = (Int(sales.agents[k]), sales.units[k])
      var fits = !add(units, to: &goods[product].sold)
      fits = !add(units, to: &month.sold) && fits
      fits = tallies.sold.add(units, to: agent) && fits
      fits = tallies.ownSales.add(sales.amounts[k], to: agent) && fits
      if !fits { throw .overflow }
      try handOver(
        units, of: agent, to: .customers, product: product, fromStock: fromStock, event: k, posting)
    }
  }

  /// Own use.
  package mutating func use(
    _ uses: Deliveries, product: Int, fromStock: Bool = true, _ posting: Posting
  ) throws(LedgerRefusal) {
    var posting = posting
    posting.kind = .use
    for k in uses.units.indices {
      let (agent, units) = (Int(uses.agents[k]), uses.units[k])
      var fits = !add(units, to: &goods[product].used)
      fits = !add(units, to: &month.used) && fits
      fits = tallies.used.add(units, to: agent) && fits
      if !fits { throw .overflow }
      try handOver(units, of: agent, to: .outside, product: product, fromStock: fromStock, event: k, posting)
    }
  }

  private mutating func handOver(
    _ units: Int64, of agent: Int, to account: Account, product: Int, fromStock: Bool, event: Int,
    _ posting: Posting
  ) throws(LedgerRefusal) {
    if fromStock {
      guard moveStock(-units, of: agent, product: product) else { throw .shortOfStock(agent: agent) }
      lots?.take(units, from: agent, product: product)
    }
    journal?.append(
      units, of: Int32(product + 1), from: fromStock ? Int32(agent) : Account.company.code, to: account.code,
      event: event, posting)
  }
}
