import PolSource

/// Looking at tokens and taking them.
extension Parser {
  var token: Token { tokens[index] }

  /// A token some way ahead; the last one beyond the end.
  func ahead(_ count: Int) -> Token { tokens[min(index + count, tokens.count - 1)] }

  @discardableResult
  mutating func advance() -> Token {
    let taken = tokens[index]
    if index < tokens.count - 1 { index += 1 }
    return taken
  }

  func span(_ token: Token) -> Span { Span(id, token.lower, token.upper) }

  /// From a place to the end of the token taken last.
  func span(from lower: Int) -> Span {
    Span(id, lower, max(lower, index > 0 ? tokens[index - 1].upper : lower))
  }

  func at(_ symbol: Token.Symbol) -> Bool { token.kind == .symbol(symbol) }

  /// Whether a keyword is next, reserved or not.
  func at(_ word: String) -> Bool { token.isWord(word) }

  func at(oneOf words: [String]) -> Bool { words.contains { at($0) } }

  mutating func take(_ symbol: Token.Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  mutating func take(_ word: String) -> Bool {
    guard at(word) else { return false }
    advance()
    return true
  }

  mutating func skipSeparators() {
    while case .separator = token.kind { advance() }
  }

  /// Whether a statement, clause or other item may end here.
  var isAtItemEnd: Bool {
    switch token.kind {
    case .separator, .end, .symbol(.closeBrace): return true
    case .symbol, .name, .reserved, .currency, .number, .percent, .text, .yuan, .lineEnd: return false
    }
  }

  /// Reads one item; where that fails, goes on behind it.
  mutating func item<Part>(_ read: (inout Parser) throws(Abandoned) -> Part) -> Part? {
    let (outerStart, outerMistake) = (itemStart, itemHasMistake)
    (itemStart, itemHasMistake) = (index, false)
    defer { (itemStart, itemHasMistake) = (outerStart, outerMistake) }
    let (depth, filters) = (nesting, filters)
    self.filters = 0
    defer { self.filters = filters }
    var part: Part?
    do throws(Abandoned) {
      part = try read(&self)
      if isAtItemEnd { return part }
      throw unexpected()
    } catch {
      nesting = depth
      index = nextStatement ?? max(index, endOfItem())
      nextStatement = nil
      return part
    }
  }

  /// The separator or closing bracket at which the current item ends.
  private func endOfItem() -> Int {
    var end = itemStart
    while true {
      switch tokens[end].kind {
      case .separator, .end: return end
      case .symbol:
        let mate = mates[end]
        if mate > end {
          end = mate
        } else if mate >= 0 {
          return end
        }
      case .name, .reserved, .currency, .number, .percent, .text, .yuan, .lineEnd: break
      }
      end += 1
    }
  }

  /// Reads `{`, items divided by separators, `}`.
  mutating func block<Part>(
    in what: String, _ read: (inout Parser) throws(Abandoned) -> Part
  ) throws(Abandoned) -> [Part] {
    try expect(.openBrace, "`{` is missing here: \(what) is described between braces")
    var parts: [Part] = []
    while true {
      skipSeparators()
      if at(.closeBrace) || token.kind == .end { break }
      if let part = item(read) { parts.append(part) }
    }
    _ = take(.closeBrace)
    return parts
  }

  /// Reads `{`, entries divided by commas or separators, `}`; at least one.
  mutating func entries<Part>(
    of what: String, _ read: (inout Parser) throws(Abandoned) -> Part
  ) throws(Abandoned) -> [Part] {
    try expect(.openBrace, "`{` is missing here: \(what) stands between braces")
    var parts: [Part] = []
    repeat {
      skipSeparators()
      parts.append(try read(&self))
      let isDivided = take(.comma) || token.kind == .separator
      skipSeparators()
      if at(.closeBrace) { break }
      if !isDivided { throw unexpected() }
    } while true
    _ = take(.closeBrace)
    return parts
  }
}

extension Token {
  /// Whether it is this word, reserved or not.
  func isWord(_ word: String) -> Bool {
    switch kind {
    case .name(let text), .reserved(let text): return text == word
    case .currency, .number, .percent, .text, .yuan, .symbol, .lineEnd, .separator, .end: return false
    }
  }

  /// The text of a word of any sort.
  var word: String? {
    switch kind {
    case .name(let text), .reserved(let text), .currency(let text): return text
    case .number, .percent, .text, .yuan, .symbol, .lineEnd, .separator, .end: return nil
    }
  }
}
