import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// `tier NAME { price ...; load ...; reach when ...; keep when ... }`
  mutating func tier(
    _ tier: TierDeclaration, knowing names: [[String: Declaration]], at span: Span, in draft: PolicyDraft
  ) -> TierDefinition? {
    let currency = draft.names.currency
    var result = TierDefinition(
      name: tier.name.text, price: draft.products.map { _ in nil },
      retail: draft.products.map { $0.retail.measured(in: .price(currency)) },
      load: draft.products.map { _ in nil }, reach: nil, keep: nil, span: span)
    for (part, names) in zip(tier.parts, names) {
      inner = names
      switch part.kind {
      case .amount(let word, let amount):
        switch word.text {
        case "price": result.price = amounts(word, amount, in: draft)
        case "retail":
          for (index, value) in amounts(word, amount, in: draft).enumerated() {
            if let value { result.retail[index] = value }
          }
        case "load":
          if draft.supply == .dropship, !amount.isNone {
            report(
              "E0511",
              "under `supply dropship` nobody holds stock, so tier `\(tier.name.text)` can't have a load",
              at: part.span, help: "leave `load` out, or write `supply company`")
          } else {
            result.load = amounts(word, amount, in: draft)
          }
        default: break
        }
      case .reach(let when, let standing, let timing):
        guard let condition = condition(when, in: draft.scope()), standing.map({ fits($0, timing) }) ?? true
        else { continue }
        result.reach = TierDefinition.Reach(condition: condition, standing: standing, timing: timing)
      case .keep(let when, let months, let lower):
        result.keep = keep(when, months, else: lower, tier.name, in: draft)
      }
    }
    return result
  }

  /// `keep when COND for 1 of 3 months else TIER`
  private mutating func keep(
    _ when: Written, _ months: TierDeclaration.Standing?, else lower: Name?, _ tier: Name,
    in draft: PolicyDraft
  ) -> TierDefinition.Keep? {
    guard let condition = condition(when, in: draft.scope()), months.map({ fits($0, .nextMonth) }) ?? true,
      let rank = rank(of: tier, in: draft.names)
    else { return nil }
    if let months, months.months == months.ofLast {
      report(
        "E0584", "who misses one month loses the tier, as without `for`", at: months.span,
        help:
          "write `for 1 of \(max(months.ofLast, 2)) months`: in one of any \(max(months.ofLast, 2)) it must be met"
      )
      return nil
    }
    var fallsTo = max(0, rank - 1)
    if let lower {
      guard let target = self.rank(of: lower, in: draft.names) else { return nil }
      guard target < rank else {
        report(
          "E0585", "`\(lower.text)` isn't below `\(tier.text)`", at: lower.span,
          help: rank == 0 ? "leave `keep` out: nothing is below the lowest tier" : "name a lower tier")
        return nil
      }
      fallsTo = target
    }
    return TierDefinition.Keep(
      condition: condition, misses: months.map { ($0.ofLast - $0.months, $0.ofLast) } ?? (0, 1),
      fallsTo: fallsTo)
  }

  /// Whether a tier can be reached, or kept, by so many months.
  private mutating func fits(
    _ standing: TierDeclaration.Standing, _ timing: TierDeclaration.ReachTiming
  ) -> Bool {
    if timing == .now {
      report(
        "E0582", "`from now` is looked at after each phase, and this counts months", at: standing.span,
        help: "leave `from now` out, or write `from this month`")
      return false
    }
    guard standing.months <= standing.ofLast, standing.ofLast <= TierDeclaration.Standing.longest else {
      report(
        "E0583",
        standing.ofLast > TierDeclaration.Standing.longest
          ? "at most \(TierDeclaration.Standing.longest) months are looked back on"
          : "\(standing.months) of \(standing.ofLast) months can never be",
        at: standing.span, help: "write `for 4 months`, or `for 6 of 12 months`")
      return false
    }
    return true
  }

  /// One amount per product.
  private mutating func amounts(
    _ word: Name, _ amount: TierDeclaration.Amount, in draft: PolicyDraft
  ) -> [Expression?] {
    switch amount {
    case .none: return draft.products.map { _ in nil }
    case .same(let written):
      return draft.products.map { self.amount(word, written, of: $0, in: draft) }
    case .perProduct(let entries):
      var result: [Expression?] = draft.products.map { _ in nil }
      var seen: Set<String> = []
      for entry in entries {
        guard let index = draft.names.products.firstIndex(of: entry.product.text) else {
          report(
            "E0505", "this policy doesn't sell `\(entry.product.text)`", at: entry.product.span,
            help: suggestion(entry.product.text, among: draft.names.products)
              ?? listing(draft.names.products, of: "it sells"))
          continue
        }
        if !seen.insert(entry.product.text).inserted {
          report(
            "E0502", "`\(entry.product.text)` is named twice", at: entry.product.span,
            help: "leave one of them out")
        }
        result[index] = self.amount(word, entry.value, of: draft.products[index], in: draft)
      }
      return result
    }
  }

  private mutating func amount(
    _ word: Name, _ written: Written, of product: ProductBinding, in draft: PolicyDraft
  ) -> Expression? {
    let currency = draft.names.currency
    guard word.text != "load" else {
      return number(written, "a `load`", is: .units, or: [.one], exact: true, in: draft.priceScope)
        .flatMap { whole($0, "a `load`") }
    }
    var scope = draft.priceScope
    scope.locals["retail"] = .value(product.retail.measured(in: .price(currency)))
    scope.locals["cost"] = .value(product.cost.measured(in: .price(currency)))
    return number(
      written, "a `\(word.text)`", is: .price(currency), or: [.money(currency)], exact: true, in: scope
    ).flatMap { notNegative($0, "a `\(word.text)`") }
  }
}

extension TierDeclaration.Amount {
  /// Whether it is `none`.
  var isNone: Bool { if case .none = self { true } else { false } }
}
