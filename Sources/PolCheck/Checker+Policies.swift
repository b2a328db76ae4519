import PolColumns
import PolSource
import PolSyntax

extension Checker {
  // MARK: Products

  /// `product NAME { cost ...; retail ... }`
  mutating func declareProduct(_ product: ProductDeclaration, at span: Span) {
    let month = PolicyNames(currency: Currency(code: "CNY", decimals: 2), products: [], tiers: [], rules: [])
    let scope = Scope(rows: .agents(AgentRows(names: month, place: .price)))
    var values: [ProductDeclaration.Part.Word: Expression] = [:]
    var isWhole = true
    for part in product.parts {
      if values[part.word] != nil {
        report(
          "E0502", "`\(part.word.rawValue)` is said twice of this product", at: part.span,
          help: "leave one of them out")
      }
      let value =
        part.word == .points
        ? points(part.value, in: scope) : price(part.value, part.word.rawValue, in: scope)
      guard let value else {
        isWhole = false
        continue
      }
      values[part.word] = value
    }
    guard isWhole, let cost = values[.cost], let retail = values[.retail] else {
      if isWhole {
        report(
          "E0510", "product `\(product.name.text)` needs a `\(values[.cost] == nil ? "cost" : "retail")`",
          at: product.name.span, help: "write what making one costs and what a customer pays")
      }
      declare(product.name, .failed)
      return
    }
    let binding = ProductBinding(
      name: product.name, cost: cost, retail: retail, points: values[.points], volume: values[.volume],
      span: span)
    declare(product.name, .record(.product(binding)))
  }

  /// What a unit counts: a plain number of at most two decimals.
  private mutating func points(_ written: Written, in scope: Scope) -> Expression? {
    guard let value = number(written, "`points`", is: .one, exact: true, in: scope) else { return nil }
    guard let known = known(value), known.scale > 2 else { return notNegative(value, "`points`") }
    report("E0512", "`points` are counted in hundredths", at: value.span, help: "write at most two decimals")
    return nil
  }

  /// Money per unit of any currency, also written as plain money.
  private mutating func price(_ written: Written, _ word: String, in scope: Scope) -> Expression? {
    guard let value = check(written, in: scope) else { return nil }
    if value.isBareZero { return value }
    guard let currency = value.type.number?.dimension.currencies.first?.currency else {
      report(
        "E0402", "a `\(word)` must be money per unit, not \(value.type.words)", at: value.span,
        help: "give it a currency: `6 CNY`")
      return nil
    }
    return fit(value, "a `\(word)`", is: .price(currency), or: [.money(currency)], exact: true)
      .flatMap { notNegative($0, "a `\(word)`") }
  }

  /// Says so if a value is known to be below zero.
  mutating func notNegative(_ value: Expression, _ what: String) -> Expression? {
    guard let known = known(value), known.isNegative else { return value }
    report("E0512", "\(what) can't be below zero", at: value.span)
    return nil
  }

  /// Says so if a value is known to be no whole number, or below zero.
  mutating func whole(_ value: Expression, _ what: String) -> Expression? {
    guard let known = known(value), known.scale > 0 else { return notNegative(value, what) }
    report("E0512", "\(what) must be whole", at: value.span)
    return nil
  }

  // MARK: Bodies

  /// `policy NAME from OTHER { ... }`
  mutating func declarePolicy(_ body: BodyDeclaration, at span: Span) {
    guard let flat = flattened(body, at: span, ofMarket: false) else {
      declare(body.name, .failed)
      return
    }
    declare(body.name, .record(.policy(PolicyBinding(body: flat, definition: policy(flat)))))
  }

  /// The clauses of a declared policy or market, laid over those that it extends.
  mutating func flattened(_ body: BodyDeclaration, at span: Span, ofMarket: Bool) -> BodyBinding? {
    var base: [BoundClause] = []
    if let name = body.base {
      switch (meaning(of: name, in: Scope()), ofMarket) {
      case (.failed, _): return nil
      case (.record(.policy(let policy)), false): base = policy.body.clauses
      case (.record(.market(let market)), true): base = market.clauses
      default:
        report(
          "E0550", "`\(name.text)` is no \(ofMarket ? "market" : "policy")", at: name.span,
          help: "after `from` stands what is extended")
        return nil
      }
    }
    return overlaid(
      body.body, on: BodyBinding(name: body.name, clauses: base, span: span), ofMarket: ofMarket)
  }

