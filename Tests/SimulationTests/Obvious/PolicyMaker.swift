/// Makes up policies that the checker should let pass.
struct PolicyMaker {
  var dice: Dice
  var policy = ObviousPolicy()

  init(seed: Int) {
    dice = Dice(seed: seed)
    policy.supply = dice.pick([.company, .upline, .upline, .dropship])
    policy.rounding = dice.pick(ObviousRounding.allCases)
    policy.products[0].retail = dice.roll(2_000...9_999)
    policy.products[0].cost = dice.roll(0...400)
    if dice.chance(35) {
      policy.placement = dice.chance(60) ? (2, nil) : (dice.roll(2...3), dice.roll(1...3))
    }
    makeTiers()
    var others = Dice(seed: seed &+ 9_000_000)
    if others.chance(40) { add(["mug", "pen"].prefix(others.roll(1...2)), &others) }
    if policy.supply != .dropship, dice.chance(55) {
      policy.returns = (
        within: dice.pick([1, 2, 3, 12]), at: Points(dice.pick([10_000, 9_000, 8_550, 5_000]))
      )
    }
    if dice.chance(50) {
      policy.customerReturns = (
        within: dice.pick([0, 1, 1, 2, 3]), at: Points(dice.pick([10_000, 10_000, 9_000, 3_333]))
      )
    }
    if dice.chance(30) { policy.lock = dice.pick([.forever, .months(dice.roll(1...4))]) }
    for _ in 0..<dice.roll(1...7) { addRule() }
    var sharing = Dice(seed: seed &+ 6_000_000)
    if dice.chance(40) { shareCap(&sharing) }
    var scoring = Dice(seed: seed &+ 7_000_000)
    if scoring.chance(40) { score(&scoring) }
    var falling = Dice(seed: seed &+ 8_000_000)
    letFall(&falling)
    for index in policy.rules.indices where policy.rules[index].kind == .rebate && !policy.rules[index].isPool
    {
      guard falling.chance(10) else { continue }
      policy.rules[index].condition = .figure(
        .recruitNumber, window: nil, sign: falling.pick(["<=", ">"]), falling.roll(1...2))
    }
    if hasLegs, falling.chance(60) { limitCarry(&falling) }
  }

  private mutating func makeTiers() {
    var price = dice.roll(3_000...4_000)
    for rank in 0..<dice.roll(1...4) {
      var tier = ObviousTier(name: ["t1", "t2", "t3", "t4"][rank], price: [price])
      if dice.chance(25) { tier.retail = [dice.roll(2_000...9_999)] }
      if policy.supply != .dropship, dice.chance(75) { tier.load = [dice.roll(1...14)] }
      policy.tiers.append(tier)
      // Sometimes a step without a difference: equal prices are passed by.
      if !dice.chance(20) { price -= dice.roll(1...700) }
    }
    for rank in policy.tiers.indices.dropFirst() {
      if dice.chance(45) {
        policy.tiers[rank].reach = (trade(), dice.pick([.next, .next, .now, .thisMonth]))
        if policy.tiers[rank].reach?.timing != .now, dice.chance(30) {
          let months = dice.roll(1...3)
          policy.tiers[rank].standing = (months, months + dice.pick([0, 0, 1, 3]))
        }
      }
      if dice.chance(20) { policy.tiers[rank].keep = trade() }
    }
  }

  /// Tiers that are lost after several months, or by several steps.
  private mutating func letFall(_ dice: inout Dice) {
    for rank in policy.tiers.indices.dropFirst() where policy.tiers[rank].keep != nil || dice.chance(15) {
      policy.tiers[rank].keep = policy.tiers[rank].keep ?? trade()
      if dice.chance(50) {
        let months = dice.roll(1...3)
        policy.tiers[rank].misses = (months, months + dice.roll(1...2))
      }
      if dice.chance(30) { policy.tiers[rank].fallsTo = dice.roll(0...rank - 1) }
      let asked = ObviousCondition.figure(
        dice.pick([.teamOrdersPerLeg, .teamSalesPerLeg]), window: dice.pick([nil, 1, 3]), sign: ">=",
        dice.roll(10_000...90_000))
      if policy.tiers[rank].reach != nil, dice.chance(20) { policy.tiers[rank].reach?.condition = asked }
      if dice.chance(20) { policy.tiers[rank].keep = asked }
    }
  }

  /// What legs carry: up to a limit, of money or points, and only for some.
  private mutating func limitCarry(_ dice: inout Dice) {
    let isPoints = policy.isScored && dice.chance(50)
    let limit = dice.chance(70) ? dice.pick([0, dice.roll(1...60_000)]) : nil
    policy.carry = (limit, isPoints, limit == nil || dice.chance(50) ? trade() : nil)
  }

