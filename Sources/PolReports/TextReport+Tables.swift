import PolCheck
import PolColumns
import PolEval
import PolSource

extension TextReport {
  /// A table, its columns lined up, the middle of a long one left out.
  func tableLines(_ outcome: TableOutcome) -> [String] {
    let table = outcome.table
    guard table.rowCount > 0 else { return ["  no rows"] }
    let shown = shownRows(of: table.rowCount)
    let scalars = table.values.map { column in (shown.first + shown.last).map { column.scalar(at: $0) } }
    let formats = table.columns.map { ValueFormat($0.type) }
    var text = TextTable(
      columns: zip(table.columns, formats).map { column, format in
        TextTable.Column(
          head: format.unit.isEmpty ? column.name : "\(column.name), \(format.unit)",
          isNumeric: format.isNumeric)
      })
    let decimals = zip(scalars, formats).map { column, format in format.decimals(ofColumn: column) }
    text.rows = (0..<shown.first.count + shown.last.count).map { row in
      formats.indices.map { formats[$0].cell(scalars[$0][row], decimals: decimals[$0]) }
    }
    var lines = text.lines(on: page)
    if shown.left > 0 {
      lines.insert(cut(shown.left), at: lines.count - shown.last.count)
    }
    return lines
  }

  /// A bar for each row, as wide as the page allows; one chart for each column that says how much.
  func plotLines(_ outcome: TableOutcome) -> [String] {
    let table = outcome.table
    guard table.rowCount > 0 else { return ["  no rows"] }
    let shown = shownRows(of: table.rowCount)
    let rows = shown.first + shown.last
    let labels = rows.map { row in
      (0..<outcome.labels).map { label(table, column: $0, row: row) }.joined(separator: "  ")
    }
    let drawn = table.columns.indices.dropFirst(outcome.labels)
    var lines: [String] = []
    for column in drawn {
      let format = ValueFormat(table.columns[column].type)
      guard format.isNumeric else { continue }
      if drawn.count > 1 { lines.append("  " + page.paint(table.columns[column].name, .bold)) }
      let values = rows.map { table.values[column].scalar(at: $0) }
      let decimals = format.decimals(ofColumn: values)
      let figures = values.map { format.cell($0, decimals: decimals) }
      // A share alone is one of a whole; other numbers are as long as the largest of them is.
      var least = 0.0
      if table.rowCount == 1, case .number(let number) = table.columns[column].type, number.isPercent {
        least = 1
      }
      var bars = self.bars(values.map(\.magnitudeOnPage), to: least, labels: labels, figures: figures)
      if shown.left > 0 { bars.insert(cut(shown.left), at: shown.first.count) }
      lines += bars
    }
    return lines.isEmpty ? ["  there is no number to plot"] : lines
  }

  /// Bars to the right for gains, to the left for losses; a full one stands for `least` at least.
  private func bars(_ values: [Double], to least: Double, labels: [String], figures: [String]) -> [String] {
    let labelWidth = labels.map(\.terminalWidth).max() ?? 0
    let figureWidth = figures.map(\.terminalWidth).max() ?? 0
    let high = max(values.max() ?? 0, least)
    let low = max(-(values.min() ?? 0), 0)
    let range = high + low
    let room = max(page.width - labelWidth - figureWidth - 6, 10)
    let leftRoom = range > 0 ? Int((Double(room) * low / range).rounded(.up)) : 0
    let rightRoom = max(room - leftRoom, 1)
    return values.indices.map { index in
      let value = values[index]
      var bar = ""
      if leftRoom > 0 { bar = Bar.left(value < 0 ? -value / low : 0, width: leftRoom) }
      if value > 0 { bar += Bar.right(value / high, width: rightRoom) }
      let start = "  " + labels[index].padded(to: labelWidth) + "  " + figures[index].aligned(to: figureWidth)
      return bar.isEmpty ? start : start + "  " + page.paint(bar, value < 0 ? .red : .blue)
    }
  }

  private func label(_ table: ResultTable, column: Int, row: Int) -> String {
    let format = ValueFormat(table.columns[column].type)
    return format.text(table.values[column].scalar(at: row))
  }

  /// The first and last rows to show, and how many are left out between them.
  private func shownRows(of count: Int) -> (first: [Int], last: [Int], left: Int) {
    guard count > longest else { return (Array(0..<count), [], 0) }
    return (Array(0..<longest / 2), Array(count - longest / 2..<count), count - longest / 2 * 2)
  }

  private func cut(_ left: Int) -> String {
    page.paint("  … \(Digits.grouped(left)) row\(left == 1 ? "" : "s") left out …", .dim)
  }
}

extension Scalar {
  /// How long a bar it deserves.
  fileprivate var magnitudeOnPage: Double {
    switch self {
    case .exact(let number): number.doubleValue
    case .real(let number): number.isFinite ? number : 0
    case .boolean(let truth): truth ? 1 : 0
    case .code, .text: 0
    }
  }
}
