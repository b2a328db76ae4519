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
    let policy = policy(of: run)
    let setting = meaning(of: .init(.made(run.setting), at: run.setting.span), in: Scope())
    let months = run.length.flatMap { length(written: $0) }
    let seed = run.seed.flatMap { self.seed(written: $0) }
    guard let policy, (run.length == nil) == (months == nil), (run.seed == nil) == (seed == nil) else {
      return nil
    }
    let chosen: RunDefinition.Setting
    var binding = RunBinding(
      slot: makeSlot(), name: run.name.text, policy: policy, names: names(of: policy), people: [],
      isStory: false, traits: [], lastMonth: months.flatMap { knownWhole($0) })
    switch setting {
    case .failed: return nil
    case .record(.market(let body)):
      guard let market = market(body, with: policy, at: run.setting.span) else { return nil }
      guard months != nil else {
        report(
          "E0552", "a run in a market needs to know for how long", at: run.setting.span,
          help: "write `for 24 months` after it")
        return nil
      }
      chosen = .market(market)
      binding.traits = market.traits.map(\.name)
    case .record(.story(let told)):
      guard let story = story(told, with: policy) else { return nil }
      if let last = binding.lastMonth, last < story.lastMonth {
        let late = told.declaration.months.first { $0.number > last }
        report(
          "E0501", "the run ends with month \(last), before month \(story.lastMonth) of the story",
          at: run.length?.span ?? span, help: "let it go on for longer, or leave `for` out",
          notes: late.map { [Diagnostic.Note("this comes later", at: $0.span)] } ?? [])
        return nil
      }
      chosen = .story(story)
      binding.people = story.people
      binding.isStory = true
      if months == nil { binding.lastMonth = story.lastMonth }
    case .record, .value, .table, .function:
      report(
        "E0551", "a policy runs in a market or a story, and this is neither", at: run.setting.span,
        help: suggestion(run.setting.path.steps[0].name.text, among: settingNames()))
      return nil
    }
    let definition = RunDefinition(
      slot: binding.slot, name: run.name.text, policy: policy, setting: chosen, months: months, seed: seed,
      needs: RunNeeds(), span: span)
    return (Step(.run(definition), at: span), binding)
  }

  private func settingNames() -> [String] {
    order.filter { name in
      switch declared[name]?.meaning {
      case .record(.market)?, .record(.story)?: true
      default: false
      }
    }
  }

  private mutating func policy(of run: RunDeclaration) -> PolicyDefinition? {
    switch meaning(of: Written(.made(run.policy), at: run.policy.span), in: Scope()) {
    case .failed: return nil
    case .record(.policy(let policy)):
      if policy.definition == nil { failures += 1 }
      return policy.definition
    case .record, .value, .table, .function:
      report(
        "E0550", "a run needs a policy before `in`", at: run.policy.span,
        help: "write `run \(run.name.text) = POLICY in MARKET for 24 months`")
      return nil
    }
  }

  private mutating func length(written: Written) -> Expression? {
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
        case .define, .defineTable, .check, .show: break
        }
      }
    }
    fill(&steps)
  }
}
