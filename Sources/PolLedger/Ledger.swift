// PolLedger: accounts, transfers, proof.
//
// What comes in are goods and payments, always as a batch of events (a story's action is a batch of one);
// what goes out are balances, running totals by agent, the totals of a month and, where it is kept, the
// journal. It is the only place where money or stock moves. Every movement takes from one account what it
// gives to another, so that it balances by construction; the proof looks at the books from the outside all
// the same. Adding is checked: an overflow stops the run. Left out on purpose: policies, prices, who is paid
// and why.

import PolColumns

/// The books of one run: balances of every account in every commodity, and what they were made of.
package struct Ledger: Sendable {
  /// Cash of each agent since joining, in minor units.
  package private(set) var cash = Balances()
  /// Cash out of each agent since joining: `cash` is what came in less this.
  package private(set) var paid = Balances()
  /// Unsold units of each agent, by product.
  package private(set) var stock: [Balances]
  /// Running totals by agent that somebody asked for.
  package internal(set) var tallies: Tallies
  /// Lots of stock, kept where a policy takes stock back.
  package internal(set) var lots: Lots?
  /// Sales that customers may undo, kept where a policy takes them back.
  package internal(set) var sales: Sales?
  /// Balances of the accounts that are no agents.
  package internal(set) var houses = Houses()
  /// Where all units are that are not with agents, by product.
  package internal(set) var goods: [Goods]
  /// The totals of the month that is open.
  package internal(set) var month: MonthTotals
  /// Every transfer, if it is kept.
  package internal(set) var journal: Journal?
  /// Where every transfer goes besides, if it is streamed.
  package var stream: JournalStream?
  /// By product: what a unit counts in the month that is open.
  package var scores: [UnitScore]
  /// How many threads may post; nothing shows it.
  package var threads = 1
  /// The number of the last event.
  package private(set) var eventCount = 0
  /// Everything that came in to agents and went out from them, for the proof.
  var flows = Flows()

  /// Cash of the parties that are no agents, in minor units.
  package struct Houses: Sendable, Hashable {
    package var company: Int64 = 0
    package var customers: Int64 = 0
    package var suppliers: Int64 = 0
    package var outside: Int64 = 0
    /// Deposits that the company owes to agents.
    package var owed: Int64 = 0
  }

  /// Units of one product that are not with agents.
  package struct Goods: Sendable, Hashable {
    package var made: Int64 = 0
    package var sold: Int64 = 0
    package var used: Int64 = 0
    /// Come back to the company, in saleable state, and kept there.
    package var returned: Int64 = 0
  }

  /// Sums over all agents that are kept beside the balances, so that the proof has two ways to one figure.
  struct Flows: Sendable, Hashable {
    var cashIn: Int64 = 0
    var cashOut: Int64 = 0
    var unitsIn: Int64 = 0
    var unitsOut: Int64 = 0
  }

  /// Empty books for so many products and rules.
  package init(products: Int, rules: Int, keeping: Keeping) {
    stock = Array(repeating: Balances(), count: products)
    goods = Array(repeating: Goods(), count: products)
    scores = Array(repeating: UnitScore(), count: products)
    month = MonthTotals(rules: rules)
    tallies = Tallies(rules: rules, keeping: keeping)
    lots = keeping.lots ? Lots(products: products) : nil
    sales = keeping.sales ? Sales() : nil
    journal = keeping.journal ? Journal() : nil
  }

  /// Makes room for so many agents in all, so that opening accounts moves nothing.
  package mutating func reserve(_ count: Int) {
    cash.makeRoom(count)
    paid.makeRoom(count)
    for product in stock.indices { stock[product].makeRoom(count) }
  }

  /// Opens accounts for so many more agents.
  package mutating func openAccounts(_ count: Int) {
    var columns = [cash, paid] + stock
    (cash, paid) = (Balances(), Balances())
    for product in stock.indices { stock[product] = Balances() }
    Threads.changeEach(&columns, leaving: Balances(), threads: count < Threads.shard ? 1 : threads) {
      $0.grow(by: count)
    }
    for product in stock.indices.reversed() { stock[product] = columns.removeLast() }
    paid = columns.removeLast()
    cash = columns.removeLast()
    tallies.grow(by: count)
    lots?.grow(by: count)
  }

  /// Whether everything is kept that is asked for.
  package func keeps(_ keeping: Keeping) -> Bool {
    (!keeping.journal || journal != nil) && (!keeping.lots || lots != nil)
      && (!keeping.sales || sales != nil) && tallies.cover(keeping)
  }

  /// Opens accounts for so many more rules; `keeping` are the numbers of those whose sums are kept by agent.
  package mutating func openRules(_ count: Int, keeping: Set<Int>) {
    month.rules += Array(repeating: 0, count: count)
    tallies.openRules(count, people: cash.count, keeping: keeping)
  }

  /// Takes numbers for so many events; returns the number of the first.
  package mutating func numberEvents(_ count: Int) -> Int {
    defer { eventCount += count }
    return eventCount + 1
  }

  /// Closes the month: its totals are returned, and the next month's start from nothing.
  package mutating func closeMonth() -> MonthTotals {
    stream?.flush()
    defer { month = MonthTotals(rules: month.rules.count) }
    return month
  }

  /// Takes back that an agent received and spent an amount: it went past it.
  mutating func uncount(_ amount: Int64, of agent: Int) {
    _ = paid.add(0 &- amount, to: agent)
    flows.cashIn &-= amount
    flows.cashOut &-= amount
  }

  /// Spoils the books on purpose, so that a test can see the proof find it.
  package mutating func spoil() {
    if cash.isEmpty { houses.company &+= 1 } else { _ = cash.add(1, to: cash.count - 1) }
  }
}

