import Foundation
import PolCheck
import PolSource
import PolSyntax
import Testing

@testable import PolSession

/// What Tab offers, tried in the midst of real scripts.
struct CompleterTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let scripts =
    ["mask-party/mask-party"].map { "examples/\($0).pol" }
    + ["canonical", "differential", "gift-pack", "ledger", "mask-party"].map { "examples/spec/\($0).pol" }

  @Test("Half a word of a script is completed to the word", arguments: scripts)
  func words(path: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    var workspace = Workspace(options: .init())
    // Declarations alone: nothing has to be run to know the names.
    let script = workspace.state.loader.entry(named: path, text)
    _ = workspace.state.checker.check(script)
    var missed: [String] = []
    var tried = 0
    let tokens = Completer.tokens(of: text)
    let bytes = Array(text.utf8)
    for (index, token) in tokens.enumerated() {
      let word: String
      switch token.kind {
      case .name(let name), .reserved(let name): word = name
      default: continue
      }
      guard word.utf8.count > 1, !Self.isNew(index, in: tokens) else { continue }
      tried += 1
      let half = word.prefix(word.count / 2)
      let offset = token.lower + half.utf8.count
      let found = workspace.completions(of: String(decoding: bytes[..<offset], as: UTF8.self), at: offset)
      if !found.candidates.contains(where: { $0.text == word }) {
        let line = SourceText(name: "", text: text).position(of: token.lower).line
        missed.append("\(word):\(line)")
      }
    }
    #expect(tried > 10)
    #expect(missed.isEmpty, "\(missed.count) of \(tried): \(missed)")
  }

  /// Whether a token is a name that is being declared.
  private static func isNew(_ index: Int, in tokens: [Token]) -> Bool {
    guard index > 0 else { return false }
    let words = [
      "product", "policy", "market", "story", "tier", "fee", "rebate", "deposit", "cost", "stock", "let",
      "run", "sweep",
      "trait", "for",
    ]
    if case .name(let word) = tokens[index - 1].kind, words.contains(word) { return true }
    // A parameter, a sweep's variable, a kept name, a person who joins.
    if index + 1 < tokens.count, tokens[index + 1].kind == .name("joins") { return true }
    if index + 1 < tokens.count, tokens[index + 1].kind == .symbol(.assign) { return true }
    return false
  }

  @Test("Every word that the grammar has is offered with what it is")
  func vocabulary() throws {
    let grammar = try String(contentsOf: Self.root.appending(path: "grammar/pol.ebnf"), encoding: .utf8)
    let known = Set(Vocabulary.notes.map(\.word))
    let words = Set(grammar.matches(of: /'([a-z_]+)'/).map { String($0.1) })
    #expect(words.subtracting(known) == [])
    #expect(Vocabulary.notes.map(\.word).count == known.count)
  }

  @Test("Any text at any offset is answered")
  func anything() throws {
    let text = "policy 税 { tier 代理 { price 68 CNY }\n rebate r: 8% of order to up\n} \"一 # é\u{301}👨‍👩‍👧 party."
      .utf8
    let workspace = Workspace(options: .init())
    for offset in -1...text.count + 1 {
      let found = workspace.completions(of: String(decoding: Array(text), as: UTF8.self), at: offset)
      #expect(found.replaced.upperBound <= text.count)
    }
  }

  @Test("Colon commands and their arguments are completed")
  func commands() {
    let workspace = Workspace(options: .init())
    func offered(_ text: String) -> [String] {
      workspace.completions(of: text, at: text.utf8.count).candidates.map(\.text)
    }
    #expect(offered(":s") == ["save", "source", "step"])
    #expect(offered(":source los") == ["losers"])
    #expect(offered(":help st").contains("start"))
    #expect(offered(":type los") == ["losers"])
    #expect(offered(":load \(Self.root.path)/examp") == ["examples/"])
    #expect(offered("use \"\(Self.root.path)/examples/mask-party/mask") == ["mask-party.pol"])
    #expect(offered("show \"mas").isEmpty)
    #expect(offered("# poli").isEmpty)
  }
}
