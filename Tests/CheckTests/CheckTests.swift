import Foundation
import PolCheck
import PolSource
import PolSyntax
import Testing

/// The project's folder, found from this file.
let project = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The files with an ending in a folder and those below it, in the order of their paths.
func files(_ ending: String, under folder: String) -> [URL] {
  let found = FileManager.default.enumerator(
    at: project.appending(path: folder), includingPropertiesForKeys: nil)
  let all = (found?.allObjects as? [URL]) ?? []
  return all.filter { $0.pathExtension == ending }.sorted { $0.path < $1.path }
}

/// A checked script, and what a person would read of what is wrong with it.
struct Checked {
  var program: Program
  var diagnostics: [Diagnostic]
  var text: String
  var codes: [String] { diagnostics.map(\.code) }
}

/// Parses and checks.
func check(_ bytes: [UInt8], name: String = "test.pol", with checker: inout Checker) -> Checked {
  var sources = SourceMap()
  let id = sources.add(name: name, bytes: bytes)
  let parsed = Parser.parse(sources[id], as: id)
  let (program, found) = checker.check(parsed.script)
  let diagnostics = parsed.diagnostics + found
  return Checked(
    program: program, diagnostics: diagnostics, text: DiagnosticPrinter(sources: sources).text(diagnostics))
}

/// Parses and checks with a checker of its own.
func check(_ text: String) -> Checked {
  var checker = Checker()
  return check(Array(text.utf8), with: &checker)
}

@Suite("Programs")
struct ProgramTests {
  @Test(
    "Every good program and every example checks without an error",
    arguments: files("pol", under: "examples") + files("pol", under: "Tests/CheckTests/good"))
  func checks(_ file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    var checker = checker(readyFor: bytes)
    let checked = check(bytes, name: file.lastPathComponent, with: &checker)
    #expect(checked.diagnostics.filter { $0.severity == .error }.isEmpty, "\(checked.text)")
    #expect(!checked.program.steps.isEmpty)
  }
}
