import Foundation
import Testing

/// The example programs, stopped in every month.
struct GoingOnExampleTests {
  /// One run of an example, small enough to be made many times.
  struct Example: CustomTestStringConvertible {
    var file: String
    var run: String
    var months: Int
    /// What is made smaller in the text.
    var smaller: (from: String, to: String)?
    var testDescription: String { file }
  }

  private static let examples = [
    Example(file: "differential", run: "r", months: 4),
    Example(file: "ledger", run: "books", months: 3),
    Example(file: "mask-party", run: "party", months: 24, smaller: ("20_000", "900")),
  ]

  @Test("an example goes on from every month to the same end", arguments: examples)
  func example(_ example: Example) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../examples/spec")
    var text = try String(contentsOf: folder.appending(path: "\(example.file).pol"), encoding: .utf8)
    if let (from, to) = example.smaller {
      #expect(text.contains(from))
      text = text.replacing(from, with: to)
    }
    // Its own checks are about the world in its own size.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let end = try #require(lines.firstIndex { $0.hasPrefix("run \(example.run) ") })
    var script = lines[...end].joined(separator: "\n") + "\n"
    for month in 0..<example.months {
      script += "run early\(month) = \(example.run) at month \(month)\n"
      script += "run on\(month) = early\(month) at month \(month) for \(example.months - month) months\n"
      script += "check \"month \(month)\": on\(month).hash == \(example.run).hash\n"
      script += "check \"otherwise\": early\(month).hash != \(example.run).hash\n"
    }
    let pipeline = try Pipeline(script)
    #expect(pipeline.outcomes.count == 2 * example.months)
    #expect(pipeline.failures == [])
  }
}
