import PolSource

extension TextReport {
  /// One line for a check that went as expected; one that didn't shows its expression with the value of each
  /// part under it, and the figures that those came from.
  func lines(_ check: CheckOutcome) -> [String] {
    switch check.verdict {
    case .holds where !check.expectsFailure: return [page.paint("✓", .green) + " \(check.claim)"]
    case .fails where check.expectsFailure:
      return [page.paint("✓", .green) + " \(check.claim): does not hold, as expected"]
    case .holds: return failure(check, "holds, and was expected to fail")
    case .fails: return failure(check, "does not hold")
    case .undecided(let trouble):
      var lines = failure(check, "can't be decided: \(trouble.message)")
      if let help = trouble.help { lines.append("    help: \(help)") }
      return lines
    }
  }

  private func failure(_ check: CheckOutcome, _ why: String) -> [String] {
    var lines = [page.paint("✗ \(check.claim): \(why)", .red)]
    let indent = "    "
    let isPicture = check.expression.terminalWidth + indent.count <= max(page.width, 110)
    if isPicture {
      lines += Self.picture(check.expression, check.parts).map { indent + $0 }
    } else {
      lines.append(indent + check.expression)
      lines += figures(check.parts, indent: indent)
    }
    if !check.origins.isEmpty {
      lines.append(indent + page.paint("which came from", .dim))
      lines += figures(check.origins, indent: indent)
    }
    return lines
  }

  func figures(_ parts: [CheckOutcome.Part], indent: String) -> [String] {
    var table = TextTable(columns: [.init(head: "", isNumeric: false), .init(head: "", isNumeric: true)])
    table.indent = indent + "  "
    table.rows = parts.map { [$0.source, ValueFormat($0.type).precise($0.value)] }
    return table.lines(on: page)
  }

  /// The expression, and under each part, from the right, a line down to its value.
  static func picture(_ expression: String, _ parts: [CheckOutcome.Part]) -> [String] {
    guard !parts.isEmpty else { return [expression] }
    // Each row holds what stands in it and from which column on it is taken.
    var rows: [[(column: Int, text: String)]] = [[]]
    for part in parts.sorted(by: { $0.column > $1.column }) {
      let text = ValueFormat(part.type).precise(part.value)
      rows[0].append((part.column, "│"))
      var row = 1
      while true {
        if row == rows.count { rows.append([]) }
        let isFree = rows[row].allSatisfy { $0.column > part.column + text.terminalWidth }
        rows[row].append((part.column, isFree ? text : "│"))
        if isFree { break }
        row += 1
      }
    }
    return [expression]
      + rows.map { row in
        var line = ""
        for (column, text) in row.reversed() where column >= line.terminalWidth {
          line = line.padded(to: column) + text
        }
        return line
      }
  }
}
