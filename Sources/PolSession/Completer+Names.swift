import PolCheck
import PolSource
import PolSyntax

/// Which names are worth offering.
extension Completer {
  /// The names that make sense here: one's own, then columns.
  func names() -> [Candidate] {
    let (own, others) = namesAndColumns()
    return sorted(own) + sorted(others)
  }

  private func namesAndColumns() -> (own: [Candidate], columns: [Candidate]) {
    let isPolicy = place.isBody(of: "policy")
    let isMarket = place.isBody(of: "market")
    switch (place.last(), place.itemHead) {
    case ("=", "run"): return (declared(.policy, .run), [])
    case ("in", "run"), ("in", "compare"): return (declared(.market, .story), [])
    case ("from", "policy"): return (declared(.policy), [])
    case ("from", "market"): return (declared(.market), [])
    default: break
    }
    switch (place.last(), place.head) {
    case ("{", _) where sayOfGoods, (",", _) where sayOfGoods: return (declared(.product), [])
    case ("as", _), ("becomes", _): return (tiers, [])
    // The last one is who joins.
    case ("under", "story"): return (people.dropLast(), [])
    case ("of", "story"): return (declared(.product), [])
    case ("to", "story"): return (customers, [])
    case (_, "story"): return (people + declared(.value), [])
    case ("sells", _) where isPolicy, (",", _) where isPolicy && place.innermost.contains { $0.isSells }:
      return (declared(.product), [])
    case ("tier", _) where isPolicy: return (tiers, [])
    case (let kind?, _) where isPolicy && RuleDeclaration.Kind(rawValue: kind) != nil: return (rules, [])
    case ("of", _) where isPolicy && place.itemHead == "stock": return (declared(.product), [])
    case ("of", _) where isPolicy: return (rules, noted(Checker.volumes, "volume"))
    case ("of", _): return (declared(.run, .table) + parameters, [])
    default: break
    }
    if isPolicy || isMarket {
      let policy = isAccepting ? noted(["policy"], "the policy that is put into it") : []
      return (tiers + rules + traits + declared(.value, .product), policy + columns(inMarket: isMarket))
    }
    let all = declared(.run, .value, .table, .function, .policy, .market, .story, .product)
    let compared = comparedNames
    return compared.isEmpty ? (all + parameters, queryColumns) : (compared, [])
  }

  /// Whether the innermost braces say something of each product.
  private var sayOfGoods: Bool {
    ["price", "retail", "load", "demand", "uses", "returns"].contains(place.opener)
  }

  private var tiers: [Candidate] { typed(["tier"]) + noted(checker.policyNames.tiers, "tier") }

  private var rules: [Candidate] {
    typed(RuleDeclaration.Kind.allCases.map(\.rawValue)) + noted(checker.policyNames.rules, "rule")
  }

  private var traits: [Candidate] { typed(["trait"]) }

  private func declared(_ kinds: CatalogueEntry.Kind...) -> [Candidate] {
    checker.catalogue.filter { kinds.contains($0.kind) }.map { Candidate(text: $0.name, note: $0.words) }
  }

  private func noted(_ names: [String], _ note: String) -> [Candidate] {
    names.map { Candidate(text: $0, note: note) }
  }

  private func columns(inMarket: Bool) -> [Candidate] {
    checker.columnsAtWork(inMarket: inMarket).map { Candidate(text: $0.name, note: $0.words) }
  }

  /// What is named behind one of these words in the statement being typed.
  private func typed(_ words: [String]) -> [Candidate] {
    let tokens = place.statementTokens
    return zip(tokens, tokens.dropFirst()).compactMap { first, second in
      guard case .name(let word) = first.kind, words.contains(word), case .name(let name) = second.kind else {
        return nil
      }
      return Candidate(text: name, note: word)
    }
  }

  /// The people of the story being typed who have joined.
  private var people: [Candidate] {
    let tokens = place.statementTokens
    return zip(tokens, tokens.dropFirst()).compactMap { first, second in
      guard case .name(let name) = first.kind, second.kind == .name("joins") else { return nil }
      return Candidate(text: name, note: "person")
    }
  }

