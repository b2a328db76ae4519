import Foundation
import Testing

/// Money that the books can't hold, wherever it is added up: orders, sales, balances, levels, chains, pools. `make spec`
/// runs the same scripts in release, for there they must be refused at full speed.
@Suite("Money that overflows")
struct OverflowTests {
  static let folder = Command.root.appending(path: "Tests/CommandTests/overflow")
  static let scripts = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".pol") }.sorted()

  @Test("There are scripts")
  func some() { #expect(!Self.scripts.isEmpty) }

  @Test(
    "A script stops with status 2 and says where, with any number of threads, transfers kept or not",
    arguments: scripts)
  func message(_ name: String) throws {
    let result = try Command.pol("run", name, in: Self.folder)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    let url = Self.folder.appending(path: name.replacing(".pol", with: ".txt"))
    if ProcessInfo.processInfo.environment["POL_REWRITE"] == "1" {
      try Data(result.error.utf8).write(to: url)
      Issue.record("\(name) was rewritten: read it, and run the tests again")
    } else {
      #expect(try String(contentsOf: url, encoding: .utf8) == result.error)
    }
    for words in [["--threads", "1"], ["--threads", "7"], ["--journal", "/dev/null"]] {
      #expect(try Command.pol(arguments: ["run", name] + words, in: Self.folder) == result, "\(words)")
    }
  }
}
