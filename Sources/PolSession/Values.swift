import PolAudit
import PolCheck
import PolColumns
import PolEval
import PolSimulation
import PolSource

/// What the statements so far have made: values, runs and kept tables.
struct Values: Environment {
  /// What a slot may hold.
  enum Kept: Sendable {
    case value(Scalar)
    case run(Run)
    /// A run whose state was dropped to save memory; it is made again before it is read.
    case faded(RunDefinition)
    /// A table, and how many of its first columns say what a row is.
    case table(ResultTable, labels: Int)
  }

  /// By slot.
  var kept: [Slot: Kept] = [:]
  var threads = 1

  /// More people than these take too much room to be kept for those who may take an entry back.
  private static let largestRunKept = 100_000

  /// A run that has been made.
  func run(_ slot: Slot) -> Run {
    guard case .run(let run)? = kept[slot] else {
      preconditionFailure("a checked program reads slot \(slot.index) as a run before it is one")
    }
    return run
  }

  /// Drops the state of large runs that no name means any more.
  mutating func fadeRuns(but named: Set<Slot>) {
    for (slot, kept) in kept {
      guard case .run(let run) = kept, !named.contains(slot), run.people > Self.largestRunKept else {
        continue
      }
      self.kept[slot] = .faded(run.asItStands)
    }
  }

  /// A run, where its state is held.
  func held(_ slot: Slot) -> Run? {
    if case .run(let run)? = kept[slot] { run } else { nil }
  }

  /// A table that has been kept.
  func table(_ slot: Slot) -> (ResultTable, labels: Int) {
    guard case .table(let table, let labels)? = kept[slot] else {
      preconditionFailure("a checked program reads slot \(slot.index) as a table before it is one")
    }
    return (table, labels)
  }

  func value(of slot: Slot) throws(Diagnostic) -> Scalar {
    guard case .value(let value)? = kept[slot] else {
      preconditionFailure("a checked program reads slot \(slot.index) as a value before it is one")
    }
    return value
  }

  func rows(of table: TableReference) throws(Diagnostic) -> any RowSource {
    switch table {
    case .run(let slot, let table, let period): run(slot).rows(of: table, every: period)
    case .kept(let slot): KeptRows(self.table(slot).0)
    }
  }

  func figure(_ column: CompanyColumn, of run: Slot) throws(Diagnostic) -> Scalar {
    self.run(run).figure(column)
  }

  func hash(of run: Slot) throws(Diagnostic) -> String { self.run(run).hash }

  func fact(_ fact: PolicyFact, of policy: PolicyDefinition) throws(Diagnostic) -> Scalar {
    switch fact {
    case .worstPayout: .exact(try WorstPayout.of(policy, evaluator: Evaluator(in: self)).share)
    }
  }
}
