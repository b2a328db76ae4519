package import PolReports
package import PolSource

/// What a person has built up at the prompt: everything declared and made, and how it came about.
///
/// Entries come in one by one: statements, expressions, colon commands. What goes out are replies; an entry
/// that is wrong changes nothing.
package struct Workspace: Sendable {
  /// One answer to an entry.
  package enum Reply: Sendable {
    /// What a statement or an expression had to say.
    case outcome(Outcome)
    /// What is wrong with the entry; nothing was done.
    case diagnostics([Diagnostic])
    /// One line about what was done.
    case note(String)
    /// A page of text, laid out already: help, lists, sources.
    case text(String)
    /// Something in the world that is wrong, as a file that can't be read: one line.
    case trouble(String)
    /// A bug in pol.
    case imbalance(ImbalanceRecord)
  }

  /// What is to be done after an entry.
  package enum Next: Sendable, Equatable {
    case goOn
    case quit
    /// The text is to be changed in an editor of its own, and what comes back is the next entry to be edited.
    case edit(String)
  }

  /// Whether a text can be submitted as it stands.
  package enum Completeness: Sendable, Equatable {
    case complete
    /// A brace, bracket or text is open, or a line goes on; the next row begins with so many spaces.
    case open(indent: Int)
  }

  /// What could stand at a place of a text.
  package struct Completions: Sendable, Equatable {
    /// One of them.
    package struct Candidate: Sendable, Hashable {
      /// The whole word.
      package var text: String
      /// What it is, in a few words.
      package var note: String

      /// Makes a candidate.
      package init(text: String, note: String) {
        self.text = text
        self.note = note
      }
    }
    /// The UTF-8 bytes of the text that a candidate takes the place of.
    package var replaced: Range<Int>
    /// In the order in which they are to be shown.
    package var candidates: [Candidate]

    /// Makes completions.
    package init(replaced: Range<Int>, candidates: [Candidate]) {
      self.replaced = replaced
      self.candidates = candidates
    }
  }

  /// Makes a workspace that knows the prelude.
  package init(options: Session.Options) {
    session = Session(options: options)
  }
  private var session: Session

  /// Every text that spans may speak of.
  package var sources: SourceMap { session.sources }
  /// What the prompt says before its sign: the run that is being looked at in some month, as `party@6`.
  package var promptMark: String? { nil }
  /// The file that is loaded again whenever it changes.
  package var watched: String? { nil }
  /// Whether a check has failed, and whether something was wrong, since the workspace was made.
  package var hasFailedChecks: Bool { false }
  package var hasErrors: Bool { false }

  /// Takes an entry in. `report` gets the replies as they come.
  package mutating func submit(_ entry: String, report: (Reply) -> Void) -> Next { .goOn }

  /// Loads the watched file again.
  package mutating func reload(report: (Reply) -> Void) {}

  /// Whether a text can be submitted as it stands.
  package static func completeness(of text: String) -> Completeness { .complete }

  /// What could stand where the cursor is: before the UTF-8 byte `offset`.
  package func completions(of text: String, at offset: Int) -> Completions {
    Completions(replaced: offset..<offset, candidates: [])
  }
}
