/// What becomes of a screen whose window changes its size.
extension ScreenModel {
  /// The ways of terminals.
  enum Flavour {
    /// Rows are cut off: xterm.
    case clipping
    /// Rows that are too long go on in the next one, and are joined again when there is room.
    case reflowing
    /// The same, but blank rows at the bottom are kept rather than those at the top, even if those take the cursor
    /// with them: tmux.
    case pushing
  }

  mutating func resize(columns: Int, rows count: Int, _ flavour: Flavour) {
    changeHeight(to: count, pullsBack: flavour != .clipping)
    if columns != self.columns {
      switch flavour {
      case .clipping: clip(to: columns)
      case .reflowing: reflow(to: columns, keepsBlanks: false)
      case .pushing: reflow(to: columns, keepsBlanks: true)
      }
    }
    resetAfterResize()
  }

  /// Rows below the cursor go first, then those at the top; new ones come from where those went.
  private mutating func changeHeight(to count: Int, pullsBack: Bool) {
    while rows.count > count, cursor.row < rows.count - 1 { rows.removeLast() }
    while rows.count > count {
      scrollback.append(rows.removeFirst())
      cursor.row -= 1
    }
    while pullsBack, rows.count < count, let row = scrollback.popLast() {
      rows.insert(row, at: 0)
      cursor.row += 1
    }
    while rows.count < count { rows.append(Row(columns: columns)) }
  }

  private mutating func clip(to columns: Int) {
    for index in rows.indices {
      let cells = rows[index].cells.prefix(columns)
      rows[index].cells = Self.mended(cells + Array(repeating: Cell(), count: columns - cells.count))
      rows[index].isWrapped = false
    }
    self.columns = columns
  }

  /// The cursor stays with its character, or behind the last one; as many rows as there were are in sight.
  private mutating func reflow(to columns: Int, keepsBlanks: Bool) {
    var result: [Row] = []
    var place = Place()
    var line: [Cell] = []
    var offset: Int?
    let all = scrollback + rows
    for (index, row) in all.enumerated() {
      let used = Array(row.cells.prefix((row.cells.lastIndex { $0 != Cell() } ?? -1) + 1))
      if index == scrollback.count + cursor.row {
        let isBehind = isWrapPending || cursor.column >= used.count
        offset = isBehind ? .max : line.count + cursor.column
      }
      line += used
      if row.isWrapped, index < all.count - 1 { continue }
      let parts = Self.parts(of: line, columns: columns)
      if let found = offset {
        place = Self.place(of: found, in: parts)
        place.row += result.count
        offset = nil
      }
      for (number, part) in parts.enumerated() {
        var row = Row(columns: columns)
        row.cells.replaceSubrange(0..<part.count, with: part)
        row.isWrapped = number < parts.count - 1
        result.append(row)
      }
      line = []
    }
    let blank = Row(columns: columns)
    if !keepsBlanks {
      while result.count > max(rows.count, place.row + 1), result.last == blank { result.removeLast() }
    }
    while result.count < rows.count { result.append(blank) }
    let hidden = result.count - rows.count
    scrollback = Array(result.prefix(hidden))
    rows = Array(result.dropFirst(hidden))
    cursor = place.row >= hidden ? Place(row: place.row - hidden, column: place.column) : Place()
    self.columns = columns
  }

  /// A line cut into rows; at least one.
  private static func parts(of line: [Cell], columns: Int) -> [[Cell]] {
    var parts: [[Cell]] = [[]]
    for cell in line {
      let room = columns - parts[parts.count - 1].count
      if room < max(cell.width, 1), cell.width > 0 { parts.append([]) }
      parts[parts.count - 1].append(cell)
    }
    return parts
  }

  private static func place(of offset: Int, in parts: [[Cell]]) -> Place {
    var rest = offset
    for (row, part) in parts.enumerated() {
      if rest < part.count { return Place(row: row, column: rest) }
      if row == parts.count - 1 { return Place(row: row, column: part.count) }
      if rest != .max { rest -= part.count }
    }
    return Place()
  }
}
