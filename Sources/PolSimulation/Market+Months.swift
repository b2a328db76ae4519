import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// One month of a market: recruit and join, sell and use, restock, close, leave. Balance follows.
  mutating func live(_ market: MarketDefinition) throws(RunFailure) {
    try grow(market)
    try promoteNow()
    try trade(market)
    try promoteNow()
    try restock()
    try promoteNow()
    try close()
    try leave(market)
  }

  /// Sales first, at most the stock, then own use from what is left: unmet demand is lost.
  private mutating func trade(_ market: MarketDefinition) throws(RunFailure) {
    var triggers: Set<RuleDefinition.Trigger> = [.sale, .use]
    if policy.supply == .dropship { triggers.formUnion([.order, .reorder]) }
    let wanted: [Int64]?
    switch market.demand {
    case .none: wanted = nil
    case .units(let demand): wanted = try perActive(demand, "demand")
    case .factors(let mean): wanted = try perActive(.poisson(of: mean), "demand")
    }
    let used = try market.uses.map { uses throws(RunFailure) in try perActive(uses, "uses") }
    guard wanted != nil || used != nil else { return }
    let rules = try rules(on: triggers)
    let span = market.span
    // Part by part, so that what is on its way stays small; all parts see the same snapshot.
    for part in Threads.parts(of: world.agents.count) {
      if let wanted {
        let sales = try deliveries(of: wanted, in: part, priced: true, at: span)
        try sell(sales, product: 0, at: span, rules)
      }
    }
    for part in Threads.parts(of: world.agents.count) {
      if let used {
        let uses = try deliveries(of: used, in: part, priced: false, at: span)
        try use(uses, product: 0, at: span, rules)
      }
    }
  }

  /// What can be handed over of what is wanted, agent by agent.
  private func deliveries(
    of wanted: [Int64], in part: Range<Int>, priced: Bool, at span: Span
  ) throws(RunFailure) -> Deliveries {
    var result = Deliveries()
    let direct = policy.supply == .dropship
    let stock = world.ledger.stock[0]
    let tiers = world.agents.tier
    let prices = terms.retail.map { $0[0] }
    let rounding = policy.rounding.ledgerRule
    for agent in part {
      let units = direct ? wanted[agent] : min(wanted[agent], stock[agent])
      guard units > 0 else { continue }
      guard let amount = priced ? prices[Int(tiers[agent])].of(units, rounding) : 0 else {
        throw .script(.tooMuchMoney(at: span))
      }
      result.agents.append(Int32(truncatingIfNeeded: agent))
      result.units.append(units)
      result.amounts.append(amount)
    }
    return result
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
    let chance = Expression.chance(of: quits.chance)
    let parts = try chunks(of: rows) { chunk, failures in
      var mask = Array(active[chunk])
      if let condition = quits.condition {
        mask = evaluator.holds(condition, over: rows, in: chunk, where: mask, noting: &failures)
      }
      guard mask.contains(true) else { return [Int32]() }
      let drawn = evaluator.vector(of: chance, over: rows, in: chunk, where: mask, noting: &failures)
        .doubles(count: chunk.count)
      return mask.indices.filter { mask[$0] && drawn[$0] != 0 }.map { Int32(chunk.lowerBound + $0) }
    }
    return parts.flatMap(\.self)
  }
}

extension Expression {
  /// One draw from a Poisson distribution of this mean, in the clause `demand`.
  static func poisson(of mean: Expression) -> Expression {
    drawing(.poisson, mean, "demand")
  }

  /// One draw that is 1 with this chance, in the clause `quits`.
  static func chance(of chance: Expression) -> Expression {
    drawing(.chance, chance, "quits")
  }

  private static func drawing(_ what: Distribution, _ argument: Expression, _ clause: String) -> Expression {
    Expression(
      .draw(Draw(distribution: what, arguments: [argument], clause: clause, place: Draw.ownPlace)),
      .number(NumberType(.one, isExact: false)), at: argument.span)
  }
}
