import PolSource

/// How tight an operator binds, from loose to tight.
private enum Level: Int, Comparable {
  case or = 1
  /// No operator between two expressions is as tight as `unary`.
  case and, not, comparison, sum, term, unary

  static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }

  /// What stands right of an operator of this level.
  var tighter: Level { Level(rawValue: rawValue + 1) ?? .unary }
}

/// Expressions, from the loosest operator to the tightest.
extension Parser {
  /// Makes an expression whose parts are `depth` deep, unless it gets too deep.
  mutating func node(_ kind: Expression.Kind, from start: Int, over depth: Int) throws(Abandoned)
    -> Expression
  {
    height = depth + 1
    tallest = max(tallest, height)
    if height > Self.deepest { throw tooDeep(at: span(from: start)) }
    return Expression(kind, at: span(from: start))
  }

  @inline(never)
  private mutating func tooDeep(at place: Span) -> Abandoned {
    fail(
      "E0215", "this expression is nested more than \(Self.deepest) deep", at: place,
      help: "give parts of it names with `let`")
  }

  /// Goes one deeper, so far as the bound allows; whoever does so comes up again by `nesting -= 1`. (A mistake
  /// on the way needs no coming up: its item does that.) No closure here: it would cost every level a frame.
  mutating func nest() throws(Abandoned) {
    nesting += 1
    if nesting > Self.deepest { throw tooDeep(at: here) }
  }

  mutating func expression(allowsGroups: Bool = false) throws(Abandoned) -> Expression {
    // expr ::= query | 'if' expr 'then' expr 'else' expr | or
    try nest()
    let value: Expression
    if isAtAggregate {
      value = try query(allowsGroups: allowsGroups)
    } else {
      value = at("if") ? try conditional() : try operation(.or)
    }
    nesting -= 1
    return value
  }

  @inline(never)
  private mutating func conditional() throws(Abandoned) -> Expression {
    let start = advance().lower
    let shape = "if A then B else C"
    let condition = try expression()
    var depth = height
    try expect("then", shape: shape)
    let first = try expression()
    depth = max(depth, height)
    try expect("else", shape: shape)
    let second = try expression()
    let whole = try node(
      .conditional(condition, then: first, otherwise: second), from: start, over: max(depth, height))
    (conditionalEnd, looseEnd) = (index, index)
    return whole
  }

  mutating func or() throws(Abandoned) -> Expression { try operation(.or) }

  mutating func sum() throws(Abandoned) -> Expression { try operation(.sum) }

  /// One function for all levels keeps the stack small.
  private mutating func operation(_ loosest: Level) throws(Abandoned) -> Expression {
    // or ::= and ('or' and)*
    // and ::= not ('and' not)*
    // not ::= 'not' not | comparison
    // comparison ::= sum (('==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' 'not'?) sum)?
    // sum ::= term (('+' | '-') term)*
    // term ::= unary (('*' | '/') unary)*
    let start = token.lower
    var left = loosest <= .not && at("not") ? try negation() : try unary()
    var depth = height
    var compared = false
    while let (sign, level) = infix(), level >= loosest {
      if level == .comparison {
        if compared { throw chained() }
        compared = true
      }
      advance()
      let isNegated = sign == nil && take("not")
      try nest()
      let right = try operation(level.tighter)
      nesting -= 1
      depth = max(depth, height)
      let kind: Expression.Kind =
        sign.map { .binary($0, left, right) } ?? .isName(left, right, negated: isNegated)
      left = try node(kind, from: start, over: depth)
      depth = height
      if level <= .comparison { looseEnd = index }
    }
    height = depth
    return left
  }

  private mutating func negation() throws(Abandoned) -> Expression {
    let start = advance().lower
    try nest()
    let operand = try operation(.not)
    nesting -= 1
    let whole = try node(.not(operand), from: start, over: height)
    looseEnd = index
    return whole
  }

  /// The operator that is next, nil standing for `is`, with its level.
  private func infix() -> (sign: Operator?, level: Level)? {
    switch token.kind {
    case .reserved("or"): return (.or, .or)
    case .reserved("and"): return (.and, .and)
    case .reserved("is"): return (nil, .comparison)
    case .symbol(let symbol):
      guard let sign = Operator(rawValue: symbol.rawValue) else { return nil }
      switch sign {
      case .add, .subtract: return (sign, .sum)
      case .multiply, .divide: return (sign, .term)
      case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual: return (sign, .comparison)
      case .and, .or: return nil
      }
    case .reserved, .name, .currency, .number, .percent, .text, .yuan, .lineEnd, .separator, .end: return nil
    }
  }

  @inline(never)
  private mutating func chained() -> Abandoned {
    fail(
      "E0218", "\(written(token)) can't follow another comparison", at: here,
      help: "compare two at a time: `a < b and b < c`")
  }

  private mutating func unary() throws(Abandoned) -> Expression {
    // unary ::= '-' unary | path 'under' NAME arguments? | atom ('per' measure)?
    let start = token.lower
    if take(.minus) {
      try nest()
      let operand = try unary()
      nesting -= 1
      return try node(.negative(operand), from: start, over: height)
    }
    let operand = try atom()
    if at("under"), case .path(let path) = operand.kind, tokens[index - 1].upper == operand.span.upper {
      return try under(path, from: start)
    }
    // A rule's `per agent` is no measure and stays for the rule.
    guard at("per"), let measure = measure(ahead(1)) else { return operand }
    let depth = height
    advance()
    advance()
    return try node(.per(operand, measure), from: start, over: depth)
  }

  @inline(never)
  private mutating func under(_ path: Path, from start: Int) throws(Abandoned) -> Expression {
    let depth = height
    advance()
    let law = try name("a law's name")
    guard at(.openParenthesis) else { return try node(.under(path, law, nil), from: start, over: depth) }
    let arguments = try arguments()
    return try node(.under(path, law, arguments), from: start, over: max(depth, height))
  }
}