  /// One body laid over another, with what doesn't belong there left out. What is written keeps what its names
  /// mean here, `locals` among them.
  mutating func overlaid(
    _ body: Body, on base: BodyBinding, ofMarket: Bool, locals: [String: Meaning] = [:]
  ) -> BodyBinding {
    var flattening = Flattening()
    let clauses = body.clauses.filter { belongs($0, toMarket: ofMarket) }
    var result = base
    let names = locals.reduce(into: inner ?? [:]) {
      $0[$1.key] = Declaration(span: body.span, call: call, meaning: $1.value)
    }
    result.clauses = flattening.overlay(clauses, knowing: names, on: base.clauses)
    diagnostics += flattening.diagnostics
    return result
  }

  private mutating func belongs(_ clause: Clause, toMarket: Bool) -> Bool {
    let (word, isMarket): (String, Bool) =
      switch clause.kind {
      case .sells: ("sells", false)
      case .supply: ("supply", false)
      case .tier: ("tier", false)
      case .rule(let rule): (rule.kind.rawValue, false)
      case .rounding: ("rounding", false)
      case .placement: ("placement", false)
      case .returnsGoods: ("returns ... within", false)
      case .customersLock: ("customers lock", false)
      case .sharedCap: ("cap", false)
      case .market(let word, _), .mix(let word, _): (word.text, true)
      case .trait: ("trait", true)
      case .arrivals: ("arrivals", true)
      case .demand: ("demand", true)
      case .uses: ("uses", true)
      case .bringsBack: ("returns", true)
      case .quits: ("quits", true)
      }
    guard isMarket != toMarket else { return true }
    report(
      "E0504",
      "`\(word)` is a clause of \(isMarket ? "markets" : "policies"), and this is a \(toMarket ? "market" : "policy")",
      at: clause.span, help: "move it to the \(isMarket ? "market" : "policy")")
    return false
  }

  /// `a with { ... }`
  mutating func made(_ made: Made, in scope: Scope) -> Meaning {
    let base = meaning(of: made.path, in: scope)
    guard !made.bodies.isEmpty else { return base }
    switch base {
    case .failed: return .failed
    case .record(.policy(let policy)):
      var body = policy.body
      for layer in made.bodies {
        body = overlaid(layer, on: body, ofMarket: false, locals: scope.locals)
      }
      body.span = made.span
      return .record(.policy(PolicyBinding(body: body, definition: self.policy(body))))
    case .record(.market(var market)):
      for layer in made.bodies {
        market = overlaid(layer, on: market, ofMarket: true, locals: scope.locals)
      }
      market.span = made.span
      return .record(.market(market))
    case .record, .value, .table, .function:
      report(
        "E0550", "only a policy or a market can be taken `with` something else", at: made.path.span,
        help: "name a policy or a market before `with`")
      return .failed
    }
  }

  // MARK: Policies

  /// A flattened policy, checked whole; nil if anything in it is wrong.
  mutating func policy(_ body: BodyBinding) -> PolicyDefinition? {
    let before = errorCount
    let around = (isAtWork, inner)
    isAtWork = true
    defer { (isAtWork, inner) = around }
    guard var draft = draft(body) else { return nil }
    var rounding = PolicyDefinition.Rounding.floor
    var (agentReturns, customerReturns) = (GoodsReturns?.none, GoodsReturns?.none)
    var lock: CustomerLock?
    var carry: CarryDefinition?
    var tiers: [TierDefinition?] = []
    for clause in body.clauses {
      if case .supply(let word) = clause.kind {
        draft.supply = choice(word, "supply", ["company", "upline", "dropship"]) ?? .company
      }
    }
    // What is said of rules comes after them, wherever it stands.
    let rulesFirst = body.clauses.filter { !$0.isSharedCap } + body.clauses.filter(\.isSharedCap)
    for clause in rulesFirst {
      inner = clause.names
      switch clause.kind {
      case .tier(let tier):
        tiers.append(self.tier(tier, knowing: clause.namesOfParts, at: clause.span, in: draft))
      case .rule(let rule):
        draft.rules.append(rule.terms.flatMap { self.rule(rule, $0, at: clause.span, in: draft) })
      case .rounding(let word):
        rounding = choice(word, "rounding", ["floor", "half_even", "half_up"]) ?? .floor
      case .returnsGoods(let clause):
        let terms = goodsReturns(clause, in: draft)
        if clause.who.text == "customer" { customerReturns = terms } else { agentReturns = terms }
      case .customersLock(let time): lock = customerLock(time, in: draft)
      case .sharedCap(let cap): share(cap, among: &draft)
      case .placement(.binary(let written?)): carry = self.carry(written, in: draft)
      case .sells, .supply, .placement, .market, .mix, .trait, .arrivals, .demand, .uses, .bringsBack,
        .quits:
        break
      }
    }
    guard errorCount == before else { return nil }
    return PolicyDefinition(
      name: body.name.text, currency: draft.names.currency,
      products: draft.products.map {
        ProductDefinition(
          name: $0.name.text, cost: $0.cost.measured(in: .price(draft.names.currency)),
          retail: $0.retail.measured(in: .price(draft.names.currency)), points: $0.points,
          volume: $0.volume?.measured(in: .price(draft.names.currency)))
      },
      supply: draft.supply, tiers: tiers.compactMap { $0 }, rules: draft.rules.compactMap { $0 },
      rounding: rounding, placement: draft.names.placement, carry: carry, agentReturns: agentReturns,
      customerReturns: customerReturns, lock: lock, span: body.span)
  }

