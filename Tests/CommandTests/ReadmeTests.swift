import Foundation
import Testing

/// What the README shows is what happens.
///
/// A block of `pol` is put through `pol`, and the `text` block right after it must be what came out; a block
/// that begins with `$ pol` is a transcript. `POL_REWRITE=1` writes down what came out, and fails.
struct ReadmeTests {
  @Test("Every program and every output in the README is real")
  func blocks() throws {
    let url = Command.root.appending(path: "README.md")
    let written = try String(contentsOf: url, encoding: .utf8)
    var parts = written.components(separatedBy: "```")
    // Every odd part is a block: its kind up to the first line end, then its text.
    var program: String?
    for index in stride(from: 1, to: parts.count, by: 2) {
      let kind = String(parts[index].prefix { $0 != "\n" })
      let text = String(parts[index].dropFirst(kind.count + 1))
      if kind == "pol" {
        let result = try Command.shell("pol - <<'END'\n\(text)END")
        #expect(result.status <= 2, "\(text)\n\(result.output)")
        program = result.output
      } else if kind == "text", text.hasPrefix("$ pol") {
        let command = String(text.prefix { $0 != "\n" }.dropFirst(2))
        parts[index] = "text\n$ \(command)\n\(try Command.shell(command).output)"
      } else if kind == "text", text.hasPrefix("pol> ") {
        parts[index] = "text\n\(try conversation(text))"
      } else if kind == "text", let output = program {
        parts[index] = "text\n\(output)"
      }
      if kind != "pol" { program = nil }
    }
    let found = parts.joined(separator: "```")
    if ProcessInfo.processInfo.environment["POL_REWRITE"] == "1" {
      try Data(found.utf8).write(to: url)
      Issue.record("README.md was rewritten: read it, and run the tests again")
    } else {
      #expect(found == written)
    }
  }

  /// What a prompt answers to the entries of a block: the rows that begin with `pol> ` and, below them, ` .. `.
  private func conversation(_ text: String) throws -> String {
    var entries: [[Substring]] = []
    for line in text.split(separator: "\n") {
      if line.prefixMatch(of: #/pol[^>]*> /#) != nil {
        entries.append([line])
      } else if line.prefixMatch(of: #/ *\.\. /#) != nil {
        entries[entries.count - 1].append(line)
      }
    }
    var input = ""
    var before = ""
    var answered = ""
    for rows in entries {
      for row in rows { input += row.replacing(#/^(pol[^>]*> | *\.\. )/#, with: "") + "\n" }
      let output = try Command.pol("repl", input: input).output
      // The tally at the end is no answer.
      let said = output.components(separatedBy: "\n\n").filter { !$0.contains(" as expected") }.joined(
        separator: "\n\n")
      let new = said.hasPrefix(before) ? String(said.dropFirst(before.count)) : said
      answered += rows.map { $0 + "\n" }.joined() + new.drop { $0 == "\n" }
      if !answered.hasSuffix("\n") { answered += "\n" }
      before = said
    }
    return answered
  }

  @Test("Every path that the README names is there")
  func paths() throws {
    let text = try String(contentsOf: Command.root.appending(path: "README.md"), encoding: .utf8)
    for match in text.matches(of: /\]\(([^)#:]+)\)/) {
      let path = Command.root.appending(path: String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(match.1) is not there")
    }
  }
}
