import PolSimulation

/// A run's summary in JSON: money as digits in the major unit, goods and people as numbers.
package struct SummaryRecord: Encodable, Sendable {
  struct Tier: Encodable, Sendable {
    var tier: String
    var people, active, losers: Int
    var paid, got, lost: String
    var stock: Int64
  }
  struct Person: Encodable, Sendable {
    var name, tier, paid, got: String
    var stock: Int64
  }
  struct Company: Encodable, Sendable {
    var purchases, fees, deposits, sales, production, rebates, buyback, refunds, costs, net: String
  }
  struct Units: Encodable, Sendable {
    var made, company, agents, sold, used, returned: Int64
  }
  struct Month: Encodable, Sendable {
    var joins, quits, headcount: Int
  }

  var name, policy, setting, currency: String
  var seed: UInt64?
  var tiers: [Tier]
  var people: [Person]
  var company: Company
  var units: Units
  var months: [Month]

  init(_ run: RunSummary) {
    func money(_ amount: Int64) -> String { Digits.plain(minor: amount, decimals: run.decimals) }
    name = run.run
    policy = run.policy
    setting = run.setting
    currency = run.currency
    seed = run.seed
    tiers = run.tiers.map {
      Tier(
        tier: $0.name, people: $0.sums.people, active: $0.sums.active, losers: $0.sums.losers,
        paid: money($0.sums.paid), got: money($0.sums.got), lost: money($0.sums.lost), stock: $0.sums.stock)
    }
    people = run.people.map {
      Person(name: $0.name, tier: $0.tier, paid: money($0.paid), got: money($0.got), stock: $0.stock)
    }
    company = Company(
      purchases: money(run.company.purchases), fees: money(run.company.fees),
      deposits: money(run.company.deposits), sales: money(run.company.sales),
      production: money(run.company.production), rebates: money(run.company.rebates),
      buyback: money(run.company.buyback), refunds: money(run.company.refunds),
      costs: money(run.company.costs), net: money(run.company.net))
    units = Units(
      made: run.units.made, company: run.units.company, agents: run.units.agents, sold: run.units.sold,
      used: run.units.used, returned: run.units.returned)
    months = run.months.map { Month(joins: $0.joins, quits: $0.quits, headcount: $0.headcount) }
  }
}
