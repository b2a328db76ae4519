/// A stretch of one source text, in UTF-8 bytes: `lower` is its first byte, `upper` the byte after its last.
///
/// Text comes into this module as bytes and leaves it as spans, places and diagnostics. Nothing here knows
/// the language: the module is about characters, where they stand on a screen, and how a message looks.
package struct Span: Hashable, Sendable {
  /// Which text of the `SourceMap` the bytes belong to.
  package var source: SourceID
  /// The first byte.
  package var lower: Int
  /// The byte after the last one; equal to `lower` for a place between two characters.
  package var upper: Int

  /// Makes a span of the bytes `lower..<upper` of `source`.
  package init(_ source: SourceID, _ lower: Int, _ upper: Int) {
    self.source = source
    self.lower = lower
    self.upper = upper
  }

  /// The smallest span that holds both; they must be of one source, else `self` is returned.
  package func joined(to other: Span) -> Span {
    guard source == other.source else { return self }
    return Span(source, min(lower, other.lower), max(upper, other.upper))
  }
}

/// Names one text of a `SourceMap`: its index there.
package struct SourceID: Hashable, Sendable {
  /// The index in `SourceMap.texts`.
  package var index: Int

  /// Names the text at `index`.
  package init(_ index: Int) { self.index = index }
}
