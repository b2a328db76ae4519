import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// Customers bring back some of what they bought last month, and agents win others.
  mutating func meetCustomers(_ market: MarketDefinition) throws(RunFailure) {
    guard market.wins != nil || market.returns != nil else { return }
    try refund(market)
    if let wins = market.wins { try winCustomers(wins) }
    try promoteNow()
  }

  private mutating func winCustomers(_ wins: Expression) throws(RunFailure) {
    world.customers?.open(month: world.month, lockedSince: terms.lock.map { world.month - $0 + 1 })
    let rows = rows(Readings([wins]), drawing: true)
    let rules = try rules(on: [.win])
    var counter = counter(wins, of: "wins", over: rows)
    while let group = try counter.group() {
      var winners: [Int32] = []
      var counts: [Int64] = []
      for shard in group {
        for (agent, count) in zip(shard.agents, shard.counts) where count > 0 {
          guard world.customers?.win(count, by: agent) != false else {
            throw .script(.notACount("wins", wins))
          }
          winners.append(Int32(agent))
          counts.append(count)
        }
      }
      for part in partsToPost(of: winners.count) {
        try win(Array(counts[part]), by: Array(winners[part]), rules)
      }
    }
  }

  /// Runs the rules of winning so many customers, one event for each agent.
  mutating func win(_ counts: [Int64], by winners: [Int32], _ rules: Rules) throws(RunFailure) {
    guard rules.run(on: .win), !winners.isEmpty else { return }
    let batch = EventBatch(
      .win, agents: winners, units: counts, money: Array(repeating: 0, count: winners.count),
      firstEvent: world.ledger.numberEvents(winners.count), triggers: .same(.win))
    try run(rules, in: batch)
    world.ledger.endBatch()
  }

  /// How many customers each agent keeps at the month's end, as the phase finds them.
  func stayingCustomers(_ market: MarketDefinition) throws(RunFailure) -> [Int64]? {
    guard let stays = market.stays, let customers = world.customers else { return nil }
    return try shares(stays, of: customers.counts)
  }

  /// Who quits loses its customers, and of the others' so many stay.
  mutating func dismissCustomers(_ staying: [Int64]?) {
    guard let counts = world.customers?.counts else { return }
    for agent in counts.indices {
      let kept = world.agents.active[agent] ? staying?[agent] ?? counts[agent] : 0
      world.customers?.keep(kept, of: agent)
    }
  }

  /// A share of each agent's whole, rounded half-even; agents with nothing are not asked.
  func shares(
    _ expression: Expression, of wholes: [Int64], when condition: Expression? = nil
  ) throws(RunFailure) -> [Int64] {
    let rows = rows(Readings([expression, condition].compactMap(\.self)), drawing: true)
    let evaluator = evaluator
    let folded = evaluator.folded(expression)
    let parts = try chunks(of: rows) { chunk, failures in
      var mask = wholes[chunk].map { $0 > 0 }
      if let condition {
        mask = evaluator.holds(condition, over: rows, in: chunk, where: mask, noting: &failures)
      }
      guard mask.contains(true) else { return Array(repeating: Int64(0), count: chunk.count) }
      let shares = evaluator.vector(of: folded, over: rows, in: chunk, where: mask, noting: &failures)
      return mask.indices.map { k in
        guard mask[k] else { return 0 }
        if let part = Quantities.part(shares.scalar(at: k), of: wholes[chunk.lowerBound + k]) { return part }
        failures.note(.chance, at: expression.span, row: chunk.lowerBound + k)
        return 0
      }
    }
    return parts.flatMap(\.self)
  }

  /// What customers of the whole market want, unit by unit of agents drawn with a weight; nil where what they
  /// want is counted of each agent.
  func sharedDemand(
    _ demand: MarketDefinition.OfProduct<MarketDefinition.Demand>
  ) throws(RunFailure) -> [RowCounter.Shard]? {
    guard case .shared(let expression, let weight) = demand.said else { return nil }
    var wanted = Array(repeating: Int64(0), count: world.agents.count)
    let units: Int64
    do throws(Diagnostic) {
      let value = try evaluator.single(expression, over: figures)
      guard let count = Quantities.count(value) else { throw .notACount("demand", expression) }
      units = try count.atMost(Int64(Int32.max), expression)
    } catch { throw .script(error) }
    let ladder = try SponsorLadder(weight, simulation: self)
    let luck = DrawKey(seed: seed, month: world.month, clause: demand.clause, place: Draw.ownPlace)
    // So many at a time, to keep what is on its way small.
    var parts = Threads.parts(of: ladder.total > 0 ? Int(units) : 0)[...]
    while !parts.isEmpty {
      let group = Array(parts.prefix(16 * options.threads))
      parts = parts.dropFirst(group.count)
      let sellers = Threads.each(group, threads: options.threads) { part in
        let customers = part.map { rootKey(.customer, ordinal: UInt64($0 + 1)) }
        return luck.uniforms(persons: customers).map { ladder.sponsor(at: $0) }
      }
      for seller in sellers.joined() { wanted[Int(seller)] += 1 }
    }
    return Threads.parts(of: wanted.count).map { RowCounter.Shard(agents: $0, counts: Array(wanted[$0])) }
  }
}
