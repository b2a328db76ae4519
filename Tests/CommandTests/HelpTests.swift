import Foundation
import PolSession
import Testing

@Suite("Help")
struct HelpTests {
  static let topics = [
    "start", "product", "policy", "tier", "rule", "supply", "market", "story", "run", "query", "measures",
    "check", "sweep", "law", "time", "files", "keys", "history", "commands",
  ]

  @Test("What `:help` says first fits on a screen, and names every topic")
  func front() {
    var talk = Conversation()
    let page = talk.said(to: ":help")
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 24)
    for line in lines { #expect(line.count <= 80, "\(line)") }
    for topic in Self.topics { #expect(page.contains(topic), "\(topic) is not named") }
  }

  @Test("Every page can be entered as it stands, after that of `start`", arguments: topics)
  func examples(topic: String) {
    var talk = Conversation()
    talk.enter(":help start")
    let start = Self.example(talk.remarks.last?.first ?? "")
    for line in start { #expect(line.count <= 92, "\(line)") }
    for entry in Self.entries(start) {
      #expect(talk.said(to: entry).contains("error") == false, "\(entry)")
    }
    guard topic != "start" else {
      #expect(talk.answers.flatMap(\.self).count > 5)
      return
    }
    talk.enter(":help \(topic)")
    let page = talk.remarks.last?.first ?? ""
    #expect(page.hasSuffix("\n") && !page.isEmpty)
    for line in page.split(separator: "\n") { #expect(line.count <= 110, "\(line)") }
    for entry in Self.entries(Self.example(page)) {
      let said = talk.said(to: entry)
      #expect(!said.contains("error["), "\(topic): \(entry)\n\(said)")
    }
  }

  /// The lines of a page that stand four blanks in.
  private static func example(_ page: String) -> [String] {
    page.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
  }

  /// Lines as they would be typed: each entry is submitted when it is complete.
  private static func entries(_ lines: [String]) -> [String] {
    var entries: [String] = []
    var open = ""
    for line in lines {
      open += line + "\n"
      guard Workspace.completeness(of: open) == .complete else { continue }
      entries.append(open)
      open = ""
    }
    #expect(open.isEmpty, "\(open)")
    return entries
  }

  @Test("A word leads to its topic, a name to its declaration, and anything else to what is near")
  func words() {
    var talk = Conversation.aboutParty()
    #expect(talk.said(to: ":help rebate").contains("KIND NAME: AMOUNT"))
    #expect(talk.said(to: ":help losers").contains("Measures are functions of a run"))
    #expect(talk.said(to: ":help party") == "run party = mask_party in friends for 8 months seed 3\n")
    #expect(talk.said(to: ":help :undo").contains("takes back the last entry"))
    #expect(talk.said(to: ":help reblate").contains("did you mean `rebate`?"))
  }
}
