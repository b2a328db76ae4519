// PolSimulation: a policy at work.
//
// What comes in is a `RunDefinition`; what goes out is a `Run`: agents, months, ledger and their checksum.
// A story and a market differ only in where events come from. An event goes the same way in both: supply
// finds the seller, goods and price move, then each rule of the event makes transfers, which the ledger
// posts; at each month's end the books are proved. A phase reads what earlier phases left, never a
// half-updated neighbour, so the number of threads can't show. Left out on purpose: formatting, printing,
// files.

import PolCheck
package import PolLedger
package import PolSource

/// Why a run stopped short.
package enum RunFailure: Error, Sendable {
  /// The script asked for something that can't be done: overflow, more units than there are, a bad chance.
  case script(Diagnostic)
  /// The books did not balance: a bug in pol.
  case imbalance(Imbalance)
  /// `SimulationOptions.isCancelled` said so.
  case cancelled
}

/// Books that did not balance: what the proof found, and how to get there again.
package struct Imbalance: Error, Sendable, Hashable {
  /// The run's name.
  package var run: String
  /// The seed.
  package var seed: UInt64
  /// The month whose proof failed.
  package var month: Int
  /// One sentence a proof that failed, with the two figures.
  package var findings: [String]
}

/// How a run is made; nothing here can change its result.
package struct SimulationOptions: Sendable {
  /// How many threads to use, at least 1.
  package var threads: Int
  /// Called after each month.
  package var progress: (@Sendable (Progress) -> Void)?
  /// Looked at after each month.
  package var isCancelled: (@Sendable () -> Bool)?
  /// Gets every transfer as it is posted.
  package var journal: JournalWriter?
  /// Called when a phase of a month begins.
  package var entering: (@Sendable (Phase) -> Void)?
  /// For tests of the proof: spoils the books in this month.
  package var spoiledMonth: Int?

  /// How far a run is.
  package struct Progress: Sendable {
    /// The run's name.
    package var run: String
    /// Months done and months in all.
    package var month: Int
    package var months: Int
    /// Everyone who ever joined.
    package var people: Int
  }

  /// Makes options.
  package init(threads: Int) { self.threads = threads }
}

/// In this room an expression is a checked one, not one as written.
typealias Expression = PolCheck.Expression
