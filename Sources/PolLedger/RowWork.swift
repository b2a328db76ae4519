import PolColumns

/// A change of cash, payments and stock of agents whose rows stand together, one range of them for each part.
protocol RowWork: Sendable {
  /// Changes the rows of a part; what wouldn't fit its cell is told of instead.
  func change<Cell: BalanceCell>(
    _ part: Int, _ cash: inout MutableSpan<Cell>, _ paid: inout MutableSpan<Cell>,
    _ stock: inout MutableSpan<Cell>
  ) -> Ledger.RowSums
}

/// Buyers pay the company for goods, which stay with them or don't.
struct RowsThatBuy: RowWork {
  private let orders: Orders
  private let parts: [Range<Int>]
  private let rows: [Range<Int>]
  private let throughStock: Bool

  /// `parts` are ranges of orders, `rows` the agents that each reaches over.
  init(_ orders: Orders, _ parts: [Range<Int>], rows: [Range<Int>], throughStock: Bool) {
    (self.orders, self.parts, self.rows, self.throughStock) = (orders, parts, rows, throughStock)
  }

  func change<Cell: BalanceCell>(
    _ part: Int, _ cash: inout MutableSpan<Cell>, _ paid: inout MutableSpan<Cell>,
    _ stock: inout MutableSpan<Cell>
  ) -> Ledger.RowSums {
    var sums = Ledger.RowSums()
    let first = rows[part].lowerBound
    let (buyers, units, amounts) = (orders.buyers.span, orders.units.span, orders.amounts.span)
    for k in parts[part] {
      let (row, amount) = (Int(buyers[k]) - first, amounts[k])
      sums.overflow = add(amount, to: &sums.cashOut) || sums.overflow
      sums.overflow = add(units[k], to: &sums.units) || sums.overflow
      // What fits is posted; the rest of the change waits until there is room.
      var left = Ledger.RowChange(agent: Int(buyers[k]))
      if !add(0 &- amount, to: &cash[row], noting: &sums.overflow) { left.cash = 0 &- amount }
      if !add(amount, to: &paid[row], noting: &sums.overflow) { left.paid = amount }
      if throughStock, !add(units[k], to: &stock[row], noting: &sums.overflow) { left.stock = units[k] }
      if left.isAny { sums.left.append(left) }
    }
    if throughStock { sums.unitsIn = sums.units }
    return sums
  }
}

/// Sellers are paid by customers for goods from their stock, or from the company's.
struct RowsThatSell: RowWork {
  private let parts: [Deliveries]
  private let rows: [Range<Int>]
  private let fromStock: Bool

  /// `rows` are the agents that each part reaches over.
  init(_ parts: [Deliveries], rows: [Range<Int>], fromStock: Bool) {
    (self.parts, self.rows, self.fromStock) = (parts, rows, fromStock)
  }

  func change<Cell: BalanceCell>(
    _ part: Int, _ cash: inout MutableSpan<Cell>, _ paid: inout MutableSpan<Cell>,
    _ stock: inout MutableSpan<Cell>
  ) -> Ledger.RowSums {
    var sums = Ledger.RowSums()
    let first = rows[part].lowerBound
    let sales = parts[part]
    let (agents, units, amounts) = (sales.agents.span, sales.units.span, sales.amounts.span)
    for k in agents.indices {
      let (row, taken) = (Int(agents[k]) - first, fromStock ? units[k] : 0)
      sums.overflow = add(amounts[k], to: &sums.cashIn) || sums.overflow
      sums.overflow = add(units[k], to: &sums.units) || sums.overflow
      if taken > stock[row], sums.short == nil { sums.short = Int(agents[k]) }
      sums.trade(taken, for: amounts[k], agent: Int(agents[k]), &cash[row], &stock[row])
    }
    if fromStock { sums.unitsOut = sums.units }
    return sums
  }
}

/// Sellers sell what customers want of them, at most their stock, at the price of their tier.
struct RowsThatSellAtMost: RowWork {
  private let parts: [Range<Int>]
  private let tiers: [UInt8]
  private let prices: PriceTable
  /// By agent of a range: units, not negative.
  private let wanted: @Sendable (Range<Int>) -> [Int64]

  init(
    _ parts: [Range<Int>], _ tiers: [UInt8], _ prices: PriceTable,
    _ wanted: @escaping @Sendable (Range<Int>) -> [Int64]
  ) {
    (self.parts, self.tiers, self.prices, self.wanted) = (parts, tiers, prices, wanted)
  }

  func change<Cell: BalanceCell>(
    _ part: Int, _ cash: inout MutableSpan<Cell>, _ paid: inout MutableSpan<Cell>,
    _ stock: inout MutableSpan<Cell>
  ) -> Ledger.RowSums {
    var sums = Ledger.RowSums()
    let agents = parts[part]
    let wishes = wanted(agents)
    let units = wishes.span
    let tiers = tiers.span
    var (income, given) = (Int64(0), Int64(0))
    // Whether somebody sells anything can't be foreseen, so there is no branch on it: nothing costs nothing.
    for row in units.indices {
      let sold = min(units[row], Int64(truncatingIfNeeded: stock[row]))
      let tier = Int(tiers[agents.lowerBound &+ row])
      var amount = prices.looked(sold, at: tier)
      if amount < 0 {
        guard let large = prices.amount(of: sold, at: tier) else {
          sums.overflow = true
          break
        }
        amount = large
        sums.overflow = add(amount, to: &sums.cashIn) || sums.overflow
        sums.overflow = add(sold, to: &sums.unitsOut) || sums.overflow
      } else {
        income &+= amount
        given &+= sold
      }
      sums.events &+= sold > 0 ? 1 : 0
      sums.trade(sold, for: amount, agent: agents.lowerBound &+ row, &cash[row], &stock[row])
    }
    sums.overflow = add(income, to: &sums.cashIn) || sums.overflow
    sums.overflow = add(given, to: &sums.unitsOut) || sums.overflow
    return sums
  }
}

extension Ledger.RowSums {
  /// Takes units out of a stock for money; where the cash doesn't fit its cell, both are left for later.
  @inline(__always)
  fileprivate mutating func trade<Cell: BalanceCell>(
    _ units: Int64, for amount: Int64, agent: Int, _ cash: inout Cell, _ stock: inout Cell
  ) {
    if PolLedger.add(amount, to: &cash, noting: &overflow) {
      // What is left of a stock fits where the stock did.
      stock &-= Cell(truncatingIfNeeded: units)
    } else {
      left.append(Ledger.RowChange(agent: agent, cash: amount, stock: 0 &- units))
    }
  }
}
