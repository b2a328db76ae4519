import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// A rule's parts, while they are checked one after the other.
  struct RuleDraft {
    var declaration: RuleDeclaration
    var terms: RuleTerms
    var policy: PolicyDraft
    var base: RuleDefinition.Base?
    var trigger: RuleDefinition.Trigger
    /// In months.
    var period: Int?
    var span: Span

    var name: String { declaration.name.text }
    var currency: Currency { policy.names.currency }
    /// Whether the amount is divided among many.
    var isPool: Bool { terms.recipients?.list.contains { $0.target.isPool } ?? false }
    /// The scope of its amount and condition.
    var scope: Scope {
      let isFromJoining = declaration.kind.countsFromJoining && (period ?? 1) > 1
      return policy.scope(window: period, isFromJoining: isFromJoining)
    }
  }

  /// `KIND NAME: AMOUNT ...`
  mutating func rule(
    _ declaration: RuleDeclaration, _ terms: RuleTerms, at span: Span, in policy: PolicyDraft
  ) -> RuleDefinition? {
    if declaration.kind == .stock { return stockRule(declaration, terms, at: span, in: policy) }
    var base: RuleDefinition.Base?
    if let name = terms.base {
      guard let found = self.base(name, below: declaration, in: policy) else { return nil }
      base = found
    }
    guard let trigger = trigger(terms, base, declaration) else { return nil }
    var period = terms.period?.months
    if trigger == .period, period == nil { period = 1 }
    let draft = RuleDraft(
      declaration: declaration, terms: terms, policy: policy, base: base, trigger: trigger, period: period,
      span: span)
    let before = errorCount
    let shortOf = shortOf(draft)
    let amount = amount(draft).flatMap { each($0, draft) }
    let payer = payer(draft)
    let recipients = recipients(draft)
    let condition = terms.condition.map { self.condition($0, in: draft.scope) }
    let cap = terms.cap.map { self.cap($0, draft) }
    guard let amount, let payer, let recipients else { return nil }
    if let condition, condition == nil { return nil }
    if let cap, cap == nil { return nil }
    guard errorCount == before, fits(amount, recipients, draft) else { return nil }
    if recipients.contains(where: { $0.isParty(payer) }) {
      report(
        "E0522", "the \(payer.rawValue) can't pay itself", at: terms.recipients?.span ?? span,
        help: "name another payer with `from`, or another recipient with `to`")
      return nil
    }
    warnAboutHops(amount, draft)
    var definition = RuleDefinition(
      name: draft.name, kind: declaration.kind, amount: amount, trigger: trigger, period: period,
      payer: payer,
      recipients: recipients, otherwise: terms.recipients?.otherwise ?? .company, condition: condition ?? nil,
      cap: cap ?? nil, shortOf: shortOf, isLessDownline: terms.lessDownline != nil, span: span)
    definition.isOnce = terms.each == nil && definition.isNobodys
    guard isNet(definition, draft), isPool(definition, draft), isCappable(definition, terms) else {
      return nil
    }
    return refusesGroup(definition, terms) || refusesAgents(of: definition) ? nil : definition
  }

  /// Everyone in a group joined in a month of its own, so for one agent's period nobody else's part of it is known.
  private mutating func refusesGroup(_ rule: RuleDefinition, _ terms: RuleTerms) -> Bool {
    guard rule.countsFromJoining, rule.shortOf != nil, let period = terms.period else { return false }
    report(
      "E0580", "`short of` has no period that counts from joining, and that of a \(rule.kind.rawValue) does",
      at: period.span, help: "write `every month`, or leave `short of` out")
    return true
  }

  // MARK: Stock

  private mutating func stockRule(
    _ declaration: RuleDeclaration, _ terms: RuleTerms, at span: Span, in policy: PolicyDraft
  ) -> RuleDefinition? {
    if policy.supply == .dropship {
      report(
        "E0511", "under `supply dropship` nobody holds stock, so nobody can be made to buy it",
        at: declaration.name.span, help: "leave the rule out, or write `supply company`")
      return nil
    }
    guard let product = product(of: declaration, terms, policy.names) else { return nil }
    let extra = terms.each?.span ?? terms.event?.span ?? terms.payer?.span ?? terms.recipients?.span
    if let extra = extra ?? terms.cap?.limit.span {
      report(
        "E0520", "a `stock` rule only says how many units, every which period, and when", at: extra,
        help: "write `stock \(declaration.name.text): 30 units when stock < 30 units`")
      return nil
    }
    guard case .expression(let written) = terms.amount else {
      report(
        "E0520", "a `stock` rule says how many units", at: declaration.name.span,
        help: "write `stock \(declaration.name.text): 30 units when stock < 30 units`")
      return nil
    }
    let scope = policy.scope(window: terms.period?.months)
    let units = number(
      written, "what a `stock` rule asks for", is: .units, or: [.one], exact: true, in: scope
    )
    .flatMap { whole($0, "what a `stock` rule asks for") }
    let condition = terms.condition.map { self.condition($0, in: scope) }
    guard let units else { return nil }
    if let condition, condition == nil { return nil }
    var rule = RuleDefinition(
      name: declaration.name.text, kind: .stock, amount: .units(units), trigger: .restock,
      period: terms.period?.months, payer: .`self`, recipients: [], otherwise: .company,
      condition: condition ?? nil, cap: nil, span: span)
    rule.product = product
    return rule
  }

  /// What a stock rule makes agents buy: of several products it has to say which.
  private mutating func product(
    of declaration: RuleDeclaration, _ terms: RuleTerms, _ names: PolicyNames
  ) -> Int? {
    guard let name = terms.base else {
      if names.products.count == 1 { return 0 }
      report(
        "E0545", "this policy sells several products, and the rule doesn't say which",
        at: declaration.name.span,
        help: "write `stock \(declaration.name.text): 30 units of \(names.products[0]) ...`")
      return nil
    }
    let product = names.products.firstIndex(of: name.text)
    if product == nil { reportNotSold(name, names) }
    return product
  }

  // MARK: Base and event

  static let events = ["join", "order", "reorder", "sale", "use", "win", "promotion", "quit"]
  static let eventBases = ["load", "order", "reorder", "sale", "use"]

  private mutating func base(
    _ name: Name, below declaration: RuleDeclaration, in policy: PolicyDraft
  ) -> RuleDefinition.Base? {
    switch name.text {
    case "load": return .load
    case "order": return .order
    case "reorder": return .reorder
    case "sale": return .sale
    case "use": return .use
    default: break
    }
    if let column = agentColumn(named: name.text, names: policy.names, traits: []),
      AgentColumn.isVolume(name.text, column)
    {
      return isMoney(column, name) ? .volume(column) : nil
    }
    if name.text == "weaker_leg" {
      reportNoLegs(name, policy.names)
      return nil
    }
    if reportsNoScore(name, policy.names) { return nil }
    let own = policy.rules.count
    guard let index = policy.names.rules.firstIndex(where: { $0.name == name.text }) else {
      let choices =
        Self.eventBases + AgentColumn.volumes.sorted() + policy.names.rules.prefix(own).map(\.name)
      report(
        "E0509", "a rate can't be taken of `\(name.text)`", at: name.span,
        help: suggestion(name.text, among: choices)
          ?? "it is taken of `load`, `order`, `reorder`, `sale`, `use`, a volume, or a rule written above")
      return nil
    }
    guard index < own else {
      report(
        "E0521", "`\(name.text)` is \(index == own ? "this rule itself" : "written below this rule")",
        at: name.span,
        help: "only a rule written above can be matched, so that there are no rings")
      return nil
    }
    guard [.fee, .deposit, .rebate].contains(policy.names.rules[index].kind) else {
      report(
        "E0521",
        "`\(name.text)` is a \(policy.names.rules[index].kind.rawValue), and only a fee, a deposit or a rebate can be matched",
        at: name.span, help: "name a fee, a deposit or a rebate")
      return nil
    }
    return .posting(index)
  }

  /// Whether a rate of it is money, as it isn't of points.
  private mutating func isMoney(_ column: AgentColumn, _ name: Name) -> Bool {
    guard case .score(let score) = column, score.measure == .points else { return true }
    report(
      "E0509", "a rate can't be taken of `\(name.text)`: points are no money", at: name.span,
      help: "look them up, `step by \(name.text) { ... } of ...`, or multiply: `0.50 CNY * \(name.text)`")
    return false
  }

  private mutating func trigger(
    _ terms: RuleTerms, _ base: RuleDefinition.Base?, _ declaration: RuleDeclaration
  ) -> RuleDefinition.Trigger? {
    var own: RuleDefinition.Trigger?
    switch base {
    case .load?: own = .join
    case .order?: own = .order
    case .reorder?: own = .reorder
    case .sale?: own = .sale
    case .use?: own = .use
    case .posting(let index)?: own = .posting(index)
    case .volume?, nil: break
    }
    guard let event = terms.event else {
      if let own { return own }
      if base != nil || terms.period != nil { return .period }
      return implied(terms, declaration)
    }
    guard let named = Self.event(event.text) else {
      report(
        "E0509", "there is no event `\(event.text)`", at: event.span,
        help: suggestion(event.text, among: Self.events) ?? listing(Self.events, of: "events are"))
      return nil
    }
    if let own, own != named {
      report(
        "E0520", "`of \(terms.base?.text ?? "")` has its own event, and it isn't `\(event.text)`",
        at: event.span,
        help: "leave `on \(event.text)` out")
      return nil
    }
    if case .volume? = base {
      reportUnpaid(event, terms)
      return nil
    }
    if let period = terms.period, named != .join || base == .load {
      report(
        "E0520",
        named == .join
          ? "a load is paid for on joining, or once on the period's sum"
          : "only `on join` goes on with `every`",
        at: period.span, help: "leave `on \(event.text)` or the period out")
      return nil
    }
    return named
  }

  /// Says that an event doesn't pay a rate of what adds up over a period.
  private mutating func reportUnpaid(_ event: Name, _ terms: RuleTerms) {
    let base = terms.base?.text ?? ""
    report(
      "E0598", "a rate of `\(base)` is paid at the end of a period, not `on \(event.text)`", at: event.span,
      help: terms.period == nil
        ? "write `every month`; to pay at the event by what there is then, multiply: `10% * \(base) on \(event.text)`"
        : "leave `on \(event.text) and` out")
  }

  static func event(_ word: String) -> RuleDefinition.Trigger? {
    switch word {
    case "join": .join
    case "order": .order
    case "reorder": .reorder
    case "sale": .sale
    case "use": .use
    case "win": .win
    case "promotion": .promotion
    case "quit": .quit
    default: nil
    }
  }

  private mutating func implied(
    _ terms: RuleTerms, _ declaration: RuleDeclaration
  ) -> RuleDefinition.Trigger? {
    if case .expression(let written) = terms.amount, !written.isMoneyLike {
      report(
        "E0513", "the rate of `\(declaration.name.text)` doesn't say what it is taken of", at: written.span,
        help: "write `of order`, `of sale`, `of load` or another base after it")
    } else if case .differential(_, _, let span) = terms.amount {
      report(
        "E0513", "the rates of `\(declaration.name.text)` don't say what they are taken of", at: span,
        help: "write `of sale` or another base after them")
    } else {
      report(
        "E0515", "`\(declaration.name.text)` doesn't say when it happens", at: declaration.name.span,
        help: "write `on join`, `on order`, `every month` or the like")
    }
    return nil
  }

  // MARK: Warnings

  private mutating func warnAboutHops(_ amount: RuleDefinition.Amount, _ draft: RuleDraft) {
    guard draft.policy.supply == .upline else { return }
    switch amount {
    case .rate(_, of: .order), .rates(_, of: .order), .differential(_, peers: _, of: .order),
      .brackets(_, of: .order):
      report(
        "W0501", "under `supply upline` the same box may be ordered, and rewarded, once at each hop",
        at: draft.terms.base?.span ?? draft.span,
        help: "to reward what customers buy, write `of sale`")
    case .rate, .rates, .differential, .brackets, .money, .sums, .perUnit, .units: break
    }
  }
}

extension Written {
  /// Whether it is plainly no rate: a percentage is one, and a list of them.
  var isMoneyLike: Bool {
    switch kind {
    case .percent: false
    case .list(let each): each.first?.isMoneyLike ?? false
    case .number(_, let measure): measure != nil
    default: true
    }
  }
}

extension RuleDefinition.Recipient {
  /// Whether it is just the party that pays.
  func isParty(_ payer: RuleDefinition.Party) -> Bool {
    switch (target, payer) {
    case (.company, .company), (.customer, .customer), (.outside, .outside): true
    default: false
    }
  }
}
