import PolSource

/// What operators stand between: literals, names, lists and parentheses.
extension Parser {
  static let measures: [(word: String, kind: Measure.Kind)] = [
    ("unit", .unit), ("units", .unit), ("month", .months(1)), ("months", .months(1)), ("quarter", .months(3)),
    ("quarters", .months(3)), ("year", .months(12)), ("years", .months(12)),
  ]

  func measure(_ token: Token) -> Measure? {
    // measure ::= CURRENCY | 'unit' | 'units' | 'month' | 'months' | 'quarter' | 'quarters' | 'year' | 'years'
    if case .currency(let code) = token.kind {
      return Currency.named(code).map { Measure(kind: .currency($0), span: span(token)) }
    }
    guard case .name(let word) = token.kind else { return nil }
    return Self.measures.first { $0.word == word }.map { Measure(kind: $0.kind, span: span(token)) }
  }

  mutating func atom() throws(Abandoned) -> Expression {
    // atom ::= NUMBER measure? | PERCENT | SIGN NUMBER | TEXT | 'month' WHOLE | list | made ('this' period)?
    //   | group | 'true' | 'false' | 'unknown'
    // Only this and what it calls is on the stack once for each parenthesis, so it holds nothing else.
    switch token.kind {
    case .symbol(.openBracket): return try list()
    case .symbol(.openParenthesis): return try group()
    case .name: return try reference()
    case .number, .percent, .text, .yuan, .reserved, .symbol, .currency, .lineEnd, .separator, .end:
      return try literal()
    }
  }

  @inline(never)
  private mutating func literal() throws(Abandoned) -> Expression {
    let start = token.lower
    switch token.kind {
    case .number(let digits):
      advance()
      let measure = measure(token)
      if measure != nil { advance() }
      return try node(.number(digits, measure), from: start, over: 0)
    case .percent(let digits):
      advance()
      return try node(.percent(digits), from: start, over: 0)
    case .text(let text):
      advance()
      return try node(.text(text), from: start, over: 0)
    case .yuan: return try yuan()
    case .reserved(let word):
      guard let constant = Self.constants[word] else { throw noValue() }
      advance()
      return try node(constant, from: start, over: 0)
    case .name, .symbol, .currency, .lineEnd, .separator, .end: throw noValue()
    }
  }

  private static let constants: [String: Expression.Kind] = [
    "true": .truth(true), "false": .truth(false), "unknown": .unknown,
  ]

  private mutating func yuan() throws(Abandoned) -> Expression {
    let start = advance().lower
    guard case .number(let digits) = token.kind else {
      throw fail("E0212", "`¥` stands before a number", at: span(tokens[index - 1]), help: "write `¥425`")
    }
    advance()
    return try node(.yuan(digits), from: start, over: 0)
  }

  /// Reports that a value should stand here.
  @inline(never)
  private mutating func noValue() -> Abandoned {
    var help: String?
    switch token.kind {
    case .currency(let code): help = "a currency stands after its number: `425 \(code)`"
    case .reserved("not"): help = "put `not` and what follows it in parentheses"
    case .reserved("if"): help = "put `if A then B else C` in parentheses"
    case .reserved("none"): help = "`none` stands alone, where a rule or a tier's clause is taken away"
    case .reserved(let word) where Query.Aggregate(rawValue: word) != nil:
      return fail(
        "E0213", "an aggregate that is part of something larger stands in parentheses", at: here,
        help: filters > 0 && [.reserved("and"), .reserved("or")].contains(tokens[index - 1].kind)
          ? "`where` goes on behind `and` and `or`; where the first aggregate ends before, write `(count of ... where ...) > 0 and (\(word) ... of ...) > 0`"
          : "write `(\(word) ... of ...)`")
    case .symbol(.equal), .symbol(.assign): help = nil
    case .reserved, .symbol, .name, .number, .percent, .text, .yuan, .lineEnd, .separator, .end: help = nil
    }
    let before = index > itemStart ? " after \(written(tokens[index - 1]))" : ""
    return fail("E0219", "a value is missing\(before), before \(written(token))", at: here, help: help)
  }