extension Ledger {
  /// Moves money, one payment after the other, and nothing else; returns false where a balance overflowed.
  mutating func moveCash(_ payments: Payments) -> Bool {
    let sum = Till.sum(of: payments.amounts)
    return moveCash { till in
      till.take(payments.amounts, sum, from: payments.from)
      till.give(payments.amounts, sum, to: payments.to)
    }
  }

  /// Moves money in any way that a till can; returns false where a balance overflowed.
  ///
  /// The only code that changes a cash balance.
  mutating func moveCash(_ move: (inout Till) -> Void) -> Bool {
    var till = Till(cash: cash, paid: paid, houses: houses)
    // Taken out of `self`, so that the loops write without asking who else holds them.
    (cash, paid) = (Balances(), Balances())
    move(&till)
    (cash, paid, houses) = (till.cash, till.paid, till.houses)
    var overflow = till.overflow
    overflow = add(till.received, to: &flows.cashIn) || overflow
    overflow = add(till.spent, to: &flows.cashOut) || overflow
    return !overflow
  }

  /// Adds units to one agent's stock, or takes them; returns false where there are too few, or too many to count.
  mutating func moveStock(_ units: Int64, of agent: Int, product: Int) throws(LedgerRefusal) {
    var fits = true
    try moveStock(of: product) { stock in
      fits = units < 0 ? stock.take(-units, from: agent) : stock.give(units, to: agent)
    }
    if !fits { throw units < 0 ? .shortOfStock(agent: agent) : .overflow }
  }

  /// Moves stock of one product, any number of times; the only code that changes it.
  mutating func moveStock(of product: Int, _ move: (inout Shelves) -> Void) throws(LedgerRefusal) {
    // Taken out of `self`, so that each write need not ask who else holds it.
    var shelves = Shelves(stock: stock[product])
    stock[product] = Balances()
    move(&shelves)
    stock[product] = shelves.stock
    let overflow = add(shelves.given, to: &flows.unitsIn)
    if add(shelves.taken, to: &flows.unitsOut) || overflow { throw .overflow }
  }

