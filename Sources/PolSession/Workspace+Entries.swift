import PolCheck
import PolReports
import PolSimulation
import PolSource
import PolSyntax

/// What an entry of statements does: all of it, or where something is wrong, nothing.
extension Workspace {
  /// Reads, checks and runs statements; `file` is the one that they come from. Returns whether they hold now.
  @discardableResult
  mutating func enter(
    _ input: Loader.Input, as entry: String, file: String? = nil, isVisit: Bool = false,
    report: (Reply) -> Void
  ) -> Bool {
    clock.start()
    defer { finish(report) }
    var next = state
    let script: Script
    do throws(Loader.Failure) {
      switch input {
      case .text(let name, let text): script = next.loader.entry(named: name, text)
      case .file, .standardInput: script = try next.loader.load(input)
      }
    } catch {
      hasErrors = true
      report(.trouble(error.description))
      return false
    }
    guard let program = check(script, in: &next, report: report) else { return refuse(next) }
    guard !script.statements.isEmpty else { return false }
    var executor = readied(next)
    let ending = run(program, executor: &executor, report: report)
    next.values = executor.values
    var done = script
    switch ending {
    case .finished: break
    case .failed: return refuse(next)
    case .stopped(let step):
      guard let part = stopped(at: step, in: script, &next, report: report) else { return refuse(next) }
      done = part
    }
    remember(done, in: &next, group: file, isVisit: isVisit)
    for step in program.steps { next.noteHorizon(of: step) }
    follow(done, in: &next, report: report)
    if let file { next.file = file }
    commit(next, entry: entry)
    if case .stopped(let step) = ending { lookAtWhatWasLived(step, report: report) }
    return true
  }

  /// Puts a new state in the place of the old one, which undo can bring back.
  mutating func commit(_ next: State, entry: String) {
    past.append((state, entry))
    if past.count > Self.mostUndone { past.removeFirst() }
    state = next
    state.values.fadeRuns(but: next.namedRuns)
    for index in past.indices { past[index].state.values.fadeRuns(but: next.namedRuns) }
  }
  private static let mostUndone = 50

  /// Leaves everything as it was; the text is remembered, because what was said about it points there.
  private mutating func refuse(_ next: State) -> Bool {
    state.loader.adoptSources(of: next.loader)
    hasErrors = true
    return false
  }

  private mutating func finish(_ report: (Reply) -> Void) {
    clock.stop()
    if clock.isOn, let words = clock.words { report(.text(words + "\n")) }
  }

  /// Checks a script, and says what is wrong; nil where something is.
  func check(_ script: Script, in next: inout State, report: (Reply) -> Void) -> Program? {
    let mistakes = next.loader.takeDiagnostics()
    let (program, found) = next.checker.check(script)
    let all = mistakes + Cascade(of: mistakes, in: next.loader.sources).own(found)
    if !all.isEmpty { report(.diagnostics(all, in: next.loader.sources)) }
    return all.contains { $0.severity == .error } ? nil : program
  }

  // MARK: Running

  private enum Ending {
    case finished, failed
    case stopped(Step)
  }

  /// An executor with everything that has been made; runs that must answer more than they keep are made again.
  func readied(_ next: State) -> Executor {
    var options = options
    options.timekeeper = clock.timekeeper
    var executor = Executor(options: options, sources: next.loader.sources)
    executor.values.kept = next.values.kept
    executor.needs = next.checker.needs
    return executor
  }

  /// Runs the steps of a program.
  private mutating func run(
    _ program: Program, executor: inout Executor, report: (Reply) -> Void
  ) -> Ending {
    for step in program.steps {
      do throws(RunFailure) {
        try executor.refreshRuns()
        let outcome = try executor.perform(step)
        note(step, executor.values)
        guard let outcome else { continue }
        if case .check(let check) = outcome.kind {
          if check.isPassed { passed += 1 } else { failed += 1 }
        }
        report(.outcome(outcome))
      } catch {
        switch error {
        case .script(let diagnostic):
          report(.diagnostics([diagnostic.seen(from: step.span)], in: executor.sources))
          return .failed
        case .imbalance(let imbalance):
          report(.imbalance(ImbalanceRecord(imbalance)))
          return .failed
        case .cancelled:
          note(step, executor.values)
          return .stopped(step)
        }
      }
    }
    return .finished
  }

  private mutating func note(_ step: Step, _ values: Values) {
    guard case .run(let definition) = step.kind, let run = values.held(definition.slot) else { return }
    clock.note(people: run.people, months: run.lastMonth)
  }

  // MARK: Stopping

  /// Keeps what came before the statement that was stopped, and what there is of its run; nil where that is
  /// nothing.
  private func stopped(
    at step: Step, in script: Script, _ next: inout State, report: (Reply) -> Void
  ) -> Script? {
    guard case .run(let definition) = step.kind, next.values.held(definition.slot) != nil,
      let place = script.statements.firstIndex(where: { $0.span == step.span })
    else {
      report(.trouble("stopped; nothing of it is kept"))
      return nil
    }
    let part = Script(statements: Array(script.statements[...place]))
    next.checker = state.checker
    _ = next.checker.check(part)
    return part
  }

  /// From now on the name of a run that was stopped means the months that were lived.
  private mutating func lookAtWhatWasLived(_ step: Step, report: (Reply) -> Void) {
    guard case .run(let definition) = step.kind, let run = state.values.held(definition.slot) else { return }
    let (month, planned) = (run.lastMonth, run.plannedMonth)
    state.horizons[definition.world] = planned
    visit(definition.name, month: month, further: 0, as: ":at \(month)", report: { _ in })
    report(
      .text(
        "`\(definition.name)` was stopped after month \(month) of \(planned); `:step` goes on, `:at end` to its end\n"
      ))
  }
}
