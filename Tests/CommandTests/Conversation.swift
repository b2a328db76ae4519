import Foundation
import PolReports
import PolSession
import PolSource

/// A workspace that is talked to, and what it said.
struct Conversation {
  var workspace = Workspace(options: Session.Options())
  /// What each entry that holds had to say, the last entry last: what was taken back is not among it.
  private(set) var answers: [[String]] = []
  /// Everything that was not an answer, entry by entry.
  private(set) var remarks: [[String]] = []
  private(set) var next = Workspace.Next.goOn
  /// What the last entry showed.
  private(set) var shown = ""

  /// The commands that leave nothing behind to be taken back.
  private static let passing = [
    ":help", ":list", ":type", ":check", ":save", ":source", ":time", ":edit", ":undo", ":watch", ":quit",
  ]

  /// A conversation about a party in a small market.
  static func aboutParty() -> Conversation {
    var conversation = Conversation()
    conversation.enter(party)
    return conversation
  }

  /// A policy, a market and a run.
  static let party = """
    product mask { cost 6 CNY; retail 128 CNY }
    policy mask_party {
      sells mask
      tier agent { price 68 CNY; load 50 units }
      tier city  { price 45 CNY; load 200 units }
    }
    market friends {
      people 400
      founders 3 city
      joins 90% agent, 10% city
      recruits poisson(0.5 * room)
      demand poisson(0.5) * 1 unit
      quits 25% when age >= 3 months and net < -1_000 CNY
    }
    run party = mask_party in friends for 8 months seed 3
    """

  /// Enters a text; whether it holds.
  @discardableResult
  mutating func enter(_ entry: String) -> Bool {
    var (outcomes, others): ([String], [String]) = ([], [])
    var isWrong = false
    next = workspace.submit(entry) { reply in
      switch reply {
      case .outcome(let outcome): outcomes.append(TextReport(page: Page()).text(outcome))
      case .diagnostics(let found, let sources):
        others.append(DiagnosticPrinter(sources: sources, colour: false, lineWidth: 100).text(found))
        if found.contains(where: { $0.severity == .error }) { isWrong = true }
      case .note: break
      case .text(let text): others.append(text)
      case .trouble(let line):
        others.append(line + "\n")
        isWrong = true
      case .imbalance: isWrong = true
      }
    }
    remarks.append(others)
    shown = outcomes.joined()
    if entry == ":undo", !isWrong { answers.removeLast() }
    let isPassing = Self.passing.contains(where: entry.hasPrefix) || others == ["nothing is stale\n"]
    if !isWrong, !isPassing { answers.append(outcomes) }
    return !isWrong
  }

  /// Enters a text, and gives everything that was said.
  mutating func said(to entry: String) -> String {
    enter(entry)
    return shown + (remarks.last ?? []).joined()
  }

  /// The session as `:save` writes it.
  mutating func script() throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "pol-saved-\(UUID().uuidString).pol")
    defer { try? FileManager.default.removeItem(at: file) }
    enter(":save \(file.path)")
    return try String(contentsOf: file, encoding: .utf8)
  }
}

/// What the statements of a script say, and the messages about it.
func answers(of script: String) throws -> (outcomes: [String], messages: String) {
  var session = Session(options: Session.Options())
  let (program, diagnostics) = try session.prepare(.text(name: "saved.pol", script))
  var outcomes: [String] = []
  var messages = diagnostics
  if !diagnostics.contains(where: { $0.severity == .error }) {
    let ending = session.run(program) { outcomes.append(TextReport(page: Page()).text($0)) }
    if case .stopped(let diagnostic) = ending { messages.append(diagnostic) }
  }
  let errors = messages.filter { $0.severity == .error }
  let text = DiagnosticPrinter(sources: session.sources, colour: false, lineWidth: 100).text(errors)
  return (outcomes, text)
}
