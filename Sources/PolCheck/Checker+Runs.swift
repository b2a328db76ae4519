import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// `run NAME = POLICY in MARKET for N months seed S`
  mutating func declareRun(_ run: RunDeclaration, at span: Span) {
    guard let (step, binding) = self.run(run, at: span) else {
      declare(run.name, .failed)
      return
    }
    declare(run.name, .record(.run(binding)))
    steps.append(step)
  }

  /// A run, and what later statements see of it.
  mutating func run(_ run: RunDeclaration, at span: Span) -> (Step, RunBinding)? {
    let binding: RunBinding?
    switch run.beginning {
    case .empty(let policy, let setting, let seed):
      binding = newRun(run, policy, setting, seed: seed, at: span)
    case .run(let path, let month, let bodies):
      binding = continuation(run, of: path, from: month, with: bodies, at: span)
    }
    return binding.map { (Step(.run($0.definition), at: span), $0) }
  }

  /// A run whose world begins with nobody in it.
  private mutating func newRun(
    _ run: RunDeclaration, _ made: Made, _ setting: Made, seed: Written?, at span: Span
  ) -> RunBinding? {
    let policy = policy(made, of: run.name)
    let place = meaning(of: .init(.made(setting), at: setting.span), in: Scope())
    let months = run.length.flatMap { length(written: $0) }
    let seedValue = seed.flatMap { self.seed(written: $0) }
    guard let policy, let definition = policy.definition, (run.length == nil) == (months == nil),
      (seed == nil) == (seedValue == nil)
    else { return nil }
    switch place {
    case .failed: return nil
    case .record(.market) where months == nil:
      report(
        "E0552", "a run in a market needs to know for how long", at: setting.span,
        help: "write `for 24 months` after it")
      return nil
    case .record(.market), .record(.story): break
    case .record, .value, .table, .function:
      report(
        "E0551", "a policy runs in a market or a story, and this is neither", at: setting.span,
        help: suggestion(setting.path.steps[0].name.text, among: settingNames()))
      return nil
    }
    guard case .record(let record) = place,
      let chosen = self.setting(record, with: definition, at: setting.span)
    else { return nil }
    let slot = makeSlot()
    let made = RunDefinition(
      slot: slot, name: run.name.text, policy: definition, setting: chosen, world: slot, months: months,
      seed: seedValue, needs: RunNeeds(), span: span)
    var binding = RunBinding(
      slot: slot, name: run.name.text, policy: definition, names: names(of: definition), people: [],
      isStory: false, traits: [], lastMonth: months.flatMap { knownWhole($0) }, definition: made,
      clauses: policy.body, place: record)
    guard see(chosen, in: &binding, until: run.length?.span ?? span) else { return nil }
    return binding
  }

  /// A market or a story, checked against the policy that is put into it.
  mutating func setting(
    _ place: Record, with policy: PolicyDefinition, at span: Span
  ) -> RunDefinition.Setting? {
    switch place {
    case .market(let body): market(body, with: policy, at: span).map { .market($0) }
    case .story(let told): story(told, with: policy).map { .story($0) }
    case .product, .policy, .run, .agent, .company, .law, .findings: nil
    }
  }

  /// Notes who lives in a setting; false where a run ends before its story does.
  private mutating func see(_ setting: RunDefinition.Setting, in binding: inout RunBinding, until span: Span)
    -> Bool
  {
    switch setting {
    case .market(let market): binding.traits = market.traits.map(\.name)
    case .story(let story):
      binding.people = story.people
      binding.isStory = true
      guard let last = binding.lastMonth else {
        binding.lastMonth = story.lastMonth
        return true
      }
      guard last < story.lastMonth, case .story(let told) = binding.place else { return true }
      let late = told.declaration.months.first { $0.number > last }
      report(
        "E0501", "the run ends with month \(last), before month \(story.lastMonth) of the story", at: span,
        help: "let it go on for longer, or leave `for` out",
        notes: late.map { [Diagnostic.Note("this comes later", at: $0.span)] } ?? [])
      return false
    }
    return true
  }

  private func settingNames() -> [String] {
    order.filter { name in
      switch declared[name]?.meaning {
      case .record(.market)?, .record(.story)?: true
      default: false
      }
    }
  }

  private mutating func policy(_ made: Made, of run: Name) -> PolicyBinding? {
    switch meaning(of: Written(.made(made), at: made.span), in: Scope()) {
    case .failed: return nil
    case .record(.policy(let policy)):
      if policy.definition == nil { failures += 1 }
      return policy
    case .record, .value, .table, .function:
      report(
        "E0550", "a run needs a policy before `in`", at: made.span,
        help: "write `run \(run.text) = POLICY in MARKET for 24 months`")
      return nil
    }
  }

  mutating func length(written: Written) -> Expression? {
    guard let value = check(written, in: Scope()) else { return nil }
    if value.type.number?.dimension == .one {
      report(
        "E0553", "`for` needs a time, and this is \(value.type.words)", at: value.span,
        help: "write `for 24 months`")
      return nil
    }
    guard let months = fit(value, "`for`", is: .time, exact: true) else { return nil }
    return whole(months, "the months of a run")
  }

  private mutating func seed(written: Written) -> Expression? {
    number(written, "`seed`", is: .one, exact: true, in: Scope()).flatMap { whole($0, "a seed") }
  }

  // MARK: Needs

  /// Puts what the script asks of each run into the run.
  mutating func fillNeeds() {
    let needs = needs
    func fill(_ steps: inout [Step]) {
      for index in steps.indices {
        switch steps[index].kind {
        case .run(var run):
          run.needs = needs[run.slot] ?? RunNeeds()
          steps[index].kind = .run(run)
        case .sweep(var sweep):
          for variant in sweep.variants.indices { fill(&sweep.variants[variant].steps) }
          steps[index].kind = .sweep(sweep)
        case .define, .defineTable, .check, .show, .audit: break
        }
      }
    }
    fill(&steps)
  }
}
