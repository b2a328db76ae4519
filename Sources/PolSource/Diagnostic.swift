/// One thing that is wrong with a script, or worth a warning: what, where, and the way out.
///
/// Diagnostics are collected, never thrown, except by a run that can't go on. The wording stands beside the
/// check that finds the mistake; the code is stable and has a golden picture under `Tests`.
package struct Diagnostic: Hashable, Sendable, Error {
  /// How bad it is: an error stops the script before it runs, a warning doesn't.
  package enum Severity: String, Sendable { case error, warning }

  /// A second place worth showing, with a few words ("declared here").
  package struct Note: Hashable, Sendable {
    /// What is to be seen there.
    package var message: String
    /// Where it is.
    package var span: Span

    /// Makes a note.
    package init(_ message: String, at span: Span) {
      self.message = message
      self.span = span
    }
  }

  /// The stable code: `E0204`, `W0301`. Ranges: 01 characters, 02 syntax, 03 names, 04 dimensions,
  /// 05 policies, markets, stories and runs, 06 while running, 07 files and what is known of a policy before it
  /// runs, 09 not yet in this version.
  package var code: String
  /// Error or warning, from the code's first letter.
  package var severity: Severity { code.hasPrefix("W") ? .warning : .error }
  /// One sentence in the user's terms, without a full stop.
  package var message: String
  /// The place; nil where the trouble has none in a text (an unreadable file).
  package var span: Span?
  /// The mend, or the nearest name; nil where there is nothing to add.
  package var help: String?
  /// Other places worth showing.
  package var notes: [Note]

  /// Makes a diagnostic.
  package init(
    _ code: String, _ message: String, at span: Span?, help: String? = nil, notes: [Note] = []
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.help = help
    self.notes = notes
  }
}
