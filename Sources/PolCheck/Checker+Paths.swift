import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// What a dotted name stands for.
  mutating func meaning(of path: Path, in scope: Scope) -> Meaning {
    let first = path.steps[0]
    var rest = path.steps.dropFirst()
    var meaning: Meaning
    if let second = rest.first, first.arguments == nil, let whose = whose(first.name, in: scope) {
      meaning = otherColumn(second, of: whose, at: first.name, in: scope)
      rest = rest.dropFirst()
    } else if let arguments = first.arguments {
      meaning = call(first.name, arguments, at: first.name.span.joined(to: path.span), in: scope)
    } else {
      meaning = self.meaning(of: first.name, in: scope)
    }
    for step in rest {
      let span = first.name.span.joined(to: step.name.span)
      meaning = member(step.name, step.arguments, of: meaning, at: span, in: scope)
    }
    if case .value(var value) = meaning {
      value.span = path.span
      return .value(value)
    }
    return meaning
  }

  /// `upline.x` in a market, `source.x` in a `where`.
  private func whose(_ name: Name, in scope: Scope) -> Column.Whose? {
    guard case .agents(let rows) = scope.rows else { return nil }
    if name.text == "source", rows.hasSource { return .source }
    if name.text == "upline", rows.place == .market || rows.place == .newcomer { return .upline }
    return nil
  }

  private mutating func otherColumn(
    _ step: Path.Step, of whose: Column.Whose, at owner: Name, in scope: Scope
  ) -> Meaning {
    guard case .agents(let rows) = scope.rows else { return .failed }
    let name = step.name
    let column =
      step.arguments != nil
      ? nil
      : agentColumn(name, names: rows.names, traits: rows.traits, of: whose, window: rows.window)
    if let column { return column }
    if step.arguments != nil || name.text == "legs",
      let called = self.column(
        name, step.arguments ?? [], rows, of: whose, at: owner.span.joined(to: name.span))
    {
      return called
    }
    if step.arguments != nil {
      report("E0305", "`\(name.text)` is no function", at: name.span, help: "leave the parentheses out")
      return .failed
    }
    let columns = agentColumnNames(rows.names, traits: rows.traits)
    report(
      "E0301", "nothing here is called `\(name.text)`", at: name.span,
      help: suggestion(name.text, among: columns) ?? "after `\(owner.text).` stands a column of agents")
    return .failed
  }

  /// `x.name`, `x.name(arguments)`
  mutating func member(
    _ name: Name, _ arguments: [Written.Argument]?, of owner: Meaning, at span: Span, in scope: Scope
  ) -> Meaning {
    guard case .record(let record) = owner else {
      switch owner {
      case .failed, .record: break
      case .value(let value):
        report("E0310", "\(value.type.words) has no members", at: name.span)
      case .table:
        report(
          "E0310", "a table has no members", at: name.span,
          help: "ask something of its rows: `sum \(name.text) of ...`")
      case .function(let function):
        report(
          "E0305", "`\(function.name.text)` needs its arguments", at: function.name.span,
          help: "write `\(Self.pattern(of: function))`")
      }
      return .failed
    }
    if let own = member(name, arguments, of: record, at: span, in: scope) { return own }
    if arguments == nil, let function = function(name.text), function.parameters?.count == 1 {
      noteUse(of: name)
      return inline(function, [owner], at: span)
    }
    reportNoMember(name, of: record)
    return .failed
  }

  private mutating func reportNoMember(_ name: Name, of record: Record) {
    let members = memberNames(of: record)
    if let later = later[name.text], declaration(of: name.text) == nil {
      report(
        "E0303", "`\(name.text)` is used before it is declared", at: name.span,
        help: "move the declaration above this line", notes: [Diagnostic.Note("declared here", at: later)])
      return
    }
    let functions = order.filter { if case .function? = declared[$0]?.meaning { true } else { false } }
    report(
      "E0310", "\(record.noun) has no `\(name.text)`", at: name.span,
      help: suggestion(name.text, among: members + functions) ?? listing(members, of: "it has"))
  }

  func memberNames(of record: Record) -> [String] {
    switch record {
    case .product(let product):
      ["cost", "retail"] + (product.points == nil ? [] : ["points"])
        + (product.volume == nil ? [] : ["volume"])
    case .policy: Self.facts
    case .market, .story: []
    case .run(let run): run.people + Self.runMembers
    case .agent(let run, _): agentColumnNames(run.names, traits: run.traits)
    case .company: CompanyColumn.spellings.map(\.name)
    case .law: []
    case .findings(let audit): audit.findings.map(\.name)
    }
  }

  /// The members of every run; no person may be called so.
  package static let runMembers = ["agent", "company", "hash", "policy"] + RunTable.allCases.map(\.rawValue)

  private mutating func member(
    _ name: Name, _ arguments: [Written.Argument]?, of record: Record, at span: Span, in scope: Scope
  ) -> Meaning? {
    if let arguments {
      switch record {
      case .run(let run) where name.text == "agent": return agent(arguments, of: run, at: span, in: scope)
      case .agent(let run, let pick):
        guard let called = column(name, arguments, AgentRows(names: run.names, place: .policy), at: span)
        else {
          return nil
        }
        guard case .value(let value) = called, case .column(.agent(let reading, _)) = value.kind else {
          return .failed
        }
        return .value(Expression(.cell(run.slot, row: pick, reading), value.type, at: span))
      default: return nil
      }
    }
    switch record {
    case .product(let product):
      switch name.text {
      case "cost": return .value(product.cost)
      case "retail": return .value(product.retail)
      case "points": return product.points.map { .value($0) }
      case "volume": return product.volume.map { .value($0) }
      case "stock": return stock(of: product, at: span, in: scope)
      default: return nil
      }
    case .policy(let policy):
      guard Self.facts.contains(name.text) else { return nil }
      guard let definition = policy.definition else { return .failed }
      guard let fact = fact(name, of: definition, at: span) else { return nil }
      // A finding says which facts it used, so there they keep their names.
      // Where it keeps its name it isn't folded away: a finding says which facts it used, and a check what they are.
      let isNamed = lawsOpen > 0 || fact.constant != nil
      return .value(isNamed ? Expression(.inlined(name: name.text, fact), fact.type, at: span) : fact)
    case .findings(let audit):
      return audit.findings.first { $0.name == name.text }.map { .value($0.condition) }
    case .market, .story, .law: return nil
    case .run(let run): return member(name, of: run, at: span)
    case .agent(let run, let pick):
      guard
        case .value(let value)? = agentColumn(name, names: run.names, traits: run.traits, of: .row),
        case .column(.agent(let reading, _)) = value.kind
      else { return nil }
      return .value(Expression(.cell(run.slot, row: pick, reading), value.type, at: span))
    case .company(let run):
      return CompanyColumn.spellings.first { $0.name == name.text }.map {
        .value(Expression(.company(run.slot, $0.column), $0.column.type(in: run.names), at: span))
      }
    }
  }

  /// `tea.stock`: a column of agents; nil where no agents are at hand.
  private mutating func stock(of product: ProductBinding, at span: Span, in scope: Scope) -> Meaning? {
    let names: PolicyNames
    switch scope.rows {
    case .agents(let rows) where rows.place == .policy || rows.place == .market: names = rows.names
    case .table(.run(let run, .agents, _)): names = run.names
    case .none, .agents, .table: return nil
    }
    guard let index = names.products.firstIndex(of: product.name.text) else {
      reportNotSold(Name(product.name.text, at: span), names)
      return .failed
    }
    let reading = AgentReading(.stockOf(index))
    return .value(Expression(.column(.agent(reading, of: .row)), .number(NumberType(.units)), at: span))
  }

  private func member(_ name: Name, of run: RunBinding, at span: Span) -> Meaning? {
    switch name.text {
    case "company": return .record(.company(run))
    case "hash": return .value(Expression(.hash(run.slot), .text, at: span))
    case "policy":
      let body = BodyBinding(
        name: Name(run.policy.name, at: run.policy.span), clauses: [], span: run.policy.span)
      return .record(.policy(PolicyBinding(body: body, definition: run.policy)))
    default: break
    }
    if let table = RunTable(rawValue: name.text) { return .table(.run(run, table)) }
    return run.people.firstIndex(of: name.text)
      .map { .record(.agent(run, .person($0, name: name.text))) }
  }

  private mutating func agent(
    _ arguments: [Written.Argument], of run: RunBinding, at span: Span, in scope: Scope
  ) -> Meaning {
    guard arguments.count == 1, arguments[0].name == nil else {
      report("E0305", "`agent` needs 1 argument", at: span, help: "write `agent(17)`: the 17th to join")
      return .failed
    }
    guard
      let number = number(arguments[0].value, "the number of an agent", is: .one, exact: true, in: scope)
    else { return .failed }
    if readsRows(number) {
      report(
        "E0307", "the number of an agent can't be a column of the table at hand", at: number.span,
        help: "give a number that is the same for all rows")
      return .failed
    }
    return .record(.agent(run, .number(number)))
  }

  /// `x this month`
  mutating func part(_ inner: Written, of period: Period, at span: Span, in scope: Scope) -> Expression? {
    guard let value = value(of: meaning(of: inner, in: scope), at: inner.span) else { return nil }
    switch value.kind {
    case .column(.agent(let reading, let whose)) where reading.column.isRunningTotal:
      let part = AgentReading(reading.column, window: period.months)
      return Expression(.column(.agent(part, of: whose)), value.type, at: span)
    case .cell(let slot, let row, let reading) where reading.column.isRunningTotal:
      let part = AgentReading(reading.column, window: period.months)
      return Expression(.cell(slot, row: row, part), value.type, at: span)
    default:
      report(
        "E0313", "only a running total of agents has a part of this period", at: span,
        help: "running totals are `ordered`, `sold`, `net`, `team_orders`, a rule's sum and the like")
      return nil
    }
  }
}
