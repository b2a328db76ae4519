import PolCheck
import PolReports
import PolSimulation
import PolSource
import PolSyntax

/// Commands that change nothing: lists, sources, dimensions, checks tried again.
extension Workspace {
  /// `:list`: names by kind, each with what it is.
  func list() -> String {
    let own = state.checker.catalogue.filter { entry in
      !(state.log.last { $0.name?.text == entry.name }?.isBuiltIn ?? true)
    }
    guard !own.isEmpty else { return "nothing has been declared yet; `:help start` shows how\n" }
    let width = own.map { $0.name.terminalWidth }.max() ?? 0
    let lines = CatalogueEntry.Kind.allCases.flatMap { kind in
      own.filter { $0.kind == kind }.map { entry in
        "  " + entry.name + String(repeating: " ", count: width - entry.name.terminalWidth) + "  "
          + words(for: entry)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(for entry: CatalogueEntry) -> String {
    var words = entry.words
    if let view = view(of: entry.name) {
      words +=
        view.month < view.horizon
        ? ", at month \(view.month) of \(view.horizon)" : ", months 0 to \(view.month)"
    }
    return state.stale.contains(entry.name) ? words + " (stale)" : words
  }

  /// `:source NAME`
  mutating func source(_ name: String, report: (Reply) -> Void) {
    guard let item = state.log.last(where: { $0.name?.text == name }) else {
      return complain(unknownName(name), report)
    }
    report(.text(item.text(in: sources) + "\n"))
  }

  /// What to say of a name that nothing has.
  func unknownName(_ name: String) -> String {
    let near = nearest(name, in: state.log.compactMap(\.name?.text))
    return "nothing here is called `\(name)`"
      + (near.map { ": did you mean `\($0)`?" } ?? "; `:list` says what there is")
  }

  /// `:type EXPRESSION`
  mutating func type(_ text: String, report: (Reply) -> Void) {
    var next = state
    let expression = next.loader.expression(named: "entry \(entries)", text)
    var found = next.loader.takeDiagnostics()
    var words: String?
    if let expression {
      let answer = next.checker.words(for: expression)
      words = answer.words
      found += answer.diagnostics
    }
    state.loader.adoptSources(of: next.loader)
    if !found.isEmpty { report(.diagnostics(found, in: next.loader.sources)) }
    if let words { report(.text(words + "\n")) } else { hasErrors = true }
  }

  /// `:check`: every check so far, each claim once, on what the names mean now.
  mutating func tryChecks(report: (Reply) -> Void) {
    var claims: [String] = []
    var texts: [String: String] = [:]
    for item in state.log {
      guard case .check(let claim) = item.sort else { continue }
      if texts[claim] == nil { claims.append(claim) }
      texts[claim] = item.text(in: sources)
    }
    guard !claims.isEmpty else { return report(.text("there is no check yet: check \"CLAIM\": CONDITION\n")) }
    var (passed, failed) = (0, 0)
    for claim in claims {
      var next = state
      let script = next.loader.entry(named: "entry \(entries)", texts[claim] ?? "")
      let program = check(script, in: &next, report: report)
      state.loader.adoptSources(of: next.loader)
      guard let program, let isPassed = answer(program, next, report: report) else {
        failed += 1
        continue
      }
      if isPassed { passed += 1 } else { failed += 1 }
    }
    report(.text(TextReport(page: Page()).tally(passed: passed, failed: failed)))
  }

  /// Tries one check; nil where it can't be.
  private func answer(_ program: Program, _ next: State, report: (Reply) -> Void) -> Bool? {
    var executor = readied(next)
    var isPassed: Bool?
    for step in program.steps {
      do throws(RunFailure) {
        try executor.refreshRuns()
        guard let outcome = try executor.perform(step) else { continue }
        report(.outcome(outcome))
        if case .check(let check) = outcome.kind { isPassed = check.isPassed }
      } catch {
        if case .script(let diagnostic) = error {
          report(.diagnostics([diagnostic.seen(from: step.span)], in: executor.sources))
        }
      }
    }
    return isPassed
  }
}
