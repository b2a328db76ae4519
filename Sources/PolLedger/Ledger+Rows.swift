import PolColumns

// Where no transfer is written down, what agents do with the company or with customers touches nobody's rows but
// their own: so all threads post it at once, each for a range of agents of its own.

extension Ledger {
  /// Sales of fewer units than this are common.
  private static let commonSales = 32

  /// The company fills orders: its goods for the buyer's money.
  mutating func fillFromCompany(_ orders: Orders, product: Int, throughStock: Bool) throws(LedgerRefusal) {
    let parts = Threads.parts(of: orders.buyers.count, each: Threads.shard)
    let rows = parts.map { Int(orders.buyers[$0.lowerBound])..<Int(orders.buyers[$0.upperBound - 1]) + 1 }
    let sums = try writeRows(rows, product: product) { part, cash, paid, stock in
      var sums = RowSums()
      let first = rows[part].lowerBound
      let (buyers, units, amounts) = (orders.buyers.span, orders.units.span, orders.amounts.span)
      for k in parts[part] {
        let (row, amount) = (Int(buyers[k]) - first, amounts[k])
        sums.overflow = add(0 &- amount, to: &cash[row]) || sums.overflow
        sums.overflow = add(amount, to: &paid[row]) || sums.overflow
        sums.overflow = add(amount, to: &sums.cashOut) || sums.overflow
        if throughStock { sums.overflow = add(units[k], to: &stock[row]) || sums.overflow }
        sums.overflow = add(units[k], to: &sums.units) || sums.overflow
      }
      if throughStock { sums.unitsIn = sums.units }
      return sums
    }
    guard let production = Till.sum(of: orders.production) else { throw .overflow }
    var overflow = add(sums.cashOut, to: &houses.company)
    overflow = add(0 &- production, to: &houses.company) || overflow
    overflow = add(production, to: &houses.suppliers) || overflow
    overflow = add(sums.cashOut, to: &month.purchases) || overflow
    overflow = add(sums.cashOut, to: &month.companyPurchases) || overflow
    overflow = add(production, to: &month.production) || overflow
    overflow = add(sums.units, to: &goods[product].made) || overflow
    overflow = add(sums.units, to: &month.made) || overflow
    overflow = add(sums.units, to: &month.shipped) || overflow
    if overflow { throw .overflow }
    try count(orders)
  }

  /// Agents sell to customers; their rows ascend from part to part.
  mutating func sellByRows(_ parts: [Deliveries], product: Int, fromStock: Bool) throws(LedgerRefusal) {
    let parts = parts.filter { !$0.agents.isEmpty }
    let rows = parts.map { Int($0.agents[0])..<Int($0.agents[$0.agents.count - 1]) + 1 }
    let sums = try writeRows(rows, product: product) { part, cash, _, stock in
      var sums = RowSums()
      let first = rows[part].lowerBound
      let sales = parts[part]
      let (agents, units, amounts) = (sales.agents.span, sales.units.span, sales.amounts.span)
      for k in agents.indices {
        let row = Int(agents[k]) - first
        sums.overflow = add(amounts[k], to: &cash[row]) || sums.overflow
        sums.overflow = add(amounts[k], to: &sums.cashIn) || sums.overflow
        sums.overflow = add(units[k], to: &sums.units) || sums.overflow
        guard fromStock else { continue }
        stock[row] &-= units[k]
        if stock[row] < 0, sums.short == nil { sums.short = Int(agents[k]) }
      }
      if fromStock { sums.unitsOut = sums.units }
      return sums
    }
    try count(sales: sums)
    try countSale(units: sums.units, product: product)
    for sales in parts { try tallySale(sales) }
  }

  /// Whether sales that no rule looks at can be posted without being written down: nobody asks who sold how much.
  package var canSellAtOnce: Bool { canSpread && !tallies.sold.isKept && !tallies.ownSales.isKept }

  /// Agents sell what customers want of them, at most their stock, at the price of their tier; each sale is an event.
  package mutating func sell(
    upTo wanted: [Wanted], product: Int, tiers: [UInt8], prices: [Rate], _ rounding: Rounding
  ) throws(LedgerRefusal) {
    // What a few units cost, tier by tier, worked out once; -1 where it leaves 64 bits.
    let common = prices.flatMap { price in
      (0..<Self.commonSales).map { price.of(Int64($0), rounding) ?? -1 }
    }
    let sums = try writeRows(wanted.map(\.agents), product: product) { part, cash, _, stock in
      var sums = RowSums()
      let (agents, wishes) = (wanted[part].agents, wanted[part].units)
      let units = wishes.span
      let tiers = tiers.span
      let common = common.span
      for row in units.indices {
        let sold = min(units[row], stock[row])
        guard sold > 0 else { continue }
        let tier = Int(tiers[agents.lowerBound &+ row])
        var amount = sold < Self.commonSales ? common[tier &* Self.commonSales &+ Int(sold)] : -1
        if amount < 0 {
          guard let large = prices[tier].of(sold, rounding) else {
            sums.overflow = true
            break
          }
          amount = large
        }
        stock[row] &-= sold
        sums.overflow = add(amount, to: &cash[row]) || sums.overflow
        sums.overflow = add(amount, to: &sums.cashIn) || sums.overflow
        sums.overflow = add(sold, to: &sums.unitsOut) || sums.overflow
        sums.events &+= 1
      }
      return sums
    }
    _ = numberEvents(sums.events)
    try count(sales: sums)
    try countSale(units: sums.unitsOut, product: product)
  }

  /// Counts what customers paid.
  private mutating func count(sales sums: RowSums) throws(LedgerRefusal) {
    var overflow = add(0 &- sums.cashIn, to: &houses.customers)
    overflow = add(sums.cashIn, to: &month.receipts) || overflow
    if add(sums.cashIn, to: &month.turnover) || overflow { throw .overflow }
  }
}

/// What customers want of agents whose rows stand together.
package struct Wanted: Sendable {
  package var agents: Range<Int>
  /// By agent; not negative.
  package var units: [Int64]

  /// Makes demands; there is one for each agent.
  package init(of agents: Range<Int>, units: [Int64]) { (self.agents, self.units) = (agents, units) }
}
