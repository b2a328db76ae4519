import FoundationEssentials
package import PolSimulation
package import PolSource

/// Everything that happened as one JSON document, for a pipeline: `README.md` describes it.
///
/// Exact numbers are strings of digits, so that no reader rounds them; real ones are JSON numbers. Keys are
/// sorted, and nothing but `profile` depends on time or machine: the same script gives the same bytes.
package struct JSONReport: Encodable, Sendable {
  /// A run that was made outside a sweep.
  package struct RunRecord: Encodable, Sendable {
    /// Its name, its policy's, and its market's or story's.
    package var name: String
    package var policy: String
    package var setting: String
    /// Left out for a story.
    package var seed: UInt64?
    /// The last month.
    package var months: Int
    /// The checksum of its whole state.
    package var hash: String

    /// Makes a record.
    package init(name: String, policy: String, setting: String, seed: UInt64?, months: Int, hash: String) {
      self.name = name
      self.policy = policy
      self.setting = setting
      self.seed = seed
      self.months = months
      self.hash = hash
    }
  }

  /// The version of this document's form.
  package var format = 1
  /// The script, as it was named.
  package var file: String
  /// The exit status.
  package var status = 0
  /// Every check that was tried.
  package var checks: [CheckRecord] = []
  /// What `show` and `plot` answered.
  package var shown: [ShownRecord] = []
  /// The runs, in their order.
  package var runs: [RunRecord] = []
  /// What is wrong with the script, or worth a warning.
  package var diagnostics: [DiagnosticRecord] = []
  /// A trouble without a place in a script, such as a file that can't be read.
  package var trouble: String?
  /// Books that did not balance.
  package var imbalance: ImbalanceRecord?
  /// Where the time went, where that is asked for.
  package var profile: Profile?

  /// Makes an empty report about a script.
  package init(file: String) { self.file = file }

  /// Takes in what a statement had to say.
  package mutating func add(_ outcome: Outcome, in sources: SourceMap) {
    let place = DiagnosticRecord.Place(outcome.span, in: sources)
    switch outcome.kind {
    case .check(let check): checks.append(CheckRecord(check, at: place, in: sources))
    case .value(let value, let type):
      shown.append(ShownRecord(outcome.source, .value(ValueRecord(value, type)), at: place))
    case .table(let table):
      shown.append(ShownRecord(outcome.source, .table(TableRecord(table.table)), at: place))
    case .run(let summary):
      shown.append(ShownRecord(outcome.source, .run(SummaryRecord(summary)), at: place))
    case .declaration(let text): shown.append(ShownRecord(outcome.source, .text(text), at: place))
    }
  }

  /// The document, with a line end after it.
  package func text() throws -> String { try Self.encoded(self) }

  /// A list of documents, one a script.
  package static func text(of reports: [JSONReport]) throws -> String { try encoded(reports) }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}

/// Books that did not balance, in JSON.
package struct ImbalanceRecord: Encodable, Sendable {
  /// The run, its seed and the month of the proof.
  package var run: String
  package var seed: UInt64
  package var month: Int
  /// One sentence a proof that failed.
  package var findings: [String]
  /// The command that makes it happen again.
  package var replay = ""

  /// Makes a record.
  package init(_ imbalance: Imbalance) {
    run = imbalance.run
    seed = imbalance.seed
    month = imbalance.month
    findings = imbalance.findings
  }
}
