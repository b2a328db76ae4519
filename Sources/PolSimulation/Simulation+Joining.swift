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
    var starts = loads.map { _ in 0 }
    for part in partsToPost(of: newcomers.count) {
      let own = newcomers.lowerBound + part.lowerBound..<newcomers.lowerBound + part.upperBound
      let ranges = zip(loads, starts).map { load, start in
        start..<(load.buyers[start...].firstIndex { Int($0) >= own.upperBound } ?? load.buyers.count)
      }
      try welcome(own, zip(loads, ranges).map { $0.part($1) }, rules)
      starts = ranges.map(\.upperBound)
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
    var units = Array(repeating: Int64(0), count: newcomers.count)
    var money = units
    let posting = Posting(
      kind: .purchase, month: world.month, firstEvent: firstEvent, trigger: .same(.join))
    for (product, requests) in loads.enumerated() where !requests.buyers.isEmpty {
      let first = Int32(newcomers.lowerBound)
      let orders = try price(
        requests, events: requests.buyers.map { $0 - first }, product: product, at: policy.span)
      var overflow = false
      for k in orders.events.indices {
        let event = Int(orders.events[k])
        let (sum, isOver) = money[event].addingReportingOverflow(orders.amounts[k])
        money[event] = sum
        overflow = overflow || isOver
        units[event] &+= orders.units[k]
      }
      if overflow { throw .script(.tooMuchMoney(at: policy.span)) }
      try post(at: policy.span) { ledger throws(LedgerRefusal) in
        try ledger.fill(orders, product: product, posting)
      }
    }
    try run(rules, on: .join) {
      EventBatch(
        .join, agents: newcomers.map { Int32($0) }, units: units, money: money, firstEvent: firstEvent,
        triggers: .same(.join))
    }
    world.ledger.endBatch()
  }
}

extension Supply.Requests {
  /// Takes out the orders of buyers before `agent`.
  fileprivate mutating func split(before agent: Int) -> Supply.Requests {
    let count = buyers.firstIndex { Int($0) >= agent } ?? buyers.count
    guard count > 0 else { return Supply.Requests(buyers: [], sellers: sellers, units: [], isOwn: nil) }
    defer { self = part(count..<buyers.count) }
    return part(0..<count)
  }
}
