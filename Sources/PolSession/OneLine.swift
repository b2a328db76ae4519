import PolSource

/// A stretch of source on one line: line ends and runs of spaces are one space, comments are left out.
struct OneLine {
  /// The text.
  private(set) var text = ""
  /// The terminal column in `text` of each byte of the stretch.
  private var columns: [Int] = []
  private let lower: Int

  /// The text of a span.
  init(_ span: Span, in sources: SourceMap) {
    self.init(sources[span.source], span.lower, span.upper)
  }

  /// What a `check` asks or a `show` shows, without the words before it.
  init(statement span: Span, in sources: SourceMap) {
    let source = sources[span.source]
    var place = span.lower
    func skip(while condition: (UInt8) -> Bool) {
      while place < span.upper, condition(source.bytes[place]) { place += 1 }
    }
    let isCheck = source.bytes[place..<span.upper].starts(with: Array("check".utf8))
    skip { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
    if isCheck {
      skip { $0 != UInt8(ascii: "\"") }
      place += 1
      while place < span.upper, source.bytes[place] != UInt8(ascii: "\"") {
        place += source.bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      skip { $0 != UInt8(ascii: ":") }
      place += 1
    }
    // Comments may stand before the expression too, and are left out with the spaces.
    self.init(source, min(place, span.upper), span.upper)
  }

  private init(_ source: SourceText, _ lower: Int, _ upper: Int) {
    self.lower = lower
    var place = lower
    var column = 0
    var isQuoted = false
    var isEscaped = false
    var wantsSpace = false
    while place < upper {
      let byte = source.bytes[place]
      if !isQuoted, byte == UInt8(ascii: "#") {
        while place < upper, source.bytes[place] != UInt8(ascii: "\n") { take(1, at: column, &place) }
      } else if byte <= 0x20, !isQuoted {
        wantsSpace = !text.isEmpty
        take(1, at: column, &place)
      } else {
        if wantsSpace {
          text += " "
          column += 1
          wantsSpace = false
        }
        if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        guard let (scalar, length) = source.scalar(at: place) else { break }
        take(length, at: column, &place)
        text.unicodeScalars.append(scalar)
        column += scalar.terminalWidth
      }
    }
  }

  private mutating func take(_ length: Int, at column: Int, _ place: inout Int) {
    columns += Array(repeating: column, count: length)
    place += length
  }

  /// The terminal column where a byte of the source stands; nil outside the stretch.
  func column(of offset: Int) -> Int? {
    let index = offset - lower
    guard columns.indices.contains(index) else { return nil }
    return columns[index]
  }

  /// Whether it is a whole number, written out.
  var isWholeNumber: Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
      }
  }

  /// Whether it can be read without reckoning: one literal, with its sign and its unit.
  var isLiteral: Bool {
    if text.hasPrefix("\"") { return true }
    guard let first = text.utf8.first, !text.contains(" and "), !text.contains(" or ") else { return false }
    let operators = Array("+-*/(<>=".utf8)
    return (first < 0x40 || first > 0x7F) && !text.utf8.dropFirst().contains { operators.contains($0) }
  }

  /// Of a query: what stands after its `of`, which is the first outside parentheses.
  var afterOf: Substring? {
    var depth = 0
    var rest = text[...]
    while let first = rest.first {
      if first == "(" || first == "[" { depth += 1 }
      if first == ")" || first == "]" { depth -= 1 }
      if depth == 0, rest.hasPrefix(" of ") { return rest.dropFirst(4) }
      rest = rest.dropFirst()
    }
    return nil
  }
}
