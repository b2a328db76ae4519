import PolSource

/// A terminal: what its screen shows after the bytes that a program has written. It knows only sequences that are
/// listed here, and notes every other one as a fault.
struct ScreenModel {
  /// One column of one row.
  struct Cell: Equatable {
    /// What stands there; nothing where nothing was ever written, and in the right half of a wide character.
    var text = ""
    /// 0 in the right half of a wide character.
    var width = 1
    /// The parameters of the SGR sequence that it was written under.
    var ink = ""
  }

  /// A row of the screen.
  struct Row: Equatable {
    var cells: [Cell]
    /// Whether the terminal itself went on in the next row because this one was full.
    var isWrapped = false

    init(columns: Int) { cells = Array(repeating: Cell(), count: columns) }

    /// What one reads, without the blanks at the end.
    var text: String {
      var shown = cells.map { $0.text.isEmpty && $0.width > 0 ? " " : $0.text }.joined()[...]
      while shown.last == " " { shown.removeLast() }
      return String(shown)
    }
  }

  struct Place: Equatable {
    var row = 0
    var column = 0
  }

  var columns: Int
  var rows: [Row]
  /// Rows that went over the top.
  var scrollback: [Row] = []
  var cursor = Place()
  /// The last column was written, and the next character goes to the next row.
  var isWrapPending = false
  var isCursorVisible = true
  var takesBracketedPaste = false
  var bells = 0
  /// What the program wrote and no terminal here knows.
  var faults: [String] = []
  var ink = ""
  private var wraps = true
  private var saved = Place()
  /// The first and last row that scroll.
  private var margins: ClosedRange<Int>
  private var pending: [UInt8] = []
  /// The cell that was written last, as long as the cursor has not been moved.
  private var last: Place?

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = Array(repeating: Row(columns: columns), count: rows)
    margins = 0...rows - 1
  }

  /// What the rows of the screen read.
  var texts: [String] { rows.map(\.text) }

  /// The screen with the cursor as a bar, for a person.
  var picture: String {
    rows.indices.map { index in
      let cells = rows[index].cells.enumerated().map { column, cell in
        let bar = cursor == Place(row: index, column: column) ? "\u{2588}" : ""
        return bar + (cell.text.isEmpty && cell.width > 0 ? " " : cell.text)
      }
      return "|" + cells.joined() + "|" + (rows[index].isWrapped ? "\\" : "")
    }.joined(separator: "\n")
  }

  // MARK: Bytes

  /// Takes in what the program writes; a sequence may be cut anywhere.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    var rest = pending[...]
    while let first = rest.first {
      let taken: Int?
      if first == 0x1B {
        taken = escape(rest)
      } else if first < 0x20 || first == 0x7F {
        control(first)
        taken = 1
      } else {
        taken = character(rest)
      }
      guard let taken else { break }
      rest = rest.dropFirst(taken)
    }
    pending = Array(rest)
  }

  /// The length of the character that was shown; nil where some of it is to come.
  private mutating func character(_ bytes: ArraySlice<UInt8>) -> Int? {
    let first = bytes[bytes.startIndex]
    let length = first >= 0xF8 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard bytes.count >= length else { return nil }
    if let text = String(validating: bytes.prefix(length), as: UTF8.self),
      let scalar = text.unicodeScalars.first
    {
      show(scalar)
      return length
    }
    faults.append("byte \(first)")
    return 1
  }

  private mutating func control(_ byte: UInt8) {
    defer { if byte != 7 { last = nil } }
    switch byte {
    case 7: bells += 1
    case 8: move(to: Place(row: cursor.row, column: cursor.column - 1))
    case 9: move(to: Place(row: cursor.row, column: (cursor.column / 8 + 1) * 8))
    case 10: lineFeed()
    case 13: move(to: Place(row: cursor.row, column: 0))
    default: faults.append("control \(byte)")
    }
  }

  /// The length of the sequence that was obeyed; nil where some of it is to come.
  private mutating func escape(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count > 1 else { return nil }
    switch bytes[bytes.startIndex + 1] {
    case UInt8(ascii: "7"): saved = cursor
    case UInt8(ascii: "8"): move(to: saved)
    case UInt8(ascii: "["):
      guard let end = bytes.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
      let parameters = String(decoding: bytes[(bytes.startIndex + 2)..<end], as: UTF8.self)
      obey(Character(Unicode.Scalar(bytes[end])), parameters)
      return end - bytes.startIndex + 1
    case let other: faults.append("ESC \(Character(Unicode.Scalar(other)))")
    }
    return 2
  }

  private mutating func obey(_ command: Character, _ parameters: String) {
    if command == "m" {
      ink = parameters == "0" ? "" : parameters
      return
    }
    last = nil
    if parameters.hasPrefix("?") { return set(parameters + String(command)) }
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.allSatisfy({ $0 != nil }) || parameters.allSatisfy({ $0 == ";" }) else {
      faults.append("CSI \(parameters)\(command)")
      return
    }
    func number(_ index: Int) -> Int { max(1, numbers.indices.contains(index) ? numbers[index] ?? 1 : 1) }
    let count = number(0)
    let (row, column) = (cursor.row, cursor.column)
    switch command {
    case "A": move(to: Place(row: row - count, column: column))
    case "B": move(to: Place(row: row + count, column: column))
    case "C": move(to: Place(row: row, column: column + count))
    case "D": move(to: Place(row: row, column: column - count))
    case "E": move(to: Place(row: row + count, column: 0))
    case "F": move(to: Place(row: row - count, column: 0))
    case "G": move(to: Place(row: row, column: count - 1))
    case "H": move(to: Place(row: count - 1, column: number(1) - 1))
    case "J": eraseScreen(numbers.first.flatMap { $0 } ?? 0)
    case "K": eraseRow(numbers.first.flatMap { $0 } ?? 0)
    case "P": shiftCells(by: -count)
    case "@": shiftCells(by: count)
    case "L" where margins.contains(row): for _ in 0..<count { scroll(row...margins.upperBound, down: true) }
    case "M" where margins.contains(row): for _ in 0..<count { scroll(row...margins.upperBound, down: false) }
    case "L", "M": break
    case "r":
      let bottom = numbers.count > 1 ? number(1) - 1 : rows.count - 1
      guard count - 1 < bottom, bottom < rows.count else { break }
      margins = count - 1...bottom
      move(to: Place())
    default: faults.append("CSI \(parameters)\(command)")
    }
  }

  private mutating func set(_ mode: String) {
    switch mode {
    case "?2004h": takesBracketedPaste = true
    case "?2004l": takesBracketedPaste = false
    case "?25h": isCursorVisible = true
    case "?25l": isCursorVisible = false
    case "?7h": wraps = true
    case "?7l": wraps = false
    default: faults.append("CSI \(mode)")
    }
  }

  // MARK: Effects

  private mutating func show(_ scalar: Unicode.Scalar) {
    let width = scalar.terminalWidth
    if joins(scalar) { return }
    if isWrapPending, wraps { wrap() }
    if cursor.column + width > columns {
      if wraps { wrap() } else { cursor.column = columns - width }
    }
    put(Cell(text: String(Character(scalar)), width: width, ink: ink))
  }

  /// A mark, or what goes on with an emoji, belongs to the cell before.
  private mutating func joins(_ scalar: Unicode.Scalar) -> Bool {
    let isMark = scalar.terminalWidth == 0
    guard let place = last ?? (isMark ? before(cursor) : nil) else { return isMark }
    let before = rows[place.row].cells[place.column].text
    let joined = (before.isEmpty ? " " : before) + String(Character(scalar))
    guard isMark || joined.count == 1 else { return false }
    rows[place.row].cells[place.column].text = joined
    let isWider = joined.count == 1 && joined.terminalWidth > rows[place.row].cells[place.column].width
    if isWider, place.column + 1 < columns {
      (cursor, isWrapPending) = (place, false)
      put(Cell(text: joined, width: 2, ink: ink))
    }
    return true
  }

  private func before(_ place: Place) -> Place? {
    guard !isWrapPending else { return place }
    guard place.column > 0 else { return nil }
    let column = place.column - 1
    return Place(row: place.row, column: rows[place.row].cells[column].width == 0 ? column - 1 : column)
  }

  private mutating func put(_ cell: Cell) {
    let place = cursor
    for column in place.column..<place.column + cell.width { clear(column) }
    rows[place.row].cells[place.column] = cell
    if cell.width == 2 { rows[place.row].cells[place.column + 1] = Cell(width: 0, ink: ink) }
    last = place
    isWrapPending = place.column + cell.width == columns
    cursor.column = min(place.column + cell.width, columns - 1)
  }

  /// Empties a cell of the cursor's row; of a wide character nothing stays.
  private mutating func clear(_ column: Int) {
    let cell = rows[cursor.row].cells[column]
    rows[cursor.row].cells[column] = Cell()
    if cell.width == 0, column > 0 { rows[cursor.row].cells[column - 1] = Cell() }
    if cell.width == 2, column + 1 < columns { rows[cursor.row].cells[column + 1] = Cell() }
  }

  private mutating func wrap() {
    rows[cursor.row].isWrapped = true
    cursor.column = 0
    lineFeed()
  }

  private mutating func lineFeed() {
    isWrapPending = false
    if cursor.row == margins.upperBound {
      scroll(margins, down: false)
    } else {
      cursor.row = min(cursor.row + 1, rows.count - 1)
    }
  }

  private mutating func scroll(_ region: ClosedRange<Int>, down: Bool) {
    let blank = Row(columns: columns)
    if down {
      rows.remove(at: region.upperBound)
      rows.insert(blank, at: region.lowerBound)
    } else {
      let gone = rows.remove(at: region.lowerBound)
      if region.lowerBound == 0 { scrollback.append(gone) }
      rows.insert(blank, at: region.upperBound)
    }
  }

  private mutating func move(to place: Place) {
    cursor.row = min(max(place.row, 0), rows.count - 1)
    cursor.column = min(max(place.column, 0), columns - 1)
    isWrapPending = false
  }

  private mutating func eraseRow(_ part: Int) {
    let range = part == 0 ? cursor.column..<columns : part == 1 ? 0..<cursor.column + 1 : 0..<columns
    for column in range { clear(column) }
    if part != 1 { rows[cursor.row].isWrapped = false }
  }

  private mutating func eraseScreen(_ part: Int) {
    if part != 2 { eraseRow(part) }
    let range = part == 0 ? cursor.row + 1..<rows.count : part == 1 ? 0..<cursor.row : 0..<rows.count
    for row in range { rows[row] = Row(columns: columns) }
  }

  /// Inserts blanks at the cursor, or takes cells out.
  private mutating func shiftCells(by count: Int) {
    var cells = rows[cursor.row].cells
    let blanks = Array(repeating: Cell(), count: min(abs(count), columns - cursor.column))
    if count < 0 {
      cells.removeSubrange(cursor.column..<cursor.column + blanks.count)
      cells += blanks
    } else {
      cells.insert(contentsOf: blanks, at: cursor.column)
      cells.removeLast(blanks.count)
    }
    rows[cursor.row].cells = Self.mended(cells)
  }

  /// Cells without the halves of wide characters that have been cut.
  static func mended(_ cells: [Cell]) -> [Cell] {
    cells.indices.map { index in
      let lacksRight = cells[index].width == 2 && (index + 1 == cells.count || cells[index + 1].width > 0)
      let lacksLeft = cells[index].width == 0 && (index == 0 || cells[index - 1].width < 2)
      return lacksRight || lacksLeft ? Cell() : cells[index]
    }
  }

  /// The margins are the whole screen again, and no cell can be joined; a cursor behind a row that has just become
  /// full waits with its wrap.
  mutating func resetAfterResize() {
    margins = 0...rows.count - 1
    last = nil
    let isBehind = cursor.column == columns
    move(to: cursor)
    isWrapPending = isBehind
  }
}
