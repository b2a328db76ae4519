import PolEval
import PolSource

/// What a law finds in a run, in JSON.
package struct AuditRecord: Encodable, Sendable {
  struct Finding: Encodable, Sendable {
    var name: String
    var text: String
    var cites: String
    /// `hit`, `not hit` or `undecided`.
    var answer: String
    /// What is missing where it is undecided.
    var missing: [String]
    var figures: [CheckRecord.Part]
    var clauses: [Clause]

    init(_ finding: AuditOutcome.Finding) {
      name = finding.name
      text = finding.text
      cites = finding.cites
      answer = finding.answer.words
      missing = finding.answer.missing
      figures = finding.figures.map(CheckRecord.Part.init)
      clauses = finding.clauses.map { Clause(text: $0.text, place: $0.place) }
    }
  }
  struct Clause: Encodable, Sendable {
    var text: String
    var place: DiagnosticRecord.Place?
  }
  /// The run, the law, and what it is called in full.
  var run: String
  var law: String
  var title: String?
  /// What is a judgement, as it was taken.
  var parameters: [CheckRecord.Part]
  var findings: [Finding]
  var disclaimer = AuditOutcome.disclaimer
  var place: DiagnosticRecord.Place?

  init(_ audit: AuditOutcome, at place: DiagnosticRecord.Place?) {
    run = audit.run
    law = audit.law
    title = audit.title
    parameters = audit.parameters.map(CheckRecord.Part.init)
    findings = audit.findings.map(Finding.init)
    self.place = place
  }
}