  /// How many errors were met so far, also those told before.
  var errorCount: Int { failures + diagnostics.count { $0.severity == .error } }

  private mutating func choice<T: RawRepresentable>(
    _ word: Name, _ what: String, _ choices: [String]
  ) -> T? where T.RawValue == String {
    if let value = T(rawValue: word.text) { return value }
    report(
      "E0509", "`\(what)` can't be `\(word.text)`", at: word.span,
      help: suggestion(word.text, among: choices) ?? listing(choices, of: "it is one of"))
    return nil
  }

  private mutating func draft(_ body: BodyBinding) -> PolicyDraft? {
    var sold: (names: [Name], clause: BoundClause)?
    var tiers: [String] = []
    var rules: [(name: Name, kind: RuleDeclaration.Kind)] = []
    var placement: PlacementDefinition?
    for clause in body.clauses {
      switch clause.kind {
      case .sells(let names): sold = (names, clause)
      case .tier(let tier): tiers.append(tier.name.text)
      case .rule(let rule): rules.append((rule.name, rule.kind))
      case .placement(let written): placement = self.placement(written, at: clause.span)
      default: break
      }
    }
    guard let sold else {
      report(
        "E0506", "policy `\(body.name.text)` doesn't say what it sells", at: body.name.span,
        help: "write `sells PRODUCT`")
      return nil
    }
    inner = sold.clause.names
    guard let products = products(sold.names) else { return nil }
    guard !tiers.isEmpty else {
      report(
        "E0508", "policy `\(body.name.text)` has no tiers", at: body.name.span,
        help: "write at least one: `tier agent { price 68 CNY }`")
      return nil
    }
    guard tiers.count <= PolicyDefinition.mostTiers else {
      report(
        "E0523", "policy `\(body.name.text)` has more than \(PolicyDefinition.mostTiers) tiers",
        at: body.name.span, help: "let one tier stand for several")
      return nil
    }
    guard let currency = currency(of: products, body) else { return nil }
    let names = PolicyNames(
      currency: currency, products: products.map(\.name.text), tiers: tiers,
      rules: rules.map { ($0.name.text, $0.kind) }, placement: placement,
      measures: measures(of: products.map { ($0.points, $0.volume) }))
    let columns =
      (AgentColumn.spellings + names.columns).map(\.name) + MonthColumn.spellings.map(\.name)
      + Self.figures.map(\.name)
    for rule in rules where columns.contains(rule.name.text) {
      report(
        "E0507", "a rule can't be called `\(rule.name.text)`: that is a column", at: rule.name.span,
        help: "give it another name")
    }
    return PolicyDraft(names: names, products: products)
  }

  private mutating func products(_ names: [Name]) -> [ProductBinding]? {
    var result: [ProductBinding] = []
    for name in names {
      switch meaning(of: name, in: Scope()) {
      case .failed: return nil
      case .record(.product(var product)):
        product.name = name
        guard !result.contains(where: { $0.name.text == name.text }) else {
          report("E0502", "`\(name.text)` is sold twice", at: name.span, help: "leave one of them out")
          continue
        }
        result.append(product)
      case .record, .value, .table, .function:
        report(
          "E0505", "`\(name.text)` is no product", at: name.span,
          help: "declare it: `product \(name.text) { ... }`")
        return nil
      }
    }
    return result
  }

  /// The one currency of a policy: its products'; of free ones, its tiers'.
  private mutating func currency(of products: [ProductBinding], _ body: BodyBinding) -> Currency? {
    var found: Currency?
    for product in products {
      for value in [product.retail, product.cost, product.volume] {
        guard let currency = value?.type.number?.dimension.currencies.first?.currency else { continue }
        if let found, found != currency {
          report(
            "E0404",
            "`\(product.name.text)` is priced in \(currency.code), and another product in \(found.code): two currencies never mix",
            at: product.name.span)
          return nil
        }
        found = currency
      }
    }
    if let found { return found }
    report(
      "E0510", "nothing says which currency policy `\(body.name.text)` is in", at: body.name.span,
      help: "give its product a cost or retail in a currency: `retail 0 CNY`")
    return nil
  }
}
