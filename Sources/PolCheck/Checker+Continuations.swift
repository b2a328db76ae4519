import PolColumns
import PolSource
import PolSyntax

/// Runs that go on from a month of another run: the same world, or from there on one under another policy.
extension Checker {
  /// `run NAME = RUN at month 6 with { ... } for 18 months`
  mutating func continuation(
    _ run: RunDeclaration, of path: Path, from month: Written, with bodies: [Body], at span: Span
  ) -> RunBinding? {
    let meaning = meaning(of: path, in: Scope())
    let since = point(month)
    let length = run.length.map { self.length(written: $0) }
    guard case .record(.run(var binding)) = meaning else {
      if case .failed = meaning { return nil }
      report(
        "E0554", "what stands before `at` must be a run", at: path.span,
        help: "write `run \(run.name.text) = RUN at month 6`")
      return nil
    }
    guard let since, length.map({ $0 != nil }) ?? true else { return nil }
    let first = known(since).flatMap { $0.wholeNumber(atScale: 0) } ?? 0
    if first < 0 {
      report(
        "E0501", "`\(binding.name)` begins with month 0, and this is month \(first)", at: month.span,
        help: "name a month that has been lived")
      return nil
    }
    if let last = binding.lastMonth, first > last {
      report(
        "E0501", "`\(binding.name)` ends with month \(last), before month \(first)", at: month.span,
        help: "name an earlier month, or let it go on: `\(binding.name) at month \(last) for 6 months`")
      return nil
    }
    let base = binding
    let months = (length ?? nil).map {
      Expression(.arithmetic(.add, since, $0), .number(NumberType(.time)), at: since.span.joined(to: $0.span))
    }
    (binding.slot, binding.name) = (makeSlot(), run.name.text)
    binding.lastMonth = knownWhole(months ?? since)
    if !bodies.isEmpty, !change(&binding, by: bodies, since: since, at: span) { return nil }
    binding.definition.slot = binding.slot
    binding.definition.name = binding.name
    binding.definition.months = months ?? since
    binding.definition.continued = (base.slot, since)
    binding.definition.span = span
    return binding
  }

  /// A month as a point in time, as a number of months.
  private mutating func point(_ written: Written) -> Expression? {
    guard let value = check(written, in: Scope()) else { return nil }
    guard case .point = value.type else {
      report(
        "E0555", "`at` needs a month, and this is \(value.type.words)", at: value.span,
        help: "write `at month 6`")
      return nil
    }
    return Expression(value.kind, .number(NumberType(.time)), at: value.span)
  }

  /// Lays clauses over the policy of a run, for the months after `since`.
  ///
  /// A rule that is taken away keeps its place in the books, because what it paid is in them.
  private mutating func change(
    _ binding: inout RunBinding, by bodies: [Body], since: Expression, at span: Span
  ) -> Bool {
    let before = errorCount
    let old = binding.definition.policy
    var now = binding.clauses
    now.clauses.removeAll { $0.clause.ruleName.map(binding.gone.contains) ?? false }
    for body in bodies { now = overlaid(body, on: now, ofMarket: false) }
    now.span = span
    guard let policy = policy(now), errorCount == before, fits(policy, old, at: span) else { return false }
    // The old rules in their places, and behind them what is new: so the books' numbers of rules stay true.
    let names = Set(now.clauses.compactMap(\.clause.ruleName))
    binding.gone = Set(binding.clauses.clauses.compactMap(\.clause.ruleName)).subtracting(names)
    for body in bodies {
      var kept = body
      kept.clauses.removeAll { $0.ruleName.map(binding.gone.contains) ?? false }
      binding.clauses = overlaid(kept, on: binding.clauses, ofMarket: false)
    }
    binding.clauses.span = span
    guard var whole = self.policy(binding.clauses), errorCount == before else { return false }
    for index in whole.rules.indices where binding.gone.contains(whole.rules[index].name) {
      whole.rules[index].condition = Expression(.constant(.boolean(false)), .boolean, at: span)
    }
    guard let setting = setting(binding.place, with: whole, at: span) else { return false }
    var origin = binding.definition
    origin.months = since
    binding.definition.origin = .run(origin)
    (binding.definition.policy, binding.definition.setting) = (whole, setting)
    binding.definition.world = binding.slot
    (binding.policy, binding.names) = (policy, self.names(of: whole))
    return true
  }

  /// Whether a world can go on under another policy: what its people hold and are must mean something there.
  private mutating func fits(_ policy: PolicyDefinition, _ old: PolicyDefinition, at span: Span) -> Bool {
    let what: String? =
      if policy.products.map(\.name) != old.products.map(\.name) {
        "sells other products"
      } else if policy.currency != old.currency {
        "has another currency"
      } else if policy.tiers.map(\.name) != old.tiers.map(\.name) {
        "has other tiers"
      } else if let rule = policy.rules.first(where: { rule in
        old.rules.contains { $0.name == rule.name && $0.kind != rule.kind }
      }) {
        "makes `\(rule.name)` a rule of another kind"
      } else {
        nil
      }
    guard let what else { return true }
    report(
      "E0556", "a world can't go on under a policy that \(what)", at: span,
      help: "prices, loads, conditions and rules can change; for more, run the policy from the beginning")
    return false
  }
}

extension Clause {
  /// Of a rule: its name.
  fileprivate var ruleName: String? {
    if case .rule(let rule) = kind { rule.name.text } else { nil }
  }
}
