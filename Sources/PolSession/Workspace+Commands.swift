import FoundationEssentials
import PolCheck
import PolReports
import PolSimulation
import PolSource
import PolSyntax

/// Colon commands.
extension Workspace {
  /// Performs `:word rest`.
  mutating func perform(_ line: String, report: (Reply) -> Void) -> Next {
    let words = line.dropFirst().split(
      maxSplits: 1, omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
    let word = String(words.first ?? "")
    let rest = (words.count > 1 ? String(words[1]) : "").trimmed
    let isForced = word.hasSuffix("!")
    let named = ColonCommand.named(isForced ? String(word.dropLast()) : word)
    guard named.count == 1, !word.isEmpty, !isForced || named[0] == .save else {
      complain(unknown(word, named), report)
      return .goOn
    }
    let needsMore = named[0].argument.shape.first.map { $0 != "[" } ?? false
    if needsMore, rest.isEmpty {
      complain("`:\(named[0].rawValue)` needs \(named[0].argument.shape)", report)
      return .goOn
    }
    if named[0].argument.shape.isEmpty, !rest.isEmpty {
      complain("`:\(named[0].rawValue)` takes nothing behind it", report)
      return .goOn
    }
    return perform(named[0], rest, isForced: isForced, report: report)
  }

  private mutating func perform(
    _ command: ColonCommand, _ rest: String, isForced: Bool, report: (Reply) -> Void
  ) -> Next {
    switch command {
    case .help: help(rest, report: report)
    case .load: load(rest, report: report)
    case .reload: reloadLast(report: report)
    case .watch: watch(rest, report: report)
    case .save: save(rest, always: isForced, report: report)
    case .check: tryChecks(report: report)
    case .type: type(rest, report: report)
    case .list: report(.text(list()))
    case .source: source(rest, report: report)
    case .undo: undo(report: report)
    case .again: makeAgain(report: report)
    case .edit: return edit(rest, report: report)
    case .time: time(rest, report: report)
    case .step: step(rest, report: report)
    case .back: back(rest, report: report)
    case .at: look(rest, report: report)
    case .fork: fork(rest, report: report)
    case .quit: return .quit
    }
    return .goOn
  }

  /// Says what is wrong with a command.
  mutating func complain(_ trouble: String, _ report: (Reply) -> Void) {
    hasErrors = true
    report(.trouble(trouble))
  }

  private func unknown(_ word: String, _ named: [ColonCommand]) -> String {
    if named.count > 1, !word.isEmpty {
      return
        "`:\(word)` may be \(named.map { "`:\($0.rawValue)`" }.joined(separator: " or ")): type one letter more"
    }
    let near = nearest(word, in: ColonCommand.allCases.map(\.rawValue))
    return "there is no command `:\(word)`"
      + (near.map { ": did you mean `:\($0)`?" } ?? "; `:help` lists them")
  }

  // MARK: Files

  mutating func load(_ path: String, report: (Reply) -> Void) {
    let file = Self.expanded(path)
    state.loader.forgetFiles()
    // What the same file answered before, it answers again now.
    let before = state
    state.log.removeAll { item in
      guard item.file == path else { return false }
      switch item.sort {
      case .answer, .check: return true
      case .form, .made: return false
      }
    }
    if enter(.file(file), as: ":load \(path)", file: path, report: report) {
      past[past.count - 1].state.log = before.log
    } else {
      state.log = before.log
    }
    ownFiles.insert(file)
  }

  private mutating func reloadLast(report: (Reply) -> Void) {
    guard let file = state.file else { return complain("no file has been loaded yet: `:load FILE`", report) }
    load(file, report: report)
  }

  private mutating func watch(_ path: String, report: (Reply) -> Void) {
    if path == "off" {
      watched = nil
      return report(.text("nothing is watched\n"))
    }
    guard canWatch else {
      return complain("`:watch` needs a terminal, where somebody sees what changes", report)
    }
    let file = path.isEmpty ? state.file : path
    guard let file else { return complain("which file? `:watch FILE`", report) }
    if state.file != file { load(file, report: report) }
    watched = Self.expanded(file)
    report(.text("`\(file)` is loaded again whenever it changes; `:watch off` ends that\n"))
  }

  // MARK: The session

  private mutating func undo(report: (Reply) -> Void) {
    guard var last = past.last else { return complain("there is nothing to take back", report) }
    last.state.loader.adoptSources(of: state.loader)
    var executor = readied(last.state)
    do throws(RunFailure) {
      try executor.bringBackRuns(last.state.namedRuns)
    } catch {
      return complain("stopped; nothing was taken back", report)
    }
    last.state.values = executor.values
    past.removeLast()
    state = last.state
    let lines = last.entry.split(separator: "\n", maxSplits: 1)
    report(.text("taken back: \(lines.first ?? "")\(lines.count > 1 ? " ..." : "")\n"))
  }

  /// Makes stale values again, one after the other; a run that has been moved goes the same way again.
  private mutating func makeAgain(report: (Reply) -> Void) {
    let stale = state.stale
    guard !stale.isEmpty else { return report(.text("nothing is stale\n")) }
    let (before, earlier) = (state, past)
    let references = References(state)
    let chosen = state.log.indices.filter { index in
      guard let name = state.log[index].name?.text, stale.contains(name) else { return false }
      let own = state.log.indices.filter { state.log[$0].name?.text == name }
      // The last declaration that does not go on from an earlier one of the same name, and those that do.
      let start = own.last { place in
        !references.uses(in: place, sources).contains { state.log[$0].name?.text == name }
      }
      return index >= start ?? index
    }
    for item in chosen.map({ before.log[$0] }) {
      let text = item.text(in: before.loader.sources)
      let isMade = enter(
        .text(name: "entry \(entries)", text), as: ":again", isVisit: item.isVisit,
        report: { if case .text = $0 {} else { report($0) } })
      if !isMade { break }
    }
    past = earlier + [(before, ":again")]
  }

  private mutating func edit(_ name: String, report: (Reply) -> Void) -> Next {
    let item =
      name.isEmpty
      ? state.log.last { !$0.isBuiltIn } : state.log.last { $0.name?.text == name }
    if let item { return .edit(item.text(in: sources)) }
    if name.isEmpty { return .edit("") }
    complain(unknownName(name), report)
    return .goOn
  }

  private mutating func time(_ rest: String, report: (Reply) -> Void) {
    switch rest {
    case "on", "off":
      clock.isOn = rest == "on"
      report(.text("the time of each entry is \(clock.isOn ? "" : "not ")shown\n"))
    case "": report(.text((clock.words ?? "nothing has been entered yet") + "\n"))
    default: complain("`:time` takes `on` or `off`, or nothing", report)
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
