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
  /// What begins a declaration that has a name right behind it.
  private static let heads: Set<String> = [
    "product", "policy", "market", "story", "run", "let", "sweep", "law", "tier", "trait", "fee", "deposit",
    "rebate", "cost", "stock",
  ]
  /// A declaration without its name: whether it is a tier, and where.
  private struct Nameless {
    var isTier: Bool
    var span: Span
  }

  /// Names on lines that could not be read.
  private let lost: Set<String>
  private let nameless: [Nameless]
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
    nameless = places.compactMap { Self.nameless(before: $0, in: sources[$0.source]) }
  }

  /// The declaration whose name should stand here.
  private static func nameless(before span: Span, in text: SourceText) -> Nameless? {
    let line = text.lineBytes(text.lineIndex(of: span.lower))
    guard line.lowerBound < span.lower else { return nil }
    let words = tokens(in: Array(text.bytes[line.lowerBound..<span.lower])).filter(\.isWord)
    guard case .name(let head)? = words.last?.kind, heads.contains(head) else { return nil }
    switch words.dropLast().last?.kind {
    case nil, .name("replace"), .symbol(.openBrace), .symbol(.semicolon):
      return Nameless(isTier: head == "tier", span: span)
    default: return nil
    }
  }

  /// The messages that stand for mistakes of their own.
  func own(_ found: [Diagnostic]) -> [Diagnostic] {
    guard !isWhole else { return found }
    var nameless = nameless
    var taken: Set<String> = []
    return found.filter { diagnostic in
      if Self.aboutBlocks.contains(diagnostic.code) { return false }
      guard Self.aboutNames.contains(diagnostic.code), let span = diagnostic.span else { return true }
      let named = Self.names(in: Self.tokens(in: Array(sources[span.source].bytes[span.lower..<span.upper])))
      guard lost.isDisjoint(with: named), let name = named.first else { return false }
      if taken.contains(name) { return false }
      // What is one letter from another name is that one misspelt. Anything else may be the name that is missing
      // further up; a declaration has only one.
      let likely = diagnostic.help?.split(separator: "`").dropFirst().first.map(String.init)
      guard likely.map({ editDistance($0, name) > 1 }) ?? true,
        let place = nameless.firstIndex(where: {
          $0.isTier == (diagnostic.code == "E0304") && $0.span.source == span.source
            && $0.span.lower < span.lower
        })
      else { return true }
      nameless.remove(at: place)
      taken.insert(name)
      return false
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
