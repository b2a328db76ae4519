import PolSource
import PolSyntax

/// Tells mistakes of their own from those that only follow from another.
///
/// What can't be read declares nothing, and everything that names it would be blamed as well. So a message of
/// the checker about a name is left out where that name stands on a line that the parser could not read.
struct Cascade {
  /// The checker's codes for a name that is not there, not yet, or somewhere else.
  private static let aboutNames: Set<String> = ["E0301", "E0303", "E0304", "E0310", "E0542"]
  /// The code for a clause in the wrong block: what a misplaced brace makes of every clause below it.
  private static let misplacedClause = "E0504"

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
      let line = text.lineBytes(text.lineIndex(of: span.lower))
      lost.formUnion(Self.names(in: Array(text.bytes[line])))
    }
    self.lost = lost
  }

  /// The messages that stand for mistakes of their own.
  func own(_ found: [Diagnostic]) -> [Diagnostic] {
    guard !isWhole else { return found }
    return found.filter { diagnostic in
      if diagnostic.code == Self.misplacedClause { return false }
      guard Self.aboutNames.contains(diagnostic.code), let span = diagnostic.span else { return true }
      let named = Self.names(in: Array(sources[span.source].bytes[span.lower..<span.upper]))
      return lost.isDisjoint(with: named)
    }
  }

  private static func names(in bytes: [UInt8]) -> [String] {
    let text = SourceText(name: "", bytes: bytes)
    var tokenizer = Tokenizer(text, as: SourceID(0))
    tokenizer.run()
    return tokenizer.tokens.compactMap { token in
      if case .name(let name) = token.kind { name } else { nil }
    }
  }
}
