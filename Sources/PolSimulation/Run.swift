package import PolCheck
package import PolColumns
package import PolEval
import PolLedger
import PolSyntax

/// A run that has been made: its tables, figures and checksum.
package struct Run: Sendable {
  /// What was run.
  package private(set) var definition: RunDefinition
  let simulation: Simulation
  /// So many months had been lived when it was begun, by the run that it goes on from.
  private(set) var monthsHeld = 0

  /// A run as it stands: also one that is not done yet.
  package init(_ simulation: Simulation) {
    definition = simulation.definition
    self.simulation = simulation
  }

  /// The seed that was used.
  package var seed: UInt64 { simulation.seed }
  /// The last month that has been lived.
  package var lastMonth: Int { max(0, simulation.world.months.count - 1) }
  /// The last month that is to be lived, which a run that was stopped has not reached.
  package var plannedMonth: Int { simulation.lastMonth }
  /// Whether it was stopped before its last month.
  package var isStopped: Bool { lastMonth < plannedMonth }
  /// What makes it again, no further than it has been lived.
  package var asItStands: RunDefinition {
    var definition = definition
    definition.continued = nil
    if isStopped {
      let months = ExactNumber(lastMonth)
      definition.months = Expression(
        .constant(.exact(months)), .number(NumberType(.time)), at: definition.span)
    }
    return definition
  }
  /// How many people ever joined.
  package var people: Int { simulation.world.agents.count }
  /// How many people are active.
  package var headcount: Int { simulation.world.agents.activeCount }

  /// Makes a run, or as much of it as there is time for until it is cancelled.
  ///
  /// A run that goes on from `held` begins with its world where that is still young enough and has kept what is
  /// needed; else it is lived from month 0 again, to the same end. So it is for a journal, which has all of it.
  package static func make(
    _ definition: RunDefinition, in environment: any Environment, seed: UInt64? = nil,
    options: SimulationOptions, from held: Run? = nil
  ) throws(RunFailure) -> Run {
    if options.journal == nil, let held = held?.simulation,
      let begun = try held.beginning(of: definition, in: environment, options: options)
    {
      var run = Run(try begun.lived())
      run.monthsHeld = held.world.months.count
      return run
    }
    // What is replaced by `--seed` is the seed of a world, also for whoever goes on in it.
    let seed = held?.seed ?? seed
    return Run(try Simulation(definition, in: environment, seed: seed, options: options).lived())
  }

  /// Whether everything is kept that later questions ask.
  package func keeps(_ needs: RunNeeds) -> Bool {
    var asked = definition
    asked.needs = needs
    return simulation.keeps(asked)
  }

  /// The same run, ready to answer later questions; it must keep what they ask.
  package func answering(_ needs: RunNeeds) -> Run {
    var run = self
    run.definition.needs.formUnion(needs)
    return run
  }
}

extension Simulation {
  /// The world when its last month is closed, or earlier where the run is cancelled.
  ///
  /// It consumes the run as it was: else the first month would copy every column, and lose its room.
  fileprivate consuming func lived() throws(RunFailure) -> Simulation {
    var simulation = consume self
    do throws(RunFailure) {
      while !simulation.isDone { try simulation.step() }
    } catch {
      guard case .cancelled = error else { throw error }
    }
    return simulation
  }
}

extension Run {
  /// The rows of one of its tables, or with a period's months a row for each period. A column that `RunNeeds` did not ask for can't be read.
  package func rows(of table: RunTable, every period: Int? = nil) -> any RowSource {
    switch table {
    case .agents:
      if let period { return HistoryRows(simulation, every: period) }
      var readings = Readings()
      // What a row is called costs nothing, and whoever plots a column wants to see it.
      readings.columns = definition.needs.columns.union([AgentReading(.number), AgentReading(.name)])
      return simulation.rows(readings)
    case .months:
      let decimals = definition.policy.currency.decimals
      return MonthRows(simulation.world, every: period ?? 1, decimals: decimals)
    case .tiers: return TierRows(simulation)
    case .ledger: return LedgerRows(simulation)
    }
  }

  /// A figure of the company, in the major unit of its dimension.
  package func figure(_ column: CompanyColumn) -> Scalar {
    let houses = simulation.world.ledger.houses
    let decimals = definition.policy.currency.decimals
    switch column {
    case .net: return .exact(ExactNumber(coefficient: houses.company, scale: decimals))
    case .stock: return .exact(ExactNumber(simulation.world.ledger.goods.reduce(0) { $0 + Int($1.returned) }))
    case .owed: return .exact(ExactNumber(coefficient: houses.owed, scale: decimals))
    }
  }
}
