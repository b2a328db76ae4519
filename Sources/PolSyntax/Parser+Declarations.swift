import PolSource

/// Products, and what policies and markets have in common.
extension Parser {
  mutating func product() throws(Abandoned) -> ProductDeclaration {
    // product ::= 'product' NAME TEXT? '{' SEP* (productPart (SEP+ productPart)* SEP*)? '}'
    advance()
    let name = try name("a product's name")
    let title = title()
    let parts = try block(in: "a product") { parser throws(Abandoned) in try parser.productPart() }
    return ProductDeclaration(name: name, title: title, parts: parts)
  }

  private mutating func productPart() throws(Abandoned) -> ProductDeclaration.Part {
    // productPart ::= ('cost' | 'retail' | 'points' | 'volume') expr
    let start = token.lower
    guard let word = token.word.flatMap(ProductDeclaration.Part.Word.init) else {
      throw unknownWord("a product", ProductDeclaration.Part.Word.allCases.map(\.rawValue))
    }
    advance()
    let value = try expression()
    return ProductDeclaration.Part(word: word, value: value, span: span(from: start))
  }

  mutating func policy() throws(Abandoned) -> BodyDeclaration {
    // policy ::= 'policy' NAME TEXT? ('from' NAME)? body
    try declaration("a policy")
  }

  mutating func market() throws(Abandoned) -> BodyDeclaration {
    // market ::= 'market' NAME TEXT? ('from' NAME)? body
    try declaration("a market")
  }

  private mutating func declaration(_ what: String) throws(Abandoned) -> BodyDeclaration {
    advance()
    let name = try name("\(what)'s name")
    let title = title()
    let base = take("from") ? try self.name("the name of \(what) to start from") : nil
    return BodyDeclaration(name: name, title: title, base: base, body: try body(in: what))
  }

  /// Reads clauses; `height` becomes that of the tallest expression in them.
  mutating func body(in what: String) throws(Abandoned) -> Body {
    // body ::= '{' SEP* (clause (SEP+ clause)* SEP*)? '}'
    let start = token.lower
    let outer = tallest
    tallest = 0
    let clauses = try block(in: what) { parser throws(Abandoned) in try parser.clause(in: what) }
    height = tallest
    tallest = max(outer, height)
    return Body(clauses: clauses, span: span(from: start))
  }

  static let marketWords = [
    "people", "founders", "joins", "trait", "recruits", "arrivals", "accepts", "demand", "wins", "stays",
    "uses",
    "quits", "returns",
  ]
  static let policyWords = [
    "sells", "supply", "tier", "fee", "deposit", "rebate", "cost", "stock", "rounding", "placement",
    "returns",
    "customers", "cap",
  ]
  static let clauseWords = policyWords + marketWords

  private mutating func clause(in what: String) throws(Abandoned) -> Clause {
    // clause ::= policyPart | rule | marketPart
    let start = token.lower
    guard case .name(let word) = token.kind else { throw unknownClause(what) }
    let kind: Clause.Kind
    if RuleDeclaration.Kind(rawValue: word) != nil {
      kind = .rule(try rule())
    } else if let part = try policyPart(word) {
      kind = part
    } else if let part = try marketPart(word) {
      kind = part
    } else {
      throw unknownClause(what)
    }
    return Clause(span: span(from: start), kind: kind)
  }

  private mutating func unknownClause(_ what: String) -> Abandoned {
    switch what {
    case "a policy": return unknownWord(what, Self.policyWords)
    case "a market": return unknownWord(what, Self.marketWords)
    default: return unknownWord(what, Self.clauseWords)
    }
  }
}
