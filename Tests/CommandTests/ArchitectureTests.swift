import Foundation
import Testing

/// The house as it is meant to be: arrows go down only. The package manager does not refuse an import between
/// rooms that are built anyway, so this does.
struct ArchitectureTests {
  /// What each room may import of the others.
  static let arrows: [String: Set<String>] = [
    "PolSource": [],
    "PolSyntax": ["PolSource"],
    "PolColumns": ["CDraws", "CLanes", "CMemory"],
    "PolCheck": ["PolSource", "PolSyntax", "PolColumns"],
    "PolEval": ["PolSource", "PolSyntax", "PolColumns", "PolCheck"],
    "PolLedger": ["PolColumns"],
    "PolSimulation": ["PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolLedger"],
    "PolAudit": ["PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval"],
    "PolReports": [
      "PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolLedger", "PolSimulation",
    ],
    "PolSession": [
      "PolSource", "PolSyntax", "PolColumns", "PolCheck", "PolEval", "PolLedger", "PolSimulation", "PolAudit",
      "PolReports",
    ],
    "CEditLine": [],
    "CDraws": [],
    "CLanes": [],
    "CMemory": [],
    "PolPrompt": ["CEditLine", "PolSource", "PolSyntax", "PolReports", "PolSession"],
    "pol": ["PolSource", "PolReports", "PolSession", "PolPrompt"],
  ]

  private static let files: [(room: String, path: String, text: String)] = {
    let sources = Command.root.appending(path: "Sources")
    let names = FileManager.default.subpaths(atPath: sources.path) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      guard let text = try? String(contentsOf: sources.appending(path: name), encoding: .utf8) else {
        return nil
      }
      return (String(name.prefix { $0 != "/" }), name, text)
    }
  }()

  @Test("Every import between rooms goes down an arrow")
  func imports() {
    #expect(!Self.files.isEmpty)
    for (room, path, text) in Self.files {
      guard let allowed = Self.arrows[room] else {
        Issue.record("the room \(room) is not in the picture")
        continue
      }
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else {
          continue
        }
        let other = String(words[place + 1])
        guard Self.arrows[other] != nil else { continue }
        #expect(allowed.contains(other), "\(path) may not import \(other)")
      }
    }
  }

  @Test("No file is longer than 400 lines, and the middle one is shorter than 150")
  func lengths() {
    let lengths = Self.files.map { file in
      (file.path, file.text.split(separator: "\n", omittingEmptySubsequences: false).count)
    }
    for (path, length) in lengths { #expect(length <= 400, "\(path) has \(length) lines") }
    let sorted = lengths.map(\.1).sorted()
    #expect(sorted[sorted.count / 2] < 150)
  }

  @Test("Money, clocks and luck: no result depends on the machine")
  func ambient() {
    let banned = ["SystemRandomNumberGenerator", "Date()", ".random(in", "NumberFormatter", "Locale("]
    for (_, path, text) in Self.files {
      for word in banned { #expect(!text.contains(word), "\(path) uses \(word)") }
    }
    // Whoever talks to a person may know how late it is; what makes the answers may not.
    for (room, path, text) in Self.files where !["pol", "PolPrompt", "PolSession"].contains(room) {
      for word in ["ContinuousClock", "SuspendingClock", "DispatchTime", "clock_gettime"] {
        #expect(!text.contains(word), "\(path) uses \(word)")
      }
    }
  }
}
