import PolSource

/// The clauses of policies, rules apart.
extension Parser {
  /// Reads the clause that begins with `word`; nil where no clause of policies does.
  mutating func policyPart(_ word: String) throws(Abandoned) -> Clause.Kind? {
    // policyPart ::= sells | supply | tier | rounding | placement | buyback | lock | sharedCap
    switch word {
    case "sells": return .sells(try sells())
    case "supply": return .supply(try supply())
    case "tier": return .tier(try tier())
    case "rounding": return .rounding(try rounding())
    case "placement": return .placement(try placement())
    // A market's `returns P` is told from this one by the word `within`.
    case "returns" where ahead(2).isWord("within"): return .returnsGoods(try buyback())
    case "customers": return .customersLock(try lock())
    case "cap": return .sharedCap(try sharedCap())
    default: return nil
    }
  }

  private mutating func sells() throws(Abandoned) -> [Name] {
    // sells ::= 'sells' NAME (',' NAME)*
    advance()
    var names = [try name("a product's name")]
    while take(.comma) { names.append(try name("a product's name")) }
    return names
  }

  private mutating func supply() throws(Abandoned) -> Name {
    // supply ::= 'supply' ('company' | 'upline' | 'dropship')
    advance()
    return try choice(["company", "upline", "dropship"], "the supply")
  }

  private mutating func rounding() throws(Abandoned) -> Name {
    // rounding ::= 'rounding' ('floor' | 'half_even' | 'half_up')
    advance()
    return try choice(["floor", "half_even", "half_up"], "rounding")
  }

  private mutating func placement() throws(Abandoned) -> PlacementDeclaration {
    // placement ::= 'placement' ('binary' carry? | 'matrix' WHOLE 'deep' WHOLE)
    advance()
    if try choice(["binary", "matrix"], "the placement").text == "binary" {
      return .binary(carry: take("carry") ? try carry() : nil)
    }
    let width = try whole("a matrix's width")
    try expect("deep", shape: "placement matrix 3 deep 7")
    return .matrix(width: width, depth: try whole("a matrix's depth"))
  }

  private mutating func carry() throws(Abandoned) -> Carry {
    // carry ::= 'carry' (atom ('when' expr)? | 'when' expr)
    let limit = at(oneOf: ["when"]) ? nil : try atom()
    return Carry(limit: limit, condition: take("when") ? try expression() : nil)
  }

  private mutating func buyback() throws(Abandoned) -> ReturnsClause {
    // buyback ::= 'returns' ('customer' | 'agent') 'within' expr 'at' expr
    advance()
    let who = try choice(["customer", "agent"], "who returns goods")
    let shape = "returns agent within 12 months at 90%"
    try expect("within", shape: shape)
    let within = try expression()
    try expect("at", shape: shape)
    return ReturnsClause(who: who, within: within, at: try expression())
  }

  private mutating func lock() throws(Abandoned) -> Expression? {
    // lock ::= 'customers' 'lock' ('forever' | expr)
    advance()
    try expect("lock", shape: "customers lock forever")
    return take("forever") ? nil : try expression()
  }

  private mutating func sharedCap() throws(Abandoned) -> SharedCap {
    // sharedCap ::= 'cap' NAME ':' ('none' | atom ('per' period | ('of' NAME)? 'in' 'all') 'for' NAME (',' NAME)*)
    advance()
    let name = try name("a cap's name")
    expectColon(after: "the cap's name")
    if take("none") { return SharedCap(name: name, terms: nil) }
    let shape = "cap NAME: 5_000 CNY per month for RULE, RULE"
    var cap = RuleCap(limit: try atom())
    if at(oneOf: ["of", "in"]) {
      cap.base = take("of") ? try self.name("what the limit is a share of") : nil
      let start = token.lower
      try expect("in", shape: "cap NAME: 35% of order in all for RULE, RULE")
      try expect("all", shape: "cap NAME: 35% of order in all for RULE, RULE")
      cap.inAll = span(from: start)
    } else {
      try expect("per", shape: shape)
      cap.period = try period()
    }
    try expect("for", shape: shape)
    var rules = [try self.name("a rule's name")]
    while take(.comma) { rules.append(try self.name("a rule's name")) }
    return SharedCap(name: name, terms: SharedCap.Terms(cap: cap, rules: rules))
  }

  private mutating func tier() throws(Abandoned) -> TierDeclaration {
    // tier ::= 'tier' NAME '{' SEP* (tierPart (SEP+ tierPart)* SEP*)? '}'
    advance()
    let name = try name("a tier's name")
    let parts = try block(in: "a tier") { parser throws(Abandoned) in try parser.tierPart() }
    return TierDeclaration(name: name, parts: parts)
  }

  private mutating func tierPart() throws(Abandoned) -> TierDeclaration.Part {
    // tierPart ::= ('price' | 'retail' | 'load') ('none' | expr | table)
    //   | 'reach' 'when' expr ('for' COUNT ('of' COUNT)? 'months')? ('from' ('now' | 'this' 'month'))?
    //   | 'keep' 'when' expr ('for' COUNT ('of' COUNT)? 'months')? ('else' NAME)?
    let start = token.lower
    let kind: TierDeclaration.Part.Kind
    if at(oneOf: ["price", "retail", "load"]) {
      let word = try name("a tier's clause")
      kind = .amount(word, try tierAmount())
    } else if take("reach") {
      try expect("when", shape: "reach when CONDITION")
      let condition = try expression()
      let months = try standing()
      kind = .reach(when: condition, for: months, timing: try reachTiming())
    } else if take("keep") {
      try expect("when", shape: "keep when CONDITION")
      let condition = try expression()
      let months = try standing()
      kind = .keep(when: condition, for: months, else: take("else") ? try name("a tier's name") : nil)
    } else {
      throw unknownWord("a tier", ["price", "retail", "load", "reach", "keep"])
    }
    return TierDeclaration.Part(span: span(from: start), kind: kind)
  }

  private mutating func tierAmount() throws(Abandoned) -> TierDeclaration.Amount {
    if take("none") { return .none }
    guard at(.openBrace) else { return .same(try expression()) }
    let rows = try table("the amount of each product", name: "a product's name")
    return .perProduct(rows.map { (product: $0.name, value: $0.value) })
  }

  /// `for 4 months`, `for 6 of 12 months`
  private mutating func standing() throws(Abandoned) -> TierDeclaration.Standing? {
    let start = token.lower
    guard take("for") else { return nil }
    let help = "to look at this month alone, leave `for` out"
    let months = try monthCount(help: help)
    let last = take("of") ? try monthCount(help: help) : months
    try expect("months", shape: "reach when CONDITION for 4 months")
    return TierDeclaration.Standing(months: months, ofLast: last, span: span(from: start))
  }

  private mutating func reachTiming() throws(Abandoned) -> TierDeclaration.ReachTiming {
    guard take("from") else { return .nextMonth }
    if take("now") { return .now }
    let shape = "reach when CONDITION from this month"
    try expect("this", shape: shape)
    try expect("month", shape: shape)
    return .thisMonth
  }

  /// `what` it holds and what its names are, for messages.
  mutating func table(_ what: String, name: String) throws(Abandoned) -> [(name: Name, value: Expression)] {
    // table ::= '{' SEP* NAME expr ((',' | SEP+) NAME expr)* SEP* '}'
    try entries(of: what) { parser throws(Abandoned) in
      let key = try parser.name(name)
      return (name: key, value: try parser.expression())
    }
  }
}
