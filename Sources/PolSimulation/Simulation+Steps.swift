import PolCheck
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// Whether the last month is done.
  package var isDone: Bool { world.months.count > lastMonth }

  /// Lives through the next month, from its first phase to the proof of its books.
  package mutating func step() throws(RunFailure) {
    enter(.open)
    try open(month: world.months.count)
    switch definition.setting {
    case .market(let market):
      if world.month == 0 { try found(market) } else { try live(market) }
    case .story(let story): try live(story)
    }
    enter(.balance)
    try balance()
    options.progress?(
      SimulationOptions.Progress(
        run: definition.name, month: world.month, months: lastMonth, people: world.agents.count))
    if options.isCancelled?() == true { throw .cancelled }
  }

  /// Opens a month: its cohort, its figures, and the running totals of periods that begin with it.
  private mutating func open(month: Int) throws(RunFailure) {
    world.month = month
    world.ledger.threads = options.threads
    world.agents.cohorts.append(world.agents.count)
    if month > 0 {
      do throws(Diagnostic) { terms = try Terms(policy, evaluator, figures) } catch { throw .script(error) }
    }
    world.ledger.scores = terms.scores
    for reading in windows {
      guard let window = reading.window, reading.isFromJoining || month % window == 0 else { continue }
      // A rule that a later policy brings has paid nothing yet.
      if case .rule(let rule) = reading.column, rule >= policy.rules.count { continue }
      let maker = ColumnMaker(world: world, policy: policy, terms: terms, names: names)
      if let (values, _) = maker.values(of: AgentReading(reading.column)).integers {
        if reading.isFromJoining {
          begin(reading, every: window, with: values)
        } else {
          world.periodStarts[reading] = values
        }
      }
    }
    for (index, rule) in policy.rules.enumerated() {
      if let period = rule.cap?.period, month % period == 0 { world.capped[index] = [:] }
    }
  }

  /// Begins a period that is counted from joining for those whose month of joining is so long ago.
  private mutating func begin(_ reading: AgentReading, every window: Int, with values: [Int64]) {
    var starts = world.periodStarts[reading] ?? []
    starts += repeatElement(0, count: values.count - starts.count)
    let cohorts = world.agents.cohorts
    for joined in 0..<world.month where (world.month - joined - 1) % window == 0 {
      for agent in cohorts[joined]..<cohorts[joined + 1] { starts[agent] = values[agent] }
    }
    world.periodStarts[reading] = starts
  }
}
