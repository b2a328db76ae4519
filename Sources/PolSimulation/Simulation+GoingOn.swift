import PolCheck
import PolEval
import PolLedger
import PolSource

/// Going on from a month: the same world for longer, or from there on under another policy.
///
/// The rules of a changed policy have the numbers that they had before, rules that are gone keep theirs, and
/// new ones stand behind them: so whatever the books hold by rule stays true.
extension Simulation {
  /// The same world, to be lived on by another definition.
  ///
  /// `later` are runs that go on from that one in their turn: what they need of new rules is kept too.
  func goingOn(
    as next: RunDefinition, in environment: any Environment, options: SimulationOptions,
    later: [RunDefinition] = []
  ) throws(RunFailure) -> Simulation {
    var other = self
    other.definition = next
    other.superiors = [:]
    other.options = options
    other.evaluator = Evaluator(in: Surroundings(environment))
    do throws(Diagnostic) {
      other.lastMonth = try Constants(evaluator: other.evaluator).lastMonth(next)
    } catch {
      throw .script(error)
    }
    // What a cap has let through in its period counts on only where the period is the same, and who shares it.
    for (index, pair) in zip(policy.rules, next.policy.rules).enumerated()
    where pair.0.cap?.period != pair.1.cap?.period || pair.0.cap?.counter != pair.1.cap?.counter {
      other.world.capped[index] = nil
    }
    // Months in which an older condition was met say nothing about a newer one.
    for (tier, pair) in zip(policy.tiers, next.policy.tiers).enumerated() {
      if pair.0.reach?.condition.span != pair.1.reach?.condition.span { other.world.standings[tier] = nil }
      if pair.0.keep?.condition.span != pair.1.keep?.condition.span { other.world.missed[tier] = nil }
    }
    if policy.placement != next.policy.placement { other.seatAnew(next.policy.placement) }
    other.world.openRules(
      next.policy.rules.count - policy.rules.count,
      keeping: Keeping(([next] + later).reduce(into: Readings()) { $0.add(Simulation.kept(of: $1)) }).rules)
    return other
  }

  /// This world lived up to the month from which a run goes on; nil where it is another world, is past that
  /// month, or has not kept from the beginning what that run needs.
  func beginning(
    of next: RunDefinition, in environment: any Environment, options: SimulationOptions
  ) throws(RunFailure) -> Simulation? {
    guard keeps(next) else { return nil }
    var begun = self
    if next.world != definition.world {
      guard let origin = next.origin?.definition, origin.world == definition.world else { return nil }
      begun = try goingOn(as: origin, in: environment, options: options)
      guard !begun.isPast else { return nil }
      while !begun.isDone { try begun.step() }
    } else if let origin = next.origin?.definition {
      // A world that was looked at before another policy came to rule it has lived no month under that.
      let fork = try goingOn(as: origin, in: environment, options: options).lastMonth
      guard world.months.count > fork else { return nil }
    }
    begun = try begun.goingOn(as: next, in: environment, options: options)
    return begun.isPast ? nil : begun
  }

  /// Whether months after the last one have been lived.
  private var isPast: Bool { world.months.count > lastMonth + 1 }

  /// Whether everything is kept that a run of this world needs.
  func keeps(_ next: RunDefinition) -> Bool {
    let readings = Simulation.kept(of: next)
    var keeping = Keeping(readings)
    keeping.add(next)
    let knowsLocks = !next.policy.endsLocks || world.customers?.keepsMonths != false
    let keepsHistory = next.needs.history.allSatisfy { $1.isSubset(of: history[$0] ?? []) }
    return keepsHistory && readings.windows.isSubset(of: windows) && world.ledger.keeps(keeping) && knowsLocks
  }
}

extension World {
  /// Makes room in the books for so many more rules; in the months so far they paid nothing.
  fileprivate mutating func openRules(_ count: Int, keeping: Set<Int>) {
    guard count > 0 else { return }
    ledger.openRules(count, keeping: keeping)
    for month in months.indices { months[month].totals.rules += Array(repeating: 0, count: count) }
  }
}
