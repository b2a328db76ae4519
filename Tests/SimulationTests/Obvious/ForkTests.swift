import Testing

/// Worlds that go on under a changed policy.
extension ObviousTests {
  private static let forkSeeds = 1...(isSoaking ? 3_000 : 120)

  @Test("a world goes on under a changed policy as in the obvious simulation")
  func forks() {
    for seed in Self.forkSeeds {
      let policy = PolicyMaker(seed: seed &+ 2_000_000).policy
      let market = MarketMaker.market(seed: seed, for: policy)
      let change = PolicyChange(of: policy, seed: seed)
      let (since, further) = (seed % 5, 1 + seed % 4)
      var obvious = ObviousSimulator.run(policy, in: market, months: since, seed: UInt64(seed))
      obvious.goOn(under: change.policy, restatingTiers: change.restatesTiers)
      obvious.live(market, until: since + further)
      let script =
        policy.text + market.text(of: policy) + "run a = p in m for \(since + seed % 3) months seed \(seed)\n"
        + "run r = a at month \(since) with {\n  \(change.clauses.joined(separator: "\n  "))\n}"
        + " for \(further) months\n"
      expectSame(obvious, script, seed: seed)
    }
  }
}
