import PolSource

extension Parser {
  static let statementWords = [
    "product", "policy", "market", "story", "run", "let", "check", "show", "plot", "sweep", "compare", "why",
    "use", "law", "audit", "replace",
  ]
  private static let declaringWords = ["product", "policy", "market", "story", "run", "let", "sweep"]

  mutating func statement() throws(Abandoned) -> Statement {
    // statement ::= declaration | replacement | check | show | compare | why | use | law | audit
    let isReplacement = try replaces()
    let start = token.lower
    let kind = try statementKind()
    return Statement(kind, at: span(from: start), replaces: isReplacement)
  }

  /// Takes the word before a declaration that takes the place of an earlier one.
  private mutating func replaces() throws(Abandoned) -> Bool {
    // replacement ::= 'replace' declaration
    guard at("replace"), case .name = ahead(1).kind else { return false }
    advance()
    if at(oneOf: Self.declaringWords) { return true }
    let near = token.word.flatMap { nearest($0, in: Self.declaringWords) }
    throw fail(
      "E0224", "\(written(token)) declares nothing, so it can't replace anything", at: here,
      help: near.map { "did you mean `\($0)`?" }
        ?? "after `replace` stands a whole declaration: `replace let x = 2`")
  }

  private mutating func statementKind() throws(Abandoned) -> Statement.Kind {
    // declaration ::= product | policy | market | story | run | let | sweep
    guard case .name(let word) = token.kind else {
      if isEntry { return try bare() }
      throw unknownStatement()
    }
    switch word {
    case "product": return .product(try product())
    case "policy": return .policy(try policy())
    case "market": return .market(try market())
    case "story": return .story(try story())
    case "run": return .run(try run())
    case "let": return .let(try letDeclaration())
    case "check": return .check(try check())
    case "show", "plot": return .show(try show())
    case "sweep": return .sweep(try sweep())
    case "compare": return .compare(try compare())
    case "why": return .why(try why())
    case "use": return .use(try use())
    case "law": return .law(try law())
    case "audit": return .audit(try audit())
    default:
      if isEntry, !isMisspelt(word) { return try bare() }
      throw unknownStatement()
    }
  }

  /// Whether a word that begins no statement was meant to: an expression has no name or text behind a name.
  private func isMisspelt(_ word: String) -> Bool {
    switch ahead(1).kind {
    case .name, .text: nearest(word, in: Self.statementWords) != nil || Self.clauseWords.contains(word)
    default: false
    }
  }

  private mutating func unknownStatement() -> Abandoned {
    guard let word = token.word else {
      return fail("E0201", "no statement begins with \(written(token))", at: here)
    }
    if Self.clauseWords.contains(word) {
      // The clauses of a block whose braces went wrong are one mistake.
      if lastClauseOutside == statementCount { itemHasMistake = true }
      lastClauseOutside = statementCount
      let owner = Self.marketWords.contains(word) ? "a market" : "a policy"
      return fail(
        "E0201", "`\(word)` begins no statement", at: here,
        help: "it is a clause of \(owner), and stands in its braces")
    }
    let near = nearest(word, in: Self.statementWords)
    return fail(
      "E0201", "`\(word)` begins no statement", at: here,
      help: near.map { "did you mean `\($0)`?" }
        ?? "to see what an expression is worth, write `show` before it")
  }

  mutating func run() throws(Abandoned) -> RunDeclaration {
    // run ::= 'run' NAME '=' (setting | continuation)
    advance()
    let name = try name("a run's name")
    try expect(.assign, "`=` is missing after the run's name", help: "write `\(Self.runShape)`")
    let first = try made()
    guard at("at") else { return try setting(name, first) }
    guard first.bodies.isEmpty else {
      throw fail("E0223", "`at` stands before `with`", at: here, help: "write `\(Self.goingOnShape)`")
    }
    return try continuation(name, of: first.path)
  }
  private static let runShape = "run NAME = POLICY in MARKET for 24 months seed 1"
  private static let goingOnShape = "run NAME = RUN at month 6 with { ... } for 12 months"

