import Foundation
import PolSource
import PolSyntax
import Testing

/// The project's folder, found from this file.
let project = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
  .deletingLastPathComponent()
  .deletingLastPathComponent()

/// The files with an ending in a folder and those below it, in the order of their paths.
func files(_ ending: String, under folder: String) -> [URL] {
  let found = FileManager.default.enumerator(
    at: project.appending(path: folder), includingPropertiesForKeys: nil)
  let all = (found?.allObjects as? [URL]) ?? []
  return all.filter { $0.pathExtension == ending }.sorted { $0.path < $1.path }
}

/// Parses bytes, and gives what a person would read of what is wrong with them.
func parse(_ bytes: [UInt8], name: String = "test.pol") -> (result: Parser.Result, text: String) {
  var sources = SourceMap()
  let id = sources.add(name: name, bytes: bytes)
  let result = Parser.parse(sources[id], as: id)
  return (result, DiagnosticPrinter(sources: sources).text(result.diagnostics))
}

/// Parses a string.
func parse(_ text: String) -> (result: Parser.Result, text: String) { parse(Array(text.utf8)) }

@Suite("Programs")
struct ProgramTests {
  @Test(
    "Every good program and every example parses",
    arguments: files("pol", under: "examples") + files("pol", under: "Tests/SyntaxTests/good"))
  func parses(_ file: URL) throws {
    let (result, text) = parse(Array(try Data(contentsOf: file)), name: file.lastPathComponent)
    #expect(result.diagnostics.isEmpty, "\(text)")
    #expect(!result.script.statements.isEmpty)
    #expect(!result.isIncomplete)
  }
}