  /// Lets all threads change cash, payments and the stock of one product, each those of agents of its own: `rows` are
  /// their ranges, ascending. What came in to them and went out from them is added to the flows.
  mutating func writeRows(
    _ rows: [Range<Int>], product: Int, _ work: some RowWork
  ) throws(LedgerRefusal) -> RowSums {
    var (cash, paid, shelf) = (cash, paid, stock[product])
    // Taken out of `self`, so that nobody else holds them.
    (self.cash, self.paid, stock[product]) = (Balances(), Balances(), Balances())
    let parts = Balances.write(rows, of: &cash, &paid, &shelf, threads: threads, work)
    var sums = RowSums()
    for part in parts { sums.add(part) }
    for row in sums.left {
      sums.overflow = cash.add(row.cash, to: row.agent) || sums.overflow
      sums.overflow = paid.add(row.paid, to: row.agent) || sums.overflow
      sums.overflow = shelf.add(row.stock, to: row.agent) || sums.overflow
    }
    (self.cash, self.paid, stock[product]) = (cash, paid, shelf)
    if let agent = sums.short { throw .shortOfStock(agent: agent) }
    var overflow = add(sums.cashIn, to: &flows.cashIn) || sums.overflow
    overflow = add(sums.cashOut, to: &flows.cashOut) || overflow
    overflow = add(sums.unitsIn, to: &flows.unitsIn) || overflow
    if add(sums.unitsOut, to: &flows.unitsOut) || overflow { throw .overflow }
    return sums
  }

  /// What some agents got and gave.
  struct RowSums: Sendable {
    var (cashIn, cashOut): (Int64, Int64) = (0, 0)
    var (unitsIn, unitsOut): (Int64, Int64) = (0, 0)
    /// Units moved, whether or not agents had them in stock.
    var units: Int64 = 0
    /// How many events it were, where that isn't known beforehand.
    var events = 0
    /// The first agent who had too few.
    var short: Int?
    var overflow = false
    /// Changes that their rows have no room for.
    var left: [RowChange] = []

    mutating func add(_ other: RowSums) {
      overflow = overflow || other.overflow
      overflow = PolLedger.add(other.cashIn, to: &cashIn) || overflow
      overflow = PolLedger.add(other.cashOut, to: &cashOut) || overflow
      overflow = PolLedger.add(other.unitsIn, to: &unitsIn) || overflow
      overflow = PolLedger.add(other.unitsOut, to: &unitsOut) || overflow
      overflow = PolLedger.add(other.units, to: &units) || overflow
      events &+= other.events
      short = short ?? other.short
      left += other.left
    }
  }

  /// What changes for an agent.
  struct RowChange: Sendable {
    var agent: Int
    var cash: Int64 = 0
    var paid: Int64 = 0
    var stock: Int64 = 0

    var isAny: Bool { cash != 0 || paid != 0 || stock != 0 }
  }

  /// The agents' stock of one product while it is moved.
  struct Shelves {
    var stock: Balances
    var given: Int64 = 0
    var taken: Int64 = 0

    /// Gives units to an agent; false where there are too many to count.
    @inline(__always)
    mutating func give(_ units: Int64, to agent: Int) -> Bool {
      given &+= units
      return !stock.add(units, to: agent)
    }

    /// Takes units from an agent; false where it has too few.
    @inline(__always)
    mutating func take(_ units: Int64, from agent: Int) -> Bool {
      taken &+= units
      return !stock.add(0 &- units, to: agent) && stock[agent] >= 0
    }
  }
}

/// Adds with a check: returns whether it overflowed, and wraps then, for the run is stopped anyway.
@inline(__always)
func add(_ amount: Int64, to balance: inout Int64) -> Bool {
  let (sum, overflow) = balance.addingReportingOverflow(amount)
  balance = sum
  return overflow
}
