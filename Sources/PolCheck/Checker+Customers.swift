import PolColumns
import PolSource
import PolSyntax

/// The clauses of a market about who joins and what customers do.
extension Checker {
  /// `accepts COND`: over the newcomer's traits, who asks it, and what is known of the policy.
  mutating func accepts(_ written: Written, _ draft: MarketDraft) -> Expression? {
    var scope = draft.scope(.newcomer)
    let body = BodyBinding(
      name: Name(draft.policy.name, at: draft.policy.span), clauses: [], span: draft.policy.span)
    scope.locals["policy"] = .record(.policy(PolicyBinding(body: body, definition: draft.policy)))
    return condition(written, in: scope)
  }

  /// `customers lock forever` or `customers lock N months`
  mutating func customerLock(_ written: Written?, in draft: PolicyDraft) -> CustomerLock? {
    guard let written else { return .forever }
    let what = "the time of a lock"
    return number(written, what, is: .time, exact: true, in: draft.priceScope)
      .flatMap { whole($0, what) }.map { .months($0) }
  }

  /// `returns agent within T at P`, or the same of customers.
  mutating func goodsReturns(_ clause: ReturnsClause, in draft: PolicyDraft) -> GoodsReturns? {
    let within = number(clause.within, "the time for returns", is: .time, exact: true, in: draft.priceScope)
    let share = number(clause.at, "the share paid back", is: .one, exact: true, in: draft.priceScope)
    guard let within, let share else { return nil }
    if let known = known(share), known.isNegative || ExactNumber.one < known {
      report("E0517", "more than was paid can't be paid back: the share is at most 100%", at: share.span)
    }
    return GoodsReturns(within: within, at: share)
  }

  /// A share of an agent's customers or sales; what is known of it lies between 0 and 1.
  mutating func share(_ written: Written, _ what: String, in scope: Scope) -> Expression? {
    guard let value = number(written, "the share of \(what)", is: .one, in: scope) else { return nil }
    guard let known = known(value), known.isNegative || ExactNumber.one < known else { return value }
    report(
      "E0512", "the share of \(what) can't be \(percent(known))", at: value.span,
      help: "write a share between 0% and 100%")
    return nil
  }

  /// `returns P when C`
  mutating func returns(
    _ written: OfGoods<Written>, _ when: Written?, at span: Span, _ draft: MarketDraft
  ) -> MarketDefinition.Returns? {
    if draft.policy.customerReturns == nil {
      report(
        "W0570", "customers bring goods back here, and `\(draft.policy.name)` takes none from them", at: span,
        help: "write `returns customer within 1 month at 100%` in the policy")
    }
    let scope = draft.scope(.market)
    let shares = ofProducts(written, "returns", ofEach: true, at: span, draft) {
      $0.share($1, "`returns`", in: scope)
    }
    return MarketDefinition.Returns(shares: shares, condition: when.flatMap { condition($0, in: scope) })
  }

  /// A weight with which an agent is drawn.
  mutating func weight(_ written: Written, in scope: Scope) -> Expression? {
    guard let weight = check(written, in: scope) else { return nil }
    if weight.type.number == nil {
      report("E0402", "a weight must be a number, not \(weight.type.words)", at: weight.span)
      return nil
    }
    return weight
  }

  // MARK: Stories

  /// Everyone who buys under a name, numbered in the order of the story.
  func customers(of story: StoryDeclaration) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for action in story.months.flatMap(\.actions) {
      guard case .sells(_, let customer?, _) = action.kind else { continue }
      numbers[customer.text] = numbers[customer.text] ?? numbers.count
    }
    return numbers
  }

  /// `refunds GOODS [to CUSTOMER]`
  mutating func refunds(
    _ goods: StoryDeclaration.Goods, _ customer: Name?, _ customers: [String: Int],
    _ action: StoryDeclaration.Action, _ policy: PolicyDefinition, _ names: PolicyNames
  ) -> StoryDefinition.Kind? {
    guard policy.customerReturns != nil else {
      report(
        "E0570", "`\(policy.name)` takes nothing back from customers", at: action.span,
        help: "write `returns customer within 1 month at 100%` in the policy")
      return nil
    }
    let buyer = customer.flatMap { customers[$0.text] }
    if let customer, buyer == nil {
      report(
        "E0573", "nobody sells anything to `\(customer.text)`", at: customer.span,
        help: suggestion(customer.text, among: customers.keys.sorted()) ?? "name whom the goods were sold to")
      return nil
    }
    return self.goods(goods, action, names).map { .refunds($0, product: $1, to: buyer) }
  }

  /// `demand`: of each agent, or of the whole market.
  mutating func demand(_ written: PolSyntax.Demand, in draft: MarketDraft) -> MarketDefinition.Demand? {
    let scope = draft.scope(.market)
    switch written {
    case .units(let value, let weight?):
      let units = number(
        value, "`demand`", is: .units, or: [.one, Self.unitsPerMonth], in: draft.scope(.arrivals))
      let seller = self.weight(weight, in: scope)
      guard let units, let seller else { return nil }
      return .shared(units, sellerBy: seller)
    case .units(let value, nil):
      return number(value, "`demand`", is: .units, or: [.one, Self.unitsPerMonth], in: scope).map {
        .units($0)
      }
    case .factors(let traffic, let conversion, let basket, let repurchase):
      let factors = [
        number(traffic, "`traffic`", is: .one, or: [Self.perMonth], in: scope),
        number(conversion, "`conversion`", is: .one, in: scope),
        number(basket, "`basket`", is: .units, or: [.one], in: scope),
        number(repurchase, "`repurchase`", is: .one, in: scope),
      ].compactMap { $0 }
      guard factors.count == 4 else { return nil }
      var mean = factors[0]
      for factor in factors.dropFirst() {
        let dimension =
          mean.type.number?.dimension.combined(with: factor.type.number?.dimension ?? .one, power: 1)
          ?? .units
        let isExact = mean.type.number?.isExact == true && factor.type.number?.isExact == true
        let span = mean.span.joined(to: factor.span)
        guard
          let product = folded(
            .multiply, mean, factor, .number(NumberType(dimension, isExact: isExact)), at: span)
        else { return nil }
        mean = product
      }
      return .factors(mean)
    }
  }
}
