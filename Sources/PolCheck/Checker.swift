import PolColumns
package import PolSource
package import PolSyntax

/// Makes a `Program` of a `Script`: one statement after the other, each name declared before its use.
///
/// It may be called again and again: what one call declares, the next ones know. A name declared twice in one
/// script is an error; in a later call it replaces.
package struct Checker: Sendable {
  /// Something declared, and in which call.
  struct Declaration: Sendable {
    var span: Span
    var call: Int
    var meaning: Meaning
  }

  /// Everything declared, by name.
  var declared: [String: Declaration] = [:]
  /// Functions whose names have been given to something else since that is none: what calls the name still calls them.
  var hiddenFunctions: [String: LetDeclaration] = [:]
  /// The declared names in their order, for the nearest one.
  var order: [String] = []
  /// Names inside a sweep's body; they hide those of the script.
  var inner: [String: Declaration]?
  /// What is declared further down in the script at hand.
  var later: [String: Span] = [:]
  /// The statement at hand, and whether it takes the place of an earlier declaration.
  var statement: Span?
  var replaces = false
  /// The rules and tiers of all policies of the script at hand: a market may stand above its policy.
  var scriptNames: Set<String> = []
  /// How often `check` has been called.
  var call = 0
  var nextSlot = 0
  var diagnostics: [Diagnostic] = []
  /// How often something has been used whose mistake was told elsewhere.
  var failures = 0
  var steps: [Step] = []
  /// Values of `let`s from outside, until they are used.
  var overrides: [(name: String, value: Written)] = []
  /// Where declared names have been used, and understood as such.
  package internal(set) var references: Set<Span> = []
  /// What is asked of each run by everything checked so far: at a prompt a later entry may ask for more than was
  /// known when the run was made.
  package internal(set) var needs: [Slot: RunNeeds] = [:]
  /// The values of slots that are known before running.
  var constants: [Slot: ExactNumber] = [:]
  /// The functions being put in, innermost last.
  var calls: [String] = []
  /// How many laws are being put in: only there may a fact be unknown.
  var lawsOpen = 0
  /// Where the outermost of them is called.
  var callSpan: Span?
  /// Whether a policy or a market is being checked: neither asks anything of runs.
  var isAtWork = false
  /// Nodes checked in the statement at hand, and how deep the walk is.
  var nodes = 0
  var depth = 0
  /// Whether the statement has been given up as too large.
  var isExhausted = false
  /// The clause whose draws are counted.
  var clause: (name: String, draws: Int)?

  /// Makes a checker that knows nothing.
  package init() {}

  /// Gives the `let` called `name` another value; an unknown name is diagnosed at the next script's end.
  ///
  /// To be called after the prelude has been checked and before the script.
  package mutating func override(_ name: String, with value: PolSyntax.Expression) {
    overrides.append((name, value))
  }

  /// Checks a script.
  package mutating func check(_ script: Script) -> (program: Program, diagnostics: [Diagnostic]) {
    call += 1
    diagnostics = []
    steps = []
    later = [:]
    scriptNames = PolicyWords(script).names
    for statement in script.statements {
      if let name = Self.name(declaredBy: statement), later[name.text] == nil { later[name.text] = name.span }
    }
    for statement in script.statements {
      (nodes, depth, isExhausted, inner, calls, clause) = (0, 0, false, nil, [], nil)
      self.statement = statement.span
      replaces = statement.replaces
      if replaces, let name = Self.name(declaredBy: statement), declared[name.text] == nil {
        report(
          "E0317", "nothing here is called `\(name.text)`, so there is nothing to replace", at: name.span,
          help: suggestion(name.text, among: order) ?? "leave `replace` out")
      }
      check(statement)
    }
    for (name, value) in overrides {
      report(
        "E0308", "there is no `let \(name)` to set", at: value.span,
        help: suggestion(name, among: order.filter { isValue($0) }))
    }
    overrides = []
    fillNeeds()
    return (Program(steps: steps), deduplicated(diagnostics))
  }

  /// One mistake in a policy may be met at its declaration and at each run: it is said once.
  private func deduplicated(_ all: [Diagnostic]) -> [Diagnostic] {
    struct Place: Hashable {
      var code: String
      var span: Span?
    }
    var seen: Set<Place> = []
    return all.filter { seen.insert(Place(code: $0.code, span: $0.span)).inserted }
  }

  private func isValue(_ name: String) -> Bool {
    if case .value? = declared[name]?.meaning { true } else { false }
  }

  private static func name(declaredBy statement: Statement) -> Name? {
    switch statement.kind {
    case .product(let product): product.name
    case .policy(let body), .market(let body): body.name
    case .story(let story): story.name
    case .run(let run): run.name
    case .let(let definition): definition.name
    case .sweep(let sweep): sweep.name
    case .law(let law): law.name
    case .compare(let comparison): comparison.name
    case .check, .show, .why, .use, .audit: nil
    }
  }

  private mutating func check(_ statement: Statement) {
    switch statement.kind {
    case .product(let product): declareProduct(product, at: statement.span)
    case .policy(let body): declarePolicy(body, at: statement.span)
    case .market(let body): declareMarket(body, at: statement.span)
    case .story(let story): declareStory(story, at: statement.span)
    case .run(let run): declareRun(run, at: statement.span)
    case .let(let definition): declareLet(definition, at: statement.span)
    case .check(let claim): checkClaim(claim, at: statement.span)
    case .show(let show): checkShow(show, at: statement.span)
    case .sweep(let sweep): declareSweep(sweep, at: statement.span)
    case .compare(let comparison): refuse(comparison, at: statement.span)
    case .why(let figure):
      report(
        "E0902", "`why` is not yet in this version", at: statement.span,
        help:
          "`show` the columns of the agent, or list its transfers: `show month, rule, amount of RUN.ledger`")
      _ = figure
    case .use: break
    case .law(let law): declareLaw(law, at: statement.span)
    case .audit(let audit): declareAudit(audit, at: statement.span)
    }
  }

  private mutating func refuse(_ comparison: CompareStatement, at span: Span) {
    report(
      "E0901", "`compare` is not yet in this version", at: span,
      help: "`sweep` over the seeds with a run of each policy, and `keep` the difference")
    if let name = comparison.name { declare(name, .failed) }
  }

  /// Collects a diagnostic.
  mutating func report(
    _ code: String, _ message: String, at span: Span, help: String? = nil, notes: [Diagnostic.Note] = []
  ) {
    var notes = notes
    if !calls.isEmpty, let callSpan, callSpan != span {
      notes.append(Diagnostic.Note("called here", at: callSpan))
    }
    diagnostics.append(Diagnostic(code, message, at: span, help: help, notes: notes))
  }

  /// A new place for a value.
  mutating func makeSlot() -> Slot {
    defer { nextSlot += 1 }
    return Slot(nextSlot)
  }
}
