import PolReports
import PolSession
struct ReplyPrinter {
  init(page: Page, showsNotes: Bool) {}
  mutating func tell(_ reply: Workspace.Reply) { print(reply) }
}
