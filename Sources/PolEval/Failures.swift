package import PolColumns
package import PolSource

/// The rows that failed while an expression was evaluated, by place and cause.
///
/// A row counts once, at the first place where it failed. Failures of several chunks can be put together in any
/// order: the diagnostic is always that of the first row.
package struct Failures: Sendable {
  /// Why rows failed.
  private enum Cause: Hashable {
    case row(Failure)
    /// Something that is the same for all rows, as a query of nobody.
    case all(Diagnostic)
  }
  private struct Entry {
    var cause: Cause
    var span: Span
    var count: Int
    var first: Int
  }
  private var entries: [Entry] = []

  /// No row has failed.
  package init() {}

  /// Whether no row has failed.
  package var isEmpty: Bool { entries.isEmpty }
  /// How many rows have failed.
  package var count: Int { entries.reduce(0) { $0 + $1.count } }
  /// The first row that failed.
  package var firstRow: Int? { entries.map(\.first).min() }

  /// Notes a row that failed at `span`.
  package mutating func note(_ failure: Failure, at span: Span, row: Int) {
    merge(Entry(cause: .row(failure), span: span, count: 1, first: row))
  }

  /// Notes a row that failed for a reason that has its own diagnostic.
  package mutating func note(_ diagnostic: Diagnostic, at span: Span, row: Int) {
    merge(Entry(cause: .all(diagnostic), span: span, count: 1, first: row))
  }

  /// Takes in the failures of other rows.
  package mutating func merge(_ other: Failures) {
    for entry in other.entries { merge(entry) }
  }

  private mutating func merge(_ entry: Entry) {
    for index in entries.indices
    where entries[index].cause == entry.cause && entries[index].span == entry.span {
      entries[index].count += entry.count
      entries[index].first = min(entries[index].first, entry.first)
      return
    }
    entries.append(entry)
  }

  /// What to say: the first row's failure, with the number of rows that failed in the same way at the same
  /// place; nil where nothing failed. `name` is what a row is called, nil for an expression without rows.
  package func diagnostic(naming name: ((Int) -> String)?) -> Diagnostic? {
    guard let entry = entries.min(by: { $0.first < $1.first }) else { return nil }
    switch entry.cause {
    case .all(let diagnostic): return diagnostic
    case .row(let failure):
      var diagnostic = failure.diagnostic(at: entry.span)
      if let name {
        let first = name(entry.first)
        diagnostic.message +=
          entry.count == 1 ? " for \(first)" : " in \(entry.count) rows, first for \(first)"
      }
      return diagnostic
    }
  }
}
