import PolCheck
import PolColumns
import PolEval
package import PolLedger
import PolSource

/// The state of a run after some month: people, books, and the rows of `months` so far.
package struct World: Sendable {
  /// Everyone who ever joined.
  package internal(set) var agents = Agents()
  /// Their books.
  package internal(set) var ledger: Ledger
  /// The month that is open, or was closed last.
  package internal(set) var month = 0
  /// One row for each month that was closed.
  package internal(set) var months: [MonthRow] = []
  /// Customers of a market's agents, where they are won.
  var customers: Customers?
  /// By customer of a story: whose it is.
  var ties: [Tie?] = []
  /// What a limit on the carry has taken from legs, by what is counted on them.
  var flushed: [AgentColumn: Flushed] = [:]
  /// What running totals were when their period began, by reading.
  var periodStarts: [AgentReading: [Int64]] = [:]
  /// The agents at the end of each period that queries go through, by the period's months.
  var history: [Int: [Moment]] = [:]
  /// By tier that is reached by several months: those in which each agent met its condition, the last in bit 0.
  var standings: [Int: [UInt64]] = [:]
  /// By tier that is kept by several months: those in which each agent at the tier missed its condition.
  var missed: [Int: [UInt64]] = [:]
  /// What a rule with a cap has paid in its period, by rule and agent.
  var capped: [Int: [Int32: Int64]] = [:]

  /// One row of `months`.
  package struct MonthRow: Sendable, Hashable {
    package var totals: MonthTotals
    package var joins: Int
    package var quits: Int
    /// Active at its end.
    package var headcount: Int
    /// Minor units.
    package var companyCash: Int64
  }
}
