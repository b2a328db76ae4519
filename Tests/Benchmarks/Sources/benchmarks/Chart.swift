import Foundation

/// How the seconds of some programs grow along an axis. Both scales are logarithmic for people, plain for the rest.
struct Chart {
  let axis: Point.Axis
  private let lines: [(name: String, points: [(size: Double, seconds: Double)])]
  private let across: Scale
  private let up: Scale

  /// One for each axis along which more than one size was measured.
  static func all(of rows: [Row]) -> [Chart] {
    Point.Axis.allCases.compactMap { axis in
      let sizes = Set(rows.compactMap { $0.job.point }.filter { $0.axis == axis }.map(\.size))
      return sizes.count > 1 ? Chart(axis, rows.filter { $0.job.point?.axis == axis }) : nil
    }
  }

  private init(_ axis: Point.Axis, _ rows: [Row]) {
    self.axis = axis
    var lines = [(name: String, points: [(size: Double, seconds: Double)])]()
    for row in rows {
      guard let size = row.job.point?.size else { continue }
      let threads = row.job.threads == 1 ? "1 thread" : "\(row.job.threads) threads"
      let name = row.job.by == "pol" ? "pol, \(threads)" : row.job.by
      let point = (Double(size), row.seconds)
      if let line = lines.firstIndex(where: { $0.name == name }) {
        lines[line].points.append(point)
      } else {
        lines.append((name, [point]))
      }
    }
    self.lines = lines
    let points = lines.flatMap(\.points)
    let isLogarithmic = axis == .people
    across = Scale(points.map(\.size), isLogarithmic: isLogarithmic, from: 70, to: 620)
    up = Scale(points.map(\.seconds), isLogarithmic: isLogarithmic, from: 310, to: 40)
  }

  /// A picture for a page; its greys are seen on light and on dark ones.
  var svg: String {
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" font-family="sans-serif" font-size="12" fill="#7d858d">

      """
    return head + grid + title + lines.enumerated().map(drawn).joined() + "</svg>\n"
  }

  private var title: String {
    text(70, 24, "seconds") + text(620, 350, axis.rawValue, "end")
  }

  private var grid: String {
    let columns = across.marks.map { mark in
      line(across[mark], 40, across[mark], 310) + text(across[mark], 328, number(mark), "middle")
    }
    let rows = up.marks.map { mark in
      line(70, up[mark], 620, up[mark]) + text(62, up[mark] + 4, number(mark), "end")
    }
    return (columns + rows).joined()
  }

  private func drawn(_ index: Int, _ line: (name: String, points: [(size: Double, seconds: Double)]))
    -> String
  {
    let colour = ["#d1622b", "#2f7ed8", "#1aa179", "#a05fd0", "#c2a012"][index % 5]
    let places = line.points.map { (across[$0.size], up[$0.seconds]) }
    let path = places.map { "\(pixel($0.0)),\(pixel($0.1))" }.joined(separator: " ")
    let dots = places.map {
      "<circle cx=\"\(pixel($0.0))\" cy=\"\(pixel($0.1))\" r=\"3\" fill=\"\(colour)\"/>\n"
    }
    let legend = 58 + 18 * Double(index)
    return "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>\n"
      + dots.joined()
      + "<circle cx=\"86\" cy=\"\(pixel(legend - 4))\" r=\"4\" fill=\"\(colour)\"/>\n"
      + text(96, legend, line.name)
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<path d=\"M\(pixel(x1)),\(pixel(y1))L\(pixel(x2)),\(pixel(y2))\" stroke=\"#7d858d\" stroke-opacity=\"0.25\"/>\n"
  }

  private func text(_ x: Double, _ y: Double, _ words: String, _ anchor: String = "start") -> String {
    "<text x=\"\(pixel(x))\" y=\"\(pixel(y))\" text-anchor=\"\(anchor)\">\(words)</text>\n"
  }

  private func pixel(_ length: Double) -> String { decimal(length, 1) }

  /// As few decimals as it needs.
  private func number(_ value: Double) -> String {
    value >= 1 && value == value.rounded() ? whole(Int(value)) : "\(value)"
  }
}

/// Where numbers lie on a side of a picture.
struct Scale {
  /// Numbers worth a line: powers of ten, or multiples of a round step from 0.
  let marks: [Double]
  private let isLogarithmic: Bool
  private let from: Double
  private let to: Double

  init(_ values: [Double], isLogarithmic: Bool, from: Double, to: Double) {
    self.isLogarithmic = isLogarithmic
    self.from = from
    self.to = to
    let least = values.min() ?? 1
    let most = values.max() ?? 1
    if isLogarithmic {
      let powers = Int(log10(least).rounded(.down))...Int(log10(most).rounded(.up))
      marks = powers.map { $0 < 0 ? 1 / pow(10, Double(-$0)) : pow(10, Double($0)) }
    } else {
      let size = pow(10, log10(most).rounded(.down))
      let step = [0.2, 0.5, 1, 2].map { $0 * size }.first { most / $0 <= 6 } ?? 2 * size
      marks = (0...Int((most / step).rounded(.up))).map { (Double($0) * step * 1e6).rounded() / 1e6 }
    }
  }

  /// The place of a number.
  subscript(_ value: Double) -> Double {
    guard let first = marks.first, let last = marks.last, last > first else { return from }
    let part =
      isLogarithmic ? log10(value / first) / log10(last / first) : (value - first) / (last - first)
    return from + part * (to - from)
  }
}