  /// More products: their prices need not fall where those of the first do.
  private mutating func add(_ names: ArraySlice<String>, _ dice: inout Dice) {
    for name in names {
      policy.products.append(
        ObviousProduct(name: name, cost: dice.roll(0...400), retail: dice.roll(2_000...9_999)))
      var price = dice.roll(2_500...4_000)
      for rank in policy.tiers.indices {
        policy.tiers[rank].price.append(price)
        policy.tiers[rank].retail.append(dice.chance(25) ? dice.roll(2_000...9_999) : nil)
        policy.tiers[rank].load.append(
          policy.supply != .dropship && dice.chance(60) ? dice.roll(1...9) : 0)
        if dice.chance(70) { price -= dice.roll(-200...500) }
      }
    }
  }

  /// A condition on what an agent has done.
  private mutating func trade() -> ObviousCondition {
    let window = dice.pick([nil, 1, 1, 3])
    if hasLegs, dice.chance(15) {
      return .figure(.weakerLeg, window: window, sign: ">=", dice.roll(10_000...90_000))
    }
    return switch dice.roll(0...8) {
    case 0: .figure(.ordered, window: window, sign: ">=", dice.roll(5...40))
    case 1: .figure(.ownOrders, window: window, sign: ">", dice.roll(20_000...90_000))
    case 2: .figure(.teamOrders, window: window, sign: ">=", dice.roll(50_000...200_000))
    case 3: .figure(.sold, window: window, sign: ">=", dice.roll(1...10))
    case 4: .figure(.teamSales, window: window, sign: ">", dice.roll(10_000...80_000))
    case 5: .figure(.downline, window: nil, sign: ">=", dice.roll(1...5))
    case 6:
      .figure(policy.tiers.count % 2 == 0 ? .legs : .recruitsAt, window: nil, sign: ">=", dice.roll(1...3))
    case 7:
      .either(
        .figure(.ownSales, window: window, sign: ">=", dice.roll(5_000...60_000)),
        .figure(.recruits, window: nil, sign: ">=", dice.roll(1...4)))
    default:
      .both(
        .figure(.age, window: nil, sign: ">=", dice.roll(0...3)),
        .not(.figure(.net, window: nil, sign: "<", 0)))
    }
  }

  private var hasLegs: Bool { policy.hasLegs }

  mutating func condition() -> ObviousCondition {
    switch dice.roll(0...7) {
    case 7: .figure(.customers, window: nil, sign: dice.pick(["<", ">="]), dice.roll(1...5))
    case 0: .tierAtLeast(dice.roll(0...policy.tiers.count - 1))
    case 1: .tierIs(dice.roll(0...policy.tiers.count - 1))
    case 2: .not(.isFounder)
    case 3: .figure(.stock, window: nil, sign: dice.pick(["<", ">="]), dice.roll(1...20))
    case 4: .figure(.net, window: nil, sign: dice.pick(["<", ">="]), dice.roll(-50_000...50_000))
    default: trade()
    }
  }

  mutating func maybe(_ percent: Int) -> ObviousCondition? {
    dice.chance(percent) ? condition() : nil
  }

  mutating func addRule() {
    let name = "r\(policy.rules.count)"
    switch dice.roll(0...15) {
    case 13: addBrackets(name)
    case 14: addNet(name)
    case 15: addPool(name)
    case 0: addFee(name)
    case 1:
      policy.rules.append(
        ObviousRule(
          name: name, kind: .deposit, amount: .money(dice.roll(1_000...50_000)),
          event: dice.pick([.join, .join, .sale, .win]),
          recipients: [.init(party: .company)], condition: maybe(40)))
    case 2:
      guard policy.supply != .dropship else { return addRebate(name) }
      var when = ObviousCondition.figure(.stock, window: nil, sign: "<", dice.roll(1...12))
      var rule = ObviousRule(
        name: name, kind: .stock, amount: .units(dice.roll(1...9)), period: dice.pick([nil, nil, 1, 2]))
      if policy.products.count > 1 {
        rule.product = dice.roll(0...policy.products.count - 1)
        if dice.chance(70) { when = .isShort(ofProduct: rule.product, dice.roll(1...9)) }
      }
      if dice.chance(80) { rule.condition = when }
      policy.rules.append(rule)
    case 3 where dice.chance(50):
      var rule = ObviousRule(name: name, kind: .cost, amount: .money(dice.roll(1...999)))
      rule.period = dice.pick([1, 1, 2, 3])
      rule.each = dice.pick([nil, .agent, .customer])
      if rule.each != nil, rule.period == 1 { rule.condition = maybe(30) }
      policy.rules.append(rule)
    case 3:
      policy.rules.append(
        ObviousRule(
          name: name, kind: .cost,
          amount: dice.chance(50) ? .money(dice.roll(1...999)) : .perUnit(dice.roll(1...99)),
          event: dice.pick([.order, .sale, .use]), condition: maybe(30)))
    case 4: addShares(name)
    case 5: addPeriodic(name)
    case 6: addDifferential(name)
    case 7: addMatching(name)
    default: addRebate(name)
    }
  }

