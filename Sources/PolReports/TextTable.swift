import PolSource

/// Rows of cells, lined up by terminal columns.
struct TextTable {
  /// A column: its head, and on which side its cells are lined up.
  struct Column {
    var head: String
    var isNumeric: Bool
  }
  /// The columns.
  var columns: [Column]
  /// The rows, each as long as `columns`.
  var rows: [[String]] = []
  /// A row that stands below the others, after a line.
  var footer: [String]?
  /// What stands before each line.
  var indent = "  "

  /// The lines of the table, the head first unless every head is empty.
  func lines(on page: Page) -> [String] {
    var widths = columns.map(\.head.terminalWidth)
    for row in rows + (footer.map { [$0] } ?? []) {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.terminalWidth) }
    }
    func line(_ cells: [String]) -> String {
      var line = indent
      for (index, cell) in cells.enumerated() {
        if index > 0 { line += "  " }
        line += columns[index].isNumeric ? cell.aligned(to: widths[index]) : cell.padded(to: widths[index])
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    var lines: [String] = []
    if columns.contains(where: { !$0.head.isEmpty }) {
      lines.append(page.paint(line(columns.map(\.head)), .dim))
    }
    lines += rows.map(line)
    if let footer {
      let length = widths.reduce(0, +) + 2 * (widths.count - 1)
      lines.append(indent + page.paint(String(repeating: "─", count: length), .dim))
      lines.append(line(footer))
    }
    return lines
  }
}
