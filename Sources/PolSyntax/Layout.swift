import PolSource

/// Tokens with line ends to tokens with separators, in which every bracket is closed.
///
/// A bracket without a partner is reported here, once, and given one: where it is missing is guessed from
/// the lines' indentation. So the parser sees only balanced brackets, and `mates` leads it from one to the other.
struct Layout {
  /// The tokens; a missing bracket stands in as a token of no length.
  private(set) var tokens: [Token] = []
  /// For an opening bracket the index of its closing one, and the reverse; -1 for any other token.
  private(set) var mates: [Int] = []
  /// What was wrong.
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether something is still open at the end, so that more lines could mend it.
  private(set) var isIncomplete = false

  /// The open brackets: where in `tokens`, and whether its partner is missing.
  private var open: [(index: Int, isUnclosed: Bool)] = []

  init(_ raw: [Token], as id: SourceID, in source: SourceText) {
    let pairing = BracketPairing.best(of: raw, in: source)
    diagnostics = pairing.diagnostics(of: raw, as: id)
    isIncomplete =
      !pairing.openAtEnd.isEmpty || raw.dropLast().last { $0.kind != .lineEnd }?.continuesLine ?? false
    tokens.reserveCapacity(raw.count)
    mates.reserveCapacity(raw.count)
    var carriesFault = false
    for (index, token) in raw.enumerated() {
      for _ in 0..<pairing.missingBraces[index, default: 0] {
        closeUnclosedParentheses()
        closeTop()
        put(.separator)
      }
      if pairing.missingOpenings.contains(index) {
        open.append((tokens.count, false))
        append(
          Token(
            kind: .symbol(.openBrace), lower: tokens.last?.upper ?? 0, upper: tokens.last?.upper ?? 0,
            isFaulty: true))
      }
      if pairing.strays.contains(index) {
        carriesFault = true
        continue
      }
      var token = token
      if carriesFault { token.isFaulty = true }
      carriesFault = false
      take(token, isUnclosed: pairing.unclosed.contains(index))
    }
  }

  private mutating func take(_ token: Token, isUnclosed: Bool) {
    switch token.kind {
    case .lineEnd:
      if let top = open.last, !top.isUnclosed, tokens[top.index].kind != .symbol(.openBrace) { return }
      if let last = tokens.last, last.continuesLine { return }
      closeUnclosedParentheses()
      put(.separator, like: token)
    case .symbol(.semicolon):
      closeUnclosedParentheses()
      put(.separator, like: token)
    case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.openBrace):
      open.append((tokens.count, isUnclosed))
      var token = token
      if isUnclosed { token.isFaulty = true }
      append(token)
    case .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.closeBrace):
      while let top = open.last, top.isUnclosed { closeTop() }
      close(with: token)
    case .end:
      while !open.isEmpty { closeTop() }
      append(token)
    case .symbol, .name, .reserved, .currency, .number, .percent, .text, .yuan, .separator:
      append(token)
    }
  }

  private mutating func append(_ token: Token) {
    tokens.append(token)
    mates.append(-1)
  }

  /// A separator, unless there is one already or nothing to separate.
  private mutating func put(_ kind: Token.Kind, like token: Token? = nil) {
    if case .separator? = tokens.last?.kind { return }
    let place = tokens.last?.upper ?? 0
    append(
      Token(
        kind: kind, lower: token?.lower ?? place, upper: token?.upper ?? place,
        isFaulty: token?.isFaulty ?? false))
  }

  private mutating func close(with token: Token) {
    append(token)
    guard let opening = open.popLast() else { return }
    mates[opening.index] = tokens.count - 1
    mates[tokens.count - 1] = opening.index
  }

  private mutating func closeTop() {
    guard let top = open.last else { return }
    let place = tokens.last?.upper ?? 0
    let kind: Token.Kind
    switch tokens[top.index].kind {
    case .symbol(.openParenthesis): kind = .symbol(.closeParenthesis)
    case .symbol(.openBracket): kind = .symbol(.closeBracket)
    default: kind = .symbol(.closeBrace)
    }
    close(with: Token(kind: kind, lower: place, upper: place))
  }

  private mutating func closeUnclosedParentheses() {
    while let top = open.last, top.isUnclosed, tokens[top.index].kind != .symbol(.openBrace) { closeTop() }
  }
}
