/// A diagnostic with exact places, ready to be written as JSON.
package struct DiagnosticRecord: Encodable, Sendable {
  /// Where something is: a file, its lines and columns counted from 1, and its bytes from 0.
  package struct Place: Encodable, Sendable {
    /// The text's name.
    package var file: String
    /// The line of the first byte.
    package var line: Int
    /// The terminal column of the first byte.
    package var column: Int
    /// The line of the byte after the last.
    package var endLine: Int
    /// The terminal column of the byte after the last.
    package var endColumn: Int
    /// The first byte.
    package var offset: Int
    /// The byte after the last.
    package var endOffset: Int
  }

  /// A second place with a few words.
  package struct Note: Encodable, Sendable {
    /// What is to be seen there.
    package var message: String
    /// Where.
    package var place: Place?
  }

  /// The stable code.
  package var code: String
  /// `error` or `warning`.
  package var severity: String
  /// One sentence.
  package var message: String
  /// The mend, if there is one to tell.
  package var help: String?
  /// Where; left out for trouble without a place.
  package var place: Place?
  /// Other places.
  package var notes: [Note]

  /// Looks up where a diagnostic points.
  package init(_ diagnostic: Diagnostic, in sources: SourceMap) {
    code = diagnostic.code
    severity = diagnostic.severity.rawValue
    message = diagnostic.message
    help = diagnostic.help
    place = diagnostic.span.flatMap { Place($0, in: sources) }
    notes = diagnostic.notes.map { Note(message: $0.message, place: Place($0.span, in: sources)) }
  }
}

extension DiagnosticRecord.Place {
  /// The place of a span; nil where its text is unknown.
  package init?(_ span: Span, in sources: SourceMap) {
    guard sources.texts.indices.contains(span.source.index) else { return nil }
    let source = sources[span.source]
    let start = source.position(of: span.lower)
    let end = source.position(of: span.upper)
    self.init(
      file: source.name, line: start.line, column: start.column, endLine: end.line,
      endColumn: end.column, offset: span.lower, endOffset: span.upper)
  }
}
