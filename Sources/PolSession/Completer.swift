import PolCheck
import PolSource
import PolSyntax

/// What could stand where the cursor is: keywords where the grammar has them, names where they mean something.
///
/// The parser is the judge: a word may stand at a place if the text up to it, the word put in and open brackets
/// closed, has no mistake before the word's end. So there is no second grammar here; only which *names* are worth
/// offering is told by the words before.
struct Completer {
  typealias Candidate = Workspace.Completions.Candidate

  let state: Workspace.State
  /// The text up to the cursor.
  let text: String
  /// The word that the cursor stands behind, which may be empty.
  let word: String
  /// What stands before the word in the same statement, and its tokens.
  let before: String
  let tokens: [Token]

  init(_ state: Workspace.State, text: String, upTo offset: Int) {
    self.state = state
    let bytes = Array(text.utf8)
    var end = min(max(offset, 0), bytes.count)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    self.text = String(decoding: bytes[..<end], as: UTF8.self)
    word = String(
      self.text.unicodeScalars.reversed().prefix { $0.properties.isXIDContinue }.reversed().map(
        Character.init))
    let whole = Self.tokens(of: String(self.text.dropLast(word.count)))
    // Only the statement at hand is judged, so a long text costs no more than a short one.
    var depth = 0
    var start = 0
    for token in whole {
      switch token.kind {
      case .symbol(.openBrace), .symbol(.openBracket), .symbol(.openParenthesis): depth += 1
      case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis): depth = max(0, depth - 1)
      case .lineEnd where depth == 0, .symbol(.semicolon) where depth == 0: start = token.upper
      default: break
      }
    }
    before = String(decoding: bytes[start..<end - word.utf8.count], as: UTF8.self)
    tokens = Self.tokens(of: before)
  }

  /// All of them, in the order in which they are to be shown.
  func completions() -> Workspace.Completions {
    let place = text.utf8.count - word.utf8.count..<text.utf8.count
    if text.drop(while: \.isWhitespace).first == ":" { return command() }
    if let path = openText {
      return path.isEmpty && !isUse ? .none(at: place) : PathCompleter(path).completions(in: text)
    }
    guard !isInComment else { return .none(at: place) }
    if tokens.last?.kind == .symbol(.dot) { return .init(replaced: place, candidates: sorted(members())) }
    if word.first?.isNumber == true { return .none(at: place) }
    let known = mistakes(in: before + closing).filter { $0.place < before.utf8.count }
    let mayBeName = allows("x", known)
    let words = Vocabulary.notes.filter { note in
      guard note.word.hasPrefix(word) else { return false }
      // Most keywords can be names as well, and where a name can stand only some of them mean something.
      return mayBeName && !isExpected(note.word) ? false : allows(note.word, known)
    }
    .map { Candidate(text: $0.word, note: $0.note) }
    let names = mayBeName ? sorted(self.names()) : []
    var seen: Set<String> = []
    return .init(replaced: place, candidates: (names + words).filter { seen.insert($0.text).inserted })
  }

  // MARK: Where

  static func tokens(of text: String) -> [Token] {
    var tokenizer = Tokenizer(SourceText(name: "", text: text), as: SourceID(0))
    tokenizer.run()
    return tokenizer.tokens.dropLast()
  }

  /// What may follow a word where alone it would be no more than a beginning.
  private static let sequels = ["", " x", " 1", " month", " quits", " month 1: x quits"]

  /// Whether the parser takes a word here: it finds nothing wrong up to the word's end that was not wrong before.
  private func allows(_ candidate: String, _ known: Set<Mistake>) -> Bool {
    let end = before.utf8.count + candidate.utf8.count
    return Self.sequels.contains { sequel in
      mistakes(in: before + candidate + sequel + " " + closing).subtracting(known).allSatisfy {
        $0.place >= end
      }
    }
  }

  private struct Mistake: Hashable {
    var code: String
    var place: Int
  }

  private func mistakes(in text: String) -> Set<Mistake> {
    let result = Parser.parse(SourceText(name: "", text: text), as: SourceID(0), isEntry: true)
    return Set(
      result.diagnostics.filter { $0.severity == .error }.map {
        Mistake(code: $0.code, place: $0.span?.lower ?? 0)
      })
  }

  /// The brackets that are open, closed.
  private var closing: String {
    var open: [String] = []
    for token in tokens {
      switch token.kind {
      case .symbol(.openBrace): open.append("\n}")
      case .symbol(.openBracket): open.append("]")
      case .symbol(.openParenthesis): open.append(")")
      case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis): _ = open.popLast()
      default: break
      }
    }
    return open.reversed().joined()
  }

  /// What stands between an open quotation mark and the cursor; nil outside texts.
  private var openText: String? {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    var isOpen = false
    var start = line.startIndex
    for place in line.indices where line[place] == "\"" {
      isOpen.toggle()
      start = line.index(after: place)
    }
    return isOpen ? String(line[start...]) : nil
  }

  private var isUse: Bool {
    head == "use"
  }

  private var isInComment: Bool {
    let end = tokens.last?.upper ?? 0
    let gap = before.utf8.dropFirst(end)
    return gap.split(separator: 0x0A, omittingEmptySubsequences: false).last?.contains(UInt8(ascii: "#"))
      ?? false
  }

  /// Whether a word is one of an expression, of the beginning of an entry, or one that goes with the word before.
  private func isExpected(_ candidate: String) -> Bool {
    if Token.reservedWords.contains(candidate) || Vocabulary.inExpressions.contains(candidate) { return true }
    if tokens.allSatisfy({ $0.kind == .lineEnd }) { return Parser.isStatementWord(candidate) }
    return Vocabulary.followers[last() ?? ""]?.contains(candidate) ?? false
  }

  // MARK: Names

  /// The word a number of tokens back, 0 for the last.
  private func last(_ back: Int = 0) -> String? {
    let index = tokens.count - 1 - back
    guard index >= 0 else { return nil }
    switch tokens[index].kind {
    case .name(let word), .reserved(let word): return word
    case .symbol(let symbol): return symbol.rawValue
    default: return nil
    }
  }

  /// The first word of the statement.
  private var head: String? {
    guard case .name(let word)? = tokens.first(where: { $0.kind != .lineEnd })?.kind else { return nil }
    return word
  }

  /// The names that make sense here.
  private func names() -> [Candidate] {
    let inner = state.checker.policyNames
    switch (last(), head) {
    case ("=", "run"): return declared(.policy, .run)
    case ("in", "run"): return declared(.market, .story)
    case ("from", "policy"): return declared(.policy) + noted(["company", "upline"], "")
    case ("from", "market"): return declared(.market)
    case ("as", _), ("becomes", _): return noted(inner.tiers, "tier")
    case ("sells", "policy"),
      (",", "policy") where last(2) == "sells":
      return declared(.product)
    case ("of", "policy"): return rules + columns(inMarket: false)
    case ("of", _): return declared(.run, .table)
    case (_, "story"): return people
    case (_, "policy"):
      return typedNames + noted(inner.tiers, "tier") + declared(.value, .product) + columns(inMarket: false)
    case (_, "market"):
      return noted(inner.tiers, "tier") + typedNames + declared(.value) + columns(inMarket: true)
    default:
      return declared(.run, .value, .table, .function, .policy, .market, .story, .product) + typedNames
        + queryColumns
    }
  }

  private var rules: [Candidate] { noted(state.checker.policyNames.rules, "rule") + typedNames }

  private func declared(_ kinds: CatalogueEntry.Kind...) -> [Candidate] {
    state.checker.catalogue.filter { kinds.contains($0.kind) }.map {
      Candidate(text: $0.name, note: $0.words)
    }
  }

  private func noted(_ names: [String], _ note: String) -> [Candidate] {
    names.map { Candidate(text: $0, note: note) }
  }

  private func columns(inMarket: Bool) -> [Candidate] {
    state.checker.columnsAtWork(inMarket: inMarket).map { Candidate(text: $0.name, note: $0.words) }
  }

  /// Tiers, rules and other names that are declared in the text being typed.
  private var typedNames: [Candidate] {
    let all = Self.tokens(of: text)
    let words: Set<String> = [
      "tier", "fee", "rebate", "deposit", "cost", "stock", "trait", "let", "run", "policy", "market", "story",
      "product",
    ]
    return zip(all, all.dropFirst()).compactMap { first, second in
      guard case .name(let word) = first.kind, words.contains(word), case .name(let name) = second.kind,
        second.upper < text.utf8.count
      else { return nil }
      return Candidate(text: name, note: word)
    }
  }

  /// The people of a story who have been named.
  private var people: [Candidate] {
    zip(tokens, tokens.dropFirst()).compactMap { first, second in
      guard case .name(let name) = first.kind, second.kind == .name("joins") else { return nil }
      return Candidate(text: name, note: "person")
    }
  }

  /// The columns that a query may read: of its table where that is written, else of any.
  private var queryColumns: [Candidate] {
    if let place = tokens.lastIndex(where: { $0.kind == .reserved("of") }), place + 1 < tokens.count {
      let owner = before.utf8.dropFirst(tokens[place + 1].lower)
      let path = String(decoding: Array(owner), as: UTF8.self).prefix { !$0.isWhitespace }
      let known = members(of: String(path))
      if !known.isEmpty { return known }
    }
    guard
      head == "sweep"
        || tokens.contains(where: {
          if case .reserved = $0.kind { true } else { $0.kind == .name("show") || $0.kind == .name("plot") }
        })
    else { return [] }
    return state.checker.allColumns.map { Candidate(text: $0.name, note: $0.words) }
  }

  /// What may stand behind the dot.
  private func members() -> [Candidate] {
    var start = tokens.count - 1
    var depth = 0
    while start > 0 {
      let kind = tokens[start - 1].kind
      if kind == .symbol(.closeParenthesis) { depth += 1 }
      if kind == .symbol(.openParenthesis) {
        guard depth > 0 else { break }
        depth -= 1
      }
      let isPart: Bool =
        switch kind {
        case .name, .symbol(.dot), .symbol(.closeParenthesis), .symbol(.openParenthesis): true
        default: depth > 0
        }
      guard isPart else { break }
      start -= 1
    }
    guard start < tokens.count - 1 else { return [] }
    let bytes = Array(before.utf8)
    let owner = String(decoding: bytes[tokens[start].lower..<tokens[tokens.count - 2].upper], as: UTF8.self)
    let known = members(of: owner)
    // A run inside a sweep is not known before the sweep is entered.
    return known.isEmpty && head == "sweep" ? noted(Checker.runMembers, "of a run") : known
  }

  private func members(of owner: String) -> [Candidate] {
    let (expression, _) = Parser.parseExpression(SourceText(name: "", text: owner), as: SourceID(0))
    guard let expression else { return [] }
    var checker = state.checker
    return checker.members(of: expression).map { Candidate(text: $0.name, note: $0.words) }
  }

  private func sorted(_ candidates: [Candidate]) -> [Candidate] {
    candidates.filter { $0.text.hasPrefix(word) }.sorted { $0.text < $1.text }
  }
}

extension Workspace.Completions {
  /// Nothing, at a place.
  static func none(at place: Range<Int>) -> Self { .init(replaced: place, candidates: []) }
}
