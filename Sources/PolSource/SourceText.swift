/// One text: the name that messages show, its bytes, and where its lines begin.
package struct SourceText: Sendable {
  /// What messages call it: a path as the user gave it, or `<prompt>`.
  package let name: String
  /// The bytes as read; not necessarily UTF-8.
  package let bytes: [UInt8]
  /// The first byte of each line; a byte order mark belongs to no line.
  package let lineStarts: [Int]

  /// A line and a terminal column, both counted from 1.
  package struct Position: Hashable, Sendable {
    /// The line.
    package var line: Int
    /// The column on a terminal: a wide character takes two, a tab goes on to the next multiple of 4.
    package var column: Int

    /// Names a place.
    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// Makes a text of bytes.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// Makes a text of a string.
  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The line of a byte, counted from 0.
  package func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The bytes of a line counted from 0, without its line end.
  package func lineBytes(_ index: Int) -> Range<Int> {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<max(start, end)
  }

  /// Line and terminal column of a byte; a byte beyond the end stands right after the last one.
  package func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    guard offset > start else { return Position(line: line + 1, column: 1) }
    let before = bytes[start..<offset]
    // Most lines are plain ASCII, where a byte is a column.
    if before.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      return Position(line: line + 1, column: before.count + 1)
    }
    let cells = Cell.cells(of: before, from: start, column: 0)
    return Position(line: line + 1, column: (cells.last.map { $0.column + $0.width } ?? 0) + 1)
  }

  /// The character at `offset` and how many bytes it takes; nil where the bytes are not UTF-8.
  package func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let (length, lead, least): (Int, UInt32, UInt32)
    switch first {
    case 0xC2...0xDF: (length, lead, least) = (2, UInt32(first & 0x1F), 0x80)
    case 0xE0...0xEF: (length, lead, least) = (3, UInt32(first & 0x0F), 0x800)
    case 0xF0...0xF4: (length, lead, least) = (4, UInt32(first & 0x07), 0x1_0000)
    default: return nil
    }
    guard offset + length <= bytes.count else { return nil }
    var value = lead
    for byte in bytes[offset + 1..<offset + length] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // The initializer refuses surrogates and what lies above U+10FFFF.
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  /// The first byte that is not UTF-8; nil where all are.
  package var firstBadByte: Int? {
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        offset += 1
      } else if let (_, length) = scalar(at: offset) {
        offset += length
      } else {
        return offset
      }
    }
    return nil
  }
}
