import PolSource

/// A text of rows of fields that commas divide (RFC 4180), each field with its place; empty lines are no rows.
///
/// It is ours because messages need the place of every field, which no reader of such files gives.
struct SeparatedText {
  /// What stands between two commas, without quotes and the spaces around.
  struct Field {
    var text: String
    var span: Span
  }

  private(set) var rows: [[Field]] = []
  /// What is wrong, if anything; reading ends there.
  private(set) var diagnostic: Diagnostic?
  /// Where it begins.
  let start: Span
  private let source: SourceID
  private let bytes: [UInt8]
  private var offset: Int

  init(_ text: SourceText, as source: SourceID) {
    self.source = source
    start = Span(source, 0, 0)
    bytes = text.bytes
    offset = text.lineStarts[0]
    if let bad = text.firstBadByte {
      diagnostic = Diagnostic(
        "E0730", "this byte is not UTF-8", at: Span(source, bad, bad + 1), help: "save the file as UTF-8")
      return
    }
    while offset < bytes.count, diagnostic == nil {
      let row = row()
      if row.count > 1 || row[0].span.lower < row[0].span.upper { rows.append(row) }
    }
  }

  private mutating func row() -> [Field] {
    var fields: [Field] = []
    repeat {
      fields.append(field())
    } while diagnostic == nil && take(UInt8(ascii: ","))
    _ = take(0x0D)
    _ = take(0x0A)
    return fields
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpaces() { while take(0x20) || take(0x09) {} }

  /// A field up to the comma or the line end behind it.
  private mutating func field() -> Field {
    skipSpaces()
    let start = offset
    let isQuoted = take(Self.quote)
    var text: [UInt8] = []
    if isQuoted {
      text = quoted(from: start)
    } else {
      while offset < bytes.count, !isAtEnd, bytes[offset] != Self.quote { offset += 1 }
      text = Array(bytes[start..<offset])
      while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
    }
    let end = isQuoted ? offset : start + text.count
    skipSpaces()
    if offset < bytes.count, !isAtEnd, diagnostic == nil {
      diagnostic = Diagnostic(
        "E0730", "a field is in quotes as a whole, or not at all", at: Span(source, offset, offset + 1),
        help: "write `\"` twice for one inside quotes: `\"the \"\"big\"\" one\"`")
    }
    return Field(text: String(decoding: text, as: UTF8.self), span: Span(source, start, end))
  }

  /// What stands in quotes, up to the quote that closes them.
  private mutating func quoted(from start: Int) -> [UInt8] {
    var text: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      // Of two quotes the first is passed, and the second is meant.
      if byte == Self.quote, !take(Self.quote) { return text }
      text.append(byte)
    }
    diagnostic = Diagnostic(
      "E0730", "this quotation mark is never closed", at: Span(source, start, start + 1),
      help: "write `\"` at the end of the field")
    return text
  }

  /// Whether the byte ends a field that has no quotes.
  private var isAtEnd: Bool {
    let byte = bytes[offset]
    return byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
  }
  private static let quote = UInt8(ascii: "\"")
}
