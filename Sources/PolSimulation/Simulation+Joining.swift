import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// Opens the books for people who join now; their tiers are set afterwards.
  mutating func admit(_ groups: [Newcomers]) {
    let before = world.agents.count
    world.agents.append(groups, threads: options.threads)
    let count = world.agents.count - before
    world.ledger.openAccounts(count)
    world.customers?.grow(by: count)
    joins += count
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
    for part in Threads.parts(of: world.agents.count - first, each: 16 * Threads.shard) {
      try join(first + part.lowerBound..<first + part.upperBound, rules)
    }
  }

  private mutating func join(_ newcomers: Range<Int>, _ rules: Rules) throws(RunFailure) {
    var loads: [Supply.Requests] = []
    for product in policy.products.indices {
      var requests = try resolve(load(of: newcomers, product: product), product: product, at: policy.span)
      let hops = requests.split(before: newcomers.lowerBound)
      if !hops.buyers.isEmpty { try order(hops, product: product, at: policy.span, rules) }
      loads.append(requests)
    }
    for part in partsToPost(of: newcomers.count) {
      try welcome(
        newcomers.lowerBound + part.lowerBound..<newcomers.lowerBound + part.upperBound, loads, rules)
    }
  }

  /// What newcomers must buy of a product.
  private func load(of newcomers: Range<Int>, product: Int) -> Need {
    let loads = terms.load.map { $0[product] }
    var need = Need()
    guard loads.contains(where: { $0 > 0 }) else { return need }
    need.agents.reserveCapacity(newcomers.count)
    need.units.reserveCapacity(newcomers.count)
    let tiers = world.agents.tier
    for agent in newcomers {
      let units = loads[Int(tiers[agent])]
      if units > 0 { need.append(agent, units) }
    }
    return need
  }

  /// One event a newcomer: its loads, then the rules.
  private mutating func welcome(
    _ newcomers: Range<Int>, _ loads: [Supply.Requests], _ rules: Rules
  ) throws(RunFailure) {
    let firstEvent = world.ledger.numberEvents(newcomers.count)
    let (pricing, span, month) = (pricing, policy.span, world.month)
    try change { books throws(RunFailure) in
      try rules.run(count: newcomers.count, on: &books, month: month) {
        part throws(RunFailure) in
        try pricing.joining(newcomers, part, loads, firstEvent: firstEvent, at: span)
      }
    }
    world.ledger.endBatch()
  }
}

extension Pricing {
  /// The joining of some newcomers: `part` are their places among all of them.
  fileprivate func joining(
    _ newcomers: Range<Int>, _ part: Range<Int>, _ loads: [Supply.Requests], firstEvent: Int, at span: Span
  ) throws(RunFailure) -> EventPart {
    let own = newcomers.lowerBound + part.lowerBound..<newcomers.lowerBound + part.upperBound
    var units = Array(repeating: Int64(0), count: own.count)
    var money = units
    var goods: [(product: Int, orders: Orders)] = []
    for (product, load) in loads.enumerated() {
      let requests = load.part(load.place(of: own.lowerBound)..<load.place(of: own.upperBound))
      if requests.buyers.isEmpty { continue }
      let first = Int32(newcomers.lowerBound)
      let orders = try orders(
        requests, events: requests.buyers.map { $0 - first }, product: product, at: span)
      guard orders.add(to: &units, &money, from: own.lowerBound) else {
        throw .script(.tooMuchMoney(at: span))
      }
      goods.append((product, orders))
    }
    return EventPart(
      batches: [
        EventBatch(
          .join, agents: own.map { Int32($0) }, units: units, money: money, firstEvent: firstEvent,
          at: part.lowerBound, triggers: .same(.join))
      ], orders: goods, span: span, names: names)
  }
}

extension Orders {
  /// Adds units and amounts to those of buyers from `first` on; false where money leaves 64 bits.
  fileprivate func add(to units: inout [Int64], _ money: inout [Int64], from first: Int) -> Bool {
    var overflow = false
    let (buyers, ordered, amounts) = (buyers.span, self.units.span, amounts.span)
    var unitSums = units.mutableSpan
    var moneySums = money.mutableSpan
    for k in buyers.indices {
      let event = Int(buyers[k]) - first
      let (sum, isOver) = moneySums[event].addingReportingOverflow(amounts[k])
      moneySums[event] = sum
      overflow = overflow || isOver
      unitSums[event] &+= ordered[k]
    }
    return !overflow
  }
}

extension Supply.Requests {
  /// Where the orders of `agent`, or of the first after it, stand.
  fileprivate func place(of agent: Int) -> Int {
    buyers.partitioningIndex { Int($0) >= agent }
  }

  /// Takes out the orders of buyers before `agent`.
  fileprivate mutating func split(before agent: Int) -> Supply.Requests {
    let count = place(of: agent)
    guard count > 0 else { return Supply.Requests(buyers: [], sellers: sellers, units: [], isOwn: nil) }
    defer { self = part(count..<buyers.count) }
    return part(0..<count)
  }
}
