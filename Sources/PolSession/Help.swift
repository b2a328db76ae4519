import PolCheck
import PolSource

/// The pages of `:help`. Lines that begin with four blanks can be entered as they stand, after those of `start`.
struct HelpPage {
  /// What it is called.
  let topic: String
  /// Other words that lead to it.
  let words: [String]
  /// What it says.
  let text: String

  /// The lines that can be entered.
  var examples: [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
  }

  /// What `:help` alone says: it fits on a screen of 80 columns and 24 rows.
  static let front = """
    pol puts a commerce policy to work on a simulated market, books every fen and
    every unit, and answers questions about the books. Type a statement or an
    expression.

      :help start    from nothing to "who loses in a mask party?" in five minutes

      language       product policy tier rule supply market story run query
                     measures check sweep law
      prompt         keys history time files commands
      a word         :help rebate, :help losers

      Tab            completes, and says what each word is
      Enter          submits what is complete, else opens a row (Alt-Enter: always)
      Right          takes the grey suggestion      Up, Down  rows, earlier entries
      ^R             searches earlier entries       ^C        clears; stops a run
      :list          what there is                  ^D        leaves
      :undo          takes the last entry back
      :save FILE     all of it as a script

    Simulated, not advice: pol explains such schemes, and calls none of them legal.

    """

  /// The page for a topic or a word.
  static func about(_ word: String) -> HelpPage? {
    pages.first { $0.topic == word } ?? pages.first { $0.words.contains(word) }
      ?? pages.first { $0.topic.hasPrefix(word) }
  }

  /// Every topic in its order.
  static let pages: [HelpPage] = language + prompt
}

extension Workspace {
  /// `:help [TOPIC]`
  mutating func help(_ word: String, report: (Reply) -> Void) {
    let word = word.hasPrefix(":") ? String(word.dropFirst()) : word
    if word.isEmpty { return report(.text(HelpPage.front)) }
    if word == "commands" { return report(.text(Self.commandList)) }
    if let page = HelpPage.about(word) { return report(.text(page.text + "\n")) }
    if let command = ColonCommand(rawValue: word) {
      return report(.text(Self.line(about: command, width: 0)))
    }
    if state.checker.entry(named: word) != nil { return source(word, report: report) }
    let topics = HelpPage.pages.flatMap { [$0.topic] + $0.words } + ColonCommand.allCases.map(\.rawValue)
    let near = nearest(word, in: topics)
    complain(
      "there is no help about `\(word)`"
        + (near.map { ": did you mean `\($0)`?" } ?? "; `:help` lists the topics"), report)
  }

  private static var commandList: String {
    let width = ColonCommand.allCases.map { ":\($0.rawValue) \($0.argument.shape)".count }.max() ?? 0
    return ColonCommand.allCases.map { line(about: $0, width: width) }.joined()
      + "\nA command may be shortened as far as it stays the only one: `:q` leaves.\n"
  }

  private static func line(about command: ColonCommand, width: Int) -> String {
    let shape = ":\(command.rawValue) \(command.argument.shape)".trimmed
    return "  \(shape)\(String(repeating: " ", count: max(0, width - shape.count)))  \(command.summary)\n"
  }
}
