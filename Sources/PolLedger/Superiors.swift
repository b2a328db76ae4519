/// For each agent the next above it to whom a differential could pay more: a climb then takes a step a rate, and not a
/// step a person.
///
/// An agent's place never changes, nor does its tier in most markets: so those who join are added, and all are found anew
/// where tiers change.
package struct Superiors: Sendable {
  /// By tier: how many tiers have a lower rate.
  package let ranks: [Int]
  /// By agent: the nearest above whose rate is higher, or -1.
  private(set) var higher: [Int32] = []
  /// By agent: the nearest above whose rate isn't lower, or -1; empty where nothing is paid to peers.
  private(set) var peers: [Int32] = []
  private let hasPeers: Bool

  /// Nobody's, yet.
  package init(ranks: [Int], hasPeers: Bool) { (self.ranks, self.hasPeers) = (ranks, hasPeers) }

  /// Whether it is made for these rates.
  package func fits(ranks: [Int]) -> Bool { self.ranks == ranks }

  /// Adds the agents who joined since; `parents` and `tiers` are by agent, and parents stand before their children.
  package mutating func add(parents: [Int32], tiers: [UInt8]) {
    let new = higher.count..<parents.count
    higher.reserveCapacity(parents.capacity)
    if hasPeers { peers.reserveCapacity(parents.capacity) }
    let byTier = ranks
    let (parents, tiers, ranks) = (parents.span, tiers.span, byTier.span)
    for agent in new {
      let rank = ranks[Int(tiers[agent])]
      var above = parents[agent]
      while above >= 0, ranks[Int(tiers[Int(above)])] < rank { above = higher[Int(above)] }
      if hasPeers { peers.append(above) }
      while above >= 0, ranks[Int(tiers[Int(above)])] <= rank { above = higher[Int(above)] }
      higher.append(above)
    }
  }
}
