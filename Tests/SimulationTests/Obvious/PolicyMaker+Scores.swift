extension PolicyMaker {
  /// Points and volumes for products, and rules and ranks that go by them.
  mutating func score(_ dice: inout Dice) {
    for product in policy.products.indices {
      if product == 0 || dice.chance(70) { policy.products[product].points = dice.roll(1...9_999) }
      if product == 0 || dice.chance(70) { policy.products[product].volume = dice.roll(1...9_999) }
    }
    for rule in policy.rules.indices {
      switch policy.rules[rule].amount {
      case .rate(let rate, .volume(let volume)) where dice.chance(60):
        policy.rules[rule].amount = .rate(rate, of: .volume(scored(volume)))
      case .brackets(let table, .volume(let volume)?):
        policy.rules[rule].amount = .brackets(scored(table, &dice), of: .volume(scored(volume)))
      case .brackets(let table, let base):
        policy.rules[rule].amount = .brackets(scored(table, &dice), of: base)
      default: break
      }
    }
    for rank in policy.tiers.indices {
      let figure: ObviousCondition.Figure =
        policy.hasLegs
        ? .weakerLegPoints : dice.pick([.ownOrderPoints, .teamSalePoints, .teamOrderVolume])
      let window = dice.pick([nil, 1, 3])
      let asked = ObviousCondition.figure(figure, window: window, sign: ">=", dice.roll(5_000...90_000))
      if policy.tiers[rank].reach != nil, dice.chance(50) { policy.tiers[rank].reach?.condition = asked }
      if policy.tiers[rank].keep != nil, dice.chance(50) { policy.tiers[rank].keep = asked }
    }
  }

  private func scored(_ volume: ObviousRule.Volume) -> ObviousRule.Volume {
    switch volume {
    case .ownSales: .ownSaleVolume
    case .teamOrders: .teamOrderVolume
    case .teamSales: .teamSaleVolume
    case .weakerLeg: .weakerLegVolume
    case .ownOrders, .ownSaleVolume, .teamOrderVolume, .teamSaleVolume, .weakerLegVolume: volume
    }
  }

  /// A table that is looked up in points, where it was in a volume.
  private func scored(_ table: ObviousTable, _ dice: inout Dice) -> ObviousTable {
    var table = table
    let isOfBase = table.by == nil && table.reading == .step && dice.chance(50)
    if isOfBase || table.by?.isVolume == true {
      table.by = dice.pick([.ownOrderPoints, .teamSalePoints, .teamOrderVolume])
    }
    return table
  }
}
