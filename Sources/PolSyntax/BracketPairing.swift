import PolSource

/// Which brackets belong together, found in one pass over the tokens.
struct BracketPairing {
  /// Opening brackets that nothing closes, as indices of tokens.
  private(set) var unclosed: Set<Int> = []
  /// Closing brackets that close nothing.
  private(set) var strays: Set<Int> = []
  /// How many closing braces are missing before a token.
  private(set) var missingBraces: [Int: Int] = [:]
  /// Before which tokens an opening brace is missing.
  private(set) var missingOpenings: Set<Int> = []
  /// Of the unclosed ones, those that nothing but the end of the text stopped.
  private(set) var openAtEnd: [Int] = []
  /// Unclosed ones that one place would mend: reported together.
  private var groups: [[Int]] = []

  private struct Counts {
    var round = 0
    var square = 0
    var braces = 0

    subscript(_ symbol: Token.Symbol) -> Int {
      symbol == .openParenthesis ? round : symbol == .openBracket ? square : braces
    }
  }

  private struct Open {
    /// Its index; nil for one that is missing from the text.
    var index: Int?
    var symbol: Token.Symbol
    /// The blanks before the line it stands in.
    var indent: Int
    var line: Int
    /// How many of each sort are open from here down, to the nearest brace for the round and square ones;
    /// so a closing bracket knows without looking whether it has a partner.
    var counts: Counts
  }
  private var stack: [Open] = []

  /// The pairing by brackets alone; where that leaves some over, the one that trusts the lines' indentation,
  /// if it blames no more brackets than the first.
  static func best(of tokens: [Token], in source: SourceText) -> BracketPairing {
    let plain = BracketPairing(tokens, source, byIndentation: false)
    guard plain.blamed > 0 else { return plain }
    var guess = BracketPairing(tokens, source, byIndentation: true)
    guard guess.blamed <= plain.blamed, guess.blamed > 0 else { return plain }
    // Whether more lines could help is a question about the brackets alone.
    guess.openAtEnd = plain.openAtEnd
    return guess
  }

  private var blamed: Int { unclosed.count + strays.count + missingOpenings.count }

  private init(_ tokens: [Token], _ source: SourceText, byIndentation: Bool) {
    var line = 0
    var indent = 0
    var beginsLine = true
    for (index, token) in tokens.enumerated() {
      if case .lineEnd = token.kind {
        if missingOpenings.contains(index) { push(.openBrace, at: nil, indent, line) }
        line += 1
        beginsLine = true
        continue
      }
      let isFirst = beginsLine
      if beginsLine {
        indent = token.lower - source.lineStarts[source.lineIndex(of: token.lower)]
        if byIndentation, closeByIndent(at: index, token, indent, line) {
          beginsLine = false
          continue
        }
        beginsLine = false
      }
      if byIndentation, let place = Self.missingOpening(in: tokens, from: index) {
        missingOpenings.insert(place)
      }
      if missingOpenings.contains(index) { push(.openBrace, at: nil, indent, line) }
      guard case .symbol(let symbol) = token.kind else { continue }
      switch symbol {
      case .openParenthesis, .openBracket, .openBrace:
        push(symbol, at: index, indent, line)
      case .closeParenthesis: close(.openParenthesis, at: index)
      case .closeBracket: close(.openBracket, at: index)
      case .closeBrace:
        // At a line's end a brace closes what was opened in that line.
        if byIndentation, !isFirst, let top = stack.last, top.symbol == .openBrace, top.line < line {
          strays.insert(index)
        } else {
          close(.openBrace, at: index)
        }
      default: break
      }
    }
    openAtEnd = stack.compactMap(\.index)
    abandon(stack.count)
  }

  private mutating func push(_ symbol: Token.Symbol, at index: Int?, _ indent: Int, _ line: Int) {
    var counts = stack.last?.counts ?? Counts()
    switch symbol {
    case .openParenthesis: counts.round += 1
    case .openBracket: counts.square += 1
    default: counts = Counts(braces: counts.braces + 1)
    }
    stack.append(Open(index: index, symbol: symbol, indent: indent, line: line, counts: counts))
  }

  /// A closing bracket takes the nearest opening one of its sort; what was opened since is unclosed. A round
  /// or square one never reaches over a brace.
  private mutating func close(_ symbol: Token.Symbol, at index: Int) {
    guard let top = stack.last, top.counts[symbol] > 0,
      let depth = stack.lastIndex(where: { $0.symbol == symbol })
    else {
      strays.insert(index)
      return
    }
    abandon(stack.count - 1 - depth)
    stack.removeLast()
  }

