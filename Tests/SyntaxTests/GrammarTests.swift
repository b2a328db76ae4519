import Foundation
import PolSource
import PolSyntax
import Testing

@Suite("Grammar")
struct GrammarTests {
  let grammar: Grammar

  init() throws {
    grammar = try Grammar(String(contentsOf: project.appending(path: "grammar/pol.ebnf"), encoding: .utf8))
  }

  @Test("Each production stands word for word where it is read, and nowhere is one that the grammar lacks")
  func productionsAgree() throws {
    var inCode: [String: String] = [:]
    for file in files("swift", under: "Sources/PolSyntax") {
      for (name, body) in productions(in: try String(contentsOf: file, encoding: .utf8)) {
        #expect(inCode[name] == nil, "\(name) is written twice")
        inCode[name] = body
      }
    }
    for (name, body) in grammar.written {
      #expect(inCode[name] == body, "\(name), as the grammar has it, differs from its comment")
    }
    for name in inCode.keys { #expect(grammar.written[name] != nil, "the grammar has no \(name)") }
  }

  @Test("Sentences made from the grammar parse", arguments: 1...40)
  func sentencesParse(seed: Int) {
    var maker = SentenceMaker(grammar, seed: UInt64(seed))
    for _ in 0..<25 {
      let sentence = maker.sentence("script")
      let (result, text) = parse(sentence)
      #expect(result.diagnostics.isEmpty, "seed \(seed):\n\(sentence)\n\(text)")
      if !result.diagnostics.isEmpty { return }
    }
  }

  @Test("Sentences of every statement parse", arguments: 1...8)
  func statementsParse(seed: Int) {
    for name in [
      "product", "policy", "market", "story", "run", "let", "check", "show", "sweep", "compare", "law",
    ] {
      var maker = SentenceMaker(grammar, seed: UInt64(seed))
      for _ in 0..<20 {
        let sentence = maker.sentence(name)
        let (result, text) = parse(sentence)
        #expect(result.diagnostics.isEmpty, "\(name), seed \(seed):\n\(sentence)\n\(text)")
        if !result.diagnostics.isEmpty { break }
      }
    }
  }

  /// The productions in comments: `// name ::= ...`, gone on in lines of `//   ...`.
  private func productions(in code: String) -> [(String, String)] {
    var found: [(String, String)] = []
    var goesOn = false
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      guard text.hasPrefix("//"), !text.hasPrefix("///") else {
        goesOn = false
        continue
      }
      let parts = text.dropFirst(2).split(separator: "::=", maxSplits: 1)
      if parts.count == 2, !parts[0].contains("`") {
        found.append((parts[0].trimmingCharacters(in: .whitespaces), Grammar.squeezed(String(parts[1]))))
        goesOn = true
      } else if goesOn, text.hasPrefix("//   ") {
        found[found.count - 1].1 = Grammar.squeezed(found[found.count - 1].1 + " " + text.dropFirst(2))
      } else {
        goesOn = false
      }
    }
    return found
  }
}