  /// Reports a line that ends where a value should follow, and leaves the next one to be read as it is.
  @inline(never)
  private mutating func valueBrokenOff() -> Abandoned {
    let last = tokens[index - 1]
    nextStatement = index
    return fail(
      "E0219", "a value is missing after \(written(last))", at: Span(id, last.upper, last.upper))
  }

  /// A name with what belongs to it.
  @inline(never)
  private mutating func reference() throws(Abandoned) -> Expression {
    if isAtNextLine { throw valueBrokenOff() }
    let start = token.lower
    if at("month"), case .number = ahead(1).kind {
      advance()
      let number = try whole("a month")
      return try node(.monthLiteral(number), from: start, over: 0)
    }
    let made = try made()
    var depth = height
    let kind: Expression.Kind = made.bodies.isEmpty ? .path(made.path) : .made(made)
    var value = try node(kind, from: start, over: depth)
    if take("this") {
      depth = height
      let period = try period()
      value = try node(.this(value, period), from: start, over: depth)
    }
    return value
  }

  mutating func made() throws(Abandoned) -> Made {
    // made ::= path ('with' body)*
    let path = try path()
    var depth = height
    var bodies: [Body] = []
    while take("with") {
      try nest()
      bodies.append(try body(in: "what follows `with`"))
      nesting -= 1
      depth = max(depth, height)
    }
    height = depth
    return Made(path: path, bodies: bodies, span: span(from: path.span.lower))
  }

  @inline(never)
  private mutating func group() throws(Abandoned) -> Expression {
    // group ::= '(' (expr | grouped) ')' ('.' NAME arguments?)*
    let start = advance().lower
    var value = try expression(allowsGroups: true)
    if !take(.closeParenthesis) { throw unexpected() }
    while take(.dot) {
      var depth = height
      let member = try name("a name after the dot")
      let arguments = at(.openParenthesis) ? try arguments() : nil
      if arguments != nil { depth = max(depth, height) }
      value = try node(.member(value, member, arguments), from: start, over: depth)
    }
    return value
  }

  @inline(never)
  private mutating func list() throws(Abandoned) -> Expression {
    // list ::= '[' expr (',' expr)* ']'
    let start = advance().lower
    var values: [Expression] = []
    var depth = 0
    repeat {
      values.append(try expression())
      depth = max(depth, height)
    } while take(.comma)
    if !take(.closeBracket) { throw unexpected() }
    return try node(.list(values), from: start, over: depth)
  }

  @inline(never)
  mutating func path() throws(Abandoned) -> Path {
    // path ::= NAME arguments? ('.' NAME arguments?)*
    let start = token.lower
    var steps: [Path.Step] = []
    var depth = 0
    repeat {
      let name = try name(steps.isEmpty ? "a name" : "a name after the dot")
      var values: [Expression.Argument]?
      if at(.openParenthesis) {
        values = try arguments()
        depth = max(depth, height)
      }
      steps.append(Path.Step(name: name, arguments: values))
    } while take(.dot)
    height = depth
    return Path(steps: steps, span: span(from: start))
  }

  @inline(never)
  mutating func arguments() throws(Abandoned) -> [Expression.Argument] {
    // arguments ::= '(' (argument (',' argument)*)? ')'
    advance()
    var list: [Expression.Argument] = []
    var depth = 0
    if !at(.closeParenthesis) {
      repeat {
        list.append(try argument())
        depth = max(depth, height)
      } while take(.comma)
    }
    if !take(.closeParenthesis) { throw unexpected() }
    height = depth
    return list
  }

  private mutating func argument() throws(Abandoned) -> Expression.Argument {
    // argument ::= (NAME '=')? expr
    var label: Name?
    if ahead(1).kind == .symbol(.assign) {
      label = try name("an argument's name")
      advance()
    }
    return Expression.Argument(name: label, value: try expression())
  }
}