  /// The innermost `count` open brackets have no partner. Braces are mended at one place, and so are the
  /// round and square ones of one line.
  private mutating func abandon(_ count: Int) {
    let lost = stack.suffix(count)
    stack.removeLast(count)
    var last: Open?
    for open in lost {
      guard let index = open.index else { continue }
      unclosed.insert(index)
      let isBrace = open.symbol == .openBrace
      if let last, isBrace == (last.symbol == .openBrace), isBrace || last.line == open.line {
        groups[groups.count - 1].append(index)
      } else {
        groups.append([index])
      }
      last = open
    }
  }

  /// Where what begins at `start` lacks its `{`: a word that opens a block, and no block.
  ///
  /// It is asked of every token, so it looks no further than the clause's head.
  private static func missingOpening(in tokens: [Token], from start: Int) -> Int? {
    func endsLine(_ place: Int) -> Bool { tokens[place].kind == .lineEnd || tokens[place].kind == .end }
    func unlessOpened(_ place: Int) -> Int? { tokens[place].kind == .symbol(.openBrace) ? nil : place }
    /// The end of a head that is too long to be told from what follows.
    func unlessOpenedLater() -> Int? {
      let end = tokens[start...].firstIndex {
        [.lineEnd, .end, .symbol(.semicolon), .symbol(.openBrace)].contains($0.kind)
      }
      return end.flatMap(unlessOpened)
    }
    guard let first = tokens[start].word else { return nil }
    if first == "with" { return unlessOpened(start + 1) }
    guard
      start == 0 || [.lineEnd, .symbol(.semicolon), .symbol(.openBrace)].contains(tokens[start - 1].kind),
      tokens[start + 1].word != nil
    else { return nil }
    switch first {
    case "sweep", "law": return unlessOpenedLater()
    case "product", "policy", "market", "story", "tier":
      var place = start + 2
      if case .text = tokens[place].kind { place += 1 }
      if tokens[place].isWord("from"), !endsLine(place + 1) {
        if case .text = tokens[place + 1].kind { return nil }
        place += 2
      }
      return unlessOpened(place)
    case "price", "retail", "load":
      if case .number = tokens[start + 2].kind { return start + 1 }
      return nil
    default:
      guard tokens[start + 2].kind == .symbol(.colon), let word = tokens[start + 3].word,
        ["differential", "step", "slice"].contains(word)
      else { return nil }
      return tokens[start + 4].isWord("by") ? unlessOpenedLater() : unlessOpened(start + 4)
    }
  }

  /// At a line's first token: closes the braces whose content must lie further in than this line does.
  /// True where the token itself is a brace too many.
  private mutating func closeByIndent(at index: Int, _ token: Token, _ indent: Int, _ line: Int) -> Bool {
    if case .end = token.kind { return false }
    let isBrace = token.kind == .symbol(.closeBrace)
    var kept = stack.count
    var braces = 0
    while kept > 0, stack[kept - 1].counts.braces > 0, isBrace || stack[kept - 1].symbol == .openBrace,
      let depth = stack[..<kept].lastIndex(where: { $0.symbol == .openBrace }),
      isBrace ? stack[depth].indent > indent : stack[depth].indent >= indent
    {
      kept = depth
      braces += 1
    }
    abandon(stack.count - kept)
    if braces > 0 { missingBraces[index] = braces }
    if isBrace, let top = stack.last, top.symbol == .openBrace, top.indent < indent, top.line < line {
      strays.insert(index)
      return true
    }
    return false
  }

  /// One message for each place that needs mending.
  func diagnostics(of tokens: [Token], as id: SourceID) -> [Diagnostic] {
    func written(_ index: Int) -> String {
      if case .symbol(let symbol) = tokens[index].kind { return symbol.rawValue }
      return ""
    }
    func span(_ index: Int) -> Span { Span(id, tokens[index].lower, tokens[index].upper) }
    var found: [Diagnostic] = []
    for group in groups {
      guard let inner = group.last else { continue }
      let closing = ["(": ")", "[": "]", "{": "}"][written(inner)] ?? ""
      let notes = group.dropLast().suffix(3).reversed().map {
        Diagnostic.Note("and so is this `\(written($0))`", at: span($0))
      }
      found.append(
        Diagnostic(
          "E0106", "this `\(written(inner))` is never closed", at: span(inner),
          help: "put a `\(closing)` where it ends", notes: notes))
    }
    for index in missingOpenings.sorted() {
      let place = tokens[index - 1].upper
      found.append(Diagnostic("E0108", "a `{` is missing here", at: Span(id, place, place)))
    }
    for index in strays.sorted() {
      found.append(
        Diagnostic(
          "E0107", "this `\(written(index))` closes nothing", at: span(index),
          help: "take it out, or open it further up"))
    }
    return found
  }
}
