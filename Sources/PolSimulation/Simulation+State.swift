package import PolCheck
import PolColumns
package import PolEval
import PolLedger
import PolSource
import PolSyntax

/// A policy at work, month by month.
package struct Simulation: Sendable {
  /// What is run.
  var definition: RunDefinition
  var policy: PolicyDefinition { definition.policy }
  var evaluator: Evaluator<Surroundings>
  var options: SimulationOptions
  /// The seed of draws.
  package let seed: UInt64
  /// The last month.
  package internal(set) var lastMonth: Int
  /// People and books.
  package internal(set) var world: World
  /// The policy's figures in the month that is open.
  var terms: Terms
  /// Everyone who could join a market; the people of a story.
  let people: Int
  /// Columns that have a period, and so need what they were when it began.
  let windows: Set<AgentReading>
  /// Columns of which every period's end is kept, by the period's months.
  let history: [Int: Set<AgentReading>]
  /// People who joined or quit in the month that is open.
  var joins = 0
  var quits = 0
  /// Who could get more than whom of a differential, by rule; for as long as nobody's tier changes.
  var superiors: [Int: Superiors] = [:]
  /// How many arrivals there were: an arrival's lineage is its number.
  var arrivals: UInt64 = 0

  /// The names of a story's people; none in a market.
  var names: [String] {
    if case .story(let story) = definition.setting { story.people } else { [] }
  }
}

extension Simulation {
  /// Readies a run: nobody has joined yet, or its world has been lived up to the month from which it goes on.
  ///
  /// `later` are runs that go on from this one under another policy: what they need is kept from the beginning.
  /// A run that goes on may be looked at before its own policy comes to rule: so nothing is lived past `end`.
  package init(
    _ definition: RunDefinition, in environment: any Environment, seed override: UInt64?,
    options: SimulationOptions, later: [RunDefinition] = [], until end: Int = .max
  ) throws(RunFailure) {
    let evaluator = Evaluator(in: Surroundings(environment))
    if let origin = definition.origin?.definition {
      let last: Int
      do throws(Diagnostic) {
        last = try Constants(evaluator: evaluator).lastMonth(definition)
      } catch { throw .script(error) }
      var before = try Simulation(
        origin, in: environment, seed: override, options: options, later: later + [definition],
        until: min(last, end))
      before.lastMonth = min(before.lastMonth, last, end)
      while !before.isDone { try before.step() }
      self = try before.goingOn(as: definition, in: environment, options: options, later: later)
      return
    }
    self.definition = definition
    self.evaluator = evaluator
    self.options = options
    do throws(Diagnostic) {
      let constants = Constants(evaluator: evaluator)
      if let override { seed = override } else { seed = try constants.seed(definition.seed) }
      switch definition.setting {
      case .market(let market):
        people = Int(try constants.count(market.people, most: Int64(Int32.max)))
      case .story(let story):
        people = story.people.count
      }
      lastMonth = try constants.lastMonth(definition)
      let figures = MarketFigures(
        month: 0, people: people, joined: 0, headcount: 0, luck: Luck(seed: seed, month: 0))
      terms = try Terms(definition.policy, evaluator, figures)
    } catch { throw .script(error) }
    let all = [definition] + later
    let readings = all.reduce(into: Readings()) { $0.add(Simulation.kept(of: $1)) }
    windows = readings.windows
    history = all.reduce(into: RunNeeds()) { $0.formUnion($1.needs) }.history
    world = World(
      ledger: Ledger(
        products: definition.policy.products.count, rules: definition.policy.rules.count,
        keeping: all.reduce(into: Keeping(readings)) { $0.add($1) }))
    world.agents.seating = definition.policy.placement.map { Seating(width: $0.width, depth: $0.depth) }
    world.ledger.stream = options.journal.map(JournalStream.init(to:))
    if case .market(let market) = definition.setting, market.wins != nil {
      world.customers = Customers(ending: all.contains { $0.policy.endsLocks })
    }
    // Room that is never used is never touched, so it costs nothing; but nobody has room for everyone on earth.
    let room = min(people, 1 << 28)
    world.agents.reserve(room)
    world.ledger.reserve(room)
  }

  /// Every column that rules, market clauses, tiers or the script's queries read.
  static func kept(of definition: RunDefinition) -> Readings {
    var readings = Readings()
    readings.columns = definition.needs.history.values.reduce(definition.needs.columns) { $0.union($1) }
    for rule in definition.policy.rules { readings.add(rule.readings) }
    for tier in definition.policy.tiers {
      if let reach = tier.reach { readings.add(reach.condition) }
      if let keep = tier.keep { readings.add(keep.condition) }
    }
    if let carry = definition.policy.carry { readings.add(Readings(carry.expressions)) }
    if case .market(let market) = definition.setting { readings.add(Readings(market.expressions)) }
    for (index, rule) in definition.policy.rules.enumerated()
    where readings.columns.contains(where: { $0.column == .rules(rule.kind) }) {
      readings.columns.insert(AgentReading(.rule(index)))
    }
    return readings
  }

