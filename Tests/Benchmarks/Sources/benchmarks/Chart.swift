import Foundation

/// How the work of some programs grows along an axis: CPU seconds, which other programs hardly change. Both scales are
/// logarithmic for people, plain for the rest.
struct Chart {
  /// The points of one program.
  private struct Line {
    let name: String
    var points: [(size: Double, seconds: Double)]
  }

  let axis: Point.Axis
  private let lines: [Line]
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
    var lines = [Line]()
    for row in rows {
      guard let size = row.job.point?.size else { continue }
      let threads = row.job.threads == 1 ? "1 thread" : "\(row.job.threads) threads"
      let name = row.job.by == "pol" ? "pol, \(threads)" : row.job.by
      let point = (Double(size), row.cpuSeconds)
      if let line = lines.firstIndex(where: { $0.name == name }) {
        lines[line].points.append(point)
      } else {
        lines.append(Line(name: name, points: [point]))
      }
    }
    self.lines = lines
    let points = lines.flatMap(\.points)
    let isLogarithmic = axis == .people
    across = Scale(points.map(\.size), isLogarithmic: isLogarithmic, from: 70, to: 600)
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
    text(8, 24, "CPU seconds") + text(600, 350, axis.rawValue, "end")
  }

  private var grid: String {
    let columns = across.marks.map { mark in
      line(across[mark], 40, across[mark], 310) + text(across[mark], 328, number(mark), "middle")
    }
    let rows = up.marks.map { mark in
      line(70, up[mark], 600, up[mark]) + text(62, up[mark] + 4, number(mark), "end")
    }
    return (columns + rows).joined()
  }

  private func drawn(_ index: Int, _ line: Line)
    -> String
  {
    let colour = ["#d1622b", "#2f7ed8", "#1aa179", "#a05fd0", "#c2a012"][index % 5]
    let places = line.points.map { (across[$0.size], up[$0.seconds]) }
    let path = places.map { "\(pixel($0.0)),\(pixel($0.1))" }.joined(separator: " ")
    let dots = places.map {
      "<circle cx=\"\(pixel($0.0))\" cy=\"\(pixel($0.1))\" r=\"3\" fill=\"\(colour)\"/>\n"
    }
    let legend = 150 + 100 * Double(index)
    return "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>\n"
      + dots.joined()
      + "<circle cx=\"\(pixel(legend))\" cy=\"20.0\" r=\"4\" fill=\"\(colour)\"/>\n"
      + text(legend + 10, 24, line.name)
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
    value == value.rounded() ? whole(Int(value)) : "\(value)"
  }
}
