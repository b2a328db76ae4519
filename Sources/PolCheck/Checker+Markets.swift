import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// A count may also be written as so many a month.
  static let perMonth = Dimension(months: -1)
  static let unitsPerMonth = Dimension(units: 1, months: -1)

  /// `market NAME from OTHER { ... }`: checked as far as it can be without a policy.
  mutating func declareMarket(_ body: BodyDeclaration, at span: Span) {
    guard let flat = flattened(body, at: span, ofMarket: true) else {
      declare(body.name, .failed)
      return
    }
    let before = errorCount
    checkAlone(flat)
    declare(body.name, errorCount == before ? .record(.market(flat)) : .failed)
  }

  private mutating func checkAlone(_ body: BodyBinding) {
    var words: [String: Name] = [:]
    var traits: [Name] = []
    for clause in body.clauses {
      switch clause.kind {
      case .market(let word, _), .mix(let word, _): words[word.text] = word
      case .trait(let name, _): traits.append(name)
      default: break
      }
    }
    if words["people"] == nil {
      report(
        "E0530", "market `\(body.name.text)` doesn't say how many people there are", at: body.name.span,
        help: "write `people 1_000`")
    }
    if words["founders"] == nil {
      report(
        "E0531", "market `\(body.name.text)` doesn't say who founds it", at: body.name.span,
        help: "write `founders 10 general`, with a tier of the policy")
    }
    for trait in traits
    where AgentColumn.spellings.contains(where: { $0.name == trait.text })
      || Self.figures.contains(where: { $0.name == trait.text }) || trait.text == "month"
    {
      report(
        "E0507", "a trait can't be called `\(trait.text)`: that is a column", at: trait.span,
        help: "give it another name")
    }
    let known = Set(traits.map(\.text) + marketNames())
    let around = inner
    defer { inner = around }
    for clause in body.clauses {
      inner = clause.names
      for written in Self.expressions(of: clause.clause) { scan(written, known: known) }
      switch clause.clause.kind {
      case .demand(let demand): checkProducts(demand)
      case .uses(let shares), .bringsBack(let shares, _): checkProducts(shares)
      default: break
      }
    }
    if let stays = words["stays"], words["wins"] == nil {
      report(
        "E0571", "without `wins` nobody has customers who could stay", at: stays.span,
        help: "write `wins 2`: so many new customers a month for each agent")
    }
  }

  /// All that a market may name, whatever policy is put into it.
  private func marketNames() -> [String] {
    var names =
      AgentColumn.spellings.map(\.name) + Score.all.map(\.spelling) + Self.figures.map(\.name)
      + ["month", "upline", "policy", "legs"]
    for (_, declaration) in declared.sorted(by: { $0.key < $1.key }) {
      if case .record(.policy(let policy)) = declaration.meaning {
        for clause in policy.body.clauses {
          switch clause.kind {
          case .rule(let rule): names.append(rule.name.text)
          case .tier(let tier): names.append(tier.name.text)
          default: break
          }
        }
      }
    }
    return names + scriptNames.sorted() + order
  }

  private static func expressions(of clause: Clause) -> [Written] {
    switch clause.kind {
    case .market(_, let value), .trait(_, let value): [value]
    case .mix(_, let shares): shares.map(\.share)
    case .arrivals(let value, let weight): [value] + (weight.map { [$0] } ?? [])
    case .demand(let demand): demand.parts.flatMap { expressions(of: $0) }
    case .uses(let uses): uses.parts
    case .bringsBack(let shares, let when): shares.parts + (when.map { [$0] } ?? [])
    case .quits(let value, let when): [value] + (when.map { [$0] } ?? [])
    case .sells, .supply, .tier, .rule, .rounding, .placement, .returnsGoods, .customersLock, .sharedCap: []
    }
  }

  private static func expressions(of demand: PolSyntax.Demand) -> [Written] {
    switch demand {
    case .units(let value, let weight): [value] + (weight.map { [$0] } ?? [])
    case .factors(let traffic, let conversion, let basket, let repurchase):
      [traffic, conversion, basket, repurchase]
    }
  }

  // MARK: With a policy

  /// A market's clauses as they are gathered.
  struct MarketDraft {
    var names: PolicyNames
    var policy: PolicyDefinition
    var traits: [String] = []
    var people: Expression?
    var founders: [MarketDefinition.TierShare] = []
    var joins: [MarketDefinition.TierShare] = []
    var values: [MarketDefinition.TraitDefinition] = []
    var growth = MarketDefinition.Growth.none
    var accepts: Expression?
    var wins: Expression?
    var stays: Expression?
    var returns: MarketDefinition.Returns?
    var demand: [MarketDefinition.OfProduct<MarketDefinition.Demand>] = []
    var uses: [MarketDefinition.OfProduct<Expression>] = []
    var quits: MarketDefinition.Quits?

    func scope(_ place: AgentRows.Place, traits: [String]? = nil) -> Scope {
      Scope(rows: .agents(AgentRows(names: names, place: place, traits: traits ?? self.traits)))
    }
  }

  /// A market, checked against the policy that is put into it.
  mutating func market(_ body: BodyBinding, with policy: PolicyDefinition, at span: Span) -> MarketDefinition?
  {
    let before = errorCount
    let around = (isAtWork, inner)
    isAtWork = true
    defer { (isAtWork, inner) = around }
    checkAlone(body)
    var draft = MarketDraft(names: names(of: policy), policy: policy)
    for clause in body.clauses {
      guard case .trait(let name, _) = clause.kind else { continue }
      draft.traits.append(name.text)
      if draft.names.rules.contains(where: { $0.name == name.text }) {
        report(
          "E0507", "a trait can't be called `\(name.text)`: that is a rule of `\(policy.name)`",
          at: name.span,
          help: "give it another name")
      }
    }
    for clause in body.clauses {
      inner = clause.names
      add(clause.clause, to: &draft)
      self.clause = nil
    }
    guard errorCount == before, let people = draft.people else { return nil }
    return MarketDefinition(
      name: body.name.text, people: people, founders: draft.founders, joins: draft.joins,
      traits: draft.values, growth: draft.growth, accepts: draft.accepts, wins: draft.wins,
      stays: draft.stays, returns: draft.returns, demand: draft.demand, uses: draft.uses, quits: draft.quits,
      span: body.span)
  }

  /// The names of a checked policy.
  func names(of policy: PolicyDefinition) -> PolicyNames {
    PolicyNames(
      currency: policy.currency, products: policy.products.map(\.name), tiers: policy.tiers.map(\.name),
      rules: policy.rules.map { ($0.name, $0.kind) }, placement: policy.placement,
      measures: measures(of: policy.products.map { ($0.points, $0.volume) }))
  }

  private mutating func add(_ clause: Clause, to draft: inout MarketDraft) {
    let scope = draft.scope(.market)
    switch clause.kind {
    case .market(let word, let value):
      self.clause = (word.text, 0)
      switch word.text {
      case "people":
        draft.people = number(value, "`people`", is: .one, exact: true, in: draft.scope(.crowd))
          .flatMap { whole($0, "`people`") }
      case "recruits":
        if let mean = number(value, "`recruits`", is: .one, or: [Self.perMonth], in: scope) {
          draft.growth = .recruits(mean)
        }
      case "accepts": draft.accepts = accepts(value, draft)
      case "wins":
        draft.wins = number(value, "`wins`", is: .one, or: [Self.perMonth], in: scope)
      case "stays": draft.stays = share(value, "`stays`", in: scope)
      default: break
      }
    case .mix(let word, let shares):
      self.clause = (word.text, 0)
      let isFounders = word.text == "founders"
      let mix = self.mix(shares, word.text, in: isFounders ? draft.scope(.crowd) : scope, draft.names)
      if isFounders { draft.founders = mix } else { draft.joins = mix }
    case .trait(let name, let value):
      self.clause = (name.text, 0)
      let earlier = draft.values.map(\.name)
      if let value = number(value, "a trait", is: .one, in: draft.scope(.trait, traits: earlier)) {
        draft.values.append(MarketDefinition.TraitDefinition(name: name.text, value: value))
      }
    case .arrivals(let value, let weight):
      self.clause = ("arrivals", 0)
      let count = number(value, "`arrivals`", is: .one, or: [Self.perMonth], in: draft.scope(.arrivals))
      let sponsor = weight.flatMap { self.weight($0, in: scope) }
      if let count { draft.growth = .arrivals(count, sponsorBy: sponsor) }
    case .demand(let demand):
      draft.demand = ofProducts(demand, "demand", ofEach: false, at: clause.span, draft) {
        $0.demand($1, in: draft)
      }
    case .uses(let uses):
      draft.uses = ofProducts(uses, "uses", ofEach: false, at: clause.span, draft) {
        $0.number($1, "`uses`", is: .units, or: [.one, Self.unitsPerMonth], in: scope)
      }
    case .bringsBack(let shares, let when): draft.returns = returns(shares, when, at: clause.span, draft)
    case .quits(let value, let when):
      self.clause = ("quits", 0)
      guard let chance = number(value, "the chance of `quits`", is: .one, or: [Self.perMonth], in: scope)
      else { return }
      draft.quits = MarketDefinition.Quits(
        chance: chance, condition: when.flatMap { condition($0, in: scope) })
    case .sells, .supply, .tier, .rule, .rounding, .placement, .returnsGoods, .customersLock, .sharedCap:
      break
    }
  }

  private mutating func mix(
    _ shares: [(share: Written, tier: Name)], _ word: String, in scope: Scope, _ names: PolicyNames
  ) -> [MarketDefinition.TierShare] {
    var result: [MarketDefinition.TierShare] = []
    var sum: ExactNumber? = .zero
    for (share, tier) in shares {
      let what = word == "founders" ? "a number of founders" : "a share of `joins`"
      let value = number(share, what, is: .one, exact: word == "founders", in: scope)
        .flatMap { word == "founders" ? whole($0, what) : notNegative($0, what) }
      guard let rank = rank(of: tier, in: names), let value else { continue }
      if result.contains(where: { $0.tier == rank }) {
        report("E0502", "tier `\(tier.text)` is named twice", at: tier.span, help: "leave one of them out")
      }
      sum = known(value).flatMap { sum?.adding($0) }
      result.append(MarketDefinition.TierShare(share: value, tier: rank))
    }
    if word == "joins", result.count == shares.count, let sum, sum != .one, let first = shares.first {
      report(
        "E0532", "the shares of `joins` add up to \(percent(sum)), not to 100%", at: first.share.span,
        help: "everyone who joins starts in some tier")
    }
    return result
  }
}
