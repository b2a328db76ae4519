import PolSource
import PolSyntax

extension Workspace {
  /// Whether a text can be submitted as it stands.
  package enum Completeness: Sendable, Equatable {
    case complete
    /// A brace, bracket or text is open, or a line goes on; the next row begins with so many spaces.
    case open(indent: Int)

    /// Looks at a text as the parser does.
    init(of text: String) {
      let source = SourceText(name: "", text: text)
      guard Parser.parse(source, as: SourceID(0), isEntry: true).isIncomplete else {
        self = .complete
        return
      }
      var tokenizer = Tokenizer(source, as: SourceID(0))
      tokenizer.run()
      var depth = 0
      for token in tokenizer.tokens {
        switch token.kind {
        case .symbol(.openBrace), .symbol(.openBracket), .symbol(.openParenthesis): depth += 1
        case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis):
          depth = max(0, depth - 1)
        case .symbol, .name, .reserved, .currency, .number, .percent, .text, .yuan, .lineEnd, .separator,
          .end:
          break
        }
      }
      self = .open(indent: 2 * max(depth, 1))
    }
  }

  /// What could stand at a place of a text.
  package struct Completions: Sendable, Equatable {
    /// One of them.
    package struct Candidate: Sendable, Hashable {
      /// The whole word.
      package var text: String
      /// What it is, in a few words.
      package var note: String

      /// Makes a candidate.
      package init(text: String, note: String) {
        self.text = text
        self.note = note
      }
    }
    /// The UTF-8 bytes of the text that a candidate takes the place of.
    package var replaced: Range<Int>
    /// In the order in which they are to be shown.
    package var candidates: [Candidate]

    /// Makes completions.
    package init(replaced: Range<Int>, candidates: [Candidate]) {
      self.replaced = replaced
      self.candidates = candidates
    }
  }
}
