import PolSource
import PolSyntax

/// The colours of a text that is being typed, found by the language's own tokenizer.
struct Highlighter {
  private let bytes: [UInt8]
  private let tokens: [Token]

  /// Reads a text; it may be anything.
  init(_ text: String) {
    bytes = Array(text.utf8)
    var tokenizer = Tokenizer(SourceText(name: "", bytes: bytes), as: SourceID(0))
    tokenizer.run()
    tokens = tokenizer.tokens
  }

  /// An ink for each cluster of the same text; `marksMates`: the bracket at the cursor and its mate stand out.
  func inks(of text: EditedText, marksMates: Bool) -> [Ink?] {
    var byByte = [Ink?](repeating: nil, count: bytes.count)
    if bytes.first == UInt8(ascii: ":") {
      let end = bytes.firstIndex { $0 <= 0x20 } ?? bytes.count
      for place in 0..<end { byByte[place] = .command }
    }
    var end = 0
    for (index, token) in tokens.enumerated() {
      paintComment(in: end..<token.lower, &byByte)
      if let ink = ink(of: index) { for place in token.lower..<token.upper { byByte[place] = ink } }
      end = token.upper
    }
    if marksMates { for place in mates(at: text.bytes(before: text.cursor)) { byByte[place] = .mate } }
    var offset = 0
    return text.clusters.map { cluster in
      defer { offset += cluster.utf8.count }
      return byByte[offset]
    }
  }

  private func paintComment(in gap: Range<Int>, _ byByte: inout [Ink?]) {
    guard let start = gap.first(where: { bytes[$0] == UInt8(ascii: "#") }) else { return }
    // Between two tokens there may be nothing but blanks, line ends that repeat, and comments.
    for place in start..<gap.upperBound where bytes[place] != 0x0A { byByte[place] = .comment }
  }

  private func ink(of index: Int) -> Ink? {
    switch tokens[index].kind {
    case .reserved: return .reserved
    case .number, .percent, .currency, .yuan: return .number
    case .text: return .text
    case .name(let word): return beginsItem(index) && Parser.isHeadWord(word) ? .keyword : nil
    case .symbol, .lineEnd, .separator, .end: return nil
    }
  }

  /// Whether a token is the first of a statement, a clause or an action.
  private func beginsItem(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch tokens[index - 1].kind {
    case .lineEnd, .separator, .symbol(.openBrace), .symbol(.semicolon): return true
    case .name, .reserved, .currency, .number, .percent, .text, .yuan, .end, .symbol: return false
    }
  }

  /// The bytes of the bracket before or at the cursor and of its mate; none where there is no pair.
  private func mates(at cursor: Int) -> [Int] {
    let brackets = tokens.compactMap { token -> (symbol: Token.Symbol, place: Int)? in
      if case .symbol(let symbol) = token.kind, symbol.opens != nil || symbol.isOpening {
        return (symbol, token.lower)
      }
      return nil
    }
    var open: [(symbol: Token.Symbol, place: Int)] = []
    var pairs: [Int: Int] = [:]
    for bracket in brackets {
      if bracket.symbol.isOpening {
        open.append(bracket)
      } else if let last = open.last, last.symbol == bracket.symbol.opens {
        open.removeLast()
        (pairs[last.place], pairs[bracket.place]) = (bracket.place, last.place)
      }
    }
    for place in [cursor - 1, cursor] { if let mate = pairs[place] { return [place, mate] } }
    return []
  }
}

extension Token.Symbol {
  /// The bracket that this one closes.
  fileprivate var opens: Token.Symbol? {
    switch self {
    case .closeParenthesis: .openParenthesis
    case .closeBracket: .openBracket
    case .closeBrace: .openBrace
    case .openParenthesis, .openBracket, .openBrace, .comma, .colon, .semicolon, .dot, .range, .assign, .plus,
      .minus, .times, .divide, .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual:
      nil
    }
  }

  fileprivate var isOpening: Bool {
    self == .openParenthesis || self == .openBracket || self == .openBrace
  }
}
