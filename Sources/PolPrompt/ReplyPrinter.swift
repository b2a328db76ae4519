import PolReports
import PolSession

/// Replies of a workspace on the two streams: what was asked for on one, what is wrong on the other.
struct ReplyPrinter {
  private let page: Page
  private let showsNotes: Bool
  private var outcomes: OutcomePrinter

  /// A printer of one entry's replies, or of all; `showsNotes`: somebody watches.
  init(page: Page, showsNotes: Bool) {
    self.page = page
    self.showsNotes = showsNotes
    outcomes = OutcomePrinter(report: TextReport(page: page))
  }

  /// Shows a reply.
  mutating func tell(_ reply: Workspace.Reply) {
    switch reply {
    case .outcome(let outcome): outcomes.tell(outcome)
    case .diagnostics(let diagnostics, let sources): Complaint().tell(diagnostics, in: sources)
    case .note(let line): if showsNotes { Terminal.write(page.paint(line, .dim) + "\n", to: .output) }
    case .text(let text): Terminal.write(text, to: .output)
    case .trouble(let line): Complaint().tell(line)
    case .imbalance(let imbalance): Complaint().tell(imbalance)
    }
  }

  /// Tells how the checks went.
  func finish(passed: Int, failed: Int) { outcomes.finish(passed: passed, failed: failed) }
}
