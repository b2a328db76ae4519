import PolEval
import PolSource

extension TextReport {
  /// Each finding with what became of it, its citation, the figures and the clauses behind it.
  func lines(_ audit: AuditOutcome) -> [String] {
    let title = audit.title.map { " (\($0))" } ?? ""
    var lines = [page.paint("\(audit.run) under \(audit.law)\(title)", .bold)]
    if !audit.parameters.isEmpty {
      let parameters = audit.parameters.map { "\($0.source) = \(ValueFormat($0.type).precise($0.value))" }
      lines.append("  taken as: \(parameters.joined(separator: ", "))")
    }
    for finding in audit.findings { lines += self.lines(finding) }
    return lines + ["", "  \(AuditOutcome.disclaimer)"]
  }

  private func lines(_ finding: AuditOutcome.Finding) -> [String] {
    let word = finding.answer.words
    let painted: String =
      switch finding.answer {
      case .yes: page.paint(word, .red)
      case .no: word
      case .undecided: page.paint(word, .dim)
      }
    var lines = ["", "  \(finding.name): \(painted)", "    \(finding.text)", "    \(finding.cites)"]
    lines += finding.answer.missing.map { "    missing: \($0)" }
    lines += figures(finding.figures, indent: "    ")
    lines += finding.clauses.map { clause in
      "      \(clause.place.map { "\($0.file):\($0.line): " } ?? "")\(clause.text)"
    }
    return lines
  }
}