  /// The customers who have been sold something in the story being typed.
  private var customers: [Candidate] {
    typed(["to"]).map { Candidate(text: $0.text, note: "customer") }
  }

  /// Whether a market says here who joins, and may ask what is known of the policy.
  private var isAccepting: Bool { place.isBody(of: "market") && place.itemHead == "accepts" }

  /// The parameters of the function or law being typed.
  private var parameters: [Candidate] {
    guard place.head == "let" || place.head == "law" else { return [] }
    let list = place.statementTokens.drop { $0.kind != .symbol(.openParenthesis) }.dropFirst().prefix {
      $0.kind != .symbol(.closeParenthesis) && $0.kind != .symbol(.assign)
    }
    return list.compactMap { token in
      if case .name(let name) = token.kind { Candidate(text: name, note: "parameter") } else { nil }
    }
  }

  /// After a column and a comparison: the names that the column's values are.
  private var comparedNames: [Candidate] {
    let isNegated = place.last() == "not"
    guard let sign = place.last(isNegated ? 1 : 0), let column = place.last(isNegated ? 2 : 1),
      sign == "is" || Operator(rawValue: sign) != nil
    else { return [] }
    return noted(checker.names(ofColumn: column), column)
  }

  /// The columns that a query may read: of its table where that is written, else of any.
  private var queryColumns: [Candidate] {
    let part = place.innermost
    if let index = part.lastIndex(where: { $0.kind == .reserved("of") }), index + 1 < part.endIndex {
      let path = part[(index + 1)...].prefix { token in
        switch token.kind {
        case .name, .symbol(.dot): true
        default: false
        }
      }
      let known = members(ofTokens: path)
      if !known.isEmpty { return known }
    }
    let isQuery = part.contains { token in
      switch token.kind {
      case .reserved(let word): Query.Aggregate(rawValue: word) != nil
      case .name(let word): word == "show" || word == "plot"
      default: false
      }
    }
    return isQuery ? checker.allColumns.map { Candidate(text: $0.name, note: $0.words) } : []
  }

  // MARK: Behind a dot

  /// What may stand behind the dot.
  func members() -> [Candidate] {
    let owner = place.tokens.dropLast()
    var start = owner.endIndex
    var depth = 0
    // Backwards over names, dots and whole parentheses.
    scan: while start > owner.startIndex {
      switch owner[start - 1].kind {
      case .symbol(.closeParenthesis): depth += 1
      case .symbol(.openParenthesis):
        if depth == 0 { break scan }
        depth -= 1
      case .symbol(.dot): break
      case .name: if depth == 0, start < owner.endIndex, owner[start].isOperand { break scan }
      default: if depth == 0 { break scan }
      }
      start -= 1
    }
    let path = owner[start...]
    guard case .name(let first)? = path.first?.kind else { return members(ofTokens: path) }
    let known = members(ofTokens: path)
    if !known.isEmpty { return known }
    if first == "source" || first == "upline" {
      return columns(inMarket: place.head == "market") + rules + traits
    }
    if first == "policy", isAccepting { return noted(Checker.policyFacts, "fact of the policy") }
    // What a function is called with is not known, but it is mostly a run; nor is a run that is wrong.
    guard (parameters + typed(["run"])).contains(where: { $0.text == first }) else { return [] }
    let found = path.count == 1 ? checker.membersOfRuns : checker.columnsAtWork(inMarket: false)
    return found.map { Candidate(text: $0.name, note: $0.words) }
  }

  private func members(ofTokens path: ArraySlice<Token>) -> [Candidate] {
    guard let first = path.first, let last = path.last else { return [] }
    let bytes = Array(place.before.utf8)[first.lower..<last.upper]
    let owner = SourceText(name: "", text: String(decoding: bytes, as: UTF8.self))
    guard let expression = Parser.parseExpression(owner, as: SourceID(0)).expression else { return [] }
    var checker = checker
    return checker.members(of: expression).map { Candidate(text: $0.name, note: $0.words) }
  }
}

extension Token {
  fileprivate var isSells: Bool { kind == .name("sells") }

  /// Whether a name right before it belongs to something else.
  fileprivate var isOperand: Bool {
    switch kind {
    case .name, .number: true
    default: false
    }
  }
}
