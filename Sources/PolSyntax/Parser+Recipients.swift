import PolSource

/// Whom a rule pays.
extension Parser {
  mutating func recipients() throws(Abandoned) -> Recipients {
    // recipients ::= recipient (',' recipient)* ('else' ('company' | 'roll' 'up' | 'compress'))?
    let start = token.lower
    var list = [try recipient()]
    while take(.comma) { list.append(try recipient()) }
    var otherwise: Recipients.Otherwise?
    if take("else") {
      switch try choice(["company", "roll", "compress"], "what follows `else` here").text {
      case "company": otherwise = .company
      case "compress": otherwise = .compress
      default:
        try expect("up", shape: "else roll up")
        otherwise = .rollUp
      }
    }
    return Recipients(list: list, otherwise: otherwise, span: span(from: start))
  }

  private mutating func recipient() throws(Abandoned) -> Recipients.Recipient {
    // recipient ::= target portion? ('where' expr)?
    let start = token.lower
    let target = try target()
    let portion = try portion()
    let condition = take("where") ? try expression() : nil
    if condition != nil { try refuseAfterCondition() }
    return Recipients.Recipient(
      target: target, portion: portion, condition: condition, span: span(from: start))
  }

  /// A share and a tree stand before the condition.
  private mutating func refuseAfterCondition() throws(Abandoned) {
    let shape: String
    switch token.kind {
    case .percent(let digits): shape = "upline \(digits)% where CONDITION"
    case .reserved("by"): shape = "upline by placement where CONDITION"
    case .name, .reserved, .currency, .number, .text, .yuan, .symbol, .lineEnd, .separator, .end: return
    }
    throw fail(
      "E0203", "\(written(token)) can't stand here after the condition", at: here,
      help: "the condition comes last: `\(shape)`")
  }

  private mutating func target() throws(Abandoned) -> Recipients.Target {
    // target ::= 'company' | 'customer' | 'outside' | 'self' ('and' uplines)? | uplines
    //   | 'every' 'agent' ('by' or)?
    if at("every"), ahead(1).isWord("agent") {
      advance()
      advance()
      return .everyAgent(by: take("by") ? try or() : nil)
    }
    if at("self"), ahead(1).isWord("and") {
      advance()
      advance()
      return try uplines(andSelf: true)
    }
    if at(oneOf: ["upline", "every", "first"]) { return try uplines(andSelf: false) }
    let words = [
      "company", "customer", "outside", "self", "upline", "every upline", "first upline", "every agent",
    ]
    return .party(try choice(words, "who is paid"))
  }

  private mutating func uplines(andSelf: Bool) throws(Abandoned) -> Recipients.Target {
    // uplines ::= ('upline' (WHOLE ('..' WHOLE)?)? | 'every' 'upline' | 'first' 'upline') ('by' 'placement')?
    let which: Recipients.Uplines
    if take("every") {
      try expect("upline", shape: "every upline")
      which = .every
    } else if take("first") {
      try expect("upline", shape: "first upline where CONDITION")
      which = .first
    } else {
      _ = try choice(["upline", "every upline", "first upline"], "what follows `and` here")
      which = try levels()
    }
    var byPlacement = false
    if take("by") {
      try expect("placement", shape: "upline 1..7 by placement")
      byPlacement = true
    }
    return .uplines(andSelf: andSelf, which, byPlacement: byPlacement)
  }

  private mutating func levels() throws(Abandoned) -> Recipients.Uplines {
    guard case .number = token.kind else { return .levels(1, 1) }
    let first = try whole("a level")
    return .levels(first, take(.range) ? try whole("a level") : first)
  }

  private mutating func portion() throws(Abandoned) -> Expression? {
    // portion ::= PERCENT | '(' expr ')'
    if case .percent(let digits) = token.kind {
      let start = advance().lower
      return try node(.percent(digits), from: start, over: 0)
    }
    guard take(.openParenthesis) else { return nil }
    let share = try expression()
    if !take(.closeParenthesis) { throw unexpected() }
    return share
  }
}
