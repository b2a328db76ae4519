import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// One month of a market: recruit and join, sell and use, restock, close, leave. Balance follows.
  mutating func live(_ market: MarketDefinition) throws(RunFailure) {
    enter(.recruit)
    try grow(market)
    try promoteNow()
    enter(.sell)
    try trade(market)
    try promoteNow()
    enter(.restock)
    try restock()
    try promoteNow()
    enter(.close)
    try close()
    enter(.leave)
    try leave(market)
  }

  /// Sales first, at most the stock, then own use from what is left: unmet demand is lost.
  private mutating func trade(_ market: MarketDefinition) throws(RunFailure) {
    var triggers: Set<RuleDefinition.Trigger> = [.sale, .use]
    if policy.supply == .dropship { triggers.formUnion([.order, .reorder]) }
    let demand: Expression?
    switch market.demand {
    case .none: demand = nil
    case .units(let units): demand = units
    case .factors(let mean): demand = .poisson(of: mean)
    }
    guard demand != nil || market.uses != nil else { return }
    let rules = try rules(on: triggers)
    let span = market.span
    let active = world.agents.active
    // Both are read as the phase began: what is sold below changes the state, not these rows.
    let rows = rows(Readings([demand, market.uses].compactMap(\.self)), drawing: true)
    if let demand {
      try counter.countActive(demand, of: "demand", over: rows, active) { part, wanted throws(RunFailure) in
        let sales = try deliveries(of: wanted, in: part, priced: true, at: span)
        try sell(sales, product: 0, at: span, rules)
      }
    }
    if let uses = market.uses {
      try counter.countActive(uses, of: "uses", over: rows, active) { part, wanted throws(RunFailure) in
        let uses = try deliveries(of: wanted, in: part, priced: false, at: span)
        try use(uses, product: 0, at: span, rules)
      }
    }
  }

  /// What can be handed over of what is wanted, agent by agent.
  private func deliveries(
    of wanted: [Int64], in part: Range<Int>, priced: Bool, at span: Span
  ) throws(RunFailure) -> Deliveries {
    // Columns of their own while they grow: a field of a struct is looked up at each step.
    var agents: [Int32] = []
    var delivered: [Int64] = []
    var amounts: [Int64] = []
    agents.reserveCapacity(part.count)
    delivered.reserveCapacity(part.count)
    amounts.reserveCapacity(part.count)
    let direct = policy.supply == .dropship
    let stock = world.ledger.stock[0]
    let tiers = world.agents.tier
    let prices = terms.retail.map { $0[0] }
    let rounding = policy.rounding.ledgerRule
    for (agent, wanted) in zip(part, wanted) {
      let units = direct ? wanted : min(wanted, stock[agent])
      guard units > 0 else { continue }
      guard let amount = priced ? prices[Int(tiers[agent])].of(units, rounding) : 0 else {
        throw .script(.tooMuchMoney(at: span))
      }
      agents.append(Int32(truncatingIfNeeded: agent))
      delivered.append(units)
      amounts.append(amount)
    }
    return Deliveries(agents: agents, units: delivered, amounts: amounts)
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
      guard mask.contains(true) else { return [Int32]() }
      let chances = evaluator.vector(of: chance, over: rows, in: chunk, where: mask, noting: &failures)
        .doubles(count: chunk.count)
      var leaving: [Int32] = []
      // Only those who meet the condition draw; what the others would have drawn changes nothing.
      for k in mask.indices where mask[k] {
        let agent = chunk.lowerBound + k
        guard (0...1).contains(chances[k]) else {
          failures.note(.chance, at: quits.chance.span, row: agent)
          continue
        }
        if luck.uniform(person: rows.keys[agent]) < chances[k] { leaving.append(Int32(agent)) }
      }
      return leaving
    }
    return parts.flatMap(\.self)
  }
}

extension Expression {
  /// One draw from a Poisson distribution of this mean, in the clause `demand`.
  static func poisson(of mean: Expression) -> Expression {
    Expression(
      .draw(Draw(distribution: .poisson, arguments: [mean], clause: "demand", place: Draw.ownPlace)),
      .number(NumberType(.one, isExact: false)), at: mean.span)
  }
}
