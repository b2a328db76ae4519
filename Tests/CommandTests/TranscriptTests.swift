import Foundation
import Testing

/// Commands and what they print: `$ pol run x.pol`, the output, and `[exit 0]`.
///
/// Each command is run again in the file's own folder. `POL_REWRITE=1` writes down what came out, and the run
/// that did so fails, so that nobody takes a rewriting run for a passing one.
struct TranscriptTests {
  /// Every transcript, by its path in the package.
  static let files: [String] = ["Tests/CommandTests/transcripts", "examples"].flatMap { folder -> [String] in
    let names = FileManager.default.subpaths(atPath: Command.root.appending(path: folder).path) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
  }

  @Test("A transcript is what the commands in it print", arguments: files)
  func transcript(_ path: String) throws {
    let url = Command.root.appending(path: path)
    let written = try String(contentsOf: url, encoding: .utf8)
    let build = path.hasPrefix("examples/") ? Command.optimised ?? Command.products : Command.products
    var found = ""
    for command in commands(in: written) {
      let result = try Command.shell(command, of: build, in: url.deletingLastPathComponent())
      found += "\(found.isEmpty ? "" : "\n")$ \(command)\n\(result.output)[exit \(result.status)]\n"
    }
    #expect(!found.isEmpty, "\(path) has no line that begins with `$ `")
    if ProcessInfo.processInfo.environment["POL_REWRITE"] == "1" {
      try Data(found.utf8).write(to: url)
      Issue.record("\(path) was rewritten: read it, and run the tests again")
    } else {
      #expect(found == written)
    }
  }

  @Test("Every example script has a transcript beside it")
  func everyExample() {
    let names = FileManager.default.subpaths(atPath: Command.root.appending(path: "examples").path) ?? []
    let all = Set(names)
    for script in names where script.hasSuffix(".pol") {
      let own = String(script.dropLast(4)) + ".txt"
      let folder = script.split(separator: "/").dropLast().joined(separator: "/") + "/transcript.txt"
      #expect(all.contains(own) || all.contains(folder), "\(script) has no transcript")
    }
  }

  private func commands(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
  }
}
