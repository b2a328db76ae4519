import Foundation
import Testing

/// Worked examples of plans, a ledger that was worked out by hand, identities that hold whatever is drawn: their checks
/// are in the scripts.
@Suite("Known answers: plans and ledgers")
struct WorkedTests {
  static let scripts =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: Command.root.appending(path: "Tests/CommandTests/KnownAnswers/scripts").path)) ?? [])
    .filter { $0.hasSuffix(".pol") }.map { String($0.dropLast(4)) }.sorted()

  @Test("Every script runs as it stands, and its checks hold", arguments: scripts)
  func asItStands(_ script: String) throws { _ = try Answer(script) }
}
