import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// `law NAME "title" (r, p = 50%) { finding ... }`: like a function, it is checked whole where it meets a run.
  mutating func declareLaw(_ law: LawDeclaration, at span: Span) {
    let before = errorCount
    var known: Set<String> = []
    var findings: Set<String> = []
    for (name, standard) in law.parameters {
      if let standard { scan(standard, known: []) }
      declareInside(name, &known)
    }
    for part in law.parts {
      switch part {
      case .let(let definition, _):
        let own = Set((definition.parameters ?? []).map(\.text))
        scan(definition.value, known: definition.parameters == nil ? known : own, sparing: true)
        declareInside(definition.name, &known)
      case .finding(let name, _, _, let condition, _):
        scan(condition, known: known, sparing: true)
        declareInside(name, &findings)
      }
    }
    if findings.isEmpty {
      report(
        "E0330", "the law `\(law.name.text)` has no finding", at: law.name.span,
        help: "write `finding NAME \"what it says\" cites \"art. 1\": CONDITION`")
    }
    declare(
      law.name, errorCount == before ? .record(.law(LawBinding(declaration: law, span: span))) : .failed)
  }

  private mutating func declareInside(_ name: Name, _ known: inout Set<String>) {
    if !known.insert(name.text).inserted {
      report(
        "E0302", "`\(name.text)` is declared twice", at: name.span, help: "give one of them another name")
    }
  }

  /// `audit R under LAW(...)`
  mutating func declareAudit(_ audit: AuditStatement, at span: Span) {
    guard let definition = findings(of: audit.run, under: audit.law, audit.arguments, at: span, in: Scope())
    else { return }
    steps.append(Step(.audit(definition), at: span))
  }

  /// `R under LAW(...)`: the law with the run and the parameters put in.
  mutating func findings(
    of path: Path, under name: Name, _ arguments: [Written.Argument]?, at span: Span, in scope: Scope
  ) -> AuditDefinition? {
    let subject = meaning(of: path, in: scope)
    guard let law = law(name, in: scope) else { return nil }
    switch subject {
    case .record(.run(let run)):
      return findings(law, run, arguments ?? [], at: span, in: scope)
    case .failed: return nil
    case .value, .record, .table, .function:
      report(
        "E0331", "a law looks at a run, and this is none", at: path.span,
        help: "make one first: `run r = POLICY in MARKET for 24 months`, then `r under \(name.text)`")
      return nil
    }
  }

  private mutating func law(_ name: Name, in scope: Scope) -> LawDeclaration? {
    let shipped = "laws that are built in are taken in by name: `use \"laws/cn.pol\"`"
    guard scope.locals[name.text] != nil || declaration(of: name.text) != nil || later[name.text] != nil
    else {
      let laws = order.filter { if case .record(.law)? = declared[$0]?.meaning { true } else { false } }
      report(
        "E0301", "there is no law `\(name.text)`", at: name.span,
        help: suggestion(name.text, among: laws) ?? shipped)
      return nil
    }
    switch meaning(of: name, in: scope) {
    case .record(.law(let law)): return law.declaration
    case .failed: return nil
    case .value, .record, .table, .function:
      report("E0331", "`\(name.text)` is no law", at: name.span, help: shipped)
      return nil
    }
  }

  private mutating func findings(
    _ law: LawDeclaration, _ run: RunBinding, _ arguments: [Written.Argument], at span: Span, in scope: Scope
  ) -> AuditDefinition? {
    if calls.isEmpty { callSpan = span }
    calls.append(law.name.text)
    lawsOpen += 1
    defer {
      calls.removeLast()
      lawsOpen -= 1
    }
    guard let parameters = parameters(of: law, arguments, in: scope) else { return nil }
    var inside = Scope()
    inside.locals[law.parameters[0].name.text] = .record(.run(run))
    for (parameter, value) in zip(law.parameters.dropFirst(), parameters) {
      inside.locals[parameter.name.text] = .value(value)
    }
    var findings: [AuditDefinition.Finding] = []
    let before = errorCount
    for part in law.parts {
      switch part {
      case .let(let definition, _):
        inside.locals[definition.name.text] = local(definition, in: inside)
      case .finding(let name, let text, let cites, let written, _):
        guard let condition = condition(written, in: inside) else { continue }
        findings.append(
          AuditDefinition.Finding(
            name: name.text, text: text.text, cites: cites.text,
            condition: Expression(.inlined(name: name.text, condition), .boolean, at: condition.span),
            clauses: clauses(behind: condition, in: run.policy)))
      }
    }
    guard errorCount == before else { return nil }
    return AuditDefinition(
      run: run.name, law: law.name.text, title: law.title?.text, parameters: parameters, findings: findings)
  }

  /// What a `let` of a law stands for.
  private mutating func local(_ definition: LetDeclaration, in scope: Scope) -> Meaning {
    guard definition.parameters == nil else { return .function(definition) }
    let meaning = meaning(of: definition.value, in: scope)
    guard case .value(let value) = meaning else { return meaning }
    return .value(
      Expression(.inlined(name: definition.name.text, value), value.type, at: definition.name.span))
  }

  /// The parameters but the run, each with its default or what is given.
  private mutating func parameters(
    of law: LawDeclaration, _ arguments: [Written.Argument], in scope: Scope
  ) -> [Expression]? {
    let names = law.parameters.dropFirst().map(\.name.text)
    let before = errorCount
    var given: [String: Expression] = [:]
    for argument in arguments {
      guard let name = argument.name, names.contains(name.text), given[name.text] == nil else {
        report(
          "E0332",
          argument.name.map { "`\(law.name.text)` can't be given `\($0.text)`" }
            ?? "an argument of a law has its parameter's name before it",
          at: argument.name?.span ?? argument.value.span,
          help: argument.name.flatMap { suggestion($0.text, among: names) }
            ?? (names.isEmpty
              ? "it has no parameters"
              : "each parameter once: \(names.map { "`\($0) = ...`" }.joined(separator: ", "))"))
        continue
      }
      if let value = check(argument.value, in: scope) { given[name.text] = value }
    }
    var values: [Expression] = []
    for (name, standard) in law.parameters.dropFirst() {
      guard let standard, let usual = check(standard, in: Scope()) else { continue }
      let value = given[name.text] ?? usual
      if !usual.isUnknown, !value.isUnknown, common(usual, value) == nil {
        report(
          "E0418", "`\(name.text)` is \(usual.type.words), and can't be set to \(value.type.words)",
          at: value.span, notes: [Diagnostic.Note("declared here", at: name.span)])
      }
      let worth = value.isUnknown ? .unknown("`\(name.text)` is not known", at: name.span) : value
      values.append(Expression(.inlined(name: name.text, worth), worth.type, at: name.span))
    }
    return errorCount == before ? values : nil
  }

  /// `hit(x)`, `undecided(x)`: of all findings, or of one.
  mutating func verdict(
    _ question: VerdictQuestion, _ arguments: [Written], at span: Span, in scope: Scope
  ) -> Expression? {
    guard arguments.count == 1 else {
      report(
        "E0305", "`\(question.rawValue)` needs 1 argument, not \(arguments.count)", at: span,
        help: "write `\(question.rawValue)(r under cn)`")
      return nil
    }
    switch meaning(of: arguments[0], in: scope) {
    case .record(.findings(let audit)):
      return audit.any(question, at: span)
    case .value(let value) where value.type == .boolean:
      return Expression(.verdict(question, of: value), .boolean, at: span)
    case .failed: return nil
    case .value, .record, .table, .function:
      report(
        "E0333", "`\(question.rawValue)` takes what a law finds", at: arguments[0].span,
        help: "write `\(question.rawValue)(r under cn)`, or one of its findings")
      return nil
    }
  }
}

extension Expression {
  /// Something that nobody has said.
  static func unknown(_ reason: String, at span: Span) -> Expression {
    Expression(.unknown(reason), .boolean, at: span)
  }

  /// Whether it is known not to be known, whatever a run comes to.
  var isUnknown: Bool {
    switch kind {
    case .unknown: true
    case .inlined(_, let value): value.isUnknown
    default: false
    }
  }
}
