import PolSource

/// Rules: what is paid, on what, when and from whom.
extension Parser {
  mutating func rule() throws(Abandoned) -> RuleDeclaration {
    // rule ::= kind NAME ':' ('none' | amount part*)
    let place = here
    let kind = try kind()
    let name = try name("a rule's name")
    expectColon(after: "the rule's name")
    var terms: RuleTerms?
    if !take("none") {
      var found = try amount()
      while !isAtItemEnd { try part(of: &found) }
      terms = found
    }
    return RuleDeclaration(kind: kind, kindSpan: place, name: name, terms: terms)
  }

  private mutating func kind() throws(Abandoned) -> RuleDeclaration.Kind {
    // kind ::= 'fee' | 'deposit' | 'rebate' | 'cost' | 'stock'
    guard let kind = token.word.flatMap(RuleDeclaration.Kind.init) else { throw unexpected() }
    advance()
    return kind
  }

  private mutating func amount() throws(Abandoned) -> RuleTerms {
    // amount ::= (expr | differential | brackets) ('per' ('agent' | 'customer'))? ('of' base cut? less?)?
    let next = ahead(1)
    let hasTable = next.kind == .symbol(.openBrace)
    let amount: RuleAmount
    if at("differential"), hasTable {
      amount = try differential()
    } else if at("step") || at("slice"), hasTable || next.isWord("by") {
      amount = try brackets()
    } else {
      amount = .expression(try expression())
    }
    var terms = RuleTerms(amount: amount)
    if take("per") { terms.each = try choice(["agent", "customer"], "what follows `per` here") }
    if take("of") {
      terms.base = try base()
      if at("short") { terms.shortOf = try cut() }
      if at("less") { terms.lessDownline = try less() }
    }
    return terms
  }

  private mutating func base() throws(Abandoned) -> Name {
    // base ::= NAME
    if at(.openParenthesis) {
      throw fail(
        "E0205", "what the rate is taken of is missing before `(`", at: here,
        help: "a rate is taken of a base by its name; of a figure worked out write `(10% * (...))`")
    }
    let base = try name("what the rate is taken of")
    guard at(.openParenthesis) else { return base }
    throw fail(
      "E0203", "`(` can't stand here after `\(base.text)`", at: here,
      help: "a rate is taken of a base by its name; of a figure worked out write `10% * \(base.text)(...)`")
  }

  private mutating func cut() throws(Abandoned) -> Name {
    // cut ::= 'short' 'of' NAME
    advance()
    try expect("of", shape: "short of TIER")
    return try name("a tier's name")
  }

  private mutating func less() throws(Abandoned) -> Span {
    // less ::= 'less' 'downline'
    let start = advance().lower
    try expect("downline", shape: "less downline")
    return span(from: start)
  }

  private mutating func differential() throws(Abandoned) -> RuleAmount {
    // differential ::= 'differential' table ('peer' (PERCENT | '[' PERCENT (',' PERCENT)* ']'))?
    let start = advance().lower
    let rows = try table("the rate of each tier", name: "a tier's name")
    var peers: [Expression] = []
    if take("peer") {
      let isList = take(.openBracket)
      repeat { peers.append(try peer()) } while isList && take(.comma)
      if isList, !take(.closeBracket) { throw unexpected() }
    }
    return .differential(
      rates: rows.map { (tier: $0.name, rate: $0.value) }, peers: peers, at: span(from: start))
  }

  private mutating func peer() throws(Abandoned) -> Expression {
    guard case .percent(let digits) = token.kind else {
      throw fail("E0210", "the rate after `peer` is a percentage, not \(written(token))", at: here)
    }
    return Expression(.percent(digits), at: span(advance()))
  }

  private mutating func brackets() throws(Abandoned) -> RuleAmount {
    // brackets ::= ('step' | 'slice') ('by' expr)? '{' SEP* bracket ((',' | SEP+) bracket)* SEP* '}'
    let start = token.lower
    let word = try name("a table of brackets")
    let column = take("by") ? try expression() : nil
    let rows = try entries(of: "a table of brackets") { parser throws(Abandoned) in try parser.bracket() }
    return .brackets(word, by: column, rows, at: span(from: start))
  }