  private mutating func addFee(_ name: String) {
    var rule = ObviousRule(name: name, kind: .fee, amount: .money(dice.roll(1...60_000)), event: .join)
    rule.recipients = [.init(party: .company)]
    switch dice.roll(0...4) {
    case 0:
      rule.event = nil
      rule.period = dice.pick([1, 3, 2])
      rule.amount = .money(dice.roll(1...5_000))
    case 4:
      rule.event = nil
      rule.period = dice.pick([1, 3, 2])
      rule.amount = .rate(Points(dice.roll(1...900)), of: summed())
    case 1: rule.period = dice.pick([2, 3, 4])
    case 2: rule.event = dice.pick([.promotion, .quit, .sale, .win])
    default: break
    }
    if dice.chance(50), rule.event == .join {
      rule.recipients = shares()
      rule.otherwise = dice.pick([.company, .rollUp, .compress])
    }
    rule.condition = maybe(35)
    policy.rules.append(rule)
  }

  /// What a rate can be taken of over a period.
  private mutating func summed() -> ObviousRule.Base {
    let named = policy.rules.indices.filter { [.rebate, .fee, .deposit].contains(policy.rules[$0].kind) }
    if !named.isEmpty, dice.chance(35) { return .rule(dice.pick(named)) }
    let bases: [ObviousRule.Base] = [
      .sale, .order, .reorder, .use, .volume(.ownOrders), .volume(.teamSales),
    ]
    return policy.supply != .dropship && dice.chance(25) ? .load : dice.pick(bases)
  }

  /// Two or three shares that make a whole, some with a condition.
  private mutating func shares() -> [ObviousRule.Recipient] {
    let first = dice.roll(1...99) * 100
    var parties: [ObviousRule.Party] = [
      .chain(andSelf: false, from: 1, to: 1), .chain(andSelf: false, from: 2, to: 2),
    ]
    if dice.chance(60) { parties[0] = .company }
    if dice.chance(30) { parties.swapAt(0, 1) }
    var list = [ObviousRule.Recipient(party: parties[0], share: Points(first))]
    list.append(.init(party: parties[1], share: Points(10_000 - first)))
    for index in list.indices {
      if case .chain = list[index].party, dice.chance(40) { list[index].condition = condition() }
    }
    return list
  }

  private mutating func addShares(_ name: String) {
    var rule = ObviousRule(
      name: name, kind: .rebate, amount: .money(dice.roll(1...20_000)),
      event: dice.pick([.join, .sale, .order, .win]))
    if dice.chance(50) {
      rule.amount = .rate(Points(dice.roll(1...3_000)), of: dice.pick([.order, .sale]))
      rule.event = nil
    }
    rule.recipients = [
      .init(party: .chain(andSelf: false, from: 1, to: 1), share: Points(6_000), condition: maybe(40)),
      .init(party: .chain(andSelf: false, from: 2, to: 2), share: Points(4_000), condition: maybe(40)),
    ]
    if dice.chance(30) { rule.recipients[0].party = .agent }
    rule.otherwise = dice.pick([.company, .rollUp, .compress])
    seat(&rule)
    policy.rules.append(rule)
  }

  /// Lets some chains go up by where people sit.
  private mutating func seat(_ rule: inout ObviousRule) {
    guard policy.placement != nil else { return }
    for index in rule.recipients.indices {
      if case .chain = rule.recipients[index].party { rule.recipients[index].byPlacement = dice.chance(60) }
    }
  }

  private mutating func chain(longest: Int = 4) -> ObviousRule.Party {
    let from = dice.pick([1, 1, 1, 2])
    let andSelf = dice.chance(25) && from == 1
    return .chain(andSelf: andSelf, from: from, to: from + dice.roll(0...longest - 1))
  }

  mutating func whereCondition() -> ObviousCondition? {
    guard dice.chance(50) else { return nil }
    return dice.chance(25) ? .aboveSource : condition()
  }

