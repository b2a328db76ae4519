/// What `show RUN` tells at one glance. Money in minor units, goods in units.
package struct RunSummary: Sendable, Hashable {
  /// One tier's people, by the tier they ended in.
  package struct Tier: Sendable, Hashable {
    /// The tier's name.
    package var name: String
    /// Everyone who ever joined and ended in it.
    package var sums = TierSums()
  }
  /// Where the company's money came from and went, over the run.
  package struct Company: Sendable, Hashable {
    /// From agents: for goods, fees, deposits.
    package var purchases: Int64
    package var fees: Int64
    package var deposits: Int64
    /// From customers directly.
    package var sales: Int64
    /// Paid out: making goods, rebates, goods bought back, deposits given back, other costs.
    package var production: Int64
    package var rebates: Int64
    package var buyback: Int64
    package var refunds: Int64
    package var costs: Int64
    /// What is left.
    package var net: Int64
  }
  /// Where the units are.
  package struct Units: Sendable, Hashable {
    package var made: Int64
    package var company: Int64
    package var agents: Int64
    package var sold: Int64
    package var used: Int64
    /// Returned to the company by agents or customers.
    package var returned: Int64
  }
  /// A month's growth.
  package struct Month: Sendable, Hashable {
    package var joins: Int
    package var quits: Int
    /// Active at its end.
    package var headcount: Int
  }

  /// The run's name, its policy's, its market's or story's.
  package var run: String
  package var policy: String
  package var setting: String
  /// A story has no seed.
  package var seed: UInt64?
  /// The code of the currency and its decimals.
  package var currency: String
  package var decimals: Int
  /// From the bottom up.
  package var tiers: [Tier]
  package var company: Company
  package var units: Units
  /// From month 0 on.
  package var months: [Month]
  /// People of a story by name, with what each has in net; empty for a market.
  package var people: [Person]

  /// All tiers together, as if they were one.
  package var everyone: Tier {
    tiers.reduce(into: Tier(name: "everyone")) { $0.sums.add($1.sums) }
  }

  /// One person of a story.
  package struct Person: Sendable, Hashable {
    package var name: String
    package var tier: String
    package var paid: Int64
    package var got: Int64
    package var stock: Int64
  }
}
