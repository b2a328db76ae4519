package import PolColumns

// Where no transfer is written down, what agents do with the company or with customers touches nobody's rows but
// their own: so all threads post it at once, each for a range of agents of its own.

extension Ledger {
  /// The company fills orders: its goods for the buyer's money.
  mutating func fillFromCompany(_ orders: Orders, product: Int, throughStock: Bool) throws(LedgerRefusal) {
    let parts = Threads.parts(of: orders.buyers.count, each: Threads.shard)
    let rows = parts.map { Int(orders.buyers[$0.lowerBound])..<Int(orders.buyers[$0.upperBound - 1]) + 1 }
    let sums = try writeRows(
      rows, product: product, RowsThatBuy(orders, parts, rows: rows, throughStock: throughStock))
    guard let production = Till.sum(of: orders.production) else { throw .overflow }
    try countFilled(sums.units, for: sums.cashOut, production: production, product: product)
    try count(orders, product: product)
  }

  /// Counts what the company made, and got for it.
  private mutating func countFilled(
    _ units: Int64, for money: Int64, production: Int64, product: Int
  ) throws(LedgerRefusal) {
    var overflow = add(money, to: &houses.company)
    overflow = add(0 &- production, to: &houses.company) || overflow
    overflow = add(production, to: &houses.suppliers) || overflow
    overflow = add(money, to: &month.purchases) || overflow
    overflow = add(money, to: &month.companyPurchases) || overflow
    overflow = add(production, to: &month.production) || overflow
    overflow = add(units, to: &goods[product].made) || overflow
    overflow = add(units, to: &month.made) || overflow
    overflow = add(units, to: &month.shipped) || overflow
    if overflow { throw .overflow }
  }

  /// Agents sell to customers; their rows ascend from part to part.
  mutating func sellByRows(_ parts: [Deliveries], product: Int, fromStock: Bool) throws(LedgerRefusal) {
    let parts = parts.filter { !$0.agents.isEmpty }
    let rows = parts.map { Int($0.agents[0])..<Int($0.agents[$0.agents.count - 1]) + 1 }
    let sums = try writeRows(
      rows, product: product, RowsThatSell(parts, rows: rows, fromStock: fromStock))
    try count(sales: sums.cashIn)
    try countSale(units: sums.units, product: product)
    for sales in parts {
      try tallySales(.each(sales.units), for: .each(sales.amounts), of: sales.winners, product: product)
    }
  }

  /// Whether sales that no rule looks at can be posted without being written down: nobody asks who sold how much.
  package var canSellAtOnce: Bool {
    canSpread && !tallies.sold.isKept && !tallies.ownSales.isKept && !tallies.saleScores.isKept
  }

  /// Agents sell what customers want of them, at most their stock, at the price of their tier; each sale is an event.
  ///
  /// `parts` are ranges of agents, ascending; `wanted` says what customers want of each agent of one of them, and is asked
  /// on many threads at once.
  package mutating func sell(
    in parts: [Range<Int>], product: Int, tiers: [UInt8], prices: PriceTable,
    upTo wanted: @escaping @Sendable (Range<Int>) -> [Int64]
  ) throws(LedgerRefusal) {
    let sums = try writeRows(parts, product: product, RowsThatSellAtMost(parts, tiers, prices, wanted))
    _ = numberEvents(sums.events)
    try count(sales: sums.cashIn)
    try countSale(units: sums.unitsOut, product: product)
  }

  /// Posts sales of known kinds, and the orders that they are, too; each is an event.
  package mutating func ship(_ rows: KindRows, _ kinds: SaleKinds, product: Int) throws(LedgerRefusal) {
    _ = numberEvents(rows.agents.count)
    func looked(_ amounts: [Int64]) -> Gathering.Amounts { .looked(rows.kinds, amounts) }
    let (units, sales, orders) = (
      rows.sum(of: kinds.units), rows.sum(of: kinds.sales), rows.sum(of: kinds.orders)
    )
    // Where the sum of all money fits, in and out, what one agent has of it does.
    let fits = moveCash { till in
      (till.received, till.spent) = (sales, orders)
      till.overflow = till.cash.add(Gathering.Column(agents: rows.agents, amounts: looked(kinds.margins)))
      let paid = Gathering.Column(agents: rows.agents, amounts: looked(kinds.orders))
      till.overflow = till.paid.add(paid) || till.overflow
    }
    if !fits || add(units, to: &month.ordered) { throw .overflow }
    try count(sales: sales)
    try countSale(units: units, product: product)
    try tallySales(looked(kinds.units), for: looked(kinds.sales), of: rows.agents, product: product)
    try countFilled(units, for: orders, production: rows.sum(of: kinds.production), product: product)
    try tallyOrders(looked(kinds.units), for: looked(kinds.orders), by: rows.agents, product: product)
  }

  /// Counts what customers paid.
  private mutating func count(sales money: Int64) throws(LedgerRefusal) {
    var overflow = add(0 &- money, to: &houses.customers)
    overflow = add(money, to: &month.receipts) || overflow
    if add(money, to: &month.turnover) || overflow { throw .overflow }
  }
}
