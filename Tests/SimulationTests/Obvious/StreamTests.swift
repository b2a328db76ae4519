import Foundation
import PolSession
import Testing

/// What a journal on disk has, against the table `ledger` of the same runs.
struct StreamTests {
  private static let seeds = 1...(ObviousTests.isSoaking ? 1_000 : 60)

  @Test("what is streamed is the ledger, byte by byte, with any number of threads")
  func madeUp() throws {
    for seed in Self.seeds {
      let policy = PolicyMaker(seed: seed &+ 3_000_000).policy
      let change = PolicyChange(of: policy, seed: seed)
      var script = policy.text
      var runs = ["r", "further"]
      if seed % 3 == 0 {
        // A story under another policy may ask for what can't be done.
        script += StoryMaker.story(seed: seed, for: policy).0.text(of: policy)
        script += "run r = p in m for 12 months\n"
      } else {
        script += MarketMaker.market(seed: seed, for: policy).text(of: policy)
        script += "run r = p in m for \(2 + seed % 4) months seed \(seed)\n"
        script +=
          "run fork = r at month 1 with {\n  \(change.clauses.joined(separator: "\n  "))\n} for 2 months\n"
        script += "run prong = fork at month 2 for 2 months\n"
        runs = ["r", "fork", "prong", "further"]
      }
      script += "run further = r at month 2 for 1 month\n"
      try expectLedger(script, runs: runs, threads: [1, 2, 3, 7], seed: seed)
    }
  }

  @Test("phases of more people than are posted at a time are streamed in the order of their events")
  func manyPeople() throws {
    // Ten founders who are short of what seventy thousand people load.
    let script = """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea; supply upline
        tier low  { price 80 CNY; load 1 unit }
        tier high { price 60 CNY; load 2 units }
        rebate team: 5% of order to upline
        rebate end:  1 CNY every 2 months to self
      }
      market m {
        people 70_010; founders 10 high; joins 100% low; recruits 7_000; demand 1 unit; uses 1 unit
      }
      run r = p in m for 1 month

      """
    try expectLedger(script, runs: ["r"], threads: [1, 3], seed: 0)
  }

  private func expectLedger(_ script: String, runs: [String], threads: [Int], seed: Int) throws {
    let columns = "month, event, rule, kind, trigger, debit, credit, commodity, amount, units"
    let asked = runs.map { "show \(columns) of \($0).ledger\n" }.joined()
    let rows: [UInt8]
    do { rows = try Pipeline(script + asked).tables.flatMap(Self.rows) } catch {
      Issue.record("seed \(seed): \(error)\n\(script)")
      return
    }
    var whole: Data?
    for count in threads {
      let file = FileManager.default.temporaryDirectory.appending(path: "pol-stream-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: file) }
      _ = try Pipeline(script, threads: count, journal: file.path)
      let bytes = try Data(contentsOf: file)
      let isSame = bytes.dropFirst(32).prefix(rows.count).elementsEqual(rows)
      // Behind the transfers stand the names, and nothing else.
      let isAll = bytes.dropFirst(32 + rows.count).first == UInt8(ascii: "{")
      if !isSame || !isAll { Issue.record("seed \(seed), \(count) threads: not the ledger\n\(script)") }
      if let whole { #expect(whole == bytes, "seed \(seed), \(count) threads") }
      whole = bytes
    }
  }

  /// The rows of a table of transfers as the reference says that they stand in a journal.
  private static func rows(_ table: [[Int]]) -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ number: Int, _ width: Int) {
      for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
    }
    /// The table has the company and its like first, from 0, then the people.
    func account(_ code: Int) -> Int { code < 4 ? -1 - code : code - 3 }
    for row in table[0].indices {
      let cells = table.map { $0[row] }
      add(cells[7] == 0 ? cells[8] : cells[9], 8)
      add(cells[1], 8)
      add(account(cells[5]), 4)
      add(account(cells[6]), 4)
      add(cells[2], 2)
      add(cells[7], 2)
      add(cells[0], 2)
      add(cells[3], 1)
      add(cells[4], 1)
    }
    return bytes
  }
}
