import Foundation
import Testing

/// What goes wrong while a script is loaded or runs: the smallest script for each code, and the message.
@Suite("Scripts that fail when they run")
struct RunErrorTests {
  static let folder = Command.root.appending(path: "Tests/CommandTests/bad")
  static let scripts = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".pol") }.sorted()

  @Test("Each script gets the message of its picture, and exit status 2", arguments: scripts)
  func picture(_ name: String) throws {
    let result = try Command.pol("run", name, in: Self.folder)
    #expect(result.status == 2)
    #expect(result.error.contains("[\(name.prefix(5))]"))
    let url = Self.folder.appending(path: name.replacing(".pol", with: ".txt"))
    if ProcessInfo.processInfo.environment["POL_REWRITE"] == "1" {
      try Data(result.error.utf8).write(to: url)
      Issue.record("\(name) was rewritten: read it, and run the tests again")
    } else {
      #expect(try String(contentsOf: url, encoding: .utf8) == result.error)
    }
  }

  @Test("Every code of the rooms that run scripts has a picture, and every picture's code is one of them")
  func codes() throws {
    var codes: Set<String> = []
    for room in ["PolEval", "PolSimulation", "PolAudit", "PolSession"] {
      let folder = Command.root.appending(path: "Sources/\(room)")
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        for found in text.matches(of: /"(E0[67]\d{2})"/) { codes.insert(String(found.1)) }
      }
    }
    #expect(codes == Set(Self.scripts.map { String($0.prefix(5)) }))
  }
}
