import PolSession

/// The small, obvious editor that the prompt is held to: a text, a cursor, and what each key does.
///
/// Places count code points, because an accent may be typed behind its letter; a cursor inside what reads as one
/// character stands before it.
struct ReferenceEditor {
  enum Key: Equatable {
    case text(String), paste(String)
    case left, right, up, down, home, end, backspace, delete
    case killRow, killAll, yank, clear, enter, openRow, redraw

    /// What a terminal sends; some keys send one of two.
    var bytes: String { spellings[0] }

    var spellings: [String] {
      switch self {
      case .text(let text): [text]
      case .paste(let text): ["\u{1B}[200~\(text)\u{1B}[201~"]
      case .left: ["\u{1B}[D", "\u{02}", "\u{1B}OD"]
      case .right: ["\u{1B}[C", "\u{06}", "\u{1B}OC"]
      case .up: ["\u{1B}[A", "\u{10}", "\u{1B}OA"]
      case .down: ["\u{1B}[B", "\u{0E}", "\u{1B}OB"]
      case .home: ["\u{1B}[H", "\u{01}", "\u{1B}[1~"]
      case .end: ["\u{1B}[F", "\u{05}", "\u{1B}[4~"]
      case .backspace: ["\u{7F}", "\u{08}"]
      case .delete: ["\u{1B}[3~"]
      case .killRow: ["\u{0B}"]
      case .killAll: ["\u{15}"]
      case .yank: ["\u{19}"]
      case .clear: ["\u{03}"]
      case .enter: ["\r"]
      case .openRow: ["\u{1B}\r"]
      case .redraw: ["\u{0C}"]
      }
    }
  }

  /// What a key leads to beyond the text.
  enum Effect: Equatable { case nothing, submitted(String), cleared, redrawn }

  private(set) var text = ""
  /// The code points before the cursor.
  private var offset = 0
  private var killed = ""
  /// Oldest first.
  private(set) var history: [String] = []
  private var index = 0
  private var draft = ""
  /// Whether the rest of an entry that begins with the text is shown behind it.
  let suggests: Bool

  init(suggests: Bool, history: [String] = []) {
    self.suggests = suggests
    self.history = history
    index = history.count
  }

  var characters: [Character] { Array(text) }

  /// How many characters stand before the cursor.
  var cursor: Int {
    var (count, seen) = (0, 0)
    for character in text {
      seen += character.unicodeScalars.count
      if seen > offset { break }
      count += 1
    }
    return count
  }

  /// What is shown in grey behind the text.
  var suggestion: String {
    guard suggests, !text.isEmpty, cursor == text.count else { return "" }
    let entry = history.last { $0.count > text.count && $0.hasPrefix(text) }
    return entry.map { String($0.dropFirst(text.count)) } ?? ""
  }

  // MARK: Keys

  mutating func press(_ key: Key) -> Effect {
    switch key {
    case .text("}"): closeBrace()
    case .text(let typed): insert(typed)
    case .paste(let pasted):
      insert(pasted.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    case .left: move(to: cursor - 1)
    case .right: if cursor == text.count { insert(suggestion) } else { move(to: cursor + 1) }
    case .up: goUp()
    case .down: goDown()
    case .home: move(to: rowStart(cursor))
    case .end: move(to: rowEnd(cursor))
    case .backspace: remove(cursor - 1..<cursor)
    case .delete: remove(cursor..<cursor + 1)
    case .killRow: kill(cursor..<max(rowEnd(cursor), min(cursor + 1, text.count)))
    case .killAll: kill(0..<text.count)
    case .yank: insert(killed)
    case .openRow: openRow()
    case .redraw: return .redrawn
    case .clear:
      start()
      return .cleared
    case .enter:
      guard Workspace.completeness(of: text) == .complete else {
        openRow()
        break
      }
      let entry = text
      remember(entry)
      start()
      return .submitted(entry)
    }
    return .nothing
  }

  private mutating func start() {
    (text, offset, index, draft) = ("", 0, history.count, "")
  }

  private mutating func remember(_ entry: String) {
    guard !entry.allSatisfy(\.isWhitespace) else { return }
    history.removeAll { $0.utf8.elementsEqual(entry.utf8) }
    history.append(entry)
  }

  private mutating func insert(_ new: String) {
    var scalars = Array(text.unicodeScalars)
    scalars.insert(contentsOf: new.unicodeScalars, at: offset)
    text = String(String.UnicodeScalarView(scalars))
    offset += new.unicodeScalars.count
  }

  /// Puts the cursor before a character; nowhere else where there is none.
  private mutating func move(to place: Int) {
    guard (0...text.count).contains(place) else { return }
    offset = text.prefix(place).unicodeScalars.count
  }

  private mutating func remove(_ places: Range<Int>) {
    guard !places.isEmpty, places.lowerBound >= 0, places.upperBound <= text.count else { return }
    move(to: places.lowerBound)
    text = String(text.prefix(places.lowerBound)) + String(text.dropFirst(places.upperBound))
  }

  private mutating func kill(_ places: Range<Int>) {
    guard !places.isEmpty else { return }
    killed = String(characters[places])
    remove(places)
  }

  private mutating func openRow() {
    var indent = 0
    if case .open(let depth) = Workspace.completeness(of: String(text.prefix(cursor))) { indent = depth }
    insert("\n" + String(repeating: " ", count: indent))
  }

  /// A brace that closes stands further left than the blanks before it.
  private mutating func closeBrace() {
    let start = rowStart(cursor)
    if characters[start..<cursor].allSatisfy({ $0 == " " }) { remove(max(start, cursor - 2)..<cursor) }
    insert("}")
  }

  // MARK: Rows and history

  private func rowStart(_ place: Int) -> Int {
    (characters[..<place].lastIndex(of: "\n") ?? -1) + 1
  }

  private func rowEnd(_ place: Int) -> Int { characters[place...].firstIndex(of: "\n") ?? text.count }

  private mutating func goUp() {
    let start = rowStart(cursor)
    if start > 0 { moveToColumn(inRowFrom: rowStart(start - 1)) } else { recall(index - 1, atEnd: true) }
  }

  private mutating func goDown() {
    let end = rowEnd(cursor)
    if end < text.count { moveToColumn(inRowFrom: end + 1) } else { recall(index + 1, atEnd: false) }
  }

  /// To the character that stands in the cursor's column, or the last one before that.
  private mutating func moveToColumn(inRowFrom start: Int) {
    let row = characters[start..<rowEnd(start)]
    let columns = ReferenceLayout.columns(row) + [ReferenceLayout.width(row)]
    let wanted = ReferenceLayout.width(characters[rowStart(cursor)..<cursor])
    move(to: start + (columns.lastIndex { $0 <= wanted } ?? 0))
  }

  /// Shows another entry; one beyond the newest is what was being written.
  private mutating func recall(_ next: Int, atEnd: Bool) {
    guard (0...history.count).contains(next) else { return }
    if index == history.count { draft = text }
    index = next
    text = next == history.count ? draft : history[next]
    move(to: atEnd ? text.count : rowEnd(0))
  }
}
