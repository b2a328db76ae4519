package import PolCheck
package import PolColumns
package import PolEval

/// A run that has been made: its tables, figures and checksum.
package struct Run: Sendable {
  /// What was run.
  package let definition: RunDefinition
  /// The seed that was used.
  package let seed: UInt64
  /// The last month.
  package let lastMonth: Int
}

extension Run {
  /// The rows of one of its tables. A column that `RunNeeds` did not ask for can't be read.
  package func rows(of table: RunTable) -> any RowSource { fatalError() }
  /// A figure of the company, in the major unit of its dimension.
  package func figure(_ column: CompanyColumn) -> Scalar { fatalError() }
  /// The checksum of the run's whole state: 16 hexadecimal digits.
  package var hash: String { "" }
  /// What `show` tells of it.
  package var summary: RunSummary { fatalError() }

  /// Makes a whole run.
  package static func make<E: Environment>(
    _ definition: RunDefinition, in environment: E, seed: UInt64? = nil, options: SimulationOptions
  ) throws(RunFailure) -> Run { throw .cancelled }
}
