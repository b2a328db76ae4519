import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// A customer of a story brings goods back: of what this agent sold to it, or to anybody, the oldest sale first.
  mutating func refund(
    _ units: Int64, of product: Int, by agent: Int, to customer: Int?, at span: Span
  ) throws(RunFailure) {
    // The checker refuses this where the policy takes nothing back from customers.
    guard let returns = terms.customerReturns, let sales = world.ledger.sales?.list else { return }
    // Sales stand in the order of months, so whoever brings goods back looks only at the last of them.
    let young = sales.lastIndex { $0.month < world.month - returns.within }.map { $0 + 1 } ?? 0
    let open = (young..<sales.count).filter { index in
      let sale = sales[index]
      return Int(sale.agent) == agent && sale.product == product && sale.left > 0
        && (customer.map { Int(sale.customer) == $0 } ?? true)
    }
    let most = open.reduce(0) { $0 + sales[$1].left }
    guard units <= most else {
      throw .script(
        Diagnostic(
          "E0660",
          "of these units only \(most) can come back: sold at most \(returns.within) months ago, and not back yet",
          at: span, help: most > 0 ? "refund at most \(most), or refund earlier" : "refund earlier"))
    }
    let posting = Posting(
      kind: .refund, month: world.month, firstEvent: world.ledger.numberEvents(1), trigger: .same(.returned))
    var rest = units
    for index in open where rest > 0 {
      let taken = min(rest, sales[index].left)
      rest -= taken
      let hasLeft = !world.agents.active[agent]
      try post(at: span) { ledger throws(LedgerRefusal) in
        try ledger.refund(taken, ofSale: index, returns, hasLeft: hasLeft, posting)
      }
    }
    world.ledger.endBatch()
  }

  /// Customers of a market bring back a share of what each agent sold them last month, an event each. Of several
  /// products it is a share of each.
  mutating func refund(_ market: MarketDefinition) throws(RunFailure) {
    guard let wanted = market.returns, let span = wanted.shares.first?.said.span else { return }
    world.ledger.dropSales(before: world.month - 1)
    guard let returns = terms.customerReturns, returns.within >= 1,
      let sales = world.ledger.sales?.list.filter({ $0.month == world.month - 1 }), !sales.isEmpty
    else { return }
    var back: [Int: [Int64]] = [:]
    for share in wanted.shares {
      var sold = Array(repeating: Int64(0), count: world.agents.count)
      for sale in sales where sale.product == share.product { sold[Int(sale.agent)] += sale.units }
      back[share.product] = try shares(share.said, of: sold, when: wanted.condition)
    }
    let posting = Posting(
      kind: .refund, month: world.month, firstEvent: world.ledger.numberEvents(sales.count),
      trigger: .same(.returned))
    for (index, sale) in sales.enumerated() {
      let agent = Int(sale.agent)
      let units = min(back[sale.product]?[agent] ?? 0, sale.units)
      guard units > 0 else { continue }
      back[sale.product]?[agent] -= units
      let hasLeft = !world.agents.active[agent]
      try post(at: span) { ledger throws(LedgerRefusal) in
        try ledger.refund(units, ofSale: index, returns, hasLeft: hasLeft, event: index, posting)
      }
    }
    world.ledger.endBatch()
  }
}
