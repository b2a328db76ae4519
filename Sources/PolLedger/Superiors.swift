import PolColumns

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
  package mutating func add(parents: [Int32], tiers: [UInt8], threads: Int) {
    guard higher.count < parents.count else { return }
    higher.makeRoom(parents.capacity)
    if hasPeers { peers.makeRoom(parents.capacity) }
    // Those whose parents have been added already can be found at once.
    while higher.count < parents.count {
      let first = higher.count
      let end = parents[first...].firstIndex { $0 >= first } ?? parents.count
      let found = Threads.shards(of: end - first, threads: threads) { [self] shard in
        superiors(of: first + shard.lowerBound..<first + shard.upperBound, parents, tiers)
      }
      for part in found {
        higher += part.higher
        peers += part.peers
      }
    }
  }

  /// The superiors of some agents; those of everyone above are known.
  private func superiors(
    of agents: Range<Int>, _ parents: [Int32], _ tiers: [UInt8]
  ) -> (higher: [Int32], peers: [Int32]) {
    var found = (higher: [Int32](), peers: [Int32]())
    found.higher.reserveCapacity(agents.count)
    let (parents, tiers, ranks, known) = (parents.span, tiers.span, ranks.span, higher.span)
    for agent in agents {
      let rank = ranks[Int(tiers[agent])]
      var above = parents[agent]
      while above >= 0, ranks[Int(tiers[Int(above)])] < rank { above = known[Int(above)] }
      if hasPeers { found.peers.append(above) }
      while above >= 0, ranks[Int(tiers[Int(above)])] <= rank { above = known[Int(above)] }
      found.higher.append(above)
    }
    return found
  }
}
