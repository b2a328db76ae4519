import PolSource

extension Tokenizer {
  /// Signs of other keyboards and other languages that plainly mean one of pol's.
  private static let meant: [Unicode.Scalar: Token.Symbol] = [
    "（": .openParenthesis, "）": .closeParenthesis, "［": .openBracket, "］": .closeBracket, "【": .openBracket,
    "】": .closeBracket, "｛": .openBrace, "｝": .closeBrace, "，": .comma, "、": .comma, "：": .colon,
    "；": .semicolon, "．": .dot, "＝": .assign, "＋": .plus, "－": .minus, "−": .minus, "–": .minus, "—": .minus,
    "×": .times, "＊": .times, "÷": .divide, "／": .divide, "≠": .unequal, "＜": .less, "＞": .greater,
    "≤": .lessOrEqual,
    "≥": .greaterOrEqual,
  ]

  /// What to write for a sign that is none of pol's.
  private static let instead: [Unicode.Scalar: String] = [
    "&": "write `and`", "|": "write `or`", "!": "write `not`, or `!=` for unequal",
    "$": "write the amount and its currency: `5 USD`", "€": "write the amount and its currency: `5 EUR`",
    "£": "write the amount and its currency: `5 GBP`", "^": "write `pow(a, b)`",
    "'": "a text stands in `\"` quotes", "`": "a text stands in `\"` quotes",
    "‘": "a text stands in `\"` quotes", "’": "a text stands in `\"` quotes",
    "_": "a name begins with a letter", "元": "write the amount and its currency: `5 CNY`",
    "？": "`if A then B else C` chooses between two values",
    "?": "`if A then B else C` chooses between two values",
  ]

  /// Reports a character that begins no token, and goes on as if the nearest one had been written.
  mutating func readStray(_ scalar: Unicode.Scalar, _ length: Int) {
    let start = offset
    if scalar == "%" || scalar == "％" { return readPercent(length) }
    if scalar == "“" || scalar == "”" { return readCurlyText(length) }
    offset += length
    if let symbol = Self.meant[scalar] {
      report(stray(from: start, help: "write `\(symbol.rawValue)`"))
      return add(.symbol(symbol), from: start)
    }
    // A run of them is one mistake.
    while offset < source.bytes.count, let (next, length) = source.scalar(at: offset), isStray(next) {
      offset += length
    }
    report(stray(from: start, help: Self.instead[scalar]))
  }

  private func isStray(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 || "#\"%".unicodeScalars.contains(scalar) { return scalar.value < 9 }
    if scalar == " " || scalar == "¥" || scalar == "￥" || scalar == "“" || scalar == "”" { return false }
    return !scalar.properties.isXIDContinue && Token.Symbol(rawValue: String(Character(scalar))) == nil
      && Self.meant[scalar] == nil
  }

  private func stray(from start: Int, help: String?) -> Diagnostic {
    // A long run is named by its beginning.
    let written = String(decoding: source.bytes[start..<offset], as: UTF8.self)
    let message = "`\(written.prefix(8))` can't stand here"
    return Diagnostic("E0102", message, at: Span(id, start, offset), help: help)
  }

  /// A `%` that does not touch its number still makes a percentage of it.
  private mutating func readPercent(_ length: Int) {
    let start = offset
    offset += length
    let help = "a percentage is written as one word, `10%`; for the rest of a division there is no sign"
    if let last = tokens.last, case .number(let digits) = last.kind, last.upper <= start,
      source.bytes[last.upper..<start].allSatisfy({ $0 == 0x20 || $0 == 0x09 })
    {
      tokens.removeLast()
      report(
        Diagnostic(
          "E0105", "`%` must touch the number before it", at: Span(id, last.lower, offset),
          help: "write `\(digits)%`"))
      add(.percent(digits), from: last.lower)
    } else {
      report(Diagnostic("E0105", "`%` has no number before it", at: Span(id, start, offset), help: help))
    }
  }

  /// A text in curly quotes, which word processors put in unasked.
  private mutating func readCurlyText(_ length: Int) {
    let start = offset
    offset += length
    let inside = offset
    var end = offset
    while offset < source.bytes.count, byte() != 0x0A {
      guard let (scalar, length) = source.scalar(at: offset) else { break }
      end = offset
      offset += length
      if scalar == "”" || scalar == "“" || scalar == "\"" { break }
      end = offset
    }
    let text = String(decoding: source.bytes[inside..<max(inside, end)], as: UTF8.self)
    let opening = Span(id, start, start + length)
    report(
      Diagnostic("E0102", "curly quotes can't stand here", at: opening, help: "a text stands in `\"` quotes"))
    add(.text(text), from: start)
  }
}
