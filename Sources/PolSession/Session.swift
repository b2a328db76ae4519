// PolSession: the pipeline in one place.
//
// What comes in is the name of a script; what goes out are outcomes, one after the other, and how it ended.
// Between the two: load, parse, check, run, answer. A session holds everything that a script has declared and
// made, so the text of a prompt could be put through it line by line. Left out on purpose: streams, colours,
// exit statuses.

package import PolCheck
package import PolReports
import PolColumns
import PolSimulation
package import PolSource
import PolSyntax

/// One script with its prelude: read, checked, run.
package struct Session: Sendable {
  /// How a script is run; apart from `settings` and `seed` nothing here can change a result.
  package struct Options: Sendable {
    /// How many threads to use, at least 1.
    package var threads = 1
    /// Takes the place of literals after `seed`, in runs outside sweeps.
    package var seed: UInt64?
    /// `NAME=VALUE`: other values for `let`s, each value an expression.
    package var settings: [(name: String, value: String)] = []
    /// Told now and then how far the work is.
    package var progress: (@Sendable (Progress) -> Void)?
    /// Looked at after each month of a run: true stops it there.
    package var isCancelled: (@Sendable () -> Bool)?
    /// For tests of the proof: spoils the books in this month.
    package var spoiledMonth: Int?
    /// Rows that are worked on at a time; nothing shows it.
    package var chunkSize: Int?
    /// Whether `runs` is wanted; a checksum of a large run takes a while.
    package var recordsRuns = false
    /// A file for every transfer of every run outside sweeps.
    package var journal: String?
    /// Told what kind of work begins.
    package var timekeeper: Timekeeper?

    /// The standard options.
    package init() {}
  }

  /// How far the work is.
  package enum Progress: Sendable {
    case run(name: String, month: Int, of: Int, people: Int)
    case sweep(name: String, done: Int, of: Int)
  }

  /// How a script ended.
  package enum Ending: Sendable {
    /// To its end; checks may have failed all the same.
    case finished
    /// Something can't be done, and nothing below it was tried.
    case stopped(Diagnostic)
    /// Something outside the script went wrong, told in one line.
    case trouble(String)
    /// A bug in pol.
    case imbalance(ImbalanceRecord)
    /// `Options.isCancelled` said so.
    case cancelled
  }

  /// Every text that spans may speak of.
  package var sources: SourceMap { loader.sources }
  /// Records of the runs made, where they are wanted.
  package private(set) var runs: [JSONReport.RunRecord] = []
  /// How many checks went as expected, and how many didn't.
  package private(set) var passed = 0
  package private(set) var failed = 0

  private let options: Options
  private var loader = Loader()
  private var checker = Checker()

  /// Makes a session that knows the prelude.
  package init(options: Options) {
    self.options = options
    if let size = options.chunkSize { Vector.setChunkSize(size) }
    // The prelude is a part of pol: a test holds that nothing is wrong with it.
    _ = try? prepare(.text(name: Prelude.name, Prelude.text))
  }

  /// Reads and checks a script. The program is to be run only if no diagnostic is an error.
  package mutating func prepare(
    _ input: Loader.Input, auditedUnder laws: [ShippedLaw] = []
  ) throws(Loader.Failure) -> (program: Program, diagnostics: [Diagnostic]) {
    let first = loader.sources.texts.count
    let script = try loader.load(input, auditedUnder: laws)
    if first > 0 { readSettings() }
    var diagnostics = loader.takeDiagnostics()
    if script.statements.isEmpty, !diagnostics.contains(where: { $0.severity == .error }) {
      diagnostics.append(
        Diagnostic(
          "E0703", "there is nothing to run: the text has no statement",
          at: Span(SourceID(first), 0, 0), help: "a script begins with a `product` and a `policy`"))
      return (Program(steps: []), diagnostics)
    }
    let (program, found) = checker.check(script)
    return (program, diagnostics + Cascade(of: diagnostics, in: sources).own(found))
  }

  /// Runs a program; `report` gets what its statements have to say, in their order.
  package mutating func run(_ program: Program, report: (Outcome) -> Void) -> Ending {
    let journal: JournalFile?
    do throws(OutputFile.Refusal) {
      if let path = options.journal { journal = try JournalFile(path) } else { journal = nil }
    } catch { return .trouble(JournalFile.line(error.reason, about: options.journal ?? "")) }
    var executor = Executor(options: options, sources: sources, journal: journal)
    let failure = perform(program, by: &executor, report)
    runs = executor.runs
    if let journal {
      options.timekeeper?.enter(.journal)
      if let trouble = journal.close(isWhole: failure == nil) { return .trouble(trouble) }
    }
    options.timekeeper?.enter(.reports)
    switch failure {
    case .script(let diagnostic): return .stopped(diagnostic)
    case .imbalance(let imbalance): return .imbalance(ImbalanceRecord(imbalance))
    case .cancelled: return .cancelled
    case nil: return .finished
    }
  }

  /// Does one step after the other; returns what stopped it, if something did.
  private mutating func perform(
    _ program: Program, by executor: inout Executor, _ report: (Outcome) -> Void
  ) -> RunFailure? {
    for step in program.steps {
      do throws(RunFailure) {
        options.timekeeper?.enter(.queries)
        guard let outcome = try executor.perform(step) else { continue }
        if case .check(let check) = outcome.kind {
          if check.isPassed { passed += 1 } else { failed += 1 }
        }
        options.timekeeper?.enter(.reports)
        report(outcome)
      } catch {
        guard case .script(let diagnostic) = error else { return error }
        return .script(diagnostic.seen(from: step.span))
      }
    }
    return nil
  }

  /// Hands the values of `--set` to the checker, which looks for the `let`s.
  private mutating func readSettings() {
    for (name, value) in options.settings {
      guard let expression = loader.expression(named: "--set \(name)", value) else { continue }
      checker.override(name, with: expression)
    }
  }
}

extension Diagnostic {
  /// The same, where it is about another text than the statement's, as a measure of the prelude: the place is
  /// the statement then, and the line that failed is a note.
  func seen(from statement: Span) -> Diagnostic {
    guard let span, span.source != statement.source else { return self }
    var moved = self
    moved.span = statement
    moved.notes.insert(Note("it is this that failed", at: span), at: 0)
    return moved
  }
}
