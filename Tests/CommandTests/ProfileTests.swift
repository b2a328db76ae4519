import Foundation
import PolReports
import PolSession
import PolSource
import Synchronization
import Testing

/// `--profile`: where the time goes, and that nothing else depends on it.
struct ProfileTests {
  private static let script =
    JournalTests.plan + JournalTests.market + JournalTests.story + """
      sweep grid for luck in 1..2 {
        run each = plan in town for 1 month seed luck
        keep gain = sum net of each.agents
      }
      show sum net of r.agents
      """

  /// What a script answers, timed by a clock that goes on by a second whenever it is looked at.
  private func profile(_ script: String) throws -> Profile {
    let looks = Mutex(0)
    var options = Session.Options()
    let timekeeper = Timekeeper {
      looks.withLock { looks in
        looks += 1
        return .seconds(looks)
      }
    }
    options.timekeeper = timekeeper
    var session = Session(options: options)
    let (program, diagnostics) = try session.prepare(.text(name: "test", script))
    #expect(!diagnostics.contains { $0.severity == .error })
    guard case .finished = session.run(program, report: { _ in }) else {
      Issue.record("it did not finish")
      return timekeeper.profile()
    }
    return timekeeper.profile()
  }

  @Test("Each phase has what the clock went on by while it lasted")
  func phases() throws {
    let profile = try profile(Self.script)
    func seconds(_ run: String?, _ phase: String) -> Double? {
      profile.parts.first { $0.run == run && $0.phase == phase }?.seconds
    }
    // One look a phase: nine months of a market, the first with founders only, and four of a story. A month is
    // opened once, and a run begins with it besides.
    #expect(seconds("r", "open") == 10 && seconds("r", "balance") == 9)
    for phase in ["recruit", "sell", "restock", "close", "leave"] { #expect(seconds("r", phase) == 8) }
    #expect(seconds("s", "open") == 5 && seconds("s", "act") == 4 && seconds("s", "balance") == 4)
    #expect(seconds("s", "leave") == nil && seconds("s", "sell") == nil)
    #expect(seconds("grid", "sweep") == 1)
    #expect(seconds(nil, "checking") == 1)
    #expect(abs(profile.parts.reduce(0) { $0 + $1.seconds } - profile.seconds) < 1e-9)
    #expect(abs(profile.parts.reduce(0) { $0 + $1.share } - 1) < 1e-9)
  }

  @Test("A second of a phase is shared by those who were active at the end of each month")
  func agentMonths() throws {
    let script = """
      product tea { cost 10 CNY; retail 100 CNY }
      policy plan { sells tea; tier agent { price 80 CNY } }
      market two { people 5; founders 5 agent; recruits 0 }
      run r = plan in two for 4 months
      """
    let balance = try profile(script).parts.first { $0.phase == "balance" }
    #expect(balance?.nanosecondsPerAgentMonth == 5 * 1e9 / 20)
    // A run that goes on from it lives only the months that are new.
    let further = try profile(script + "\nrun s = r at month 4 for 2 months").parts.filter { $0.run == "s" }
    #expect(further.first { $0.phase == "balance" }?.nanosecondsPerAgentMonth == 2 * 1e9 / 10)
  }

  @Test("The table goes to standard error, the document has it too, and nothing else changes")
  func command() throws {
    let folder = try ScriptFolder(["x.pol": Self.script])
    let plain = try Command.pol("x.pol", in: folder.url)
    let timed = try Command.pol("x.pol", "--profile", in: folder.url)
    #expect(timed.output == plain.output && timed.status == plain.status)
    #expect(timed.error.hasPrefix(plain.error + "where the time went\n"))
    func document(_ words: String...) throws -> [String: Any] {
      let result = try Command.shell("pol x.pol --format json \(words.joined())", in: folder.url)
      return try #require(
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }
    let bare = try document()
    var timedDocument = try document("--profile")
    let profile = try #require(timedDocument.removeValue(forKey: "profile") as? [String: Any])
    #expect(NSDictionary(dictionary: timedDocument) == NSDictionary(dictionary: bare))
    let parts = try #require(profile["parts"] as? [[String: Any]])
    #expect(parts.contains { $0["run"] as? String == "r" && $0["phase"] as? String == "sell" })
  }
}