  private mutating func setting(_ name: Name, _ policy: Made) throws(Abandoned) -> RunDeclaration {
    // setting ::= made 'in' made ('for' expr)? ('seed' expr)?
    try expect("in", shape: Self.runShape)
    let place = try made()
    let length = take("for") ? try expression() : nil
    let seed = take("seed") ? try expression() : nil
    return RunDeclaration(
      name: name, beginning: .empty(policy: policy, setting: place, seed: seed), length: length)
  }

  private mutating func continuation(_ name: Name, of run: Path) throws(Abandoned) -> RunDeclaration {
    // continuation ::= path 'at' sum ('with' body)* ('for' expr)?
    advance()
    let month = try sum()
    var bodies: [Body] = []
    while take("with") { bodies.append(try body(in: "what follows `with`")) }
    let length = take("for") ? try expression() : nil
    if at("in") || at("seed") {
      throw fail(
        "E0223", "a run that goes on stays where it is: \(written(token)) is settled already", at: here,
        help: "write `\(Self.goingOnShape)`, or run the policy from the beginning")
    }
    return RunDeclaration(
      name: name, beginning: .run(run, month: month, bodies: bodies), length: length)
  }

  mutating func letDeclaration() throws(Abandoned) -> LetDeclaration {
    // let ::= 'let' NAME ('(' NAME (',' NAME)* ')')? '=' (expr | grouped)
    advance()
    let name = try name("a name for the value")
    var parameters: [Name]?
    if take(.openParenthesis) {
      var list = [try self.name("a parameter's name")]
      while take(.comma) { list.append(try self.name("a parameter's name")) }
      if !take(.closeParenthesis) { throw unexpected() }
      parameters = list
    }
    try expect(.assign, "`=` is missing before the value", help: "write `let NAME = VALUE`")
    return LetDeclaration(name: name, parameters: parameters, value: try expression(allowsGroups: true))
  }

  private mutating func check() throws(Abandoned) -> CheckStatement {
    // check ::= 'check' TEXT ('expect' 'fail')? ':' expr
    advance()
    let text = try quoted("what a check claims")
    let expectsFailure = take("expect")
    if expectsFailure { try expect("fail", shape: "check \"...\" expect fail: CLAIM") }
    expectColon(after: "the check's text")
    return CheckStatement(text: text, expectsFailure: expectsFailure, condition: try expression())
  }

  private mutating func show() throws(Abandoned) -> ShowStatement {
    // show ::= ('show' | 'plot') (listing | grouped | expr)
    let plots = at("plot")
    advance()
    return try shown(plots: plots)
  }

  /// What stands after `show`, without the word, which an entry of a prompt may leave out.
  private mutating func bare() throws(Abandoned) -> Statement.Kind {
    var statement = try shown(plots: false)
    statement.isBare = true
    return .show(statement)
  }

  private mutating func shown(plots: Bool) throws(Abandoned) -> ShowStatement {
    let start = token.lower
    let first = try expression(allowsGroups: true)
    guard at(.comma) || at("of"), queryEnd != index, conditionalEnd != index else {
      return ShowStatement(plots: plots, subject: .expression(first))
    }
    return ShowStatement(plots: plots, subject: .listing(try listing(after: first, from: start)))
  }

  private mutating func listing(after first: Expression, from start: Int) throws(Abandoned) -> Listing {
    // listing ::= or (',' or)* 'of' path ('every' period)? ('where' or)?
    var columns = [first]
    while take(.comma) { columns.append(try or()) }
    try expect("of", shape: "show COLUMN, COLUMN of TABLE where CONDITION")
    let table = try path()
    let period = take("every") ? try period() : nil
    let filter = take("where") ? try or() : nil
    return Listing(columns: columns, table: table, period: period, filter: filter, span: span(from: start))
  }

  private mutating func why() throws(Abandoned) -> Expression {
    // why ::= 'why' path
    advance()
    let path = try path()
    return Expression(.path(path), at: path.span)
  }

  private mutating func use() throws(Abandoned) -> Quoted {
    // use ::= 'use' TEXT
    advance()
    return try quoted("the path of a file")
  }

  private mutating func audit() throws(Abandoned) -> AuditStatement {
    // audit ::= 'audit' path 'under' NAME arguments?
    advance()
    let run = try path()
    try expect("under", shape: "audit RUN under LAW")
    let law = try name("a law's name")
    return AuditStatement(run: run, law: law, arguments: at(.openParenthesis) ? try arguments() : nil)
  }
}
