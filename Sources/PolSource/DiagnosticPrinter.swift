/// Turns diagnostics into what a person reads.
///
///     error[E0201]: `polcy` begins no statement
///      --> shop.pol:3:1
///       |
///     3 | polcy mask {
///       | ^^^^^
///     help: did you mean `policy`?
package struct DiagnosticPrinter: Sendable {
  /// The texts that the spans speak of.
  package var sources: SourceMap
  /// Whether to colour with ANSI escapes.
  package var colour: Bool
  /// The columns that a source line may take before it is clipped round its span.
  package var lineWidth: Int

  /// Makes a printer.
  package init(sources: SourceMap, colour: Bool = false, lineWidth: Int = 100) {
    self.sources = sources
    self.colour = colour
    self.lineWidth = max(lineWidth, 20)
  }

  private enum Style: String { case bold = "1", red = "1;31", yellow = "1;33", blue = "1;34", cyan = "1;36" }

  /// All of them, with an empty line between two.
  package func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(text).joined(separator: "\n")
  }

  /// One diagnostic, each line with its line end.
  package func text(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity
    let style: Style = severity == .error ? .red : .yellow
    var lines = [
      paint("\(severity.rawValue)[\(diagnostic.code)]", style)
        + paint(": \(shown(diagnostic.message))", .bold)
    ]
    if let span = diagnostic.span { lines += picture(of: span, marked: "^", style) }
    if let help = diagnostic.help { lines.append(paint("help", .cyan) + ": \(shown(help))") }
    for note in diagnostic.notes {
      lines.append(paint("note", .blue) + ": \(shown(note.message))")
      lines += picture(of: note.span, marked: "-", .blue)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Where a span is, its first line, and a line that underlines it.
  private func picture(of span: Span, marked mark: String, _ style: Style) -> [String] {
    guard sources.texts.indices.contains(span.source.index) else { return [] }
    let source = sources[span.source]
    let position = source.position(of: span.lower)
    let number = String(position.line)
    let margin = String(repeating: " ", count: number.count)
    let bar = paint("\(margin) |", .blue)
    let (line, indent, width) = excerpt(of: span, in: source, column: position.column - 1)
    let underline =
      String(repeating: " ", count: indent) + paint(String(repeating: mark, count: width), style)
    return [
      paint("\(margin)-->", .blue) + " \(shown(source.name)):\(position.line):\(position.column)",
      bar,
      paint("\(number) |", .blue) + (line.isEmpty ? "" : " \(line)"),
      "\(bar) \(underline)",
    ]
  }

  /// The span's first line, clipped to `lineWidth`, with the place and length of the underline.
  private func excerpt(of span: Span, in source: SourceText, column: Int) -> (String, indent: Int, width: Int)
  {
    let line = source.lineBytes(source.lineIndex(of: min(max(span.lower, 0), source.bytes.count)))
    let lower = min(max(span.lower, line.lowerBound), line.upperBound)
    let upper = min(max(span.upper, lower), line.upperBound)
    // Only the bytes near the span are looked at: a line may be as long as a file.
    let near = 8 * lineWidth
    var first = line.lowerBound
    var firstColumn = 0
    if lower - first > near {
      first = lower
      firstColumn = column
      // Back to the beginning of a character.
      for _ in 0..<near / 2 { first -= 1 }
      while first > line.lowerBound, source.bytes[first] & 0xC0 == 0x80 { first -= 1 }
      firstColumn = max(0, column - (source.position(of: lower).column - source.position(of: first).column))
    }
    var last = min(line.upperBound, max(lower, first) + near)
    while last < line.upperBound, source.bytes[last] & 0xC0 == 0x80 { last += 1 }
    let cells = Cell.cells(of: source.bytes[first..<last], from: first, column: firstColumn)

    let begin =
      cells.firstIndex { $0.offset + $0.shown.utf8.count > lower && $0.offset >= lower } ?? cells.count
    let end = cells.firstIndex { $0.offset >= upper } ?? cells.count
    let lineLength = cells.reduce(0) { $0 + $1.width }
    let clipped = lineLength > lineWidth || first > line.lowerBound || last < line.upperBound
    guard clipped else {
      let indent = cells[..<begin].reduce(0) { $0 + $1.width }
      let width = cells[begin..<max(begin, end)].reduce(0) { $0 + $1.width }
      return (cells.map(\.shown).joined(), indent, max(width, 1))
    }
    return clip(cells, begin, end, cutBefore: first > line.lowerBound, cutAfter: last < line.upperBound)
  }

  /// A window of `lineWidth` columns on a line, with the span's beginning a third from its left.
  private func clip(
    _ cells: [Cell], _ begin: Int, _ end: Int, cutBefore: Bool, cutAfter: Bool
  ) -> (String, indent: Int, width: Int) {
    var left = begin
    var room = lineWidth / 3
    while left > 0, cells[left - 1].width <= room {
      left -= 1
      room -= cells[left].width
    }
    var right = left
    room = lineWidth
    while right < cells.count, cells[right].width <= room {
      room -= cells[right].width
      right += 1
    }
    let before = left > 0 || cutBefore ? "…" : ""
    let after = right < cells.count || cutAfter ? "…" : ""
    let indent = before.count + cells[left..<begin].reduce(0) { $0 + $1.width }
    let width = cells[begin..<max(begin, min(end, right))].reduce(0) { $0 + $1.width }
    return (before + cells[left..<right].map(\.shown).joined() + after, indent, max(width, 1))
  }

  /// A message may quote the script, and so must not carry its control characters to the terminal.
  private func shown(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(Cell.harmless)))
  }

  private func paint(_ text: String, _ style: Style) -> String {
    colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
