import PolCheck
import PolColumns
import PolEval
import PolReports
import PolSource

/// Asks every finding of a law about a run, with the figures and the clauses behind each.
struct AuditTrial {
  /// The law with the run put in.
  let audit: AuditDefinition
  /// What has been made so far.
  let values: Values
  /// The texts, for the figures and clauses as they are written.
  let sources: SourceMap

  /// What the law finds.
  func outcome() -> AuditOutcome {
    let findings = audit.findings.map { finding in
      var figures: [CheckOutcome.Part] = []
      note(finding.condition.parts, in: &figures)
      return AuditOutcome.Finding(
        name: finding.name, text: finding.text, cites: finding.cites,
        answer: Evaluator(in: values).answer(to: finding.condition), figures: figures,
        clauses: finding.clauses.map { span in
          AuditOutcome.Clause(
            text: OneLine(span, in: sources).text, place: DiagnosticRecord.Place(span, in: sources))
        })
    }
    return AuditOutcome(
      run: audit.run, law: audit.law, title: audit.title,
      parameters: audit.parameters.compactMap { figure($0) }, findings: findings)
  }

  /// The figures from left to right: what has a name or is asked of the books, then what that was made of.
  private func note(_ expressions: [Expression], in figures: inout [CheckOutcome.Part]) {
    for expression in expressions {
      switch expression.kind {
      case .variable, .cell, .company, .hash, .fact, .query, .inlined:
        if let figure = figure(expression), !figures.contains(where: { $0.source == figure.source }) {
          figures.append(figure)
        }
      case .constant, .column, .draw, .unknown, .verdict, .negate, .not, .and, .or, .arithmetic, .compare,
        .conditional, .call:
        break
      }
      note(expression.parts, in: &figures)
    }
  }

  /// A figure as the law writes it; nil where it has no value.
  private func figure(_ expression: Expression) -> CheckOutcome.Part? {
    guard case .inlined(_, let inner) = expression.kind, case .unknown = inner.kind else {
      do throws(Diagnostic) {
        let value = try Evaluator(in: values).value(of: expression)
        return CheckOutcome.Part(
          column: 0, source: OneLine(expression.span, in: sources).text, value: value, type: expression.type)
      } catch {
        return nil
      }
    }
    return CheckOutcome.Part(
      column: 0, source: OneLine(expression.span, in: sources).text, value: .text("unknown"), type: .text)
  }
}
