import Foundation

/// The page about the benchmarks, which keeps the last figures.
struct Record {
  /// The folder of the page; the pictures are in `plots` there.
  let folder: URL

  private static let begin = "<!-- The last figures, written by `--record`. -->\n"
  private static let end = "<!-- The end of the last figures. -->\n"

  /// Puts a table in the place of the last one, and pictures beside it.
  func write(_ table: String, _ charts: [Chart]) throws {
    let page = folder.appending(path: "README.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    guard let begin = text.range(of: Self.begin), let end = text.range(of: Self.end),
      begin.upperBound <= end.lowerBound
    else { throw Trouble("README.md has no place for the figures") }
    let before = text[..<begin.upperBound]
    try Data((before + "\n```text\n" + table + "```\n\n" + text[end.lowerBound...]).utf8).write(to: page)

    let plots = folder.appending(path: "plots")
    try FileManager.default.createDirectory(at: plots, withIntermediateDirectories: true)
    for chart in charts {
      try Data(chart.svg.utf8).write(to: plots.appending(path: "\(chart.axis.rawValue).svg"))
    }
  }
}
