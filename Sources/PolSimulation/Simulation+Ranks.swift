import PolCheck
import PolColumns
import PolEval
import PolSource
import PolSyntax

extension Simulation {
  /// Promotions that count at once, after each phase.
  mutating func promoteNow() throws(RunFailure) { try promote(.now) }

  /// Everyone who meets the condition of a higher tier rises to the highest such; with the timing of the next
  /// month, who does not keep its tier falls. All from one snapshot.
  mutating func promote(_ timing: TierDeclaration.ReachTiming) throws(RunFailure) {
    let rising = policy.tiers.indices.filter { policy.tiers[$0].reach?.timing == timing }
    let keeping = timing == .nextMonth ? policy.tiers.indices.filter { policy.tiers[$0].keep != nil } : []
    guard !rising.isEmpty || !keeping.isEmpty else { return }
    let before = world.agents.tier
    var after = before
    var readings = Readings(rising.compactMap { policy.tiers[$0].reach?.condition })
    readings.add(Readings(keeping.compactMap { policy.tiers[$0].keep?.condition }))
    let rows = rows(readings)
    do throws(Diagnostic) {
      for tier in keeping where tier > 0 { try fall(from: tier, rows, before, &after) }
      for tier in rising { try rise(to: tier, rows, before, &after) }
    } catch { throw .script(error) }
    if after != before { superiors = [:] }
    world.agents.tier = after
    let risen = after.indices.filter { after[$0] > before[$0] }.map { Int32($0) }
    try announce(risen)
  }

  private mutating func fall(
    from tier: Int, _ rows: AgentRows, _ before: [UInt8], _ after: inout [UInt8]
  ) throws(Diagnostic) {
    guard let keep = policy.tiers[tier].keep else { return }
    let mask = world.agents.active.indices.map { world.agents.active[$0] && before[$0] == tier }
    let holds = try evaluator.holds(keep.condition, over: rows, where: mask)
    let misses = zip(mask, holds).map { $0 && !$1 }
    let falls = keep.misses.most == 0 ? misses : world.miss(keep, at: tier, mask, misses)
    for agent in falls.indices where falls[agent] { after[agent] = UInt8(keep.fallsTo) }
  }

  private mutating func rise(
    to tier: Int, _ rows: AgentRows, _ before: [UInt8], _ after: inout [UInt8]
  ) throws(Diagnostic) {
    guard let reach = policy.tiers[tier].reach else { return }
    let counts = reach.standing != nil
    let mask = world.agents.active.indices.map { world.agents.active[$0] && (counts || before[$0] < tier) }
    var holds = try evaluator.holds(reach.condition, over: rows, where: mask)
    if let standing = reach.standing {
      holds = world.stand(standing, at: tier, zip(mask, holds).map { $0 && $1 })
    }
    for agent in mask.indices where mask[agent] && holds[agent] && before[agent] < tier {
      after[agent] = max(after[agent], UInt8(tier))
    }
  }
}

extension World {
  /// Notes who met the condition of a tier in this month; who has met it in enough months.
  fileprivate mutating func stand(
    _ standing: TierDeclaration.Standing, at tier: Int, _ met: [Bool]
  ) -> [Bool] {
    var months = standings[tier] ?? []
    months.append(contentsOf: repeatElement(0, count: met.count - months.count))
    for agent in met.indices { months[agent] = months[agent] << 1 | (met[agent] ? 1 : 0) }
    standings[tier] = months
    let last = (UInt64(1) << UInt64(standing.ofLast)) - 1
    return months.map { ($0 & last).nonzeroBitCount >= standing.months }
  }

  /// Notes who has missed in this month what keeps a tier; who has missed it in too many of the last ones. For who
  /// isn't at the tier nothing is noted, so that whoever comes to it begins anew.
  fileprivate mutating func miss(
    _ keep: TierDefinition.Keep, at tier: Int, _ isThere: [Bool], _ misses: [Bool]
  ) -> [Bool] {
    var months = missed[tier] ?? []
    months.append(contentsOf: repeatElement(0, count: misses.count - months.count))
    for agent in misses.indices {
      months[agent] = isThere[agent] ? months[agent] << 1 | (misses[agent] ? 1 : 0) : 0
    }
    missed[tier] = months
    let last = (UInt64(1) << UInt64(keep.misses.ofLast)) - 1
    return months.map { ($0 & last).nonzeroBitCount > keep.misses.most }
  }
}
