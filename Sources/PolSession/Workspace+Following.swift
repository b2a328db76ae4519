import PolCheck
import PolReports
import PolSimulation
import PolSource
import PolSyntax

/// What follows from declaring a name again: what was made with the old one is declared again too, or is stale.
extension Workspace {
  /// Brings `next` up to date after `script` has been entered.
  func follow(_ script: Script, in next: inout State, report: (Reply) -> Void) {
    let names = script.statements.compactMap { Remembered($0)?.name?.text }
    let anew = Set(names.filter { isReplaced($0, by: next) })
    let replaced = changed(among: anew, by: next)
    next.stale.subtract(names)
    declareForms(after: anew, sparing: Set(names), in: &next)
    tell(names, in: &next, report: report)
    let old = Set(state.log.indices.filter { state.log[$0].name.map { replaced.contains($0.text) } ?? false })
    let stale = References(next).dependents(of: old, next.loader.sources).compactMap { index -> String? in
      let item = next.log[index]
      guard case .made = item.sort, index < state.log.count, let name = item.name?.text,
        !names.contains(name), next.log.lastIndex(where: { $0.name?.text == name }) == index
      else { return nil }
      return name
    }
    next.stale.formUnion(stale)
    guard !stale.isEmpty else { return }
    let list = stale.map { "`\($0)`" }.joined(separator: ", ")
    let what = names.filter(replaced.contains).map { "`\($0)`" }.joined(separator: ", ")
    let (verb, them) = stale.count == 1 ? ("is", "it") : ("are", "them")
    report(.text("\(list) \(verb) stale: made with the old \(what); `:again` makes \(them) again\n"))
  }

  /// The names, declared anew, that mean something else than before. What is written as it was, and mentions nothing that
  /// changed, is the same: so a file may be loaded again for one line in it.
  private func changed(among anew: Set<String>, by next: State) -> Set<String> {
    var changed: Set<String> = []
    for item in next.log[state.log.count...] {
      guard let name = item.name?.text, anew.contains(name),
        let old = state.log.last(where: { $0.name?.text == name })
      else { continue }
      let isAsBefore =
        !state.stale.contains(name) && item.statement(in: next.loader.sources) == old.statement(in: sources)
        && item.mentions(in: next.loader.sources).isDisjoint(with: changed)
      if !isAsBefore { changed.insert(name) }
    }
    return changed
  }

  /// Whether a name meant something before. A run that is looked at in another month is the same.
  private func isReplaced(_ name: String, by next: State) -> Bool {
    guard state.log.contains(where: { $0.name?.text == name }) else { return false }
    let world = next.checker.entry(named: name)?.world
    return world == nil || world != state.checker.entry(named: name)?.world
  }

  /// Declares again every product, policy, market, story and function that mentions one of some names, so that
  /// it means the new one. Which uses a function makes is only known when it is called: so the word counts.
  private func declareForms(after replaced: Set<String>, sparing: Set<String>, in next: inout State) {
    var changed = replaced
    guard !changed.isEmpty else { return }
    for index in state.log.indices {
      let item = next.log[index]
      guard case .form = item.sort, let name = item.name?.text, !sparing.contains(name),
        next.log.lastIndex(where: { $0.name?.text == name }) == index,
        !item.mentions(in: next.loader.sources).subtracting([name]).isDisjoint(with: changed)
      else { continue }
      var trial = next
      let script = trial.loader.entry(
        named: "what follows from entry \(entries)", item.statement(in: next.loader.sources))
      // What makes no sense any more stays as it was, and is stale.
      guard check(script, in: &trial, report: { _ in }) != nil else {
        next.stale.insert(name)
        continue
      }
      remember(script, in: &trial, group: item.file)
      trial.log[trial.log.count - 1].comments = item.comments
      trial.stale.remove(name)
      changed.insert(name)
      next = trial
    }
  }

  /// A line for each name that was declared, and the run that time travel is about.
  private func tell(_ names: [String], in next: inout State, report: (Reply) -> Void) {
    for name in names {
      guard let entry = next.checker.entry(named: name) else { continue }
      var words = entry.words
      if let slot = entry.run, let run = next.values.held(slot) {
        next.lastRun = name
        words += ", months 0 to \(run.lastMonth), \(Digits.grouped(run.people)) people"
      }
      report(.note("\(name): \(words)"))
    }
  }
}

extension Workspace.State {
  /// The runs that a name means now: they are held, whatever their size.
  var namedRuns: Set<Slot> { Set(checker.catalogue.compactMap(\.run)) }

  /// Remembers how far the world of a run has come.
  mutating func noteHorizon(of step: Step) {
    guard case .run(let run) = step.kind, let lived = values.held(run.slot)?.lastMonth else { return }
    horizons[run.world] = max(horizons[run.world] ?? 0, lived)
  }
}
