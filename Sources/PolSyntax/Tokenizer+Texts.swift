import PolSource

extension Tokenizer {
  /// Reads a quoted text; one that is not closed ends with its line.
  mutating func readText() {
    // TEXT ::= '"' ([^"\#xA] | '\' ["\n] | '\u{' [0-9a-fA-F]+ '}')* '"'
    let start = offset
    offset += 1
    var held: [UInt8] = []
    while true {
      guard offset < source.bytes.count, byte() != 0x0A else {
        report(
          Diagnostic(
            "E0103", "this text is never closed", at: Span(id, start, start + 1),
            help: "a text ends with `\"` on the line it begins on"))
        if held.last == 0x0D { held.removeLast() }
        break
      }
      if byte() == UInt8(ascii: "\"") {
        offset += 1
        break
      }
      if byte() == UInt8(ascii: "\\") {
        readEscape(into: &held)
      } else {
        held.append(byte())
        offset += 1
      }
    }
    add(.text(String(decoding: held, as: UTF8.self)), from: start)
  }

  private mutating func readEscape(into held: inout [UInt8]) {
    let start = offset
    switch byte(1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      held.append(byte(1))
      offset += 2
    case UInt8(ascii: "n"):
      held.append(0x0A)
      offset += 2
    case UInt8(ascii: "u") where byte(2) == UInt8(ascii: "{"):
      offset += 3
      var digits: [UInt8] = []
      while isHexadecimal(byte()) {
        digits.append(byte())
        offset += 1
      }
      let value = digits.count <= 6 ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
      guard byte() == UInt8(ascii: "}"), let value, let scalar = Unicode.Scalar(value) else {
        return reportEscape(from: start)
      }
      offset += 1
      held.append(contentsOf: String(Character(scalar)).utf8)
    default:
      offset += 1
      if byte() >= 0x20, byte() != UInt8(ascii: "\""), let (_, length) = source.scalar(at: offset) {
        offset += length
      }
      reportEscape(from: start)
    }
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      return true
    default: return false
    }
  }

  private mutating func reportEscape(from start: Int) {
    report(
      Diagnostic(
        "E0104", "`\(String(decoding: source.bytes[start..<offset], as: UTF8.self))` stands for no character",
        at: Span(id, start, offset),
        help: "after `\\` come `\"`, `\\`, `n` or `u{...}` with the number of a character"))
  }
}
