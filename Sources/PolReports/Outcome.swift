// PolReports: answers for people and for pipelines.
//
// What comes in is what happened, as data: an `Outcome` per statement that had something to say, summaries
// of runs, diagnostics. What goes out is text for a terminal or a JSON document. Nothing is decided here and
// no figure is found: what stands in a report was worked out below, so a query can always ask for the same.
// Left out on purpose: streams, files, exit statuses.

package import PolCheck
package import PolColumns
package import PolEval
package import PolSimulation
package import PolSource

/// What a statement had to say.
package struct Outcome: Sendable {
  /// The kinds of answers.
  package indirect enum Kind: Sendable {
    case check(CheckOutcome)
    case value(Scalar, ValueType)
    case table(TableOutcome)
    case run(RunSummary)
    case audit(AuditOutcome)
    /// A declaration, as it is written.
    case declaration(String)
  }
  /// The expression in its source, on one line.
  package var source: String
  /// The statement.
  package var span: Span
  /// The answer.
  package var kind: Kind
  /// Whether the source says by itself what it is worth.
  package var isLiteral = false

  /// What a law found, if it is that.
  package var audit: AuditOutcome? { if case .audit(let audit) = kind { audit } else { nil } }

  /// Makes an outcome.
  package init(_ kind: Kind, source: String, at span: Span) {
    self.kind = kind
    self.source = source
    self.span = span
  }
}

/// A table that is shown or plotted.
package struct TableOutcome: Sendable {
  /// Its rows.
  package var table: ResultTable
  /// How many of the first columns say what a row is, rather than how much.
  package var labels: Int
  /// Drawn instead of listed.
  package var plots: Bool

  /// Makes a table's outcome.
  package init(_ table: ResultTable, labels: Int, plots: Bool) {
    self.table = table
    self.labels = labels
    self.plots = plots
  }
}

/// How a check went.
package struct CheckOutcome: Sendable {
  /// What became of the claim.
  package enum Verdict: Sendable {
    case holds
    case fails
    /// There was nobody to ask: the message says so.
    case undecided(Diagnostic)
  }
  /// A part of the claim with what it is worth.
  package struct Part: Sendable {
    /// Its first terminal column in the expression, from 0.
    package var column: Int
    /// As it is written.
    package var source: String
    /// What it is worth.
    package var value: Scalar
    /// And of what type that is.
    package var type: ValueType

    /// Makes a part.
    package init(column: Int, source: String, value: Scalar, type: ValueType) {
      self.column = column
      self.source = source
      self.value = value
      self.type = type
    }
  }

  /// The claim in words.
  package var claim: String
  /// Whether the claim is documented as one that does not hold.
  package var expectsFailure: Bool
  /// What became of it.
  package var verdict: Verdict
  /// The expression on one line.
  package var expression: String
  /// Its parts from left to right; empty where the check went as expected.
  package var parts: [Part] = []
  /// The figures that the parts came from, such as the queries inside a function of the prelude.
  package var origins: [Part] = []

  /// Makes a check's outcome.
  package init(claim: String, expectsFailure: Bool, verdict: Verdict, expression: String) {
    self.claim = claim
    self.expectsFailure = expectsFailure
    self.verdict = verdict
    self.expression = expression
  }

  /// Whether it went as the script expects.
  package var isPassed: Bool {
    switch verdict {
    case .holds: !expectsFailure
    case .fails: expectsFailure
    case .undecided: false
    }
  }
}
