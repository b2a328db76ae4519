import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// Opens the books for people who join now; their tiers are set afterwards.
  mutating func admit(keys: [UInt64], sponsors: [Int32]) {
    world.agents.append(keys: keys, sponsors: sponsors)
    world.ledger.openAccounts(sponsors.count)
    joins += sponsors.count
  }

  /// The joining of those from `first` on: loads move, then the rules of joining in the order written.
  ///
  /// A load is part of the joining's event; what uplines must order to fill it are events of their own, before.
  mutating func join(from first: Int) throws(RunFailure) {
    guard first < world.agents.count else { return }
    let rules = try rules(on: [.join, .order, .reorder])
    // Part by part, so that what is on its way stays small; all parts see the same snapshot, but the goods of
    // a part must not be asked for twice, so uplines who are short are found over all newcomers together.
    guard policy.supply == .company else {
      return try join(first..<world.agents.count, rules)
    }
    for part in Threads.parts(of: world.agents.count - first) {
      try join(first + part.lowerBound..<first + part.upperBound, rules)
    }
  }

  private mutating func join(_ newcomers: Range<Int>, _ rules: Rules) throws(RunFailure) {
    var loads: [ArraySlice<Supply.Order>] = []
    for product in policy.products.indices {
      let need = newcomers.compactMap { agent in
        let units = terms.load[Int(world.agents.tier[agent])][product]
        return units > 0 ? (agent: agent, units: units) : nil
      }
      let orders = try resolve(need, product: product, at: policy.span)
      let hops = orders.prefix { Int($0.buyer) < newcomers.lowerBound }
      try settle(hops, product: product, at: policy.span, rules)
      loads.append(orders.dropFirst(hops.count))
    }
    for part in Threads.parts(of: newcomers.count) {
      let end = newcomers.lowerBound + part.upperBound
      let own = loads.map { $0.prefix { Int($0.buyer) < end } }
      loads = zip(loads, own).map { $0.dropFirst($1.count) }
      try welcome(newcomers.lowerBound + part.lowerBound..<end, own, rules)
    }
  }

  /// One event a newcomer: its loads, then the rules.
  private mutating func welcome(
    _ newcomers: Range<Int>, _ loads: [ArraySlice<Supply.Order>], _ rules: Rules
  ) throws(RunFailure) {
    let firstEvent = world.ledger.numberEvents(newcomers.count)
    var units = Array(repeating: Int64(0), count: newcomers.count)
    var money = units
    let posting = Posting(
      kind: .purchase, month: world.month, firstEvent: firstEvent, trigger: .same(.join))
    for (product, orders) in loads.enumerated() where !orders.isEmpty {
      var ledgerOrders = Orders()
      ledgerOrders.reserve(orders.count)
      for order in orders {
        let event = Int(order.buyer) - newcomers.lowerBound
        let priced = try price(order, product: product, at: policy.span)
        ledgerOrders.append(
          event: event, buyer: order.buyer, seller: order.seller, units: order.units, amount: priced.amount,
          production: priced.production)
        let (sum, overflow) = money[event].addingReportingOverflow(priced.amount)
        if overflow { throw .script(.tooMuchMoney(at: policy.span)) }
        money[event] = sum
        units[event] &+= order.units
      }
      try post(at: policy.span) { ledger throws(LedgerRefusal) in
        try ledger.fill(ledgerOrders, product: product, posting)
      }
    }
    try run(
      rules,
      in: EventBatch(
        .join, agents: newcomers.map { Int32($0) }, units: units, money: money, firstEvent: firstEvent,
        triggers: .same(.join)))
    world.ledger.endBatch()
  }
}
