import PolSource

/// What the terminal is to show of a line that is edited: rows of cells, and the cursor among them.
///
/// Wrapping is decided here and not left to the terminal, so that the cursor's place is known for certain.
struct Frame {
  /// One row of the terminal.
  struct Row: Equatable {
    /// What is written, with its escapes.
    var text = ""
    /// The columns that are filled.
    var width = 0
  }

  /// From the top.
  private(set) var rows: [Row] = [Row()]
  /// The cursor's row and column, from 0.
  private(set) var cursor = (row: 0, column: 0)
  /// How many rows from the top show the text; the others are a menu.
  private(set) var textRows = 1

  /// The columns of the terminal, at least 1.
  private let width: Int
  private let isColoured: Bool
  private var ink: Ink?
  /// The column in the text's own row, for tabs.
  private var column = 0

  /// An empty frame for a terminal of so many columns.
  init(width: Int, isColoured: Bool) {
    self.width = max(width, 1)
    self.isColoured = isColoured
  }

  /// Shows a text behind its prompt. `inks` has one for each cluster; `suggestion` follows the text.
  mutating func show(
    _ text: EditedText, inks: [Ink?], suggestion: [Character], prompt: [Inked], gutter: [Inked]
  ) {
    write(prompt)
    column = 0
    for place in text.clusters.indices {
      if place == text.cursor { markCursor() }
      write(text.clusters[place], inks.isEmpty ? nil : inks[place], gutter)
    }
    if text.cursor == text.clusters.count { markCursor() }
    for cluster in suggestion { write(cluster, .hint, gutter) }
    setInk(nil)
    textRows = rows.count
  }

  /// Adds a row that is no part of the text; what doesn't fit is cut off.
  mutating func addRow(_ parts: [Inked]) {
    rows.append(Row())
    column = 0
    for part in parts {
      for cluster in part.text {
        let picture = Picture(cluster, at: column)
        guard rows[rows.count - 1].width + picture.width <= width else { break }
        put(picture, part.ink)
      }
    }
    setInk(nil)
  }

  /// Puts the cursor behind what has been shown last.
  mutating func markCursor() {
    if rows[rows.count - 1].width >= width { openRow() }
    cursor = (rows.count - 1, rows[rows.count - 1].width)
  }

  private mutating func write(_ parts: [Inked]) {
    for part in parts { for cluster in part.text { put(Picture(cluster, at: column), part.ink) } }
  }

  private mutating func write(_ cluster: Character, _ ink: Ink?, _ gutter: [Inked]) {
    guard cluster != "\n" else {
      openRow()
      write(gutter)
      column = 0
      return
    }
    // The blanks of a tab wrap one by one.
    if cluster == "\t" {
      for _ in 0..<Picture(cluster, at: column).width { put(Picture(" ", at: 0), ink) }
    } else {
      put(Picture(cluster, at: column), ink)
    }
  }

  private mutating func put(_ picture: Picture, _ ink: Ink?) {
    if rows[rows.count - 1].width + picture.width > width, rows[rows.count - 1].width > 0 { openRow() }
    setInk(ink)
    rows[rows.count - 1].text += picture.text
    rows[rows.count - 1].width += picture.width
    column += picture.width
    // Whatever the terminal thinks of it, the next one begins where it is expected.
    if picture.isDoubtful { rows[rows.count - 1].text += "\u{1B}[\(rows[rows.count - 1].width + 1)G" }
  }

  private mutating func openRow() {
    setInk(nil)
    rows.append(Row())
  }

  private mutating func setInk(_ next: Ink?) {
    guard isColoured, next != ink else { return }
    if ink != nil { rows[rows.count - 1].text += "\u{1B}[0m" }
    if let next { rows[rows.count - 1].text += "\u{1B}[\(next.rawValue)m" }
    ink = next
  }
}
