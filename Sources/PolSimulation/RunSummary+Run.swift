import PolCheck
import PolColumns
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
    let names = definition.policy.tiers.map(\.name)
    let ledger = world.ledger
    let parts = Threads.shards(of: world.agents.count, threads: simulation.options.threads) { agents in
      var sums = Array(repeating: TierSums(), count: names.count)
      var cells = sums.mutableSpan
      let (tiers, active) = (world.agents.tier.span, world.agents.active.span)
      let (cash, paid) = (ledger.cash.values(in: agents), ledger.paid.values(in: agents))
      var stock = Array(repeating: Int64(0), count: agents.count)
      for product in ledger.stock {
        let units = product.values(in: agents)
        for k in stock.indices { stock[k] &+= units[k] }
      }
      for k in cash.indices {
        let agent = agents.lowerBound + k
        cells[Int(tiers[agent])].add(net: cash[k], paid: paid[k], stock: stock[k], isActive: active[agent])
      }
      return sums
    }
    return names.indices.map { tier in
      var all = RunSummary.Tier(name: names[tier])
      for part in parts { all.sums.add(part[tier]) }
      return all
    }
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
      units.agents &+= stock.sum
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
