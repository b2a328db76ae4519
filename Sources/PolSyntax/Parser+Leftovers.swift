import PolSource

/// What to say of a token that can't follow what has been read.
extension Parser {
  /// Reports the current token as one that can't stand here.
  mutating func unexpected() -> Abandoned {
    if let mistake = mistakeAfterValue() { return mistake }
    let before = index > itemStart ? " after \(written(tokens[index - 1]))" : ""
    var help: String?
    if case .symbol(.comma) = token.kind {
      help = "take out the comma"
    } else if case .separator = token.kind {
      help = nil
    } else if case .name(let word) = token.kind, case .name = ahead(1).kind,
      isStatementWord(token) || Self.clauseWords.contains(word)
    {
      help = "a statement or clause ends at its line's end, or at `;`"
    }
    return fail("E0203", "\(written(token)) can't stand here\(before)", at: here, help: help)
  }

  /// The mistakes that people make right behind a value; nil where it is none of them.
  mutating func mistakeAfterValue() -> Abandoned? {
    guard index > itemStart else { return nil }
    let last = tokens[index - 1]
    switch token.kind {
    case .symbol(.assign):
      return fail(
        "E0211", "`=` gives a name its value; it does not compare", at: here, help: "write `==` to compare")
    case .symbol(.equal), .symbol(.unequal), .symbol(.less), .symbol(.lessOrEqual), .symbol(.greater),
      .symbol(.greaterOrEqual), .symbol(.plus), .symbol(.minus), .symbol(.times), .symbol(.divide):
      guard queryEnd == index else { return nil }
      return fail(
        "E0213", "an aggregate reaches to the end of its expression, so \(written(token)) can't follow it",
        at: here,
        help: "put the aggregate in parentheses: `(sum net of r.agents) > 0`")
    case .reserved("by"):
      guard queryEnd == index else { return nil }
      return fail(
        "E0214", "with `by` this makes a table, which can't stand here", at: here,
        help: "tables stand after `show`, `plot` and `let x =`, or in parentheses")
    case .yuan:
      guard case .number(let digits) = last.kind else { return nil }
      return fail(
        "E0212", "`¥` stands before its number", at: span(last).joined(to: here), help: "write `¥\(digits)`")
    case .name(let word):
      guard case .number(let digits) = last.kind else { return nil }
      return mistakenMeasure(word, digits)
    case .symbol, .number, .percent, .text, .reserved, .currency, .lineEnd, .separator, .end: return nil
    }
  }

  /// A word behind a number that is nearly a currency or a measure.
  private mutating func mistakenMeasure(_ word: String, _ digits: String) -> Abandoned? {
    let yuan = ["yuan", "rmb", "renminbi", "元", "块", "人民币"]
    let code = yuan.contains(word.lowercased()) ? "CNY" : word.uppercased()
    if Currency.named(code) != nil {
      return fail(
        "E0212", "`\(word)` is no currency", at: here,
        help: "currencies are codes in capitals: `\(digits) \(code)`")
    }
    guard let measure = nearest(word, in: Self.measures.map(\.word)) else {
      guard word.count == 3, word == word.uppercased() else { return nil }
      return fail(
        "E0212", "`\(word)` is no currency", at: here,
        help: "currencies are those of ISO 4217 that are in use: `\(digits) EUR`")
    }
    return fail(
      "E0203", "`\(word)` can't stand here after `\(digits)`", at: here, help: "did you mean `\(measure)`?")
  }

  /// Whether a token is a word that begins statements.
  func isStatementWord(_ token: Token) -> Bool {
    guard case .name(let word) = token.kind else { return false }
    return Self.statementWords.contains(word)
  }

  /// Reports a word that begins nothing here, with the nearest one that would.
  mutating func unknownWord(_ place: String, _ words: [String]) -> Abandoned {
    let near = token.word.flatMap { nearest($0, in: words) }
    let list = words.map { "`\($0)`" }.joined(separator: ", ")
    if isStatementWord(token) {
      let help = "it is a statement, and stands outside the braces"
      // One brace out of place puts every statement below it inside: one message is enough.
      if diagnostics.last?.help == help { return Abandoned() }
      return fail("E0202", "\(written(token)) begins nothing in \(place)", at: here, help: help)
    }
    return fail(
      "E0202", "\(written(token)) begins nothing in \(place)", at: here,
      help: near.map { "did you mean `\($0)`?" } ?? "what may stand here begins with one of \(list)")
  }
}

extension Parser {
  /// Whether the last line breaks off after a comma or an operator, and the next one is another statement
  /// or rule.
  var isAtNextLine: Bool {
    guard index > itemStart, case .name(let word) = token.kind else { return false }
    let last = tokens[index - 1]
    guard last.continuesLine, beginsOther(word),
      source.bytes[last.upper..<token.lower].contains(0x0A)
    else { return false }
    // Inside brackets that are closed further on, this line belongs to the last one.
    return !(itemStart..<index).contains { mates[$0] > index }
  }

  /// Whether a word and what follows it can only be a new statement or rule.
  private func beginsOther(_ word: String) -> Bool {
    switch ahead(1).kind {
    case .text: return word == "check" || word == "use"
    case .name:
      if RuleDeclaration.Kind(rawValue: word) != nil { return ahead(2).kind == .symbol(.colon) }
      return isStatementWord(token)
    case .reserved, .currency, .number, .percent, .yuan, .symbol, .lineEnd, .separator, .end: return false
    }
  }
}
