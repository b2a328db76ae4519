import PolCheck
import PolLedger
import PolSyntax

extension Run {
  /// What `show` tells of it.
  package var summary: RunSummary {
    let world = simulation.world
    let policy = definition.policy
    let isStory = !simulation.names.isEmpty
    return RunSummary(
      run: definition.name, policy: policy.name, setting: definition.settingName,
      seed: isStory ? nil : seed, currency: policy.currency.code, decimals: policy.currency.decimals,
      tiers: tiers(world), company: company(world), units: units(world),
      months: world.months.map {
        RunSummary.Month(joins: $0.joins, quits: $0.quits, headcount: $0.headcount)
      },
      people: simulation.names.indices.filter { $0 < world.agents.count }.map { person($0, world) })
  }

  private func tiers(_ world: World) -> [RunSummary.Tier] {
    var tiers = definition.policy.tiers.map {
      RunSummary.Tier(name: $0.name, people: 0, active: 0, paid: 0, got: 0, losers: 0, lost: 0, stock: 0)
    }
    for agent in 0..<world.agents.count {
      let tier = Int(world.agents.tier[agent])
      let (net, paid) = (world.ledger.cash[agent], world.ledger.paid[agent])
      tiers[tier].people += 1
      if world.agents.active[agent] { tiers[tier].active += 1 }
      tiers[tier].paid &+= paid
      tiers[tier].got &+= net &+ paid
      if net < 0 {
        tiers[tier].losers += 1
        tiers[tier].lost &-= net
      }
      for product in world.ledger.stock { tiers[tier].stock &+= product[agent] }
    }
    return tiers
  }

  private func company(_ world: World) -> RunSummary.Company {
    func sum(_ value: (MonthTotals) -> Int64) -> Int64 { world.months.reduce(0) { $0 &+ value($1.totals) } }
    return RunSummary.Company(
      purchases: sum(\.companyPurchases), fees: sum(\.companyFees), deposits: sum(\.deposits), sales: 0,
      production: sum(\.production), rebates: sum(\.rebates), buyback: sum(\.buyback),
      refunds: sum(\.refunds), costs: sum(\.costs), net: world.ledger.houses.company)
  }

  private func units(_ world: World) -> RunSummary.Units {
    var units = RunSummary.Units(made: 0, company: 0, agents: 0, sold: 0, used: 0, returned: 0)
    for (goods, stock) in zip(world.ledger.goods, world.ledger.stock) {
      units.made &+= goods.made
      units.sold &+= goods.sold
      units.used &+= goods.used
      units.returned &+= goods.returned
      units.agents &+= stock.reduce(0, &+)
    }
    units.company = units.returned
    return units
  }

  private func person(_ index: Int, _ world: World) -> RunSummary.Person {
    let (net, paid) = (world.ledger.cash[index], world.ledger.paid[index])
    return RunSummary.Person(
      name: simulation.names[index], tier: definition.policy.tiers[Int(world.agents.tier[index])].name,
      paid: paid, got: net &+ paid, stock: world.ledger.stock.reduce(0) { $0 &+ $1[index] })
  }
}
