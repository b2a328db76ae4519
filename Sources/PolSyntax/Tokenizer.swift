package import PolSource

/// Bytes to tokens, comments and blanks left out. What can't be a token is reported and passed over.
///
/// Line ends are kept: only `Layout`, which knows the brackets, can tell which of them divide anything.
package struct Tokenizer {
  let source: SourceText
  let id: SourceID
  var offset: Int
  /// What has been read.
  package var tokens: [Token] = []
  /// What was wrong.
  package var diagnostics: [Diagnostic] = []
  /// Set where something was passed over, for the next token to carry.
  var afterFault = false

  /// Makes a tokenizer of a text.
  package init(_ source: SourceText, as id: SourceID) {
    self.source = source
    self.id = id
    offset = source.lineStarts[0]
  }

  /// Reads the whole text; the last token is `end`.
  package mutating func run() {
    if let bad = source.firstBadByte {
      diagnostics.append(
        Diagnostic(
          "E0101", "this file is not UTF-8 from here on", at: Span(id, bad, bad + 1),
          help: "save it as UTF-8"))
      offset = source.bytes.count
    }
    tokens.reserveCapacity(source.bytes.count / 4)
    while offset < source.bytes.count { readOne() }
    add(.end, from: offset)
  }

  /// The byte some way ahead; 0 beyond the end.
  func byte(_ ahead: Int = 0) -> UInt8 {
    offset + ahead < source.bytes.count ? source.bytes[offset + ahead] : 0
  }

  mutating func add(_ kind: Token.Kind, from lower: Int) {
    tokens.append(Token(kind: kind, lower: lower, upper: offset, isFaulty: afterFault))
    afterFault = false
  }

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
    afterFault = true
  }

  private mutating func readOne() {
    let start = offset
    switch byte() {
    case 0x20, 0x09: offset += 1
    case 0x0D where byte(1) == 0x0A: offset += 1
    case 0x0A:
      // SEP ::= ';' | #xA
      offset += 1
      if case .lineEnd? = tokens.last?.kind { return }
      add(.lineEnd, from: start)
    case UInt8(ascii: "#"):
      while offset < source.bytes.count, byte() != 0x0A { offset += 1 }
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): readWord()
    case UInt8(ascii: "\""): readText()
    default: readSymbol()
    }
  }

  private mutating func readNumber() {
    let start = offset
    readWhole()
    if byte() == UInt8(ascii: "."), isDigit(byte(1)) {
      offset += 1
      skipDigits()
    }
    // NUMBER ::= [0-9] [0-9_]* ('.' [0-9] [0-9_]*)? ([eE] '-'? [0-9]+)?
    if byte() | 0x20 == UInt8(ascii: "e") {
      let sign = byte(1) == UInt8(ascii: "-") ? 1 : 0
      if isDigit(byte(1 + sign)) {
        offset += 1 + sign
        while isDigit(byte()) { offset += 1 }
      }
    }
    let digits = String(
      decoding: source.bytes[start..<offset].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    // PERCENT ::= NUMBER '%'
    if byte() == UInt8(ascii: "%") {
      offset += 1
      add(.percent(digits), from: start)
    } else {
      add(.number(digits), from: start)
    }
  }

  private mutating func readWhole() {
    // WHOLE ::= [0-9] [0-9_]*
    skipDigits()
  }

  private mutating func skipDigits() {
    while isDigit(byte()) || byte() == UInt8(ascii: "_") { offset += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  mutating func readWord() {
    // NAME ::= [XID_Start] [XID_Continue]*
    let start = offset
    while offset < source.bytes.count {
      let next = byte()
      if next < 0x80 {
        guard isDigit(next) || (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) || next == UInt8(ascii: "_")
        else {
          break
        }
        offset += 1
      } else {
        guard let (scalar, length) = source.scalar(at: offset), scalar.properties.isXIDContinue else { break }
        offset += length
      }
    }
    let word = String(decoding: source.bytes[start..<offset], as: UTF8.self)
    // After a dot any word is a name: `q.share`, `books.top`.
    if case .symbol(.dot)? = tokens.last?.kind {
      add(.name(word), from: start)
    } else if Token.reservedWords.contains(word) {
      add(.reserved(word), from: start)
    } else if Currency.named(word) != nil {
      // CURRENCY ::= [A-Z] [A-Z] [A-Z]
      add(.currency(word), from: start)
    } else {
      add(.name(word), from: start)
    }
  }

  private mutating func readSymbol() {
    let start = offset
    // The longest one first.
    for length in [2, 1] where offset + length <= source.bytes.count && byte() < 0x80 {
      let characters = String(decoding: source.bytes[offset..<offset + length], as: UTF8.self)
      if let symbol = Token.Symbol(rawValue: characters) {
        offset += length
        add(.symbol(symbol), from: start)
        return
      }
    }
    guard let (scalar, length) = source.scalar(at: offset) else {
      // Not reached: the text is UTF-8. The loop must still end.
      offset += 1
      return
    }
    // SIGN ::= '¥' | '￥'
    if scalar == "¥" || scalar == "￥" {
      offset += length
      add(.yuan, from: start)
    } else if scalar.properties.isXIDStart {
      readWord()
    } else {
      readStray(scalar, length)
    }
  }
}
