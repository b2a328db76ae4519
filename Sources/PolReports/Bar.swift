/// Bars of Unicode blocks, an eighth of a column exact.
enum Bar {
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A bar to the right whose length is `share` of `width`; something is seen of whatever is not zero.
  static func right(_ share: Double, width: Int) -> String {
    guard share > 0, share.isFinite else { return "" }
    let filled = max(1, Int((min(share, 1) * Double(width * 8)).rounded()))
    let bar = String(repeating: "█", count: filled / 8)
    return filled % 8 == 0 ? bar : bar + String(eighths[filled % 8 - 1])
  }

  /// The same to the left, half a column exact, filled up with spaces on its left.
  static func left(_ share: Double, width: Int) -> String {
    guard share > 0, share.isFinite else { return String(repeating: " ", count: width) }
    let halves = max(1, Int((min(share, 1) * Double(width * 2)).rounded()))
    let bar = (halves % 2 == 0 ? "" : "▐") + String(repeating: "█", count: halves / 2)
    return String(repeating: " ", count: max(0, width - bar.count)) + bar
  }

  /// One block a value, as high as its share of the highest; months are drawn together where there are more
  /// of them than columns, and the highest of those drawn together is seen.
  static func row(_ values: [Int], width: Int) -> String {
    guard let highest = values.max(), highest > 0 else { return "" }
    let together = (values.count + width - 1) / width
    var row = ""
    for start in stride(from: 0, to: values.count, by: together) {
      let value = values[start..<min(start + together, values.count)].max() ?? 0
      let step = (Double(value) / Double(highest) * 7).rounded()
      row.append(value <= 0 ? " " : heights[min(7, Int(step))])
    }
    return row
  }
}
