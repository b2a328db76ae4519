import PolSource

/// What the screen should show of an editor's text.
struct ReferenceLayout: Equatable {
  /// The rows of the terminal that show it, as one reads them.
  var rows: [String]
  /// The cursor's row and column.
  var row: Int
  var column: Int

  /// Lays out the text behind its prompt, and the suggestion behind it.
  init(_ editor: ReferenceEditor, columns: Int, prompt: String = "pol> ", gutter: String = "  .. ") {
    var rows = [""]
    var column = 0
    func put(_ text: String, _ width: Int) {
      if column + width > columns {
        rows.append("")
        column = 0
      }
      rows[rows.count - 1] += text
      column += width
    }
    /// Puts a text so that each tab ends at a multiple of four.
    func put(_ characters: [Character], from start: Int) {
      var reached = start
      for character in characters {
        let width = Self.width(character, at: reached)
        reached += width
        if character == "\n" {
          rows.append("")
          (reached, column) = (0, 0)
          for character in gutter { put(String(character), 1) }
        } else if character == "\t" {
          for _ in 0..<width { put(" ", 1) }
        } else {
          put(Self.picture(character), width)
        }
      }
    }
    for character in prompt { put(String(character), 1) }
    let (before, after) = (
      editor.characters.prefix(editor.cursor), editor.characters.dropFirst(editor.cursor)
    )
    put(Array(before), from: 0)
    if column == columns {
      rows.append("")
      column = 0
    }
    self.row = rows.count - 1
    self.column = column
    let lastRow = editor.characters[((before.lastIndex(of: "\n") ?? -1) + 1)..<editor.cursor]
    put(Array(after) + Array(editor.suggestion), from: Self.width(lastRow))
    self.rows = rows
  }

  /// The rows that a terminal of some height shows: all, or those round the cursor. `top` is the first of them, and
  /// moves no further than it has to.
  func window(height: Int, top: inout Int) -> ReferenceLayout {
    let height = min(height, rows.count)
    top = min(top, rows.count - height)
    top = min(max(top, row - height + 1), row)
    var seen = self
    seen.rows = Array(rows[top..<top + height])
    seen.row = row - top
    return seen
  }

  // MARK: Characters

  /// What a terminal shows for a character: never something that it would obey.
  static func picture(_ character: Character) -> String {
    String(String.UnicodeScalarView(character.unicodeScalars.map(Cell.harmless)))
  }

  /// The columns that a character takes where it begins at one.
  static func width(_ character: Character, at column: Int) -> Int {
    character == "\t" ? 4 - column % 4 : picture(character).terminalWidth
  }

  /// Where each character of a row begins.
  static func columns(_ row: ArraySlice<Character>) -> [Int] {
    var column = 0
    return row.map { character in
      defer { column += width(character, at: column) }
      return column
    }
  }

  static func width(_ row: ArraySlice<Character>) -> Int {
    guard let last = row.last, let start = columns(row).last else { return 0 }
    return start + width(last, at: start)
  }
}
