import Foundation
import Testing

/// The list of all messages: each code, its sentence, and the smallest script that shows it.
///
/// The list is made from the pictures, wherever tests keep them: a `.pol`, and beside it the `.txt` with what pol
/// says of it. `POL_REWRITE=1` writes the list down, and fails.
struct ReferenceCodesTests {
  /// A message as a picture shows it.
  struct Message {
    var code: String
    /// "error" or "warning".
    var severity: String
    var sentence: String
    var script: Data
  }

  static let url = Command.root.appending(path: "grammar/codes.md")

  @Test("The list of messages is that of the pictures")
  func list() throws {
    let found = try Self.page(of: Self.smallest(of: Self.messages()))
    if ProcessInfo.processInfo.environment["POL_REWRITE"] == "1" {
      try Data(found.utf8).write(to: Self.url)
      Issue.record("grammar/codes.md was rewritten: read it, and run the tests again")
    } else {
      let written = try String(contentsOf: Self.url, encoding: .utf8)
      let sections = (written.components(separatedBy: "\n### "), found.components(separatedBy: "\n### "))
      let differing = zip(sections.0, sections.1).first { $0 != $1 }?.1 ?? sections.1.last ?? ""
      #expect(written == found, "it differs first at \(differing.prefix(5)): POL_REWRITE=1 writes it anew")
    }
  }

  /// Every message of every picture that is called after its code.
  static func messages() throws -> [Message] {
    let tests = Command.root.appending(path: "Tests")
    var result: [Message] = []
    let paths = FileManager.default.subpaths(atPath: tests.path) ?? []
    for path in paths.sorted() where path.hasSuffix(".pol") {
      let script = tests.appending(path: path)
      let picture = script.deletingPathExtension().appendingPathExtension("txt")
      guard let code = script.lastPathComponent.prefixMatch(of: /[EW]\d{4}/)?.output,
        let text = try? String(contentsOf: picture, encoding: .utf8)
      else { continue }
      for line in text.split(separator: "\n") {
        guard let match = line.wholeMatch(of: /(error|warning)\[([EW]\d{4})\]: (.+)/), match.2 == code
        else { continue }
        result.append(
          Message(
            code: String(code), severity: String(match.1), sentence: String(match.3),
            script: try Data(contentsOf: script)))
        break
      }
    }
    return result
  }

  /// One message for each code, that of the smallest script.
  static func smallest(of messages: [Message]) -> [Message] {
    var best: [String: Message] = [:]
    for message in messages {
      if let other = best[message.code], other.script.count <= message.script.count { continue }
      best[message.code] = message
    }
    return best.values.sorted { ($0.code.dropFirst(), $0.code) < ($1.code.dropFirst(), $1.code) }
  }

  /// The codes by what they are about.
  static let chapters: [(prefix: String, title: String)] = [
    ("01", "Characters, words and brackets"), ("02", "How things are written"), ("03", "Names"),
    ("04", "Dimensions and kinds of value"), ("05", "Declarations"), ("06", "While a script runs"),
    ("07", "Files"), ("09", "Not yet in this version"),
  ]

  private static func page(of messages: [Message]) -> String {
    var page = """
      # Messages

      Every message about a script has a code. Here is each with its sentence, as it reads for the smallest script of the
      tests that shows it. Codes with `E` are errors: a script that has one ends with status 2. Codes with `W` are
      warnings, and change nothing. The names in a sentence are those of its script.

      This page is made from the pictures of the tests, by the tests: it isn't written by hand.

      """
    for chapter in chapters {
      let own = messages.filter { $0.code.dropFirst().hasPrefix(chapter.prefix) }
      guard !own.isEmpty else { continue }
      page += "\n## \(chapter.title)\n"
      for message in own {
        var script = String(decoding: message.script, as: UTF8.self)
        if !script.hasSuffix("\n") { script += "\n" }
        page += "\n### \(message.code)\n\n\(message.sentence)\n\n```text\n\(script)```\n"
      }
    }
    return page
  }

  @Test("Every code has its chapter")
  func chaptered() throws {
    for message in try Self.messages() {
      #expect(Self.chapters.contains { message.code.dropFirst().hasPrefix($0.prefix) }, "\(message.code)")
      #expect((message.severity == "error") == message.code.hasPrefix("E"), "\(message.code)")
    }
  }
}
