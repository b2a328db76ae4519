import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import Synchronization

extension Simulation {
  /// One month of a market: recruit and join, sell and use, restock, close, leave. Balance follows.
  mutating func live(_ market: MarketDefinition) throws(RunFailure) {
    enter(.recruit)
    try grow(market)
    try promoteNow()
    enter(.sell)
    try meetCustomers(market)
    try trade(market)
    try promoteNow()
    enter(.restock)
    try restock()
    try promoteNow()
    enter(.close)
    try close()
    enter(.leave)
    let staying = try stayingCustomers(market)
    try leave(market)
    dismissCustomers(staying)
  }

  /// Sales first, at most the stock, then own use from what is left: unmet demand is lost. Of several products
  /// each is sold, and then each is used, in the policy's order.
  private mutating func trade(_ market: MarketDefinition) throws(RunFailure) {
    guard !market.demand.isEmpty || !market.uses.isEmpty else { return }
    var triggers: Set<RuleDefinition.Trigger> = [.sale, .use]
    if policy.supply == .dropship { triggers.formUnion([.order, .reorder]) }
    // All is read as the phase began: what is sold below changes the state, not these rows.
    let shared = try market.demand.map { wanted throws(RunFailure) in try sharedDemand(wanted) }
    let counted = market.demand.map(\.counted)
    let rules = try rules(on: triggers)
    let span = market.span
    let rows = rows(Readings(counted.compactMap(\.self) + market.uses.map(\.said)), drawing: true)
    for (place, wanted) in market.demand.enumerated() {
      if let shared = shared[place] {
        try sell(
          deliveries(of: shared, product: wanted.product, priced: true, at: span), product: wanted.product,
          at: span, rules)
      } else if let demand = counted[place] {
        try sell(counter(demand, of: "demand", over: rows), product: wanted.product, at: span, rules)
      }
    }
    for wanted in market.uses {
      var counter = counter(wanted.said, of: "uses", over: rows)
      while let group = try counter.group() {
        for part in try deliveries(of: group, product: wanted.product, priced: false, at: span) {
          try use(part, product: wanted.product, at: span, rules)
        }
      }
    }
  }

  /// What customers of each agent want of one product.
  private mutating func sell(
    _ counter: RowCounter, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    if policy.supply != .dropship, world.ledger.canSellAtOnce, !rules.run(on: .sale) {
      return try sellAtOnce(counter, product: product, at: span)
    }
    if try sellByKind(counter, product: product, at: span, rules) { return }
    var counter = counter
    while let group = try counter.group() {
      let parts = try deliveries(of: group, product: product, priced: true, at: span)
      try sell(parts, product: product, at: span, rules)
    }
  }

  /// Sales that no rule looks at: what a shard's customers want is posted by the thread that has found it out.
  private mutating func sellAtOnce(
    _ counter: RowCounter, product: Int, at span: Span
  ) throws(RunFailure) {
    let tiers = world.agents.tier
    let prices = PriceTable(terms.retail.map { $0[product] }, policy.rounding.ledgerRule)
    let failures = Mutex(Failures())
    try post(at: span) { ledger throws(LedgerRefusal) in
      try ledger.sell(in: counter.shards, product: product, tiers: tiers, prices: prices) { agents in
        let (wanted, failed) = counter.counts(of: agents)
        if failed.isEmpty { return wanted.counts }
        failures.withLock { $0.merge(failed) }
        return []
      }
    }
    if let diagnostic = failures.withLock({ $0.diagnostic(naming: counter.name) }) {
      throw .script(diagnostic)
    }
  }

  /// What can be handed over of what is wanted, agent by agent.
  func deliveries(
    of wanted: [RowCounter.Shard], product: Int, priced: Bool, at span: Span
  ) throws(RunFailure) -> [Deliveries] {
    let stock = policy.supply == .dropship ? nil : world.ledger.stock[product]
    let tiers = world.agents.tier
    let prices = PriceTable(terms.retail.map { $0[product] }, policy.rounding.ledgerRule)
    let parts = Threads.each(wanted, threads: options.threads) { shard -> Deliveries? in
      var delivered = shard.counts
      if let stock = stock?.values(in: shard.agents) {
        for k in delivered.indices { delivered[k] = min(delivered[k], stock[k]) }
      }
      let places = delivered.placesAboveZero
      let agents = places.map { Int32(shard.agents.lowerBound) + $0 }
      let units = places.map { delivered[Int($0)] }
      let amounts =
        priced
        ? prices.amounts(of: units, for: agents, tiers: tiers) : Array(repeating: 0, count: units.count)
      return amounts.map { Deliveries(agents: agents, units: units, amounts: $0) }
    }
    return try parts.map { part throws(RunFailure) in
      guard let part else { throw .script(.tooMuchMoney(at: span)) }
      return part
    }
  }

  /// Quits: a chance for every active agent that meets the condition, on the books after close.
  private mutating func leave(_ market: MarketDefinition) throws(RunFailure) {
    guard let quits = market.quits else { return }
    var readings = Readings([quits.chance])
    if let condition = quits.condition { readings.add(condition) }
    let leaving = try leaving(quits, rows(readings, drawing: true))
    try quit(leaving, at: quits.chance.span)
  }
}

extension Simulation {
  /// Who quits, in order.
  private func leaving(
    _ quits: MarketDefinition.Quits, _ rows: AgentRows
  ) throws(RunFailure) -> [Int32] {
    let active = world.agents.active
    let evaluator = evaluator
    let chance = evaluator.folded(quits.chance)
    let luck = DrawKey(seed: seed, month: world.month, clause: "quits", place: Draw.ownPlace)
    let parts = try chunks(of: rows) { chunk, failures in
      var mask = Array(active[chunk])
      if let condition = quits.condition {
        mask = evaluator.holds(condition, over: rows, in: chunk, where: mask, noting: &failures)
      }
      // Only those who meet the condition draw; what the others would have drawn changes nothing.
      let asked = mask.places
      if asked.isEmpty { return [Int32]() }
      let chances = evaluator.vector(of: chance, over: rows, in: chunk, where: mask, noting: &failures)
        .doubles(count: chunk.count)
      let draws = luck.uniforms(persons: asked.map { rows.keys[chunk.lowerBound + Int($0)] })
      var isLeaving = Array(repeating: false, count: asked.count)
      for place in asked.indices {
        let row = Int(asked[place])
        if !(0...1).contains(chances[row]) {
          failures.note(.chance, at: quits.chance.span, row: chunk.lowerBound + row)
        }
        isLeaving[place] = draws[place] < chances[row]
      }
      return isLeaving.places.map { Int32(chunk.lowerBound) + asked[Int($0)] }
    }
    return parts.flatMap(\.self)
  }
}

extension MarketDefinition.OfProduct<MarketDefinition.Demand> {
  /// What is counted of each agent; nil where all share one demand.
  fileprivate var counted: Expression? {
    switch said {
    case .shared: nil
    case .units(let units): units
    case .factors(let mean):
      Expression(
        .draw(Draw(distribution: .poisson, arguments: [mean], clause: clause, place: Draw.ownPlace)),
        .number(NumberType(.one, isExact: false)), at: mean.span)
    }
  }
}
