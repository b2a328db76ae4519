import Foundation
import Testing

/// Nobody may see how many threads there were.
@Suite("Threads")
struct ThreadsTests {
  /// What makes an example small enough for a build that is not optimised.
  private static let smaller = [
    "gift-pack.pol": ("seed in 1..40", "seed in 1..4"),
    "binary.pol": ("let levels = 17", "let levels = 9"),
    "the-trade.pol": ("let sellers = 10_070_000", "let sellers = 20_000"),
    "canonical.pol": ("let crowd = 10_070_000", "let crowd = 20_000"),
  ]

  static let examples =
    (FileManager.default.subpaths(
      atPath: Command.root.appending(path: "examples").path) ?? []).filter { $0.hasSuffix(".pol") }.sorted()

  @Test(
    "An example's document, its runs' hashes in it, is the same with 1, 2, 3 and 7, and in parts of any size",
    arguments: examples)
  func example(_ path: String) throws {
    let script = Command.root.appending(path: "examples/\(path)")
    var text = try String(contentsOf: script, encoding: .utf8)
    if Command.optimised == nil, let (from, to) = Self.smaller[script.lastPathComponent] {
      #expect(text.contains(from))
      text = text.replacing(from, with: to)
    }
    var files = ["x.pol": text]
    // A story may be taken from tables that lie beside it.
    let beside = script.deletingLastPathComponent()
    for table in try FileManager.default.contentsOfDirectory(atPath: beside.path)
    where table.hasSuffix(".csv") {
      files[table] = try String(contentsOf: beside.appending(path: table), encoding: .utf8)
    }
    let folder = try ScriptFolder(files)
    func document(_ threads: Int, chunk: Int? = nil) throws -> Command.Result {
      try Command.pol(
        arguments: ["run", "x.pol", "--format", "json", "--threads", "\(threads)"],
        of: Command.optimised ?? Command.products, in: folder.url,
        environment: chunk.map { ["POL_CHUNK": "\($0)"] } ?? [:])
    }
    let first = try document(1)
    // What an example claims need not hold when it is made smaller.
    #expect(first.status < 2, "\(first.output)")
    for threads in [2, 3, 7] { #expect(try document(threads) == first, "\(threads) threads") }
    for chunk in [1_000, 16_384] {
      #expect(try document(2, chunk: chunk) == first, "chunks of \(chunk) rows")
    }
  }
}
