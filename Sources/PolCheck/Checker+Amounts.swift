import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// The amount of a rule that is no `stock` rule.
  mutating func amount(_ draft: RuleDraft) -> RuleDefinition.Amount? {
    switch draft.terms.amount {
    case .expression(let written):
      if case .list(let rates) = written.kind { return self.rates(rates, at: written.span, draft) }
      return single(written, draft)
    case .differential(let rates, let peers, let span):
      return differential(rates, peers, at: span, draft)
    case .brackets(let word, let column, let rows, let span):
      return brackets(word, by: column, rows, at: span, draft)
    }
  }

  /// The dimension that, times the base, is money.
  func rateDimension(_ base: RuleDefinition.Base, _ currency: Currency) -> Dimension {
    if case .volume(let column) = base, [.ordered, .sold, .teamOrdersUnits, .teamSalesUnits].contains(column)
    {
      return .price(currency)
    }
    return .one
  }

  private mutating func single(_ written: Written, _ draft: RuleDraft) -> RuleDefinition.Amount? {
    guard let value = check(written, in: draft.scope) else { return nil }
    let what = "the amount of `\(draft.name)`"
    let currency = draft.currency
    guard let dimension = value.type.number?.dimension else {
      _ = fit(value, what, is: .money(currency))
      return nil
    }
    if let base = draft.base {
      if dimension == .price(currency), let event = perUnitEvent(base), event == draft.trigger {
        guard draft.period == nil else {
          report(
            "E0520", "money per unit is paid at each event, not at the end of a period", at: value.span,
            help: "leave the period out, or take it `of own_sales_units`")
          return nil
        }
        return fit(value, what, is: dimension, exact: true).map { .perUnit($0) }
      }
      let wanted = rateDimension(base, currency)
      if wanted == .one, dimension != .one {
        report(
          "E0514", "`of \(draft.terms.base?.text ?? "")` takes a rate, and this is \(value.type.words)",
          at: value.span, help: "write a rate such as `10%`, or leave `of` out and say `on` which event")
        return nil
      }
      return fit(value, what, is: wanted, or: wanted == .one ? [] : [.money(currency)], exact: true)
        .flatMap { notNegative($0, what) }.map { .rate($0, of: base) }
    }
    if dimension == .price(currency) {
      switch draft.trigger {
      case .join, .order, .reorder, .sale, .use:
        return fit(value, what, is: dimension, exact: true).flatMap { notNegative($0, what) }.map {
          .perUnit($0)
        }
      case .win, .promotion, .quit, .period, .restock, .posting:
        report(
          "E0520", "money per unit needs an event with units", at: value.span,
          help: "write `on order` or `on sale`, or take it `of own_orders_units`")
        return nil
      }
    }
    if dimension == .one, !value.isBareZero {
      report(
        "E0513", "the rate of `\(draft.name)` doesn't say what it is taken of", at: value.span,
        help: "write `of order`, `of sale`, `of load` or another base after it")
      return nil
    }
    return fit(value, what, is: .money(currency), exact: true)
      .flatMap { notNegative($0, what) }.map { .money($0) }
  }

  private func perUnitEvent(_ base: RuleDefinition.Base) -> RuleDefinition.Trigger? {
    switch base {
    case .order: .order
    case .reorder: .reorder
    case .sale: .sale
    case .use: .use
    case .load, .posting, .volume: nil
    }
  }

  private mutating func rates(
    _ written: [Written], at span: Span, _ draft: RuleDraft
  ) -> RuleDefinition.Amount? {
    guard let base = draft.base else { return sums(written, at: span, draft) }
    let wanted = rateDimension(base, draft.currency)
    var rates: [Expression] = []
    for rate in written {
      let value = number(
        rate, "a rate of `\(draft.name)`", is: wanted, or: wanted == .one ? [] : [.money(draft.currency)],
        exact: true, in: draft.scope)
      if let value = value.flatMap({ notNegative($0, "a rate") }) { rates.append(value) }
    }
    return rates.count == written.count ? .rates(rates, of: base) : nil
  }

  /// A list without a base: so much money for each level.
  private mutating func sums(
    _ written: [Written], at span: Span, _ draft: RuleDraft
  ) -> RuleDefinition.Amount? {
    let what = "an amount of `\(draft.name)`"
    let sums = written.compactMap { check($0, in: draft.scope) }
    guard sums.count == written.count else { return nil }
    if sums.contains(where: { $0.type.number?.dimension == .one && !$0.isBareZero }) {
      report(
        "E0513", "the rates of `\(draft.name)` don't say what they are taken of", at: span,
        help: "write `of order`, `of sale` or another base after them")
      return nil
    }
    let fitting = sums.compactMap { sum in
      fit(sum, what, is: .money(draft.currency), exact: true).flatMap { notNegative($0, what) }
    }
    return fitting.count == sums.count ? .sums(fitting) : nil
  }

  private mutating func differential(
    _ written: [(tier: Name, rate: Written)], _ peers: [Written], at span: Span, _ draft: RuleDraft
  ) -> RuleDefinition.Amount? {
    guard let base = draft.base else {
      report(
        "E0513", "the rates of `\(draft.name)` don't say what they are taken of", at: span,
        help: "write `of sale` or another base after them")
      return nil
    }
    let wanted = rateDimension(base, draft.currency)
    let before = errorCount
    let zero = Expression.exact(.zero, .number(NumberType(wanted)), at: span)
    var rates = draft.policy.names.tiers.map { _ in zero }
    var seen: Set<Int> = []
    for (tier, rate) in written {
      guard let rank = rank(of: tier, in: draft.policy.names) else { continue }
      if !seen.insert(rank).inserted {
        report("E0502", "tier `\(tier.text)` has two rates", at: tier.span, help: "leave one of them out")
      }
      let value = number(
        rate, "a rate of `\(draft.name)`", is: wanted, or: wanted == .one ? [] : [.money(draft.currency)],
        exact: true, in: draft.scope)
      guard let value = value.flatMap({ notNegative($0, "a rate") }) else { continue }
      if wanted == .one, let known = known(value), ExactNumber.one < known { reportTooMuch(value, known) }
      rates[rank] = value
    }
    let matches = peers.compactMap { peer in
      number(peer, "the `peer` rate", is: .one, exact: true, in: draft.scope)
        .flatMap { notNegative($0, "the `peer` rate") }
    }
    return errorCount == before ? .differential(rates, peers: matches, of: base) : nil
  }

  /// `cap LIMIT per PERIOD`, `cap LIMIT in all`
  mutating func cap(_ cap: RuleCap, _ draft: RuleDraft) -> RuleDefinition.Cap? {
    if let place = cap.inAll {
      guard draft.isPool else { return capForAll(cap, in: draft.policy) }
      report(
        "E0595", "what is divided among every agent is one sum already", at: place,
        help: "make that sum smaller")
      return nil
    }
    return number(
      cap.limit, "a `cap`", is: .money(draft.currency), exact: true,
      in: draft.policy.scope(window: draft.period, hasSource: !draft.isPool)
    )
    .flatMap { notNegative($0, "a `cap`") }
    .map { RuleDefinition.Cap(limit: $0, period: cap.period?.months) }
  }

  /// Whether what a cap in all holds for is known before it is paid: what is paid at an event is gone by then.
  mutating func isCappable(_ rule: RuleDefinition, _ terms: RuleTerms) -> Bool {
    guard let place = terms.cap?.inAll, rule.kind != .rebate || !rule.isPaidAtPeriodsEnd else { return true }
    report(
      "E0595", "only what is paid at the end of a period can be capped in all", at: place,
      help: "make it a rebate `every month`, or cap what each one gets: `cap 100 CNY per month`")
    return false
  }

  /// A cap of all that a rule pays in a period.
  mutating func capForAll(_ cap: RuleCap, in policy: PolicyDraft) -> RuleDefinition.Cap? {
    let bases: [String: AgentColumn] = [
      "order": .ownOrders, "own_orders": .ownOrders, "sale": .ownSales, "own_sales": .ownSales,
    ]
    var base: AgentColumn?
    if let name = cap.base {
      guard let column = bases[name.text] else {
        report(
          "E0596", "a cap is a share of `order` or of `sale`, not of `\(name.text)`", at: name.span,
          help: "write `cap 35% of order in all`")
        return nil
      }
      base = column
    }
    let dimension: Dimension = base == nil ? .money(policy.names.currency) : .one
    return number(cap.limit, "a `cap`", is: dimension, exact: true, in: policy.priceScope)
      .flatMap { notNegative($0, "a `cap`") }
      .map { RuleDefinition.Cap(limit: $0, isForAll: true, base: base) }
  }

  /// Says that more than the whole would be paid.
  mutating func reportTooMuch(_ value: Expression, _ sum: ExactNumber) {
    report(
      "E0517", "this pays out \(percent(sum)) of its base, which is more than all of it", at: value.span,
      help: "together the rates of one rule are at most 100%")
  }

  /// A share as a percentage.
  func percent(_ share: ExactNumber) -> String {
    "\((share.multiplied(by: ExactNumber(100)) ?? share).description)%"
  }
}
