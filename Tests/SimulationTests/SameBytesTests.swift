import Foundation
import Testing

/// What no reader may ever see: how many threads there were, and whether transfers were written down or posted in one go.
struct SameBytesTests {
  @Test("any number of threads, with transfers kept, streamed or not, makes the same run")
  func threads() throws {
    for seed in ObviousTests.isSoaking ? 1...300 : 1...5 {
      let policy = PolicyMaker(seed: seed).policy
      // More founders than one thread takes at a time.
      let market = MarketMaker.market(seed: seed, for: policy).text(of: policy)
        .replacing(/people +[0-9_]+/, with: "people 60_000")
        .replacing(/founders +[0-9_]+/, with: "founders 17_000")
      let rules = policy.rules.filter { $0.kind != .stock }.map(\.name)
      let columns =
        ObviousTests.monthColumns + [
          "purchases", "fees", "deposits", "rebates", "costs", "receipts", "recruiting",
        ] + rules
      let script =
        policy.text + market
        + "run r = p in m for 2 months seed \(seed)\nshow \(columns.joined(separator: ", ")) of r.months\n"
        + "show sum net of r.agents\nshow sum stock of r.agents\nshow sum recruits of r.agents\nshow r.hash\n"
      let first = try Pipeline(script).figures
      for threads in [2, 7] {
        #expect(try Pipeline(script, threads: threads).figures == first, "seed \(seed), \(threads) threads")
      }
      #expect(
        try Pipeline(script, threads: 2, journal: "/dev/null").figures == first,
        "seed \(seed), with transfers streamed")
      #expect(
        try Pipeline(script + "show count of r.ledger\n", threads: 2).figures.dropLast() == first[...],
        "seed \(seed), with transfers kept")
    }
  }
}
