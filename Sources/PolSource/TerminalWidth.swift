extension Unicode.Scalar {
  /// The scripts whose characters fill two columns (East Asian Width W and F), as first and last.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF,
    0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x1_6FE0...0x1_6FF1, 0x1_7000...0x1_8D08, 0x1_AFF0...0x1_B2FB, 0x1_D300...0x1_D376,
    0x1_F200...0x1_F202, 0x1_F210...0x1_F23B, 0x1_F240...0x1_F248, 0x1_F250...0x1_F251,
    0x2_0000...0x2_FFFD, 0x3_0000...0x3_FFFD,
  ]

  /// Columns this character takes by itself: 0, 1 or 2.
  package var terminalWidth: Int {
    if value < 0x300 { return value == 0 ? 0 : 1 }
    // The vowels and finals of a Hangul syllable stand on the cell of its first consonant.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    return Self.wideRanges.contains { $0.contains(value) } ? 2 : 1
  }
}

extension Character {
  /// Columns this character takes on a terminal.
  ///
  /// An emoji of several code points takes the two columns of its picture; in any other cluster the
  /// letters stand side by side.
  package var terminalWidth: Int {
    let scalars = unicodeScalars
    if scalars.count == 1, let only = scalars.first { return only.terminalWidth }
    let isEmoji = scalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }
    return isEmoji ? 2 : scalars.reduce(0) { $0 + $1.terminalWidth }
  }
}

extension StringProtocol {
  /// Columns this text takes on a terminal; it should hold no tab and no control character.
  package var terminalWidth: Int { reduce(0) { $0 + $1.terminalWidth } }
}

/// One character of a source line as a terminal shows it.
package struct Cell {
  /// What is printed; never a control character.
  var shown: String
  /// The columns it takes.
  var width: Int
  /// Its first column, from 0.
  var column: Int
  /// Its first byte in the text.
  var offset: Int

  /// A tab goes on to the next multiple of this.
  package static let tab = 4

  /// The characters of a stretch of a line that begins at byte `from` and at `column`.
  static func cells(of bytes: ArraySlice<UInt8>, from: Int, column: Int) -> [Cell] {
    var cells: [Cell] = []
    var column = column
    var offset = from
    // Bytes that are not UTF-8 come out as U+FFFD, so `offset` may drift behind the first of them; the
    // only message about such a line points at that first one.
    for character in String(decoding: bytes, as: UTF8.self) {
      let cell = Cell(character, at: column, offset: offset)
      cells.append(cell)
      column += cell.width
      offset += character.utf8.count
    }
    return cells
  }

  /// One character at a column.
  private init(_ character: Character, at column: Int, offset: Int) {
    self.column = column
    self.offset = offset
    if character == "\t" {
      width = Cell.tab - column % Cell.tab
      shown = String(repeating: " ", count: width)
      return
    }
    shown = String(String.UnicodeScalarView(character.unicodeScalars.map(Cell.harmless)))
    width = shown.terminalWidth
  }

  /// The character itself, or a picture of it where a terminal would obey it instead of showing it.
  package static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: return "\u{2421}"
    case 0x80..<0xA0, 0x2028, 0x2029: return "\u{FFFD}"
    // What turns the direction of writing could make a line look like another one.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return "\u{FFFD}"
    default: return scalar
    }
  }
}
