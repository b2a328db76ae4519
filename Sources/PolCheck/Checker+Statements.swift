import PolColumns
import PolSource
import PolSyntax

extension Checker {
  // MARK: let

  /// `let x = ...`, `let f(a) = ...`
  mutating func declareLet(_ definition: LetDeclaration, at span: Span) {
    if let step = define(definition, at: span) { steps.append(step) }
  }

  /// Declares a `let`; nil where there is nothing to work out: a function, or another name for a record.
  mutating func define(_ definition: LetDeclaration, at span: Span) -> Step? {
    if Function(rawValue: definition.name.text) != nil || Distribution(rawValue: definition.name.text) != nil
    {
      report(
        "E0302", "`\(definition.name.text)` is a function that is built in", at: definition.name.span,
        help: "give it another name")
      return nil
    }
    guard definition.parameters == nil else {
      declareFunction(definition)
      return nil
    }
    if case .query(let query) = definition.value.kind, !query.keys.isEmpty {
      guard let table = grouped(query, in: Scope()) else {
        declare(definition.name, .failed)
        return nil
      }
      let slot = makeSlot()
      declare(
        definition.name, .table(.kept(slot, name: definition.name.text, columns: table.columns)))
      return Step(.defineTable(slot, name: definition.name.text, table), at: span)
    }
    switch meaning(of: definition.value, in: Scope()) {
    case .failed: declare(definition.name, .failed)
    case .record(let record): declare(definition.name, .record(record))
    case .table(let table): declare(definition.name, .table(table))
    case .function(let function):
      _ = value(of: .function(function), at: definition.value.span)
      declare(definition.name, .failed)
    case .value(let written): return define(definition.name, overridden(definition, written), at: span)
    }
    return nil
  }

  private mutating func define(_ name: Name, _ value: Expression, at span: Span) -> Step {
    let slot = makeSlot()
    note(value, in: Scope())
    constants[slot] = known(value)
    declare(name, .value(Expression(.variable(slot), value.type, at: name.span)))
    return Step(.define(slot, name: name.text, value), at: span)
  }

  /// The value from outside, if there is one.
  private mutating func overridden(_ definition: LetDeclaration, _ written: Expression) -> Expression {
    guard inner == nil, let index = overrides.lastIndex(where: { $0.name == definition.name.text }) else {
      return written
    }
    let given = overrides[index].value
    overrides.removeAll { $0.name == definition.name.text }
    guard let value = check(given, in: Scope()) else { return written }
    guard let (fitted, _, _) = common(value, written),
      fitted.type.number?.dimension == written.type.number?.dimension
    else {
      report(
        "E0418",
        "`\(definition.name.text)` is \(written.type.words), and can't be set to \(value.type.words)",
        at: given.span, notes: [Diagnostic.Note("declared here", at: definition.name.span)])
      return written
    }
    return fitted
  }

  private mutating func declareFunction(_ definition: LetDeclaration) {
    var known: Set<String> = []
    let before = errorCount
    for parameter in definition.parameters ?? [] where !known.insert(parameter.text).inserted {
      report(
        "E0302", "the parameter `\(parameter.text)` is named twice", at: parameter.span,
        help: "give one of them another name")
    }
    if declaration(of: definition.name.text)?.call != call,
      let span = mentions(definition.name.text, definition.value), !known.contains(definition.name.text)
    {
      report(
        "E0311", "`\(definition.name.text)` calls itself, and would never end", at: span,
        help: "functions are plain expressions, without recursion")
    } else {
      scan(definition.value, known: known, sparing: true)
    }
    declare(definition.name, errorCount == before ? .function(definition) : .failed)
  }

  // MARK: check

  /// `check "text": CONDITION`
  mutating func checkClaim(_ claim: CheckStatement, at span: Span) {
    guard let condition = condition(claim.condition, in: Scope()) else { return }
    let definition = CheckDefinition(
      text: claim.text.text, expectsFailure: claim.expectsFailure, condition: condition)
    steps.append(Step(.check(definition), at: span))
  }

  // MARK: show

  /// `show X`, `plot X`
  mutating func checkShow(_ show: ShowStatement, at span: Span) {
    guard let subject = subject(show) else { return }
    if show.plots {
      switch subject {
      case .table, .kept: break
      case .value(let value) where value.type.number != nil: break
      case .value, .run, .declaration, .body:
        report(
          "E0581", "only tables and numbers can be plotted", at: span,
          help: "plot a column: `plot headcount of RUN.months`, or write `show`")
        return
      }
    }
    steps.append(
      Step(.show(ShowDefinition(plots: show.plots, isBare: show.isBare, subject: subject)), at: span))
  }

  private mutating func subject(_ show: ShowStatement) -> ShowDefinition.Subject? {
    let written: Written
    switch show.subject {
    case .listing(let listing): return self.listing(listing, in: Scope()).map { .table($0) }
    case .expression(let expression): written = expression
    }
    if case .query(let query) = written.kind, !query.keys.isEmpty {
      return grouped(query, in: Scope()).map { .table($0) }
    }
    let meaning = meaning(of: written, in: Scope())
    switch meaning {
    case .failed: return nil
    case .value(let value):
      note(value, in: Scope())
      return .value(value)
    case .record(.run(let run)): return .run(run.slot, name: run.name)
    case .record(.product(let product)): return .declaration(product.span)
    case .record(.policy(let policy)): return body("policy", policy.body, of: written)
    case .record(.market(let market)): return body("market", market, of: written)
    case .record(.story(let story)): return .declaration(story.span)
    case .table(.run(let run, let table, _)): return .table(listing(of: run, table, at: written.span))
    case .table(.kept(let slot, let name, let columns)): return .kept(slot, name: name, columns: columns)
    case .function(let function): return .declaration(function.name.span.joined(to: function.value.span))
    case .record(.law(let law)): return .declaration(law.span)
    case .record(.agent), .record(.company), .record(.findings):
      _ = value(of: meaning, at: written.span)
      return nil
    }
  }

  /// A body as it is declared, or where `with` changes it, clause by clause.
  private func body(_ word: String, _ body: BodyBinding, of written: Written) -> ShowDefinition.Subject {
    guard case .made(let made) = written.kind, !made.bodies.isEmpty else { return .declaration(body.span) }
    let clauses = body.clauses.map { clause -> ShownClause in
      if case .tier(let tier) = clause.kind { return .tier(tier.name.text, parts: tier.parts.map(\.span)) }
      return .clause(clause.span)
    }
    return .body(word, name: body.name.text, clauses)
  }
}
