import PolSource

/// Reporting what is wrong. The wording of a mistake that only one production knows stands there instead.
extension Parser {
  /// Reports a mistake, unless its item has had one already: what follows from a mistake is no news.
  mutating func report(
    _ code: String, _ message: String, at span: Span, help: String? = nil, notes: [Diagnostic.Note] = []
  ) {
    guard !itemHasMistake else { return }
    itemHasMistake = true
    guard !tokens[itemStart...max(index, itemStart)].contains(where: \.isFaulty) else { return }
    diagnostics.append(Diagnostic(code, message, at: span, help: help, notes: notes))
  }

  /// Reports a mistake and gives back what to throw.
  mutating func fail(_ code: String, _ message: String, at span: Span, help: String? = nil) -> Abandoned {
    report(code, message, at: span, help: help)
    return Abandoned()
  }

  /// Where something is missing: the next token, or right behind the last one at a line's end.
  var here: Span {
    switch token.kind {
    case .separator, .end, .lineEnd:
      let place = index > 0 ? tokens[index - 1].upper : token.lower
      return Span(id, place, place)
    case .symbol, .name, .reserved, .currency, .number, .percent, .text, .yuan: return span(token)
    }
  }

  /// What stands here, for a message.
  func written(_ token: Token) -> String {
    switch token.kind {
    case .separator:
      return source.bytes[token.lower..<token.upper].first == UInt8(ascii: ";") ? "`;`" : "the line's end"
    case .lineEnd: return "the line's end"
    case .end: return "the end"
    case .text: return "a text"
    case .symbol(let symbol): return "`\(symbol.rawValue)`"
    case .name, .reserved, .currency, .number, .percent, .yuan:
      let text = String(decoding: source.bytes[token.lower..<token.upper], as: UTF8.self)
      return text.count <= 40 ? "`\(text)`" : "`\(text.prefix(40))…`"
    }
  }

  /// Takes a sign that must stand here.
  mutating func expect(_ symbol: Token.Symbol, _ message: String, help: String? = nil) throws(Abandoned) {
    guard !take(symbol) else { return }
    throw fail("E0207", message, at: here, help: help)
  }

  /// Takes a keyword that must stand here; `shape` shows the whole in which it stands.
  mutating func expect(_ word: String, shape: String) throws(Abandoned) {
    guard !take(word) else { return }
    if token.kind != .separator, let mistake = mistakeAfterValue() { throw mistake }
    throw fail("E0208", "`\(word)` is missing before \(written(token))", at: here, help: "write `\(shape)`")
  }

  /// Takes a colon, or reports that it is missing and goes on as if it stood there.
  mutating func expectColon(after what: String) {
    guard !take(.colon) else { return }
    report("E0209", "`:` is missing after \(what)", at: here, help: "write `:` before \(written(token))")
    // `=` is the usual slip.
    if at(.assign) { advance() }
  }

  /// Takes a name; `what` says whose ("a tier's name").
  mutating func name(_ what: String) throws(Abandoned) -> Name {
    switch token.kind {
    case .name(let text):
      let place = span(advance())
      return Name(text, at: place)
    case .reserved(let word):
      throw fail(
        "E0204", "`\(word)` is a word of the language and can't be \(what)", at: here,
        help: "choose another name")
    case .currency(let code):
      throw fail(
        "E0204", "`\(code)` is a currency and can't be \(what)", at: here,
        help: "choose another name, or write it in small letters")
    case .number, .percent, .text, .yuan, .symbol, .lineEnd, .separator, .end:
      throw fail("E0205", "\(what) is missing before \(written(token))", at: here)
    }
  }

  /// Takes a quoted text.
  mutating func quoted(_ what: String) throws(Abandoned) -> Quoted {
    guard case .text(let text) = token.kind else {
      throw fail(
        "E0206", "\(what) is missing before \(written(token))", at: here,
        help: "write it in quotes: `\"...\"`")
    }
    let place = span(advance())
    return Quoted(text, at: place)
  }

  /// Takes a quoted text if there is one.
  mutating func title() -> Quoted? {
    guard case .text(let text) = token.kind else { return nil }
    let place = span(advance())
    return Quoted(text, at: place)
  }

  /// Takes one of a few words, as a name.
  mutating func choice(_ words: [String], _ what: String) throws(Abandoned) -> Name {
    if let word = words.first(where: { at($0) }) {
      let place = span(advance())
      return Name(word, at: place)
    }
    let near = token.word.flatMap { nearest($0, in: words) }
    let list = words.dropLast().map { "`\($0)`" }.joined(separator: ", ") + " or `\(words.last ?? "")`"
    throw fail(
      "E0210", "\(what) is \(list), not \(written(token))", at: here,
      help: near.map { "did you mean `\($0)`?" })
  }

  /// Takes a whole number without decimals.
  mutating func whole(_ what: String) throws(Abandoned) -> Int {
    guard case .number(let digits) = token.kind else {
      throw fail("E0216", "\(what) is a whole number, not \(written(token))", at: here)
    }
    // No whole number of the language counts further than this, and sums of two must not overflow.
    guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let value = Int(digits),
      value <= 1_000_000_000
    else {
      throw fail(
        "E0216", "\(what) is a whole number of at most 1_000_000_000, not \(written(token))", at: here,
        help: "write it in digits only")
    }
    advance()
    return value
  }
}
