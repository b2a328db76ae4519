/// A batch of orders of one product: `buyers[k]` orders `units[k]` from `sellers[k]` for `amounts[k]`, in
/// event `events[k]` of the batch.
package struct Orders: Sendable {
  /// The event of each order: its own, or where a joiner loads several products, the joining.
  package var events: [Int32]
  /// Agents, ascending within a phase, so that a seller who is short has ordered before it hands over.
  package var buyers: [Int32]
  /// Agents, or the company.
  package var sellers: Accounts
  /// Above zero.
  package var units: [Int64]
  /// Minor units, not negative.
  package var amounts: [Int64]
  /// What making them costs, where the company ships; 0 elsewhere. Minor units.
  package var production: [Int64]

  /// Makes orders; the columns are of one length.
  package init(
    events: [Int32], buyers: [Int32], sellers: Accounts, units: [Int64], amounts: [Int64],
    production: [Int64]
  ) {
    (self.events, self.buyers, self.sellers) = (events, buyers, sellers)
    (self.units, self.amounts, self.production) = (units, amounts, production)
  }
}

/// A batch of sales or of own use: event `k` of the batch is `agents[k]`'s.
package struct Deliveries: Sendable {
  package var agents: [Int32]
  /// Above zero.
  package var units: [Int64]
  /// What customers pay, minor units; of own use what it is worth.
  package var amounts: [Int64]
  /// Customers with names, and for whom what they buy counts; nil where each counts for its seller.
  package var buyers: (customers: [Int32], winners: [Int32])?

  /// Whom each counts for.
  package var winners: [Int32] { buyers?.winners ?? agents }

  /// Makes deliveries; the three columns are of one length.
  package init(agents: [Int32], units: [Int64], amounts: [Int64]) {
    (self.agents, self.units, self.amounts) = (agents, units, amounts)
  }

  /// Each is an event of its own.
  fileprivate var events: [Int32] { agents.indices.map { Int32(truncatingIfNeeded: $0) } }
}

extension Ledger {
  /// Fills orders: money to the seller, goods to the buyer; the company makes what it ships.
  ///
  /// With `throughStock` false the goods do not stay with the buyer: they go to its customer, or are used.
  package mutating func fill(
    _ orders: Orders, product: Int, throughStock: Bool = true, _ posting: Posting
  ) throws(LedgerRefusal) {
    if case .same(.join) = posting.trigger {
      guard tallies.ownLoads.add(orders.amounts, to: orders.buyers) else { throw .overflow }
    }
    if canSpread, case .same(let seller) = orders.sellers, seller == .company {
      return try fillFromCompany(orders, product: product, throughStock: throughStock)
    }
    var posting = posting
    posting.kind = .purchase
    try post(
      Payments(
        events: orders.events, from: .each(orders.buyers), to: orders.sellers, amounts: orders.amounts
      ).withoutZeros, posting)
    try produce(orders, posting)
    posting.kind = .goods
    try count(orders, product: product)
    try moveGoods(of: orders, product: product, throughStock: throughStock)
    noteLots(of: orders, product: product, throughStock: throughStock, posting)
    recordGoods(of: orders, product: product, throughStock: throughStock, posting)
  }

  /// Takes the goods from sellers, or lets the company make them, and gives them to buyers, order by order.
  private mutating func moveGoods(
    of orders: Orders, product: Int, throughStock: Bool
  ) throws(LedgerRefusal) {
    var made: Int64 = 0
    var fits = true
    var short: Int?
    try moveStock(of: product) { stock in
      for k in orders.units.indices {
        let units = orders.units[k]
        let seller = orders.sellers.code(k)
        if seller < 0 {
          fits = !add(units, to: &made) && fits
        } else if !stock.take(units, from: Int(seller)), short == nil {
          short = Int(seller)
        }
        if throughStock { fits = stock.give(units, to: Int(orders.buyers[k])) && fits }
      }
    }
    if let short { throw .shortOfStock(agent: short) }
    fits = !add(made, to: &goods[product].made) && fits
    fits = !add(made, to: &month.made) && fits
    fits = !add(made, to: &month.shipped) && fits
    if !fits { throw .overflow }
  }

  /// Notes the lots of orders, where lots are kept.
  private mutating func noteLots(of orders: Orders, product: Int, throughStock: Bool, _ posting: Posting) {
    guard lots != nil else { return }
    for k in orders.units.indices {
      let (units, event) = (orders.units[k], Int(orders.events[k]))
      let seller = orders.sellers.code(k)
      if seller >= 0 { lots?.take(units, from: Int(seller), product: product) }
      let lot = Lots.Lot(
        month: posting.month, units: units, amount: orders.amounts[k], event: posting.firstEvent + event,
        score: scores[product])
      guard throughStock else {
        sales?.add(lot, inEvent: lot.event)
        continue
      }
      lots?.add(
        lot, to: Int(orders.buyers[k]), product: product, sharing: posting.trigger.of(event) == .join)
    }
  }

  /// What making the shipped goods costs.
  private mutating func produce(_ orders: Orders, _ posting: Posting) throws(LedgerRefusal) {
    guard orders.production.contains(where: { $0 > 0 }) else { return }
    var posting = posting
    posting.kind = .production
    try post(
      Payments(
        events: orders.events, from: .same(.company), to: .same(.suppliers), amounts: orders.production
      ).withoutZeros, posting)
  }