  mutating func finish(_ rule: ObviousRule) {
    var rule = rule
    rule.condition = maybe(25)
    rule.otherwise = dice.pick([.company, .rollUp, .compress])
    seat(&rule)
    if dice.chance(20) {
      rule.cap = (limit: dice.roll(100...20_000), period: dice.pick([nil, 1, 3]))
      rule.capDoubles = policy.rules.count % 2 == 0
    }
    var isPeriodic = rule.period != nil
    if case .volume? = rule.base { isPeriodic = true }
    if rule.kind == .rebate, isPeriodic, rule.event == nil, !rule.isPool, dice.chance(30) {
      rule.cap = nil
      let share = Points(dice.roll(1...3_000))
      rule.ceiling = dice.pick([.money(dice.roll(1...9_999)), .orders(share), .sales(share)])
    }
    policy.rules.append(rule)
  }

  private mutating func addRebate(_ name: String) {
    let party = chain()
    let recipient = ObviousRule.Recipient(party: party, condition: whereCondition())
    var rule = ObviousRule(
      name: name, kind: .rebate, amount: .money(dice.roll(1...9_999)), recipients: [recipient])
    let bases: [ObviousRule.Base] =
      policy.supply == .dropship
      ? [.sale, .order, .use] : [.load, .order, .order, .reorder, .sale, .use]
    switch dice.roll(0...9) {
    case 0: rule.event = dice.pick([.join, .sale, .promotion, .quit, .order, .win, .win])
    case 1:
      rule.amount = .perUnit(dice.roll(1...300))
      rule.event = dice.pick([.order, .reorder, .sale, .use, .join])
      if policy.supply == .dropship, rule.event == .join { rule.event = .sale }
    case 2...4: rule.amount = .rate(Points(dice.roll(1...2_000)), of: dice.pick(bases))
    case 5:
      rule.amount = .rate(Points(dice.roll(1...2_000)), of: dice.pick(bases))
      rule.recipients[0].party = .agent
    default:
      guard case .chain(let andSelf, let from, let to?) = party else { return }
      let count = to - from + 1 + (andSelf ? 1 : 0)
      if dice.chance(25) {
        rule.amount = .sums((0..<count).map { _ in dice.roll(1...9_999) })
        rule.event = dice.pick([.join, .sale, .promotion, .quit, .order, .win, .win])
      } else {
        rule.amount = .rates((0..<count).map { _ in Points(dice.roll(1...1_500)) }, of: dice.pick(bases))
      }
    }
    finish(rule)
  }

  mutating func addPeriodic(_ name: String) {
    let recipient = ObviousRule.Recipient(
      party: dice.chance(50) ? .agent : chain(longest: 2), condition: whereCondition())
    var rule = ObviousRule(
      name: name, kind: .rebate, amount: .money(dice.roll(1...9_999)), recipients: [recipient])
    rule.period = dice.pick([1, 1, 3, 2])
    switch dice.roll(0...3) {
    case 0: break
    case 1: rule.amount = .rate(Points(dice.roll(1...900)), of: summed())
    default:
      let volumes: [ObviousRule.Volume] =
        hasLegs ? [.weakerLeg, .weakerLeg, .teamOrders] : [.ownOrders, .ownSales, .teamOrders, .teamSales]
      rule.amount = .rate(Points(dice.roll(1...900)), of: .volume(dice.pick(volumes)))
      if dice.chance(40) { rule.period = nil }
    }
    finish(rule)
  }

  private mutating func addDifferential(_ name: String) {
    var rates: [Points] = []
    for _ in policy.tiers { rates.append(Points(dice.pick([0, 200, 400, 400, 555, 800, 1_000]))) }
    guard rates.contains(where: { $0.value > 0 }) else { return }
    let bases: [ObviousRule.Base] = [.sale, .order, .use]
    let peers = (0..<(dice.chance(40) ? dice.pick([1, 1, 2, 3]) : 0)).map { _ in Points(dice.roll(0...300)) }
    let to = dice.chance(70) ? nil : dice.roll(1...3)
    let party = ObviousRule.Party.chain(andSelf: dice.chance(50), from: 1, to: to)
    finish(
      ObviousRule(
        name: name, kind: .rebate, amount: .differential(rates, peers: peers, of: dice.pick(bases)),
        recipients: [.init(party: party, condition: whereCondition())]))
  }

  private mutating func addMatching(_ name: String) {
    let named = policy.rules.indices.filter { [.rebate, .fee, .deposit].contains(policy.rules[$0].kind) }
    guard !named.isEmpty else { return addRebate(name) }
    let recipient = ObviousRule.Recipient(
      party: .chain(andSelf: false, from: 1, to: dice.roll(1...3)), condition: whereCondition())
    finish(
      ObviousRule(
        name: name, kind: .rebate, amount: .rate(Points(dice.roll(100...3_000)), of: .rule(dice.pick(named))),
        recipients: [recipient]))
  }
}
