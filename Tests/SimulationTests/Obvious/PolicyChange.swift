/// Changes a made-up policy in ways that a world can go on with.
struct PolicyChange {
  /// The policy from then on. Rules have their old numbers, and those that are gone never pay.
  private(set) var policy: ObviousPolicy
  /// What stands in the braces of `with`.
  private(set) var clauses: [String] = []
  /// Whether tiers are written again, and what it takes to reach them with them.
  private(set) var restatesTiers = false
  private var dice: Dice

  init(of base: ObviousPolicy, seed: Int) {
    dice = Dice(seed: seed &* 13 &+ 11)
    var maker = PolicyMaker(seed: seed &+ 5_000_000)
    maker.policy = base
    for _ in 0..<dice.roll(0...2) { maker.addRule() }
    policy = maker.policy
    changeRules(base.rules.count)
    changeTiers()
    changeRest()
  }

  private mutating func changeRules(_ old: Int) {
    var gone: Set<Int> = []
    // From the last to the first: a rule that another one names can't go before that one.
    for index in (0..<old).reversed() {
      var rule = policy.rules[index]
      let isNamed = policy.rules.indices.contains {
        !gone.contains($0) && policy.rules[$0].base == .rule(index)
      }
      switch dice.roll(0...3) {
      case 0 where !isNamed:
        gone.insert(index)
        rule.condition = .figure(.age, window: nil, sign: "<", 0)
        clauses.append("\(rule.kind.rawValue) \(rule.name): none")
        policy.rules[index] = rule
      case 1:
        rule.amount = weaker(rule.amount)
        rule.condition =
          rule.condition == nil && !rule.isOnce && !rule.isFixedPool
          ? .tierAtLeast(dice.roll(0...policy.tiers.count - 1)) : nil
        if let cap = rule.cap, rule.capCounter == nil, dice.chance(60) {
          rule.cap = (cap.limit / 2 + 1, dice.pick([nil, 1, 3]))
        }
        policy.rules[index] = rule
        clauses.append(policy.text(of: rule))
      default: break
      }
    }
    clauses += policy.rules.dropFirst(old).map { policy.text(of: $0) }
  }

  private func weaker(_ amount: ObviousRule.Amount) -> ObviousRule.Amount {
    func half(_ rate: Points) -> Points { Points(rate.value / 2 + 1) }
    return switch amount {
    case .money(let fen): .money(fen / 2 + 1)
    case .sums(let list): .sums(list.map { $0 / 2 + 1 })
    case .perUnit(let fen): .perUnit(fen / 2 + 1)
    case .units(let units): .units(units / 2 + 1)
    case .rate(let rate, let base): .rate(half(rate), of: base)
    case .rates(let list, let base): .rates(list.map(half), of: base)
    case .differential(let list, let peers, let base):
      .differential(list.map(half), peers: peers.map(half), of: base)
    case .brackets(var table, let base):
      {
        for row in table.rows.indices { table.rows[row].worth = table.rows[row].worth / 2 + 1 }
        return .brackets(table, of: base)
      }()
    }
  }

  private mutating func changeTiers() {
    guard dice.chance(60) else { return }
    restatesTiers = true
    let less = dice.roll(1...500)
    for rank in policy.tiers.indices {
      for product in policy.products.indices {
        policy.tiers[rank].price[product] -= less
        if policy.tiers[rank].load[product] > 0, dice.chance(50) {
          policy.tiers[rank].load[product] = dice.roll(1...14)
        }
      }
      clauses.append(policy.text(of: policy.tiers[rank]))
    }
  }

  private mutating func changeRest() {
    if policy.supply != .dropship, dice.chance(20) {
      policy.supply = policy.supply == .company ? .upline : .company
      clauses.append("supply \(policy.supply.rawValue)")
    }
    if policy.supply != .dropship, dice.chance(30) {
      policy.returns = (within: dice.roll(1...4), at: Points(dice.roll(5_000...10_000)))
      let (within, at) = policy.returns ?? (0, Points(0))
      clauses.append("returns agent within \(within) months at \(at.text)")
    }
    if dice.chance(30) {
      policy.customerReturns = (within: dice.roll(0...3), at: Points(dice.roll(5_000...10_000)))
      let (within, at) = policy.customerReturns ?? (0, Points(0))
      clauses.append("returns customer within \(within) months at \(at.text)")
    }
    if dice.chance(30) {
      policy.lock = dice.pick([.forever, .months(dice.roll(1...4))])
      if case .months(let months) = policy.lock {
        clauses.append("customers lock \(months) months")
      } else {
        clauses.append("customers lock forever")
      }
    }
    if dice.chance(20) {
      policy.rounding = dice.pick(ObviousRounding.allCases)
      clauses.append("rounding \(policy.rounding.rawValue)")
    }
  }
}
