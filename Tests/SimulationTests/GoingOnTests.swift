import PolSession
import Synchronization
import Testing

/// Stopping and going on is as if nobody had stopped: the same state, the same figures.
struct GoingOnTests {
  /// Something to run, and what is asked of it: everything.
  private struct World {
    var script: String
    var place: String
    var months: Int
    var questions: String

    /// A market for even seeds, a story for odd ones.
    init(seed: Int) {
      let policy = PolicyMaker(seed: seed &+ 3_000_000).policy
      let rules = policy.rules.filter { $0.kind != .stock }.map(\.name)
      let agents = ObviousTests.agentColumns + rules + ["sold this quarter", "own_orders this month"]
      questions =
        "show \(agents.joined(separator: ", ")) of RUN.agents\n"
        + "show \((ObviousTests.monthColumns + rules).joined(separator: ", ")) of RUN.months\n"
        + "show month, event, rule, kind, debit, credit, amount, units of RUN.ledger\n"
      if seed % 2 == 0 {
        months = 1 + seed % 7
        script = policy.text + MarketMaker.market(seed: seed, for: policy).text(of: policy)
        place = "p in m for \(months) months seed \(seed)"
      } else {
        let (story, obvious) = StoryMaker.story(seed: seed, for: policy)
        months = obvious.month
        script = policy.text + story.text(of: policy)
        place = "p in m"
      }
    }

    func asked(of run: String) -> String { questions.replacing("RUN", with: run) }
  }

  @Test("a run that goes on month by month ends as one that never stopped", arguments: 1...60)
  func monthByMonth(seed: Int) throws {
    let world = World(seed: seed)
    var entries = [world.script + "run whole = \(world.place)\n" + world.asked(of: "whole")]
    entries.append("run party = whole at month 0\n" + world.asked(of: "party"))
    for month in 0..<world.months { entries.append("run party = party at month \(month) for 1 month") }
    entries.append(world.asked(of: "party") + "check \"the same state\": party.hash == whole.hash")
    let lived = Mutex(0)
    let pipeline = try Pipeline(
      entries: entries,
      isCancelled: {
        lived.withLock { $0 += 1 }
        return false
      })
    #expect(pipeline.failures == [])
    #expect(pipeline.tables.count == 9)
    // No month is lived again, however many steps there are.
    #expect(lived.withLock { $0 } == 2 * (world.months + 1), "seed \(seed)\n\(world.script)")
    #expect(pipeline.tables.suffix(3) == pipeline.tables.prefix(3), "seed \(seed)\n\(world.script)")
  }

  @Test("from every month a run goes on to the same end, also under a policy changed in nothing")
  func fromEveryMonth() throws {
    for seed in 1...30 {
      let world = World(seed: seed)
      var script = world.script + "run whole = \(world.place)\n" + world.asked(of: "whole")
      for month in 0...world.months {
        let rest = month < world.months ? " for \(world.months - month) months" : ""
        script += "run on\(month) = whole at month \(month)\(rest)\n" + world.asked(of: "on\(month)")
        script += "run same\(month) = on\(month) at month \(month) with { }\(rest)\n"
        script += world.asked(of: "same\(month)")
        script += "check \"\(month)\": on\(month).hash == whole.hash and same\(month).hash == whole.hash\n"
      }
      let pipeline = try Pipeline(script)
      #expect(pipeline.failures == [], "seed \(seed)")
      let tables = pipeline.tables
      for index in tables.indices {
        #expect(tables[index] == tables[index % 3], "seed \(seed), table \(index)")
      }
    }
  }

  @Test("a world forked from what is held is the one forked from the beginning", arguments: 1...60)
  func forksFromHeldWorlds(seed: Int) throws {
    let policy = PolicyMaker(seed: seed &+ 4_000_000).policy
    let change = PolicyChange(of: policy, seed: seed)
    let rules = change.policy.rules.filter { $0.kind != .stock }.map(\.name)
    let clauses = "with { \(change.clauses.joined(separator: "; ")) }"
    let questions =
      "show \((ObviousTests.agentColumns + rules).joined(separator: ", ")) of RUN.agents\n"
      + "show month, rule, kind, amount, units of RUN.ledger\n"
    func asked(of run: String) -> String { questions.replacing("RUN", with: run) }
    let old = "show \(ObviousTests.agentColumns.joined(separator: ", ")) of party.agents\n"
    let pipeline = try Pipeline(entries: [
      policy.text + MarketMaker.market(seed: seed, for: policy).text(of: policy),
      "run whole = p in m for 6 months seed \(seed)\nrun party = p in m for 3 months seed \(seed)\n" + old,
      "run held = party at month 3 \(clauses) for 3 months\n" + asked(of: "held"),
      "run lived = whole at month 3 \(clauses) for 3 months\n" + asked(of: "lived"),
      "check \"the same state\": held.hash == lived.hash",
    ])
    #expect(pipeline.failures == [])
    let tables = pipeline.tables
    #expect(tables.count == 5)
    #expect(Array(tables[1...2]) == Array(tables[3...4]), "seed \(seed): \(clauses)")
  }

  @Test("a run that was stopped goes on to the same end", arguments: 0...6)
  func stopped(month: Int) throws {
    let world = World(seed: 6 + 14 * month)
    let calls = Mutex(0)
    // All months of the first run, and then so many of the second.
    let last = world.months + 1 + month + 1
    let pipeline = try Pipeline(
      entries: [
        world.script + "run whole = \(world.place)\n" + world.asked(of: "whole"),
        "run party = \(world.place)\nshow 1",
        "check \"stopped\": (count of party.months) == \(month + 1)",
        "run party = party at month \(month) for \(world.months - month) months\n"
          + world.asked(of: "party"),
        "check \"the same state\": party.hash == whole.hash",
      ],
      isCancelled: {
        calls.withLock { calls in
          calls += 1
          return calls == last
        }
      })
    #expect(pipeline.failures == [])
    #expect(pipeline.tables.suffix(3) == pipeline.tables.prefix(3))
  }

  @Test("of a sweep that is stopped nothing is kept, and the script ends there")
  func stoppedSweep() throws {
    let calls = Mutex(0)
    var options = Session.Options()
    options.threads = 2
    options.isCancelled = {
      calls.withLock { calls in
        calls += 1
        return calls > 20
      }
    }
    var session = Session(options: options)
    let world = World(seed: 6)
    let (program, _) = try session.prepare(
      .text(
        name: "test",
        world.script
          + "sweep s for n in 1..1000 { run r = p in m for 9 months seed n; keep c = count of r.agents }\n"
          + "show count of s"))
    var outcomes = 0
    guard case .cancelled = session.run(program, report: { _ in outcomes += 1 }) else {
      Issue.record("the sweep was not stopped")
      return
    }
    #expect(outcomes == 0)
    #expect(calls.withLock { $0 } < 60)
  }
}
