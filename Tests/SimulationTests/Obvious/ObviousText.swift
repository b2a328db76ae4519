// The values of `ObviousModel.swift`, as a person would write them down in pol.

/// Fen as a literal.
private func money(_ fen: Int) -> String {
  let (whole, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
  let text = rest == 0 ? "\(whole) CNY" : "\(whole).\(rest < 10 ? "0" : "")\(rest) CNY"
  return fen < 0 ? "-\(text)" : text
}

extension Points {
  var text: String {
    let (whole, rest) = value.quotientAndRemainder(dividingBy: 100)
    return rest == 0 ? "\(whole)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }
}

extension ObviousPolicy {
  var text: String {
    var lines = products.map { product in
      let score =
        (product.points > 0 ? "; points \(ObviousMarket.hundredths(product.points))" : "")
        + (product.volume > 0 ? "; volume \(money(product.volume))" : "")
      return
        "product \(product.name) { cost \(money(product.cost)); retail \(money(product.retail))\(score) }"
    }
    lines += ["policy p {", "  sells \(products.map(\.name).joined(separator: ", "))"]
    lines.append("  supply \(supply.rawValue)")
    if let placement {
      lines.append(
        "  placement "
          + (placement.depth.map { "matrix \(placement.width) deep \($0)" } ?? "binary\(carryText)"))
    }
    if rounding != .floor { lines.append("  rounding \(rounding.rawValue)") }
    for tier in tiers { lines.append("  " + text(of: tier)) }
    for rule in rules { lines.append("  " + text(of: rule)) }
    if let returns { lines.append("  returns agent within \(returns.within) months at \(returns.at.text)") }
    if let (within, at) = customerReturns {
      lines.append("  returns customer within \(within) months at \(at.text)")
    }
    lines += sharedCap
    switch lock {
    case nil: break
    case .forever: lines.append("  customers lock forever")
    case .months(let months): lines.append("  customers lock \(months) months")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private var carryText: String {
    guard let carry else { return "" }
    let limit =
      carry.limit.map { " " + ($0 == 0 ? "0" : carry.isPoints ? ObviousMarket.hundredths($0) : money($0)) }
      ?? ""
    return " carry\(limit)" + (carry.condition.map { " when \(text(of: $0))" } ?? "")
  }

  private func text(of limit: Int, doubles: Bool) -> String {
    guard doubles, tiers.count > 1 else { return money(limit) }
    return "(if tier >= \(tiers[1].name) then \(money(2 * limit)) else \(money(limit)))"
  }

  /// The cap that some rules share: there is one at most.
  private var sharedCap: [String] {
    let sharing = rules.filter { $0.capCounter != nil }
    let names = sharing.map(\.name).joined(separator: ", ")
    if let ceiling = sharing.first?.ceiling { return ["  cap together: \(text(of: ceiling)) for \(names)"] }
    guard let cap = sharing.first?.cap, let period = cap.period else { return [] }
    let limit = text(of: cap.limit, doubles: sharing[0].capDoubles)
    return ["  cap together: \(limit) per \(period == 1 ? "month" : "quarter") for \(names)"]
  }

  func text(of tier: ObviousTier) -> String {
    func each(_ said: [String?]) -> String? {
      let entries = zip(products, said).compactMap { product, it in it.map { "\(product.name) \($0)" } }
      if products.count == 1 { return said[0] }
      return entries.isEmpty ? nil : "{ \(entries.joined(separator: ", ")) }"
    }
    var parts = ["price \(each(tier.price.map { money($0) }) ?? "none")"]
    if let retail = each(tier.retail.map { $0.map { money($0) } }) { parts.append("retail \(retail)") }
    if let load = each(tier.load.map { $0 > 0 ? "\($0) units" : nil }) { parts.append("load \(load)") }
    if let reach = tier.reach {
      let timing = reach.timing == .next ? "" : " \(reach.timing.rawValue)"
      let months = tier.standing.map {
        $0.months == $0.of ? " for \($0.of) months" : " for \($0.months) of \($0.of) months"
      }
      parts.append("reach when \(text(of: reach.condition))\(months ?? "")\(timing)")
    }
    if let keep = tier.keep {
      let months = tier.misses.map { " for \($0.of - $0.months) of \($0.of) months" } ?? ""
      let lower = tier.fallsTo.map { " else \(tiers[$0].name)" } ?? ""
      parts.append("keep when \(text(of: keep))\(months)\(lower)")
    }
    return "tier \(tier.name) { \(parts.joined(separator: "; ")) }"
  }

  func text(of condition: ObviousCondition) -> String {
    switch condition {
    case .tierAtLeast(let tier): return "tier >= \(tiers[tier].name)"
    case .tierIs(let tier): return "tier is \(tiers[tier].name)"
    case .aboveSource: return "tier > source.tier"
    case .isFounder: return "founder"
    case .isShort(let product, let units): return "\(products[product].name).stock < \(units) units"
    case .not(let inner): return "not (\(text(of: inner)))"
    case .both(let a, let b): return "(\(text(of: a))) and (\(text(of: b)))"
    case .either(let a, let b): return "(\(text(of: a))) or (\(text(of: b)))"
    case .figure(let figure, let window, let sign, let value):
      let period = window.map { $0 == 1 ? " this month" : $0 == 3 ? " this quarter" : " this year" } ?? ""
      let literal =
        switch figure {
        case .net, .ownOrders, .ownSales, .teamOrders, .teamSales, .weakerLeg, .teamOrderVolume,
          .leftCarry, .teamOrdersPerLeg, .teamSalesPerLeg:
          money(value)
        case .ownOrderPoints, .teamSalePoints, .weakerLegPoints: ObviousMarket.hundredths(value)
        case .stock, .ordered, .sold, .used: "\(value) units"
        case .age: "\(value) months"
        case .recruits, .recruitNumber, .downline, .recruitsAt, .legs, .depth, .customers: "\(value)"
        }
      return "\(name(of: figure))\(period) \(sign) \(literal)"
    }
  }

  private func name(of figure: ObviousCondition.Figure) -> String {
    let tier = "(\(tiers[min(1, tiers.count - 1)].name))"
    return figure == .legs ? "legs" + tier : figure == .recruitsAt ? "recruits" + tier : figure.rawValue
  }

  private func text(of table: ObviousTable, isRate: Bool) -> String {
    let rows = table.rows.map { from, worth in
      let start =
        switch table.by {
        case nil, .ownOrders?, .ownSales?, .teamOrders?, .teamSales?, .weakerLeg?, .net?, .teamOrderVolume?,
          .leftCarry?, .teamOrdersPerLeg?, .teamSalesPerLeg?:
          money(from)
        case .ownOrderPoints?, .teamSalePoints?, .weakerLegPoints?: ObviousMarket.hundredths(from)
        case .stock?, .ordered?, .sold?, .used?: "\(from) units"
        case .age?: "\(from) months"
        case .recruits?, .recruitNumber?, .downline?, .recruitsAt?, .legs?, .depth?, .customers?: "\(from)"
        }
      return "from \(start): \(isRate ? Points(worth).text : money(worth))"
    }
    let by = table.by.map { " by \(name(of: $0))" } ?? ""
    return "\(table.reading.rawValue)\(by) { \(rows.joined(separator: ", ")) }"
  }

  func text(of rule: ObviousRule) -> String {
    var words = ["\(rule.kind.rawValue) \(rule.name):", text(of: rule.amount)]
    if let each = rule.each { words.append("per \(each.rawValue)") }
    if let base = rule.base { words.append("of \(text(of: base))") }
    if rule.kind == .stock, products.count > 1 { words.append("of \(products[rule.product].name)") }
    if let rank = rule.shortOf { words.append("short of \(tiers[rank].name)") }
    if rule.isLessDownline { words.append("less downline") }
    if let event = rule.event { words.append("on \(event.rawValue)") }
    if let period = rule.period {
      let length = period == 1 ? "month" : period == 3 ? "quarter" : "\(period) months"
      words.append(rule.event == nil ? "every \(length)" : "and every \(length)")
    }
    if !rule.recipients.isEmpty {
      words.append("to " + rule.recipients.map { text(of: $0) }.joined(separator: ", "))
      if rule.otherwise != .company { words.append("else \(rule.otherwise.rawValue)") }
    }
    if let condition = rule.condition { words.append("when \(text(of: condition))") }
    if let cap = rule.cap, rule.capCounter == nil {
      words.append("cap \(text(of: cap.limit, doubles: rule.capDoubles))")
      if let period = cap.period { words.append(period == 1 ? "per month" : "per quarter") }
    }
    if let ceiling = rule.ceiling, rule.capCounter == nil { words.append("cap \(text(of: ceiling))") }
    return words.joined(separator: " ")
  }

  private func text(of ceiling: ObviousRule.Ceiling) -> String {
    switch ceiling {
    case .money(let fen): "\(money(fen)) in all"
    case .orders(let share): "\(share.text) of order in all"
    case .sales(let share): "\(share.text) of own_sales in all"
    }
  }

  private func text(of amount: ObviousRule.Amount) -> String {
    switch amount {
    case .money(let fen): return money(fen)
    case .sums(let list): return "[" + list.map { money($0) }.joined(separator: ", ") + "]"
    case .perUnit(let fen): return "\(money(fen)) per unit"
    case .units(let units): return "\(units) units"
    case .rate(let rate, _): return rate.text
    case .rates(let list, _): return "[" + list.map(\.text).joined(separator: ", ") + "]"
    case .differential(let list, let peers, _):
      let rates = zip(tiers, list).filter { $0.1.value > 0 }.map { "\($0.0.name) \($0.1.text)" }
      return "differential { \(rates.joined(separator: ", ")) }" + text(ofPeers: peers)
    case .brackets(let table, let base): return text(of: table, isRate: base != nil)
    }
  }

  private func text(ofPeers peers: [Points]) -> String {
    switch peers.count {
    case 0: ""
    case 1: " peer \(peers[0].text)"
    default: " peer [\(peers.map(\.text).joined(separator: ", "))]"
    }
  }

  private func text(of base: ObviousRule.Base) -> String {
    switch base {
    case .load: "load"
    case .order: "order"
    case .reorder: "reorder"
    case .sale: "sale"
    case .use: "use"
    case .rule(let index): rules[index].name
    case .volume(let volume): volume.rawValue
    }
  }

  private func text(of recipient: ObviousRule.Recipient) -> String {
    var words: [String] = []
    switch recipient.party {
    case .company: words.append("company")
    case .agent: words.append("self")
    case .chain(let andSelf, let from, let to):
      if andSelf { words.append("self and") }
      if let to {
        words.append(from == to ? (from == 1 ? "upline" : "upline \(from)") : "upline \(from)..\(to)")
      } else {
        words.append("every upline")
      }
    case .first: words.append("first upline")
    case .everyone(let weight): words.append("every agent" + (weight.map { " by \($0.rawValue)" } ?? ""))
    }
    if recipient.byPlacement { words.append("by placement") }
    if let share = recipient.share { words.append(share.text) }
    if let condition = recipient.condition { words.append("where \(text(of: condition))") }
    return words.joined(separator: " ")
  }
}

extension ObviousMarket {
  func text(of policy: ObviousPolicy) -> String {
    var lines = ["market m {", "  people \(people)"]
    func list(_ groups: [(String, Int)]) -> String {
      groups.map { "\($0.0) \(policy.tiers[$0.1].name)" }.joined(separator: ", ")
    }
    lines.append("  founders " + list(founders.map { ("\($0.count)", $0.tier) }))
    if !joins.isEmpty { lines.append("  joins " + list(joins.map { ($0.share.text, $0.tier) })) }
    if hasTrust { lines.append("  trait trust: beta(2, 5)") }
    switch growth {
    case .recruits(let mean, let byTrust):
      lines.append("  recruits poisson(\(Self.hundredths(mean))\(byTrust ? " * trust" : "") * room)")
    case .arrivals(let count, let byRecruits):
      lines.append("  arrivals \(count)\(byRecruits ? " sponsor by recruits + 1" : "")")
    }
    switch accepts {
    case nil: break
    case .trustAbove(let hundredths): lines.append("  accepts trust > \(Self.hundredths(hundredths))")
    case .underTier(let tier): lines.append("  accepts upline.tier >= \(policy.tiers[tier].name)")
    case .luck(let share): lines.append("  accepts uniform(0, 1) < \(share.text)")
    }
    if let wins {
      lines.append("  wins \(wins.text.replacing(" * 1 unit", with: "").replacing(" units", with: ""))")
    }
    func ofGoods(_ entries: [(product: Int, said: String)], alike: Bool) -> String {
      if alike { return entries[0].said }
      let each = entries.map { "\(policy.products[$0.product].name) \($0.said)" }
      return "{ \(each.joined(separator: ", ")) }"
    }
    let isPlain = policy.products.count == 1 && !likesBraces
    if let returns {
      let when = returns.condition.map { " when \(policy.text(of: $0))" } ?? ""
      let isAlike =
        !likesBraces && returns.shares.count == policy.products.count
        && returns.shares.allSatisfy { $0.share == returns.shares[0].share }
      lines.append(
        "  returns " + ofGoods(returns.shares.map { ($0.product, $0.share.text) }, alike: isAlike) + when)
    }
    if let stays { lines.append("  stays \(stays.text)") }
    if !demand.isEmpty {
      lines.append("  demand " + ofGoods(demand.map { ($0.product, $0.sought.text) }, alike: isPlain))
    }
    if !uses.isEmpty {
      lines.append("  uses " + ofGoods(uses.map { ($0.product, $0.wanted.text) }, alike: isPlain))
    }
    if let quits {
      let when = quits.condition.map { " when \(policy.text(of: $0))" } ?? ""
      lines.append("  quits \(quits.chance.text)\(when)")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  static func hundredths(_ value: Int) -> String { "\(value / 100).\(value % 100 / 10)\(value % 10)" }
}

extension ObviousMarket.Sought {
  var text: String {
    switch self {
    case .each(let wanted): wanted.text
    case .all(let units, let byCustomers): "\(units) units seller by \(byCustomers ? "customers + 1" : "1")"
    }
  }
}

extension ObviousMarket.Wanted {
  var text: String {
    switch self {
    case .units(let units): "\(units) units"
    case .poisson(let tenths): "poisson(\(tenths / 10).\(tenths % 10)) * 1 unit"
    case .factors(let traffic, let conversion, let basket, let repurchase):
      "traffic \(traffic), conversion \(conversion.text), basket \(basket) units, repurchase \(repurchase)"
    }
  }
}

extension ObviousStory {
  func text(of policy: ObviousPolicy) -> String {
    var lines = ["story m {"]
    var open = -1
    func goods(_ units: Int, _ product: Int) -> String {
      "\(units) units" + (policy.products.count > 1 ? " of \(policy.products[product].name)" : "")
    }
    for (month, person, deed) in deeds {
      let head = month == open ? "           " : "  month \(month): "
      open = month
      let words =
        switch deed {
        case .joins(let tier, let under, let placed):
          "joins as \(policy.tiers[tier].name)" + (under.map { " under P\($0 + 1)" } ?? "")
            + (placed.map { " placed \($0.leg == 0 ? "left" : "right") under P\($0.parent + 1)" } ?? "")
        case .orders(let units, let product): "orders \(goods(units, product))"
        case .uses(let units, let product): "uses \(goods(units, product))"
        case .returns(let units, let product): "returns \(goods(units, product))"
        case .sells(let units, let product, let customer, let price):
          "sells \(goods(units, product))" + (customer.map { " to C\($0)" } ?? "")
            + (price.map { " at \(money($0))" } ?? "")
        case .refunds(let units, let product, let customer):
          "refunds \(goods(units, product))" + (customer.map { " to C\($0)" } ?? "")
        case .becomes(let tier): "becomes \(policy.tiers[tier].name)"
        case .quits: "quits"
        }
      lines.append("\(head)P\(person + 1) \(words)")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }
}
