import PolSource

/// Sweeps, comparisons and laws.
extension Parser {
  mutating func sweep() throws(Abandoned) -> SweepDeclaration {
    // sweep ::= 'sweep' NAME 'for' binding (',' binding)* '{' SEP* (sweepPart (SEP+ sweepPart)* SEP*)? '}'
    advance()
    let name = try name("a sweep's name")
    try expect("for", shape: "sweep NAME for a in 1..3, b in [x, y] { ... }")
    var bindings = [try binding()]
    while take(.comma) { bindings.append(try binding()) }
    let parts = try block(in: "a sweep") { parser throws(Abandoned) in try parser.sweepPart() }
    return SweepDeclaration(name: name, bindings: bindings, parts: parts)
  }

  private mutating func binding() throws(Abandoned) -> SweepDeclaration.Binding {
    // binding ::= NAME 'in' (range | list | made)
    let name = try name("a variable's name")
    try expect("in", shape: "\(name.text) in 1..10")
    let start = token.lower
    let value = try sum()
    if at(.range) { return .init(name: name, values: .range(try range(from: value, at: start))) }
    switch value.kind {
    case .list, .path, .made: return .init(name: name, values: .expression(value))
    case .number, .percent, .yuan, .text, .monthLiteral, .truth, .unknown, .member, .this, .per, .negative,
      .not,
      .binary, .isName, .conditional, .query, .under:
      throw fail(
        "E0217", "`\(name.text)` needs values to go through", at: value.span,
        help: "write a range `1..10`, a list `[1, 5, 10]`, or the name of one")
    }
  }

  private mutating func range(from lower: Expression, at start: Int) throws(Abandoned)
    -> SweepDeclaration.Range
  {
    // range ::= sum '..' sum ('step' sum)?
    guard looseEnd != index else { throw unexpected() }
    advance()
    let upper = try sum()
    let step = take("step") ? try sum() : nil
    return SweepDeclaration.Range(lower: lower, upper: upper, step: step, span: span(from: start))
  }

  private mutating func sweepPart() throws(Abandoned) -> SweepDeclaration.Part {
    // sweepPart ::= run | let | 'keep' kept (',' kept)*
    let start = token.lower
    if at("run") { return .run(try run(), at: span(from: start)) }
    if at("let") { return .let(try letDeclaration(), at: span(from: start)) }
    guard take("keep") else { throw unknownWord("a sweep", ["run", "let", "keep"]) }
    var list = [try kept()]
    while take(.comma) { list.append(try kept()) }
    return .keep(list, at: span(from: start))
  }

  private mutating func kept() throws(Abandoned) -> SweepDeclaration.Kept {
    // kept ::= (NAME '=')? expr
    var label: Name?
    if ahead(1).kind == .symbol(.assign) {
      label = try name("a name for what is kept")
      advance()
    }
    return SweepDeclaration.Kept(name: label, value: try expression())
  }

  mutating func compare() throws(Abandoned) -> CompareStatement {
    // compare ::= 'compare' (NAME '=')? made (',' made)+ 'in' made ('for' expr)? ('seed' (range | expr))?
    advance()
    var label: Name?
    if ahead(1).kind == .symbol(.assign) {
      label = try name("a comparison's name")
      advance()
    }
    let shape = "compare POLICY, POLICY in MARKET for 24 months seed 1..20"
    var policies = [try made()]
    try expect(.comma, "a second policy is missing", help: "write `\(shape)`")
    repeat { policies.append(try made()) } while take(.comma)
    try expect("in", shape: shape)
    let setting = try made()
    let length = take("for") ? try expression() : nil
    return CompareStatement(
      name: label, policies: policies, setting: setting, length: length, seeds: try seeds())
  }

  private mutating func seeds() throws(Abandoned) -> SweepDeclaration.Values? {
    guard take("seed") else { return nil }
    let start = token.lower
    let first = try expression()
    return at(.range) ? .range(try range(from: first, at: start)) : .expression(first)
  }

  mutating func law() throws(Abandoned) -> LawDeclaration {
    // law ::= 'law' NAME TEXT? parameters '{' SEP* (lawPart (SEP+ lawPart)* SEP*)? '}'
    advance()
    let name = try name("a law's name")
    let title = title()
    let parameters = try parameters()
    let parts = try block(in: "a law") { parser throws(Abandoned) in try parser.lawPart() }
    return LawDeclaration(name: name, title: title, parameters: parameters, parts: parts)
  }

  private mutating func parameters() throws(Abandoned) -> [(name: Name, standard: Expression?)] {
    // parameters ::= '(' NAME (',' NAME '=' expr)* ')'
    try expect(
      .openParenthesis, "a law names the run it looks at, in parentheses",
      help: "write `law NAME \"...\" (r) { ... }`")
    var list: [(name: Name, standard: Expression?)] = [(try name("the run's name"), nil)]
    while take(.comma) {
      let name = try name("a parameter's name")
      try expect(
        .assign, "`=` is missing after the parameter's name",
        help: "every parameter but the run has a value: `p = 50%`")
      list.append((name, try expression()))
    }
    if !take(.closeParenthesis) { throw unexpected() }
    return list
  }

  private mutating func lawPart() throws(Abandoned) -> LawDeclaration.Part {
    // lawPart ::= let | 'finding' NAME TEXT 'cites' TEXT ':' expr
    let start = token.lower
    if at("let") { return .let(try letDeclaration(), at: span(from: start)) }
    guard take("finding") else { throw unknownWord("a law", ["let", "finding"]) }
    let name = try name("a finding's name")
    let text = try quoted("what the finding says")
    try expect("cites", shape: "finding NAME \"...\" cites \"art. 1\": CONDITION")
    let cites = try quoted("the citation")
    expectColon(after: "the citation")
    let condition = try expression()
    return .finding(name: name, text: text, cites: cites, condition: condition, at: span(from: start))
  }
}
