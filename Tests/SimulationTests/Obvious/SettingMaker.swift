/// Makes up markets.
struct MarketMaker {
  static func market(seed: Int, for policy: ObviousPolicy) -> ObviousMarket {
    var dice = Dice(seed: seed &* 31 &+ 5)
    let top = policy.tiers.count - 1
    var market = ObviousMarket()
    market.people = dice.roll(6...70)
    market.founders = [(count: dice.roll(1...3), tier: dice.roll(0...top))]
    if top > 0, dice.chance(40) {
      market.founders.append((count: dice.roll(1...2), tier: (market.founders[0].tier + 1) % (top + 1)))
    }
    if top > 0, dice.chance(70) {
      let first = dice.roll(1...99) * 100
      market.joins = [
        (share: Points(first), tier: 0), (share: Points(10_000 - first), tier: dice.roll(1...top)),
      ]
    }
    market.hasTrust = dice.chance(30)
    switch dice.roll(0...3) {
    case 0: market.growth = .arrivals(dice.roll(1...6), byRecruits: dice.chance(50))
    default: market.growth = .recruits(mean: dice.roll(20...120), byTrust: market.hasTrust && dice.chance(70))
    }
    if dice.chance(30) {
      let acceptances: [ObviousMarket.Acceptance] = [
        market.hasTrust ? .trustAbove(dice.roll(10...40)) : .luck(Points(dice.roll(3_000...9_000))),
        .underTier(dice.roll(0...top)),
      ]
      market.accepts = dice.pick(acceptances)
    }
    if dice.chance(40) {
      market.wins = dice.chance(50) ? .units(dice.roll(1...4)) : .poisson(dice.roll(5...30))
      if dice.chance(70) { market.stays = Points(dice.roll(4_000...9_900)) }
    }
    if policy.customerReturns != nil, dice.chance(70) {
      let isAlike = dice.chance(50)
      let share = Points(dice.roll(0...10_000))
      market.returns = (
        shares: products(of: policy, &dice, all: isAlike).map {
          ($0, isAlike ? share : Points(dice.roll(0...10_000)))
        },
        condition: dice.chance(30) ? .figure(.sold, window: nil, sign: ">=", dice.roll(1...9)) : nil
      )
    }
    market.likesBraces = dice.chance(20)
    if dice.chance(90) { market.demand = products(of: policy, &dice).map { ($0, sought(&dice)) } }
    if dice.chance(50) {
      market.uses = products(of: policy, &dice).map {
        ($0, dice.chance(50) ? .units(1) : .poisson(dice.roll(2...20)))
      }
    }
    if dice.chance(65) {
      let conditions: [ObviousCondition?] = [
        nil, .figure(.age, window: nil, sign: ">=", 2), .figure(.net, window: nil, sign: "<", 0),
        .figure(.sold, window: 1, sign: "<=", 1),
      ]
      market.quits = (chance: Points(dice.roll(3...60) * 100), condition: dice.pick(conditions))
    }
    return market
  }

  /// Some of a policy's products, or all, in any order.
  private static func products(of policy: ObviousPolicy, _ dice: inout Dice, all: Bool = false) -> [Int] {
    var left = Array(policy.products.indices)
    var result: [Int] = []
    while !left.isEmpty, all || result.isEmpty || dice.chance(75) {
      result.append(left.remove(at: dice.roll(0...left.count - 1)))
    }
    return result
  }

  private static func sought(_ dice: inout Dice) -> ObviousMarket.Sought {
    switch dice.roll(0...6) {
    case 0: .each(.units(dice.roll(1...3)))
    case 1: .each(.factors(dice.roll(10...60), Points(dice.roll(100...500)), dice.roll(1...2), 1))
    case 2: .all(units: dice.roll(1...40), byCustomers: dice.chance(60))
    default: .each(.poisson(dice.roll(3...40)))
    }
  }
}

