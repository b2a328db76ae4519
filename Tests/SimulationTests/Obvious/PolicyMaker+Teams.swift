extension PolicyMaker {
  /// Two to four brackets; some begin where trade often ends.
  private mutating func table(
    _ reading: ObviousTable.Reading, by figure: ObviousCondition.Figure?, isRate: Bool
  ) -> ObviousTable {
    let isCount = [.recruits, .recruitsAt, .downline, .legs, .age, .ordered, .sold].contains(figure)
    var from = dice.chance(40) ? 0 : dice.roll(isCount ? 1...2 : 1_000...30_000)
    var table = ObviousTable(reading: reading, by: figure, rows: [])
    for _ in 0..<dice.roll(2...4) {
      table.rows.append((from, isRate ? dice.roll(0...1_500) : dice.roll(0...9_000)))
      from += dice.roll(isCount ? 1...3 : 1_000...40_000)
    }
    return table
  }

  /// One cap over all rebates of a period, at least two, and sometimes over all that are paid at events, too.
  mutating func shareCap(_ others: inout Dice) {
    let atEvents = others.chance(50)
    func sharing() -> [Int] {
      policy.rules.indices.filter {
        let rule = policy.rules[$0]
        guard rule.kind == .rebate else { return false }
        if atEvents { return true }
        guard rule.event == nil else { return false }
        if case .volume? = rule.base { return true }
        return rule.period != nil
      }
    }
    if others.chance(40) { return shareCeiling(&others) }
    while sharing().count < 2 { addPeriodic("r\(policy.rules.count)") }
    let cap = (limit: dice.roll(100...20_000), period: dice.pick([1, 1, 3]))
    let doubles = others.chance(40)
    for index in sharing() {
      policy.rules[index].ceiling = nil
      policy.rules[index].cap = (cap.limit, cap.period)
      policy.rules[index].capDoubles = doubles
      policy.rules[index].capCounter = sharing()[0]
    }
  }

  /// One cap in all over rebates that are paid for one period, two of them a rate of the first.
  private mutating func shareCeiling(_ others: inout Dice) {
    let period = others.pick([1, 1, 2, 3])
    let first = policy.rules.count
    let bases: [ObviousRule.Base] = [.order, .sale, .volume(.teamOrders), .rule(first)]
    for place in 0..<others.roll(2...4) {
      let party: ObviousRule.Party = others.chance(50) ? .agent : .chain(andSelf: false, from: 1, to: 2)
      var rule = ObviousRule(
        name: "r\(policy.rules.count)", kind: .rebate,
        amount: .rate(Points(others.roll(1...2_000)), of: place == 0 ? bases[0] : others.pick(bases)),
        recipients: [.init(party: party)])
      if others.chance(20) { rule.recipients[0].party = .everyone(by: nil) }
      if rule.base == .volume(.teamOrders), others.chance(50) {
        (rule.recipients[0].party, rule.isLessDownline) = (.agent, true)
      }
      rule.period = period
      rule.capCounter = first
      policy.rules.append(rule)
    }
    let share = Points(others.roll(1...3_000))
    let ceiling = others.pick([
      ObviousRule.Ceiling.money(others.roll(1...9_999)), .orders(share), .sales(share),
    ])
    for index in first..<policy.rules.count { policy.rules[index].ceiling = ceiling }
  }

  /// A rate or a sum by size.
  mutating func addBrackets(_ name: String) {
    let party: ObviousRule.Party = dice.pick([
      .agent, .first, .first, .chain(andSelf: false, from: 1, to: 1), .chain(andSelf: true, from: 1, to: 1),
    ])
    var recipient = ObviousRule.Recipient(party: party, condition: whereCondition())
    if case .first = party, recipient.condition == nil { recipient.condition = condition() }
    var rule = ObviousRule(name: name, kind: .rebate, amount: .money(0), recipients: [recipient])
    let figures: [ObviousCondition.Figure] = [
      .recruits, .legs, .downline, .age, .sold, .teamOrders, .ownSales,
    ]
    switch dice.roll(0...3) {
    case 0:
      rule.amount = .brackets(table(.step, by: dice.pick(figures), isRate: false), of: nil)
      if dice.chance(50) {
        rule.period = dice.pick([1, 2, 3])
      } else {
        rule.event = dice.pick([.sale, .order])
      }
    case 1:
      rule.amount = .brackets(
        table(.step, by: dice.pick(figures), isRate: true), of: dice.pick([.sale, .order]))
    case 2:
      let reading = dice.pick([ObviousTable.Reading.step, .slice])
      rule.amount = .brackets(
        table(reading, by: nil, isRate: true), of: dice.pick([.sale, .order, .reorder]))
    default:
      let reading = dice.pick([ObviousTable.Reading.step, .slice])
      let volumes: [ObviousRule.Volume] = [.ownOrders, .ownSales, .teamOrders, .teamSales]
      rule.amount = .brackets(table(reading, by: nil, isRate: true), of: .volume(dice.pick(volumes)))
      rule.period = dice.pick([nil, 1, 2, 3])
    }
    finish(rule)
  }

  /// A share of a team's volume, of a group's, or less what those below are paid.
  mutating func addNet(_ name: String) {
    var rule = ObviousRule(name: name, kind: .rebate, amount: .money(0), recipients: [.init(party: .agent)])
    let base = ObviousRule.Base.volume(dice.pick([.teamOrders, .teamSales]))
    switch dice.roll(0...2) {
    case 0: rule.amount = .rate(Points(dice.roll(1...1_500)), of: base)
    case 1: rule.amount = .brackets(table(dice.pick([.step, .slice]), by: nil, isRate: true), of: base)
    default:
      rule.amount = .brackets(table(.step, by: dice.pick([.recruits, .teamSales]), isRate: true), of: base)
    }
    rule.period = dice.pick([nil, 1, 2, 3])
    if dice.chance(60) { rule.shortOf = dice.roll(0...policy.tiers.count - 1) }
    rule.isLessDownline = dice.chance(60)
    finish(rule)
    let last = policy.rules.count - 1
    if rule.isLessDownline {
      policy.rules[last].otherwise = .company
    } else if dice.chance(50) {
      policy.rules[last].recipients = [
        .init(party: .chain(andSelf: false, from: 1, to: 2), condition: whereCondition())
      ]
    }
  }

  /// A sum or a rate of what everyone does, divided among everyone.
  mutating func addPool(_ name: String) {
    let weights: [ObviousCondition.Figure?] = [nil, .recruits, .ordered, .ownSales, .teamOrders, .age]
    let recipient = ObviousRule.Recipient(party: .everyone(by: dice.pick(weights)), condition: maybe(50))
    var rule = ObviousRule(
      name: name, kind: .rebate, amount: .money(dice.roll(1...99_999)), recipients: [recipient])
    rule.period = dice.pick([1, 1, 2, 3])
    if dice.chance(60) {
      rule.amount = .rate(
        Points(dice.roll(1...900)), of: dice.pick([.sale, .order, .use, .volume(.ownOrders)]))
    }
    finish(rule)
    let last = policy.rules.count - 1
    policy.rules[last].otherwise = .company
    if policy.rules[last].isFixedPool { policy.rules[last].condition = nil }
  }
}