  /// What is the same for everyone in this phase.
  var figures: MarketFigures {
    MarketFigures(
      month: world.month, people: people, joined: world.agents.count, headcount: world.agents.activeCount,
      luck: Luck(seed: seed, month: world.month))
  }

  /// The agents as they stand now, with the columns that some expressions read.
  func rows(_ readings: Readings, drawing: Bool = false) -> AgentRows {
    ColumnMaker(world: world, policy: policy, terms: terms, names: names)
      .rows(readings, figures: figures, drawing: drawing)
  }

  /// The rules as they see the world now, and the indices of those that may run on some triggers.
  mutating func rules(on triggers: Set<RuleDefinition.Trigger>) throws(RunFailure) -> Rules {
    var readings = Readings()
    var running: [Int] = []
    for (index, rule) in policy.rules.enumerated() {
      var runs = triggers.contains(rule.trigger)
      if !rule.isPeriodic, case .posting(let named) = rule.trigger { runs = running.contains(named) }
      guard runs else { continue }
      running.append(index)
      readings.add(rule.readings)
    }
    do throws(Diagnostic) {
      for rule in running { try findSuperiors(rule) }
      return try Rules(
        policy, evaluator, agents: world.agents, rows: rows(readings), running: running, superiors: superiors,
        paysQuitters: names.isEmpty, threads: options.threads)
    } catch { throw .script(error) }
  }

  /// Runs the rules of some events and posts what they pay; most occasions have none, and make no batch then.
  mutating func run(
    _ rules: Rules, on occasion: EventBatch.Occasion, _ batch: () -> EventBatch
  ) throws(RunFailure) {
    guard rules.run(on: occasion) else { return }
    let month = world.month
    try change { books throws(RunFailure) in try rules.run(batch(), on: &books, month: month) }
  }

  /// Runs the rules of some events and posts what they pay.
  mutating func run(_ rules: Rules, in batch: EventBatch) throws(RunFailure) {
    try run(rules, on: batch.occasion) { batch }
  }
}

/// Reads the figures of a run that nothing in the run can change.
struct Constants {
  let evaluator: Evaluator<Surroundings>

  func count(_ expression: Expression, most: Int64) throws(Diagnostic) -> Int64 {
    let value = try evaluator.value(of: expression)
    guard case .exact(let number) = value, let whole = number.wholeNumber(atScale: 0), whole >= 0 else {
      throw Diagnostic(
        "E0626", "this has to be a whole number, and it comes to \(value.plainText)", at: expression.span,
        help: "write a whole number of at least 0")
    }
    return try whole.atMost(most, expression)
  }

  /// A run without a seed has 1.
  func seed(_ expression: Expression?) throws(Diagnostic) -> UInt64 {
    guard let expression else { return 1 }
    return UInt64(try count(expression, most: .max))
  }

  /// How many months follow month 0: a story that isn't told for how long ends with its last action.
  func lastMonth(_ definition: RunDefinition) throws(Diagnostic) -> Int {
    let most = 10_000
    if let months = definition.months { return Int(try count(months, most: Int64(most))) }
    guard case .story(let story) = definition.setting else { return 0 }
    guard story.lastMonth <= most else {
      throw Diagnostic(
        "E0627", "`\(story.name)` ends with month \(story.lastMonth), more than a run can hold (\(most))",
        at: definition.span, help: "let it happen earlier, or say for how many months it runs")
    }
    return story.lastMonth
  }
}

extension Int64 {
  /// The same count; throws where it is more than a run can hold.
  func atMost(_ most: Int64, _ expression: Expression) throws(Diagnostic) -> Int64 {
    if self <= most { return self }
    throw Diagnostic(
      "E0627", "\(self) is more than a run can hold (\(most))", at: expression.span, help: "make it smaller")
  }
}

extension MarketDefinition {
  /// Every expression over agents.
  var expressions: [Expression] {
    var list = joins.map(\.share) + traits.map(\.value)
    switch growth {
    case .none: break
    case .recruits(let count): list.append(count)
    case .arrivals(let count, let weight): list += [count] + (weight.map { [$0] } ?? [])
    }
    list += demand.flatMap(\.said.expressions)
    list += [accepts, wins, stays, returns?.condition].compactMap(\.self)
    list += (returns?.shares ?? []).map(\.said) + uses.map(\.said)
    if let quits { list += [quits.chance] + (quits.condition.map { [$0] } ?? []) }
    return list
  }
}

extension MarketDefinition.Demand {
  /// Every expression over agents.
  fileprivate var expressions: [Expression] {
    switch self {
    case .units(let e), .factors(let e): [e]
    case .shared(let units, let weight): [units, weight]
    }
  }
}
