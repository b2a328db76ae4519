import PolSource
import PolSyntax

/// Tells mistakes of their own from those that only follow from another.
///
/// What can't be read declares nothing, and everything that names it would be blamed as well. So a message of
/// the checker about a name is left out where that name stands on a line that the parser could not read.
struct Cascade {
  /// The checker's codes for a name that is not there, not yet, or somewhere else.
  private static let aboutNames: Set<String> = ["E0301", "E0303", "E0304", "E0310", "E0542"]
  /// The codes for a clause in the wrong block, and for a block that lacks one: what a misplaced brace makes of
  /// every clause below it, and an unreadable clause of its block.
  private static let aboutBlocks: Set<String> = ["E0504", "E0506", "E0508", "E0530", "E0531", "E0563"]

  private let sources: SourceMap
  /// Names on lines that could not be read.
  private let lost: Set<String>
  private let isWhole: Bool

  /// What may follow from these mistakes of the parser.
  init(of mistakes: [Diagnostic], in sources: SourceMap) {
    self.sources = sources
    let places = mistakes.filter { $0.severity == .error }.compactMap(\.span)
    isWhole = places.isEmpty
    var lost: Set<String> = []
    for span in places {
      let text = sources[span.source]
      var line = text.lineIndex(of: span.lower)
      var tokens = Self.tokens(in: Array(text.bytes[text.lineBytes(line)]))
      lost.formUnion(Self.names(in: tokens))
      // A statement goes on after a comma or an operator, so what stands below it was lost as well.
      while tokens.last(where: \.isWord)?.continuesLine == true, line + 1 < text.lineStarts.count {
        line += 1
        tokens = Self.tokens(in: Array(text.bytes[text.lineBytes(line)]))
        lost.formUnion(Self.names(in: tokens))
      }
    }
    self.lost = lost
  }

  /// The messages that stand for mistakes of their own.
  func own(_ found: [Diagnostic]) -> [Diagnostic] {
    guard !isWhole else { return found }
    return found.filter { diagnostic in
      if Self.aboutBlocks.contains(diagnostic.code) { return false }
      guard Self.aboutNames.contains(diagnostic.code), let span = diagnostic.span else { return true }
      let named = Self.names(in: Self.tokens(in: Array(sources[span.source].bytes[span.lower..<span.upper])))
      return lost.isDisjoint(with: named)
    }
  }

  private static func tokens(in bytes: [UInt8]) -> [Token] {
    var tokenizer = Tokenizer(SourceText(name: "", bytes: bytes), as: SourceID(0))
    tokenizer.run()
    return tokenizer.tokens
  }

  private static func names(in tokens: [Token]) -> [String] {
    tokens.compactMap { token in
      if case .name(let name) = token.kind { name } else { nil }
    }
  }
}

extension Token {
  /// Whether it is more than the end of a line or of the text.
  fileprivate var isWord: Bool { kind != .lineEnd && kind != .end }
}
