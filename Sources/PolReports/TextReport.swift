import PolSource

/// Outcomes as text for a person: each ends with a line end, and blocks have an empty line round them.
package struct TextReport: Sendable {
  /// What it is written on.
  package var page: Page
  /// The most rows of a table that are shown; more are cut in the middle.
  package var longest = 40

  /// Makes a report on a page.
  package init(page: Page) { self.page = page }

  /// What a statement had to say.
  package func text(_ outcome: Outcome) -> String {
    lines(outcome).map { $0 + "\n" }.joined()
  }

  /// Whether a block of lines, that wants an empty line before and after it.
  package func isBlock(_ outcome: Outcome) -> Bool {
    switch outcome.kind {
    case .value: false
    case .check(let check): !check.isPassed
    case .table, .run, .declaration, .audit: true
    }
  }

  /// The count of checks at the end; empty where there were none.
  package func tally(passed: Int, failed: Int) -> String {
    switch (passed, failed) {
    case (0, 0): return ""
    case (1, 0): return page.paint("the check went as expected", .green) + "\n"
    case (_, 0): return page.paint("all \(passed) checks went as expected", .green) + "\n"
    case (0, 1): return page.paint("the check failed", .red) + "\n"
    default: return page.paint("\(failed) of \(passed + failed) checks failed", .red) + "\n"
    }
  }

  private func lines(_ outcome: Outcome) -> [String] {
    switch outcome.kind {
    case .check(let check): lines(check)
    case .value(let value, let type):
      outcome.isLiteral
        ? [ValueFormat(type).text(value)] : ["\(outcome.source) = \(ValueFormat(type).text(value))"]
    case .table(let table):
      [page.paint(outcome.source, .bold)] + (table.plots ? plotLines(table) : tableLines(table))
    case .run(let summary): lines(summary)
    case .audit(let audit): lines(audit)
    case .declaration(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
