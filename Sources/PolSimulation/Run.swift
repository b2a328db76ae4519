package import PolCheck
package import PolColumns
package import PolEval
import PolLedger
import PolSyntax

/// A run that has been made: its tables, figures and checksum.
package struct Run: Sendable {
  /// What was run.
  package let definition: RunDefinition
  /// The seed that was used.
  package let seed: UInt64
  /// The last month.
  package let lastMonth: Int
  let simulation: Simulation

  /// A run as it stands: also one that is not done yet.
  package init(_ simulation: Simulation) {
    definition = simulation.definition
    seed = simulation.seed
    lastMonth = simulation.lastMonth
    self.simulation = simulation
  }

  /// Makes a whole run.
  package static func make(
    _ definition: RunDefinition, in environment: any Environment, seed: UInt64? = nil,
    options: SimulationOptions
  ) throws(RunFailure) -> Run {
    var simulation = try Simulation(definition, in: environment, seed: seed, options: options)
    while !simulation.isDone { try simulation.step() }
    return Run(simulation)
  }
}

extension Run {
  /// The rows of one of its tables. A column that `RunNeeds` did not ask for can't be read.
  package func rows(of table: RunTable) -> any RowSource {
    switch table {
    case .agents:
      var readings = Readings()
      // What a row is called costs nothing, and whoever plots a column wants to see it.
      readings.columns = definition.needs.columns.union([AgentReading(.number), AgentReading(.name)])
      return simulation.rows(readings)
    case .months: return MonthRows(world: simulation.world, decimals: definition.policy.currency.decimals)
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