  /// Counts orders in the totals of the month and of their buyers.
  mutating func count(_ orders: Orders, product: Int) throws(LedgerRefusal) {
    var fits = true
    for units in orders.units { fits = !add(units, to: &month.ordered) && fits }
    if !fits { throw .overflow }
    try tallyOrders(.each(orders.units), for: .each(orders.amounts), by: orders.buyers, product: product)
  }

  /// Counts orders by the agent who orders.
  mutating func tallyOrders(
    _ units: Gathering.Amounts, for amounts: Gathering.Amounts, by buyers: [Int32], product: Int
  ) throws(LedgerRefusal) {
    var fits = tallies.ordered.add(units, to: buyers)
    fits = tallies.orderScores.add(units, of: scores[product], to: buyers) && fits
    guard tallies.ownOrders.add(amounts, to: buyers), fits else { throw .overflow }
  }

  /// Sells to customers: money to the agent, goods to them, from the agent's stock or straight from the company.
  ///
  /// The events of all parts are numbered through, and no agent sells twice.
  package mutating func sell(
    _ parts: [Deliveries], product: Int, fromStock: Bool = true, _ posting: Posting
  ) throws(LedgerRefusal) {
    if canSpread { return try sellByRows(parts, product: product, fromStock: fromStock) }
    var posting = posting
    for sales in parts {
      try sell(sales, product: product, fromStock: fromStock, posting)
      posting.firstEvent += sales.agents.count
    }
  }

  private mutating func sell(
    _ sales: Deliveries, product: Int, fromStock: Bool, _ posting: Posting
  ) throws(LedgerRefusal) {
    var posting = posting
    posting.kind = .sale
    try post(
      Payments(
        events: sales.events, from: .same(.customers), to: .each(sales.agents), amounts: sales.amounts
      ).withoutZeros, posting)
    posting.kind = .delivery
    let total = try handOver(sales, to: .customers, product: product, fromStock: fromStock, posting)
    try countSale(units: total, product: product)
    try tallySales(.each(sales.units), for: .each(sales.amounts), of: sales.winners, product: product)
  }

  /// Counts units sold, over all agents.
  mutating func countSale(units: Int64, product: Int) throws(LedgerRefusal) {
    let overflow = add(units, to: &goods[product].sold)
    if add(units, to: &month.sold) || overflow { throw .overflow }
  }

  /// Counts sales by the agent whose customers they are.
  mutating func tallySales(
    _ units: Gathering.Amounts, for amounts: Gathering.Amounts, of winners: [Int32], product: Int
  ) throws(LedgerRefusal) {
    var fits = tallies.sold.add(units, to: winners)
    fits = tallies.saleScores.add(units, of: scores[product], to: winners) && fits
    guard tallies.ownSales.add(amounts, to: winners), fits else { throw .overflow }
  }

  /// Own use.
  package mutating func use(
    _ uses: Deliveries, product: Int, fromStock: Bool = true, _ posting: Posting
  ) throws(LedgerRefusal) {
    var posting = posting
    posting.kind = .use
    var fits = tallies.used.add(uses.units, to: uses.agents)
    fits = tallies.ownUses.add(uses.amounts, to: uses.agents) && fits
    let total = try handOver(uses, to: .outside, product: product, fromStock: fromStock, posting)
    fits = !add(total, to: &goods[product].used) && fits
    fits = !add(total, to: &month.used) && fits
    if !fits { throw .overflow }
  }

  /// Takes goods from agents' stock, or straight from the company, to an account; returns how many in all.
  private mutating func handOver(
    _ deliveries: Deliveries, to account: Account, product: Int, fromStock: Bool, _ posting: Posting
  ) throws(LedgerRefusal) -> Int64 {
    var total: Int64 = 0
    var fits = true
    for units in deliveries.units { fits = !add(units, to: &total) && fits }
    if !fits { throw .overflow }
    var short: Int?
    if fromStock {
      try moveStock(of: product) { stock in
        for k in deliveries.units.indices
        where !stock.take(deliveries.units[k], from: Int(deliveries.agents[k])) && short == nil {
          short = Int(deliveries.agents[k])
        }
      }
    }
    if let short { throw .shortOfStock(agent: short) }
    noteLots(of: deliveries, to: account, product: product, fromStock: fromStock, posting)
    record(
      Payments(
        events: deliveries.events, from: fromStock ? .each(deliveries.agents) : .same(.company),
        to: .same(account), amounts: deliveries.units),
      of: Int32(product + 1), posting)
    return total
  }

  /// Notes what lots the goods come from, where lots are kept, and where sales are kept, too, the sales.
  private mutating func noteLots(
    of deliveries: Deliveries, to account: Account, product: Int, fromStock: Bool, _ posting: Posting
  ) {
    guard lots != nil else { return }
    let isKept = sales != nil && account == .customers
    for k in deliveries.units.indices {
      let (agent, units) = (deliveries.agents[k], deliveries.units[k])
      var sources: [(lot: Lots.Lot, units: Int64)] = []
      if fromStock {
        lots?.take(
          units, from: Int(agent), product: product,
          noting: isKept ? { sources.append((lot: $0, units: $1)) } : nil)
      }
      if isKept {
        let sale = Sales.Sale(
          month: posting.month, agent: agent, winner: deliveries.winners[k],
          customer: deliveries.buyers?.customers[k] ?? -1, product: product, units: units,
          amount: deliveries.amounts[k], event: posting.firstEvent + k, score: scores[product])
        sales?.add(sale, from: sources)
      }
    }
  }
}
