package import PolReports
package import PolSource

/// What goes to standard error: diagnostics, and trouble that has no place in a script.
package struct Complaint {
  private let page = Terminal.page(.error)

  /// Makes one for the terminal as it is now.
  package init() {}

  /// Shows diagnostics with their places.
  package func tell(_ diagnostics: [Diagnostic], in sources: SourceMap) {
    guard !diagnostics.isEmpty else { return }
    let printer = DiagnosticPrinter(sources: sources, colour: page.colour, lineWidth: max(page.width, 80) - 8)
    Terminal.write(printer.text(diagnostics), to: .error)
  }

  /// One line.
  package func tell(_ trouble: String) { Terminal.write("pol: \(trouble)\n", to: .error) }

  /// Books that did not balance: what was found, and how to see it again.
  package func tell(_ imbalance: ImbalanceRecord) {
    var lines = [
      "the books of `\(imbalance.run)` did not balance in month \(imbalance.month); this is a bug in pol"
    ]
    lines += imbalance.findings.map { "  \($0)" }
    lines.append("  to see it again: \(imbalance.replay)")
    tell(lines.joined(separator: "\n"))
  }
}

/// Outcomes on standard output, as they come, with an empty line round each block.
package struct OutcomePrinter {
  /// How they look.
  package let report: TextReport
  private var isFirst = true
  private var wasBlock = false

  /// Makes a printer.
  package init(report: TextReport) { self.report = report }

  /// Shows an outcome.
  package mutating func tell(_ outcome: Outcome) {
    let isBlock = report.isBlock(outcome)
    let gap = !isFirst && (isBlock || wasBlock) ? "\n" : ""
    Terminal.write(gap + report.text(outcome), to: .output)
    isFirst = false
    wasBlock = isBlock
  }

  /// Tells how the checks went.
  package func finish(passed: Int, failed: Int) {
    let tally = report.tally(passed: passed, failed: failed)
    if !tally.isEmpty { Terminal.write((isFirst ? "" : "\n") + tally, to: .output) }
  }
}
