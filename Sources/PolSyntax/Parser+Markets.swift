import PolSource

/// The clauses of markets.
extension Parser {
  /// Reads the clause that begins with `word`; nil where no clause of markets does.
  mutating func marketPart(_ word: String) throws(Abandoned) -> Clause.Kind? {
    // marketPart ::= simple | mix | trait | arrivals | demand | uses | brought | quits
    switch word {
    case "people", "recruits", "accepts", "wins", "stays": return try simple()
    case "founders", "joins": return try mix()
    case "trait": return try trait()
    case "arrivals": return try arrivals()
    case "demand": return .demand(try demand())
    case "uses": return .uses(try uses())
    case "returns": return try brought()
    case "quits": return try quits()
    default: return nil
    }
  }

  private mutating func simple() throws(Abandoned) -> Clause.Kind {
    // simple ::= ('people' | 'recruits' | 'accepts' | 'wins' | 'stays') expr
    let word = try name("a clause")
    return .market(word, try expression())
  }

  private mutating func mix() throws(Abandoned) -> Clause.Kind {
    // mix ::= ('founders' | 'joins') expr NAME (',' expr NAME)*
    let word = try name("a clause")
    var parts: [(share: Expression, tier: Name)] = []
    repeat {
      let share = try expression()
      parts.append((share, try name("a tier's name")))
    } while take(.comma)
    return .mix(word, parts)
  }

  private mutating func trait() throws(Abandoned) -> Clause.Kind {
    // trait ::= 'trait' NAME ':' expr
    advance()
    let name = try name("a trait's name")
    expectColon(after: "the trait's name")
    return .trait(name, try expression())
  }

  private mutating func arrivals() throws(Abandoned) -> Clause.Kind {
    // arrivals ::= 'arrivals' expr ('sponsor' 'by' expr)?
    advance()
    let count = try expression()
    guard take("sponsor") else { return .arrivals(count, sponsorBy: nil) }
    try expect("by", shape: "arrivals 10 sponsor by recruits")
    return .arrivals(count, sponsorBy: try expression())
  }

  private mutating func demand() throws(Abandoned) -> OfGoods<Demand> {
    // demand ::= 'demand' (wanted | '{' SEP* NAME wanted ((',' | SEP+) NAME wanted)* SEP* '}')
    advance()
    guard at(.openBrace) else { return .same(try wanted()) }
    return .perProduct(
      try entries(of: "what customers want of each product") { parser throws(Abandoned) in
        (product: try parser.name("a product's name"), said: try parser.wanted())
      })
  }

  private mutating func wanted() throws(Abandoned) -> Demand {
    // wanted ::= factors | expr ('seller' 'by' expr)?
    if at("traffic") { return try factors() }
    let units = try expression()
    guard take("seller") else { return .units(units, sellerBy: nil) }
    try expect("by", shape: "demand 100 units seller by customers")
    return .units(units, sellerBy: try expression())
  }

  private mutating func factors() throws(Abandoned) -> Demand {
    // factors ::= 'traffic' expr ',' 'conversion' expr ',' 'basket' expr ',' 'repurchase' expr
    let traffic = try factor("traffic")
    let conversion = try factor("conversion")
    let basket = try factor("basket")
    let repurchase = try factor("repurchase")
    return .factors(traffic: traffic, conversion: conversion, basket: basket, repurchase: repurchase)
  }

  private mutating func factor(_ word: String) throws(Abandoned) -> Expression {
    let shape = "demand traffic 100, conversion 2%, basket 1.2 units, repurchase 1.1"
    if word != "traffic" { try expect(.comma, "`, \(word)` is missing here", help: "write `\(shape)`") }
    try expect(word, shape: shape)
    return try expression()
  }

  private mutating func uses() throws(Abandoned) -> OfGoods<Expression> {
    // uses ::= 'uses' (expr | table)
    advance()
    return try ofGoods("what is used of each product")
  }

  private mutating func brought() throws(Abandoned) -> Clause.Kind {
    // brought ::= 'returns' (expr | table) ('when' expr)?
    advance()
    let shares = try ofGoods("the share of each product")
    return .bringsBack(shares, when: take("when") ? try expression() : nil)
  }

  private mutating func ofGoods(_ what: String) throws(Abandoned) -> OfGoods<Expression> {
    guard at(.openBrace) else { return .same(try expression()) }
    return .perProduct(try table(what, name: "a product's name").map { (product: $0.name, said: $0.value) })
  }

  private mutating func quits() throws(Abandoned) -> Clause.Kind {
    // quits ::= 'quits' expr ('when' expr)?
    advance()
    let chance = try expression()
    return .quits(chance, when: take("when") ? try expression() : nil)
  }
}
