import PolCheck
package import PolReports
import PolSimulation
package import PolSource

/// What a person has built up at the prompt: everything declared and made, and how it came about.
///
/// Entries come in one by one: statements, expressions, colon commands. What goes out are replies; an entry
/// that is wrong changes nothing. The whole state is one value, so that going back is putting an earlier one
/// in its place.
package struct Workspace: Sendable {
  /// One answer to an entry.
  package enum Reply: Sendable {
    /// What a statement or an expression had to say.
    case outcome(Outcome)
    /// What is wrong with the entry, or may be, in these texts; with an error among them nothing was done.
    case diagnostics([Diagnostic], in: SourceMap)
    /// One line about what was done, for whoever watches.
    case note(String)
    /// A page of text that was asked for: help, lists, sources.
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

  /// Everything that an entry can change, and undo brings back.
  struct State: Sendable {
    var loader = Loader()
    var checker = Checker()
    var values = Values()
    /// What was entered and holds, in its order.
    var log: [Remembered] = []
    /// Names whose values were made with something that has been declared again since.
    var stale: Set<String> = []
    /// The run made or moved last.
    var lastRun: String?
    /// By world: the last month that it has ever reached.
    var horizons: [Slot: Int] = [:]
    /// The file loaded last.
    var file: String?
  }

  let options: Session.Options
  /// Whether somebody looks after `watched`.
  let canWatch: Bool
  var state = State()
  /// What undo goes back to, and what the entry was that it takes back.
  var past: [(state: State, entry: String)] = []
  /// How many entries there were, wrong ones too.
  var entries = 0
  /// Files that this workspace has written or read, which it may write again.
  var ownFiles: Set<String> = []
  var clock = Stopwatch()

  /// The file that is loaded again whenever it changes.
  package internal(set) var watched: String?
  /// How many checks went as expected, and how many didn't.
  package internal(set) var passed = 0
  package internal(set) var failed = 0
  /// Whether something was wrong since the workspace was made.
  package internal(set) var hasErrors = false

  /// Makes a workspace that knows the prelude. `canWatch`: whether somebody looks after `watched`.
  package init(options: Session.Options, canWatch: Bool = false) {
    self.options = options
    self.canWatch = canWatch
    let script = state.loader.entry(named: Prelude.name, Prelude.text)
    _ = state.checker.check(script)
    remember(script, in: &state, group: nil)
  }

  /// Every text that spans may speak of.
  package var sources: SourceMap { state.loader.sources }

  /// What the prompt says before its sign: a run that is being looked at in an earlier month, as `party@6`.
  package var promptMark: String? {
    guard let name = state.lastRun, let view = view(of: name), view.month < view.horizon else { return nil }
    return "\(name)@\(view.month)"
  }

  /// Takes an entry in. `report` gets the replies as they come; `line` is the entry's first line in its source,
  /// where that is not its own.
  package mutating func submit(
    _ entry: String, from source: (name: String, line: Int)? = nil, report: (Reply) -> Void
  ) -> Next {
    let text = entry.drop { $0.isWhitespace }
    guard !text.isEmpty else { return .goOn }
    entries += 1
    if text.first == ":" { return perform(String(text), report: report) }
    var name = "entry \(entries)"
    var lines = ""
    if let source {
      name = source.name
      lines = String(repeating: "\n", count: source.line - 1)
    }
    enter(.text(name: name, lines + entry), as: entry, report: report)
    return .goOn
  }

  /// Loads the watched file again.
  package mutating func reload(report: (Reply) -> Void) {
    if let watched { load(watched, report: report) }
  }

  /// Whether a text can be submitted as it stands.
  package static func completeness(of text: String) -> Completeness { Completeness(of: text) }

  /// What could stand where the cursor is: before the UTF-8 byte `offset`.
  package func completions(of text: String, at offset: Int) -> Completions {
    Completer(state.checker, text: text, upTo: offset).completions()
  }

  /// The month in which a run stands, and the last one that its world has reached.
  func view(of run: String) -> (month: Int, horizon: Int, run: Run)? {
    guard let entry = state.checker.entry(named: run), let slot = entry.run, let world = entry.world,
      let held = state.values.held(slot)
    else { return nil }
    return (held.lastMonth, max(state.horizons[world] ?? 0, held.lastMonth), held)
  }
}
