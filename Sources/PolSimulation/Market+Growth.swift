import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// Month 0 of a market: founders join and load, and nothing else happens.
  mutating func found(_ market: MarketDefinition) throws(RunFailure) {
    enter(.join)
    var tiers: [UInt8] = []
    for group in market.founders {
      let count = try founders(of: group)
      guard tiers.count + count <= people else {
        throw .script(
          Diagnostic(
            "E0629", "there are more founders than people: the market has \(people)", at: group.share.span,
            help: "raise `people`, or name fewer founders"))
      }
      tiers += Array(repeating: UInt8(group.tier), count: count)
    }
    let keys = tiers.indices.map { rootKey(.founder, ordinal: UInt64($0 + 1)) }
    admit([Newcomers(keys: keys, sponsors: Array(repeating: -1, count: tiers.count))])
    for (index, tier) in tiers.enumerated() { world.agents.tier[index] = tier }
    try drawTraits(market, of: 0..<tiers.count)
    try join(from: 0)
  }

  private func founders(of group: MarketDefinition.TierShare) throws(RunFailure) -> Int {
    do throws(Diagnostic) {
      let value = try evaluator.single(group.share, over: figures)
      if let count = Quantities.count(value) { return Int(count) }
      throw Diagnostic(
        "E0626", "this has to be a whole number, and it comes to \(value.plainText)", at: group.share.span,
        help: "write a whole number of at least 0")
    } catch { throw .script(error) }
  }

  /// Recruit and join: who comes this month, under whom, at which tier.
  mutating func grow(_ market: MarketDefinition) throws(RunFailure) {
    let room = people - world.agents.count
    guard room > 0, world.agents.activeCount > 0 else { return }
    let groups: [Newcomers]
    switch market.growth {
    case .none: return
    case .recruits(let count):
      if let gate = gate(market) {
        groups = [try recruit(count, room: room, through: gate)]
      } else {
        groups = try recruit(count, room: room)
      }
    case .arrivals(let count, let weight):
      groups = [try arrive(count, weight, room: room, through: gate(market))]
    }
    let first = world.agents.count
    admit(groups)
    guard world.agents.count > first else { return }
    enter(.join)
    try drawTraits(market, of: first..<world.agents.count)
    try drawTiers(market, of: first..<world.agents.count)
    try join(from: first)
  }

  /// Each active agent recruits; the last places go in agent order.
  private func recruit(_ expression: Expression, room: Int) throws(RunFailure) -> [Newcomers] {
    var groups: [Newcomers] = []
    var left = room
    var counter = counter(expression, of: "recruits", over: rows(Readings([expression]), drawing: true))
    let agents = world.agents
    while let group = try counter.group() {
      // What each shard may bring is known beforehand, so all of them can be written down at once.
      let asked = Threads.each(group, threads: options.threads) { shard in
        min(Int64(room), shard.counts.reduce(0) { $0 &+ min($1, Int64(room)) })
      }
      let places = zip(group, asked).map { shard, count in
        let count = min(Int(count), left)
        left -= count
        return (shard: shard, count: count)
      }
      groups += Threads.each(places, threads: options.threads) {
        Newcomers(of: $0.shard, agents, count: $0.count)
      }
    }
    return groups
  }

  /// So many come, each asked by an active agent that is drawn with a weight.
  private mutating func arrive(
    _ expression: Expression, _ weight: Expression?, room: Int, through gate: Gate?
  ) throws(RunFailure) -> Newcomers {
    let wanted: Int
    do throws(Diagnostic) {
      let value = try evaluator.single(expression, over: figures)
      guard let count = Quantities.count(value) else { throw .notACount(value.plainText, expression) }
      wanted = gate == nil ? min(room, Int(count)) : Int(try count.atMost(Int64(Int32.max), expression))
    } catch { throw .script(error) }
    guard wanted > 0 else { return Newcomers() }
    let ladder = try SponsorLadder(weight, simulation: self)
    guard ladder.total > 0 else { return Newcomers() }
    let luck = DrawKey(seed: seed, month: world.month, clause: "arrivals", place: Draw.ownPlace)
    var drawn: [(sponsor: Int32, key: UInt64)] = []
    var asked = 0
    // Those who refuse leave room for others, so people are asked batch by batch.
    while asked < wanted, drawn.count < room {
      let batch = gate == nil ? wanted : min(Gate.batch, wanted - asked)
      asked += batch
      for _ in 0..<batch {
        arrivals += 1
        let key = rootKey(.arrival, ordinal: arrivals)
        drawn.append((ladder.sponsor(at: luck.uniform(person: key)), key))
      }
      guard let gate else { continue }
      let last = Array(drawn.suffix(batch))
      drawn.removeLast(batch)
      do throws(Diagnostic) {
        let admitted = try gate.admitted(keys: last.map(\.key), sponsors: last.map(\.sponsor))
        drawn += zip(last, admitted).filter(\.1).prefix(room - drawn.count).map(\.0)
      } catch { throw .script(error) }
    }
    // Numbered by sponsor, then by coming: a sponsor's recruits of a month stand together.
    let order = drawn.indices.sorted { (drawn[$0].sponsor, $0) < (drawn[$1].sponsor, $1) }
    return Newcomers(keys: order.map { drawn[$0].key }, sponsors: order.map { drawn[$0].sponsor })
  }

  /// Each newcomer's traits, once for good.
  private mutating func drawTraits(_ market: MarketDefinition, of newcomers: Range<Int>) throws(RunFailure) {
    if world.agents.traits.isEmpty {
      world.agents.traits = Array(repeating: [], count: market.traits.count)
    }
    for (index, trait) in market.traits.enumerated() {
      do throws(Diagnostic) {
        let rows = rows(Readings([trait.value]), drawing: true).withoutMonth
        world.agents.traits[index] += try doubles(trait.value, over: rows, in: newcomers)
      } catch { throw .script(error) }
    }
  }

  /// Each newcomer's tier, by the shares of `joins`.
  private mutating func drawTiers(_ market: MarketDefinition, of newcomers: Range<Int>) throws(RunFailure) {
    guard !market.joins.isEmpty else { return }
    let rows = rows(Readings(market.joins.map(\.share)), drawing: true)
    let luck = DrawKey(seed: seed, month: world.month, clause: "joins", place: Draw.ownPlace)
    var joins = market.joins
    for index in joins.indices { joins[index].share = evaluator.folded(joins[index].share) }
    let evaluator = evaluator
    var common: DrawSteps?
    do throws(Diagnostic) {
      if joins.allSatisfy(\.share.isConstant) {
        let sums = try Self.sums(joins, over: rows, in: newcomers.prefix(1), evaluator).map { $0[0] }
        common = DrawSteps(sums: Array(sums.dropLast()))
      }
    } catch { throw .script(error) }
    let parts = Threads.shards(of: newcomers.count, threads: options.threads) { [common, joins] shard in
      Result { () throws(Diagnostic) -> [UInt8] in
        var tiers: [UInt8] = []
        tiers.reserveCapacity(shard.count)
        let shard = newcomers.lowerBound + shard.lowerBound..<newcomers.lowerBound + shard.upperBound
        for chunk in shard.chunks {
          let everyone = Array(repeating: true, count: chunk.count)
          if let common {
            let groups = common.counts(of: rows.keys, in: chunk, where: everyone, key: luck)
            tiers += groups.map { UInt8(joins[Int($0)].tier) }
            continue
          }
          let sums = try Self.sums(joins, over: rows, in: chunk, evaluator)
          let uniforms = luck.uniforms(persons: Array(rows.keys[chunk]))
          for k in uniforms.indices {
            // The last sum is the whole but for rounding, so it catches what is left.
            var group = 0
            while group < sums.count - 1, uniforms[k] >= sums[group][k] { group += 1 }
            tiers.append(UInt8(joins[group].tier))
          }
        }
        return tiers
      }
    }
    var next = newcomers.lowerBound
    for part in parts {
      let tiers: [UInt8]
      do throws(Diagnostic) { tiers = try part.get() } catch { throw .script(error) }
      world.agents.tier.replaceSubrange(next..<next + tiers.count, with: tiers)
      next += tiers.count
    }
  }

  /// The shares added up, one by one, for each of some newcomers; the last sum is the whole.
  private static func sums(
    _ joins: [MarketDefinition.TierShare], over rows: AgentRows, in chunk: Range<Int>,
    _ evaluator: Evaluator<Surroundings>
  ) throws(Diagnostic) -> [[Double]] {
    var sum = Array(repeating: 0.0, count: chunk.count)
    var sums: [[Double]] = []
    var failures = Failures()
    for group in joins {
      let shares = evaluator.vector(of: group.share, over: rows, in: chunk, noting: &failures)
        .doubles(count: chunk.count)
      if let diagnostic = failures.diagnostic(naming: rows.name) { throw diagnostic }
      for k in sum.indices {
        guard shares[k] >= 0 else { throw .badShares(sum[k] + shares[k], joins) }
        sum[k] += shares[k]
      }
      sums.append(sum)
    }
    // A share of doubles need not add up to the last bit; anything a reader could see is an error.
    if let off = sum.first(where: { abs($0 - 1) > 1e-9 }) { throw .badShares(off, joins) }
    return sums
  }
}