  private mutating func bracket() throws(Abandoned) -> (from: Expression, rate: Expression) {
    // bracket ::= 'from' expr ':' expr
    try expect("from", shape: "from 10_000 CNY: 3%")
    let threshold = try expression()
    expectColon(after: "where the bracket begins")
    return (threshold, try expression())
  }

  private static let partWords = ["on", "every", "from", "to", "when", "cap"]

  private mutating func part(of terms: inout RuleTerms) throws(Abandoned) {
    // part ::= 'on' NAME ('and' 'every' period)? | 'every' period
    //   | 'from' party | 'to' recipients | 'when' expr | cap
    let word = token
    if take("on") {
      try once(word, terms.event)
      terms.event = try name("an event's name")
      if at("and"), ahead(1).isWord("every") {
        advance()
        try every(&terms)
      }
    } else if at("every") {
      try every(&terms)
    } else if take("from") {
      try once(word, terms.payer)
      terms.payer = try party()
    } else if take("to") {
      try once(word, terms.recipients)
      terms.recipients = try recipients()
    } else if take("when") {
      try once(word, terms.condition)
      terms.condition = try expression()
    } else if take("cap") {
      try once(word, terms.cap)
      terms.cap = try cap()
    } else {
      throw unknownPart()
    }
  }

  private mutating func cap() throws(Abandoned) -> RuleCap {
    // cap ::= 'cap' atom ('per' period | ('of' NAME)? 'in' 'all')?
    var cap = RuleCap(limit: try atom())
    if take("per") {
      cap.period = try period()
    } else if at("of") || at("in") {
      if take("of") { cap.base = try name("what the cap is a share of") }
      let start = token.lower
      try expect("in", shape: "cap 35% of order in all")
      try expect("all", shape: "cap 35% of order in all")
      cap.inAll = span(from: start)
    }
    return cap
  }

  private mutating func unknownPart() -> Abandoned {
    if let mistake = mistakeAfterValue() { return mistake }
    guard case .name(let word) = token.kind, let near = nearest(word, in: Self.partWords + ["of"]) else {
      return unexpected()
    }
    return fail("E0203", "`\(word)` can't stand here in a rule", at: here, help: "did you mean `\(near)`?")
  }

  private mutating func every(_ terms: inout RuleTerms) throws(Abandoned) {
    let word = advance()
    try once(word, terms.period)
    terms.period = try period()
  }

  /// Refuses a part that the rule has already.
  private mutating func once<Part>(_ word: Token, _ earlier: Part?) throws(Abandoned) {
    guard earlier != nil else { return }
    throw fail(
      "E0221", "this rule has a part \(written(word)) already", at: span(word),
      help: "each part of a rule is written once")
  }

  mutating func period() throws(Abandoned) -> Period {
    // period ::= 'month' | 'quarter' | 'year' | COUNT 'months'
    let start = token.lower
    if case .number = token.kind {
      let months = try monthCount()
      try expect("months", shape: "3 months")
      return Period(months: months, span: span(from: start))
    }
    let word = try choice(["month", "quarter", "year", "N months"], "a period")
    return Period(months: word.text == "month" ? 1 : word.text == "quarter" ? 3 : 12, span: span(from: start))
  }

  mutating func monthCount(help: String = "write `month`") throws(Abandoned) -> Int {
    // COUNT ::= [0-9] [0-9_]*
    let place = here
    let months = try whole("a number of months")
    if months == 0 {
      throw fail("E0225", "a period has at least one month", at: place, help: help)
    }
    return months
  }

  private mutating func party() throws(Abandoned) -> Name {
    // party ::= 'self' | 'company' | 'upline' | 'customer' | 'outside'
    try choice(["self", "company", "upline", "customer", "outside"], "who pays")
  }
}

extension RuleTerms {
  /// Terms of which only the amount is known.
  init(amount: RuleAmount) {
    self.init(
      amount: amount, each: nil, base: nil, shortOf: nil, lessDownline: nil, event: nil, period: nil,
      payer: nil,
      recipients: nil, condition: nil, cap: nil)
  }
}
