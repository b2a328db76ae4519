import Foundation
@testable import PolCheck
import PolColumns
import PolSyntax
import Testing

/// What the language reference says is what happens, and it says all there is.
///
/// A block of `pol` is a whole script: it must end with 0, or as its tag says (`pol exit=1`). An `output` block
/// right after it must be what came out. `POL_REWRITE=1` writes down what came out, and fails.
struct ReferenceTests {
  static let url = Command.root.appending(path: "grammar/reference.md")

  /// The page, cut at its fences: every odd part is a block, its tag up to the first line end, then its text.
  static func parts() throws -> [String] {
    try String(contentsOf: url, encoding: .utf8).components(separatedBy: "```")
  }

  @Test("Every script of the reference runs, its checks hold, and its output is real")
  func blocks() throws {
    var parts = try Self.parts()
    let written = parts
    var printed: String?
    for index in stride(from: 1, to: parts.count, by: 2) {
      let tag = String(parts[index].prefix { $0 != "\n" })
      let text = String(parts[index].dropFirst(tag.count + 1))
      let words = tag.split(separator: " ")
      switch words.first {
      case "pol":
        let result = try Command.pol("-", input: text)
        let wanted = words.compactMap { $0.wholeMatch(of: /exit=(\d)/) }.first.flatMap { Int32($0.1) } ?? 0
        #expect(result.status == wanted, "\(text)\n\(result.output)\(result.error)")
        #expect(wanted > 0 || result.error.isEmpty, "\(text)\n\(result.error)")
        printed = result.output + result.error
      case "output":
        let output = try #require(printed, "an output stands right after its script")
        parts[index] = "output\n\(output)"
        printed = nil
      default: printed = nil
      }
    }
    if ProcessInfo.processInfo.environment["POL_REWRITE"] == "1" {
      try Data(parts.joined(separator: "```").utf8).write(to: Self.url)
      Issue.record("grammar/reference.md was rewritten: read it, and run the tests again")
    } else {
      for (found, block) in zip(parts, written) { #expect(found == block) }
    }
  }

  @Test("Every chapter has a script")
  func chapters() throws {
    let text = try String(contentsOf: Self.url, encoding: .utf8)
    let chapters = text.components(separatedBy: "\n## ").dropFirst()
    for chapter in chapters {
      #expect(chapter.contains("\n```pol\n") || chapter.contains("\n```pol exit="), "\(chapter.prefix(40))")
    }
  }

  /// All that has a name in the language, and that a user may look for.
  static let names: [String] =
    AgentColumn.spellings.map(\.name) + MonthColumn.spellings.map(\.name) + LedgerColumn.spellings.map(\.name)
    + TierColumn.spellings.map(\.name) + CompanyColumn.spellings.map(\.name)
    + PolSyntax.Query.Aggregate.allCases.map(\.rawValue) + Function.allCases.map(\.rawValue)
    + Distribution.allCases.map(\.rawValue) + PreludeTests.measures + RunTable.allCases.map(\.rawValue)
    + Checker.facts + Checker.runMembers + Checker.figures.map(\.name) + Checker.eventBases
    + NameDomain.builtInKinds + NameDomain.builtInAccounts + NameDomain.ledgerTriggers.names

  @Test("The reference has every column, aggregate, function, draw, measure and fact")
  func allNames() throws {
    let text = try String(contentsOf: Self.url, encoding: .utf8)
    // What stands in backquotes, cut into words.
    var said: Set<Substring> = []
    for quoted in text.matches(of: /`([^`\n]+)`/) {
      said.formUnion(quoted.1.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    }
    let missing = Set(Self.names).filter { !said.contains(Substring($0)) }
    #expect(missing.isEmpty, "\(missing.sorted())")
  }

  @Test("The reference lists what this version refuses, and nothing else")
  func refusals() throws {
    var codes: Set<String> = []
    let sources = Command.root.appending(path: "Sources/PolCheck")
    for file in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      for found in text.matches(of: /"(E09\d\d)"/) { codes.insert(String(found.1)) }
    }
    let text = try String(contentsOf: Self.url, encoding: .utf8)
    let listed = Set(text.matches(of: /\| (E09\d\d) \|/).map { String($0.1) })
    #expect(listed == codes, "\(listed.symmetricDifference(codes).sorted())")
  }

  @Test("Every link within the reference leads somewhere")
  func links() throws {
    let text = try String(contentsOf: Self.url, encoding: .utf8)
    let anchors = Set(
      text.matches(of: /(?m)^#+ (.+)$/).map { heading in
        heading.1.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
          .replacing(" ", with: "-")
      })
    for link in text.matches(of: /\]\(#([^)]+)\)/) {
      #expect(anchors.contains(String(link.1)), "#\(link.1) leads nowhere")
    }
  }
}