/// Active agents with their weights added up, to draw a sponsor from.
struct SponsorLadder: Sendable {
  let sponsors: [Int32]
  /// Empty where all weights are alike.
  let sums: [Double]

  var total: Double { sums.last ?? Double(sponsors.count) }

  init(_ weight: Expression?, simulation: Simulation) throws(RunFailure) {
    let active = simulation.world.agents.active
    sponsors = active.indices.filter { active[$0] }.map { Int32($0) }
    guard let weight else {
      sums = []
      return
    }
    do throws(Diagnostic) {
      let rows = simulation.rows(Readings([weight]), drawing: true)
      let weights = try simulation.doubles(weight, over: rows, in: 0..<rows.rowCount, where: active)
      var sum = 0.0
      var sums: [Double] = []
      for sponsor in sponsors {
        guard weights[Int(sponsor)] >= 0 else {
          throw Diagnostic(
            "E0630", "a weight can't be below zero, and that of \(rows.name(ofRow: Int(sponsor))) is",
            at: weight.span, help: "to stop at zero write `greatest(0, ...)`")
        }
        sum += weights[Int(sponsor)]
        sums.append(sum)
      }
      self.sums = sums
    } catch { throw .script(error) }
  }

  /// The sponsor at a place from 0 to 1 along the ladder.
  func sponsor(at place: Double) -> Int32 {
    guard !sums.isEmpty else { return sponsors[min(sponsors.count - 1, Int(place * Double(sponsors.count)))] }
    let target = place * total
    return sponsors[sums.dropLast().partitioningIndex { $0 > target }]
  }
}

