import PolSource

/// Stories: named people and what they do.
extension Parser {
  /// A line of a story before its months are put together.
  private struct StoryLine {
    var openings: [StoryDeclaration.Month]
    var action: StoryDeclaration.Action?
  }

  mutating func story() throws(Abandoned) -> StoryDeclaration {
    // story ::= 'story' NAME TEXT? ('from' TEXT ',' TEXT | '{' SEP* (storyLine (SEP+ storyLine)* SEP*)? '}')
    advance()
    let name = try name("a story's name")
    let title = title()
    if take("from") {
      let members = try quoted("the file of members")
      try expect(
        .comma, "the file of events is missing", help: "write `from \"members.csv\", \"events.csv\"`")
      let events = try quoted("the file of events")
      return StoryDeclaration(name: name, title: title, files: (members, events), months: [])
    }
    let lines = try block(in: "a story") { parser throws(Abandoned) in try parser.storyLine() }
    var months: [StoryDeclaration.Month] = []
    for line in lines {
      months += line.openings
      guard let action = line.action else { continue }
      if months.isEmpty { months.append(.init(number: 0, span: action.span, actions: [])) }
      months[months.count - 1].actions.append(action)
    }
    return StoryDeclaration(name: name, title: title, files: nil, months: months)
  }

  private mutating func storyLine() throws(Abandoned) -> StoryLine {
    // storyLine ::= action | opening+ action?
    var line = StoryLine(openings: [], action: nil)
    while at("month"), case .number = ahead(1).kind { line.openings.append(try opening()) }
    if line.openings.isEmpty || !isAtItemEnd { line.action = try action() }
    return line
  }

  private mutating func opening() throws(Abandoned) -> StoryDeclaration.Month {
    // opening ::= 'month' WHOLE ':'
    let start = advance().lower
    let number = try whole("a month")
    let place = span(from: start)
    expectColon(after: "the month")
    return StoryDeclaration.Month(number: number, span: place, actions: [])
  }

  private static let actionWords = [
    "joins", "orders", "uses", "returns", "sells", "refunds", "becomes", "quits",
  ]

  private mutating func action() throws(Abandoned) -> StoryDeclaration.Action {
    // action ::= NAME (joins | ('orders' | 'uses' | 'returns') goods | 'sells' goods ('to' NAME)? ('at' expr)?
    //   | 'refunds' goods ('to' NAME)? | 'becomes' NAME | 'quits')
    let start = token.lower
    let person = try name("a person's name")
    let kind: StoryDeclaration.Action.Kind
    if at("joins") {
      kind = try joins()
    } else if take("orders") {
      kind = .orders(try goods())
    } else if take("uses") {
      kind = .uses(try goods())
    } else if take("returns") {
      kind = .returns(try goods())
    } else if take("sells") {
      let goods = try goods()
      let buyer = take("to") ? try name("a customer's name") : nil
      kind = .sells(goods, to: buyer, at: take("at") ? try expression() : nil)
    } else if take("refunds") {
      let goods = try goods()
      kind = .refunds(goods, to: take("to") ? try name("a customer's name") : nil)
    } else if take("becomes") {
      kind = .becomes(try name("a tier's name"))
    } else if take("quits") {
      kind = .quits
    } else {
      throw unknownAction(of: person)
    }
    return StoryDeclaration.Action(span: span(from: start), person: person, kind: kind)
  }

  private mutating func unknownAction(of person: Name) -> Abandoned {
    if person.text == "month", case .number = token.kind { return unexpected() }
    let near = token.word.flatMap { nearest($0, in: Self.actionWords) }
    let list = Self.actionWords.map { "`\($0)`" }.joined(separator: ", ")
    let message =
      isAtItemEnd
      ? "what `\(person.text)` does is missing" : "\(written(token)) is nothing that `\(person.text)` can do"
    return fail(
      "E0222", message, at: here,
      help: near.map { "did you mean `\($0)`?" } ?? "what people do is one of \(list)")
  }

  private mutating func joins() throws(Abandoned) -> StoryDeclaration.Action.Kind {
    // joins ::= 'joins' 'as' NAME ('under' NAME)? ('placed' ('left' | 'right') 'under' NAME)?
    advance()
    try expect("as", shape: "Ann joins as TIER under Bob")
    let tier = try name("a tier's name")
    let under = take("under") ? try name("a person's name") : nil
    var placed: (side: Name, under: Name)?
    if take("placed") {
      let side = try choice(["left", "right"], "the side")
      try expect("under", shape: "placed left under Bob")
      placed = (side, try name("a person's name"))
    }
    return .joins(tier: tier, under: under, placed: placed)
  }

  private mutating func goods() throws(Abandoned) -> StoryDeclaration.Goods {
    // goods ::= expr ('of' NAME)?
    let amount = try expression()
    return StoryDeclaration.Goods(amount: amount, product: take("of") ? try name("a product's name") : nil)
  }
}
