import PolSource
import PolSyntax

/// A place in a text, and as much of what stands before it as tells what may stand there.
///
/// Items that are complete, as statements above and earlier clauses of a block, change nothing in what the
/// grammar allows, so they are left out of `before`: a long text costs no more than a short one.
struct CompletionPlace {
  /// The text up to the cursor.
  let text: String
  /// The word that the cursor stands behind, which may be empty.
  let word: String
  /// The statements above the one at hand.
  let above: String
  /// The statement at hand up to the word, and its tokens.
  let statement: String
  let statementTokens: [Token]
  /// Of that, the heads of the blocks that are open, and the item at hand; and its tokens.
  let before: String
  let tokens: [Token]
  /// What closes the brackets that are open, and whether one of them is a brace.
  let closing: String
  let isInBlock: Bool
  /// What stands between an open quotation mark and the cursor; nil outside texts.
  let openText: String?

  /// The place behind the UTF-8 byte `offset`; within a character it is the one before it.
  init(_ text: String, upTo offset: Int) {
    let bytes = Array(text.utf8)
    var end = min(max(offset, 0), bytes.count)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    self.text = String(decoding: bytes[..<end], as: UTF8.self)
    let letters = self.text.unicodeScalars.reversed().prefix { $0.properties.isXIDContinue }
    let start = end - letters.reduce(0) { $0 + UTF8.width($1) }
    word = String(decoding: bytes[start..<end], as: UTF8.self)
    func slice(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    let levels = Self.levels(of: Self.tokens(of: slice(0..<start)).tokens)
    above = slice(0..<levels[0].item)
    statement = slice(levels[0].item..<start)
    statementTokens = Self.tokens(of: statement).tokens
    let ends = levels.dropFirst().map { $0.lower } + [start]
    before = zip(levels, ends).map { slice($0.item..<$1) }.joined()
    let (found, isTextOpen) = Self.tokens(of: before)
    tokens = found
    closing = levels.reversed().compactMap { $0.bracket.flatMap { Self.partners[$0] } }.joined()
    isInBlock = levels.contains { $0.bracket == .openBrace }
    let last = start - before.utf8.count + (found.last?.lower ?? 0)
    openText = isTextOpen ? slice(last + 1..<end) : nil
  }

  /// What is open, from the outside in, the whole text first: where its content begins, and the item at hand in it.
  private struct Level {
    var bracket: Token.Symbol?
    var lower = 0
    var item = 0
  }
  private static let partners: [Token.Symbol: String] = [
    .openBrace: "\n}", .openBracket: "]", .openParenthesis: ")",
  ]

  private static func levels(of tokens: [Token]) -> [Level] {
    var levels: [Level] = [Level()]
    var goesOn = false
    for token in tokens {
      let isAmongItems = levels.last.map { $0.bracket == nil || $0.bracket == .openBrace } ?? true
      switch token.kind {
      case .symbol(let symbol) where partners[symbol] != nil:
        levels.append(Level(bracket: symbol, lower: token.upper, item: token.upper))
      case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis):
        if levels.count > 1 { levels.removeLast() }
      case .lineEnd where isAmongItems && !goesOn, .symbol(.semicolon) where isAmongItems:
        levels[levels.count - 1].item = token.upper
      default: break
      }
      if token.kind != .lineEnd { goesOn = token.continuesLine }
    }
    return levels
  }

  /// The tokens of a text, without its end, and whether the last one is a text that is still open there.
  static func tokens(of text: String) -> (tokens: [Token], isTextOpen: Bool) {
    var tokenizer = Tokenizer(SourceText(name: "", text: text), as: SourceID(0))
    tokenizer.run()
    let tokens = Array(tokenizer.tokens.dropLast())
    guard let last = tokens.last, case .text = last.kind, last.upper == text.utf8.count else {
      return (tokens, false)
    }
    let isOpen = tokenizer.diagnostics.contains { $0.code == "E0103" && $0.span?.lower == last.lower }
    return (tokens, isOpen)
  }

  var isInComment: Bool {
    let gap = before.utf8.dropFirst(tokens.last?.upper ?? 0)
    return gap.split(separator: 0x0A, omittingEmptySubsequences: false).last?.contains(UInt8(ascii: "#"))
      ?? false
  }

  /// The first word of the statement.
  var head: String? { Self.firstWord(of: tokens[...]) }

  /// The first word of the innermost statement, clause or other item.
  var itemHead: String? {
    let item = Self.levels(of: tokens).last { $0.bracket == nil || $0.bracket == .openBrace }?.item ?? 0
    return Self.firstWord(of: tokens.drop { $0.lower < item })
  }

  private static func firstWord(of tokens: ArraySlice<Token>) -> String? {
    guard case .name(let word)? = tokens.first(where: { $0.kind != .lineEnd })?.kind else { return nil }
    return word
  }

  /// The word or sign a number of tokens back, 0 for the last.
  func last(_ back: Int = 0) -> String? {
    let index = tokens.count - 1 - back
    guard index >= 0 else { return nil }
    switch tokens[index].kind {
    case .name(let word), .reserved(let word): return word
    case .symbol(let symbol): return symbol.rawValue
    case .currency, .number, .percent, .text, .yuan, .lineEnd, .separator, .end: return nil
    }
  }

  /// The word before the innermost bracket that is open.
  var opener: String? {
    let lower = Self.levels(of: tokens).last?.lower ?? 0
    guard let bracket = tokens.firstIndex(where: { $0.upper == lower }), bracket > 0,
      case .name(let word) = tokens[bracket - 1].kind
    else { return nil }
    return word
  }

  /// The tokens behind the innermost bracket that is open.
  var innermost: ArraySlice<Token> {
    let lower = Self.levels(of: tokens).last?.lower ?? 0
    return tokens.drop { $0.lower < lower }
  }

  /// Whether the clauses here are those of `word`, or may be: what follows `with` is either's.
  func isBody(of word: String) -> Bool {
    isInBlock && (head == word || tokens.contains { $0.kind == .reserved("with") })
  }
}