extension Diagnostic {
  /// A count that is negative, too large, or no number.
  static func notACount(_ what: String, _ expression: Expression) -> Diagnostic {
    Diagnostic(
      "E0636", "`\(what)` has to be a count, and here it is below zero or too large", at: expression.span,
      help: "to stop at zero write `greatest(0, ...)`")
  }

  /// Shares of tiers that are no division of the whole.
  static func badShares(_ sum: Double, _ joins: [MarketDefinition.TierShare]) -> Diagnostic {
    Diagnostic(
      "E0637", "the shares of `joins` add up to \(sum * 100)%, not 100%",
      at: joins[0].share.span.joined(to: joins[joins.count - 1].share.span),
      help: "change them so that they add up to 100%")
  }
}

extension Draw {
  /// The place of the draws that the simulation itself makes in a clause, behind those that are written there.
  static let ownPlace = 10_000
}

extension AgentRows {
  /// The same rows with luck that does not depend on the month: traits are drawn once for good.
  var withoutMonth: AgentRows {
    AgentRows(
      rowCount: rowCount, luck: Luck(seed: luck.seed, month: 0), columns: columns, figures: figures,
      keys: keys, sponsor: sponsor)
  }
}

extension Vector {
  /// Every value as a double; conditions are 1 or 0.
  func doubles(count: Int) -> [Double] {
    switch self {
    case .constant(.exact(let number)): Array(repeating: number.doubleValue, count: count)
    case .constant(.real(let value)): Array(repeating: value, count: count)
    case .constant(.boolean(let value)): Array(repeating: value ? 1 : 0, count: count)
    case .integers(let values, scale: 0): values.map { Double($0) }
    case .integers(let values, let scale):
      values.map { ExactNumber(coefficient: $0, scale: scale).doubleValue }
    case .exacts(let values): values.map(\.doubleValue)
    case .reals(let values): values
    case .booleans(let values): values.map { $0 ? 1 : 0 }
    case .constant, .codes, .texts: Array(repeating: 0, count: count)
    }
  }
}
