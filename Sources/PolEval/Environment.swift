// PolEval: what an expression is worth.
//
// One `Evaluator` walks a checked expression once per chunk of rows; each node runs a kernel of PolColumns
// over the chunk. Where no number of the chunk can become too large a `SureWalk` does it without masks, and gives
// up as soon as one could. An expression without rows is a chunk of one. Names are gone by now: values of `let`s and
// runs come from an `Environment`, columns from a `RowSource`, and neither type is known here. A row that
// fails makes one diagnostic for its place, with the number of such rows and the first of them. Left out on
// purpose: agents, months, owners of money.

package import PolCheck
package import PolColumns
package import PolSource

/// Where the rows of a chunk come from: the agents of a world, a table of a run, a kept table.
///
/// Columns are asked for once per chunk, so a source may make them on the fly.
package protocol RowSource: Sendable {
  /// How many rows there are.
  var rowCount: Int { get }
  /// The values of `column` in `rows`: one per row, or a constant.
  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector
  /// The same as they lie there, `values * 10^-scale`, where nothing has to be copied; nil for all other columns.
  func stored(_ column: Column, in rows: Range<Int>) -> (values: ArraySlice<Int64>, scale: Int)?
  /// The persons' keys for draws; empty where nothing can be drawn.
  func personKeys(in rows: Range<Int>) -> [UInt64]
  /// The seed and month of draws.
  var luck: Luck { get }
  /// What a row is called in a message: "agent 17", "month 3", "row 5".
  func name(ofRow row: Int) -> String
}

extension RowSource {
  /// Nothing: every column is made when it is asked for.
  package func stored(_ column: Column, in rows: Range<Int>) -> (values: ArraySlice<Int64>, scale: Int)? {
    nil
  }
}

/// What a draw depends on besides the person and the clause.
package struct Luck: Hashable, Sendable {
  /// The run's seed.
  package var seed: UInt64
  /// The month; 0 for traits, whose draws are made once.
  package var month: Int

  /// Makes a key for draws.
  package init(seed: UInt64, month: Int) {
    self.seed = seed
    self.month = month
  }
}

/// The values of everything that is no column: variables, runs and their tables.
///
/// Every call may make a run that was not needed before; its failure is the diagnostic that is thrown.
package protocol Environment: Sendable {
  /// How many threads may look at the rows of a table; nothing shows it.
  var threads: Int { get }
  /// The value of a `let` or of a sweep's variable.
  func value(of slot: Slot) throws(Diagnostic) -> Scalar
  /// The rows of a table.
  func rows(of table: TableReference) throws(Diagnostic) -> any RowSource
  /// A company's figure, in the major unit of its dimension.
  func figure(_ column: CompanyColumn, of run: Slot) throws(Diagnostic) -> Scalar
  /// The checksum of a run's state.
  func hash(of run: Slot) throws(Diagnostic) -> String
  /// What is known of a policy.
  func fact(_ fact: PolicyFact, of policy: PolicyDefinition) throws(Diagnostic) -> Scalar
}

extension Environment {
  /// One.
  package var threads: Int { 1 }
}

/// A table of values that is kept: what a sweep, a listing or an aggregate `by` keys makes.
package struct ResultTable: Sendable {
  /// The columns.
  package var columns: [TableColumn]
  /// One vector per column, never constant.
  package var values: [Vector]
  /// How many rows.
  package var rowCount: Int

  /// Makes a table.
  package init(columns: [TableColumn], values: [Vector], rowCount: Int) {
    self.columns = columns
    self.values = values
    self.rowCount = rowCount
  }
}