/// Makes up stories, playing them as they are made, so that nobody hands over what is not there.
struct StoryMaker {
  static func story(seed: Int, for policy: ObviousPolicy) -> (ObviousStory, ObviousSimulator) {
    var dice = Dice(seed: seed &* 17 &+ 3)
    var story = ObviousStory()
    var simulator = ObviousSimulator(policy, seed: 1)
    for month in 0...dice.roll(1...7) {
      simulator.open(month: month)
      // The last month has to be named, and a month without a deed is not.
      for turn in 0..<dice.roll((month == 0 ? 1 : 2)...7) {
        let (person, deed) = deed(turn == 0 && month == 0, simulator, policy, &dice)
        story.deeds.append((month, person, deed))
        simulator.act(person, deed)
      }
      simulator.endMonth()
    }
    return (story, simulator)
  }

  /// The other leg of the same person, if that is free: not always the place that would be taken anyway.
  private static func sideways(_ place: ObviousPlace, in simulator: ObviousSimulator) -> ObviousPlace {
    let other = ObviousPlace(parent: place.parent, leg: 1 - place.leg)
    return simulator.people.contains { $0.place == other } ? place : other
  }

  private static func deed(
    _ mustJoin: Bool, _ simulator: ObviousSimulator, _ policy: ObviousPolicy, _ dice: inout Dice
  ) -> (Int, ObviousStory.Deed) {
    let people = simulator.people
    let active = people.indices.filter { people[$0].active }
    let tier = dice.roll(0...policy.tiers.count - 1)
    if mustJoin || active.isEmpty || (people.count < 12 && dice.chance(35)) {
      let under =
        active.isEmpty || dice.chance(10)
        ? nil : active[dice.roll(max(0, active.count - 3)...active.count - 1)]
      let placed = policy.placement?.width == 2 && dice.chance(40) ? under.flatMap(simulator.freePlace) : nil
      return (
        people.count, .joins(tier: tier, under: under, placed: placed.map { sideways($0, in: simulator) })
      )
    }
    let product = dice.roll(0...policy.products.count - 1)
    if let quitter = people.indices.last(where: { !people[$0].active }), dice.chance(20),
      let sale = simulator.openSales(of: quitter, product, to: nil).first
    {
      let most = simulator.sales[sale].units - simulator.sales[sale].back
      return (quitter, .refunds(dice.roll(1...most), of: product, to: nil))
    }
    let person = dice.pick(active)
    let stock = policy.supply == .dropship ? 9 : people[person].stock(of: product)
    switch dice.roll(0...9) {
    case 0...2 where stock > 0:
      return (person, sale(of: product, most: stock, &dice))
    case 8 where !simulator.openSales(of: person, product, to: nil).isEmpty:
      let sales = simulator.openSales(of: person, product, to: nil).map { simulator.sales[$0] }
      let customer = dice.chance(50) ? dice.pick(sales).customer : nil
      let most = sales.filter { customer == nil || $0.customer == customer }.reduce(0) {
        $0 + $1.units - $1.back
      }
      return (person, .refunds(dice.roll(1...most), of: product, to: customer))
    case 3 where stock > 0: return (person, .uses(dice.roll(1...stock), of: product))
    case 4...5 where simulator.returnable(product, by: person) > 0:
      return (person, .returns(dice.roll(1...simulator.returnable(product, by: person)), of: product))
    case 6: return (person, .becomes(tier))
    case 7 where dice.chance(60): return (person, .quits)
    default:
      return policy.supply == .dropship
        ? (person, sale(of: product, most: 9, &dice)) : (person, .orders(dice.roll(1...15), of: product))
    }
  }

  private static func sale(of product: Int, most: Int, _ dice: inout Dice) -> ObviousStory.Deed {
    .sells(
      dice.roll(1...most), of: product, to: dice.chance(50) ? dice.roll(1...3) : nil,
      at: dice.chance(30) ? dice.roll(1...9_999) : nil)
  }
}
