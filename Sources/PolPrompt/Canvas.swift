/// The part of the terminal that shows a line being edited: knows what stands there, and says what to write so
/// that it shows something else.
///
/// Moves are relative to where the cursor was left, because nobody knows how far down the terminal that is. No row
/// is ever wrapped by the terminal: each one ends with an explicit line end.
struct Canvas {
  /// Columns and rows of a terminal.
  struct Size: Equatable {
    var columns: Int
    var rows: Int
  }

  private var shown: [Frame.Row] = []
  private var cursor = (row: 0, column: 0)
  private var size: Size?
  /// The first row of the frame that is in sight, where the terminal is too low for all.
  private var top = 0

  /// What to write to show a frame, of which a low terminal sees the rows round the cursor.
  mutating func draw(_ frame: Frame, size: Size) -> String {
    var text = size == self.size ? "" : afterResize(to: size)
    let height = min(max(size.rows, 1), frame.rows.count)
    top = min(top, frame.rows.count - height)
    top = min(max(top, frame.cursor.row - height + 1), frame.cursor.row)
    let rows = Array(frame.rows[top..<top + height])
    var changes = ""
    for (index, row) in rows.enumerated() where index >= shown.count || shown[index] != row {
      changes += move(toRow: index) + row.text
      // A row that is full leaves the cursor on its last character, which must not be erased.
      if row.width < size.columns { changes += "\u{1B}[K" }
      cursor.column = row.width
    }
    if shown.count > rows.count {
      changes += move(toRow: rows.count) + "\u{1B}[J"
    }
    shown = rows
    let target = (row: frame.cursor.row - top, column: frame.cursor.column)
    if cursor != target {
      changes += move(toRow: target.row) + (target.column > 0 ? "\u{1B}[\(target.column)C" : "")
      cursor = target
    }
    if !changes.isEmpty { text += "\u{1B}[?25l" + changes + "\u{1B}[?25h" }
    return text
  }

  /// What to write so that whatever comes next stands below all of a frame, also of one that was too high.
  mutating func finish(_ frame: Frame, size: Size) -> String {
    var text = size == self.size ? "" : afterResize(to: size)
    if frame.rows.count > size.rows {
      text += move(toRow: 0) + "\u{1B}[J"
      text += frame.rows.map(\.text).joined(separator: "\r\n")
    } else {
      text += draw(frame, size: size) + move(toRow: shown.count - 1)
    }
    forget()
    return text + "\r\n"
  }

  /// What to write so that nothing of the frame is left, and the cursor stands where it began.
  mutating func erase() -> String {
    let text = move(toRow: 0) + "\u{1B}[J"
    forget()
    return text
  }

  /// Forgets what stands on the terminal: the next frame begins at the cursor, which is in the first column.
  mutating func forget() {
    (shown, cursor, top) = ([], (0, 0), 0)
  }

  /// Moves to the first column of a row, making rows below the last one.
  private mutating func move(toRow row: Int) -> String {
    var text = ""
    let last = max(shown.count - 1, cursor.row)
    let near = min(row, last)
    if near < cursor.row { text += "\u{1B}[\(cursor.row - near)A" }
    if near > cursor.row { text += "\u{1B}[\(near - cursor.row)B" }
    text += "\r" + String(repeating: "\n", count: row - near)
    cursor = (row, 0)
    return text
  }

  /// After the terminal has changed its size: everything is drawn again from where the first row is now.
  ///
  /// Most terminals wrap rows that have become too long, and the cursor stays with its character; in those that cut
  /// them off instead, a few rows above may be lost, but nothing of the old frame is left.
  private mutating func afterResize(to size: Size) -> String {
    func height(_ width: Int) -> Int { max((width + size.columns - 1) / max(size.columns, 1), 1) }
    defer { self.size = size }
    guard self.size != nil else { return "" }
    let above =
      shown.prefix(cursor.row).reduce(0) { $0 + height($1.width) } + cursor.column / max(size.columns, 1)
    forget()
    let rows = min(above, size.rows - 1)
    return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J"
  }
}
