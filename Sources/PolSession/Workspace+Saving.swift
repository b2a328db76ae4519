import FoundationEssentials
import PolSource
import PolSyntax

/// A session as one script that gives the same answers.
///
/// Statements stand as they were entered, in their order, so that every answer reads as it did. What was declared
/// again stands after `replace`; what it replaced is left out where nothing that is kept was made with it.
struct SessionScript {
  private let log: [Remembered]
  private let sources: SourceMap
  private let references: References
  private var isKept: [Bool]

  init(_ state: Workspace.State) {
    log = state.log
    sources = state.loader.sources
    references = References(state)
    isKept = Array(repeating: false, count: log.count)
    for index in log.indices.reversed() where isRoot(index) { keep(index) }
  }

  /// The script.
  var text: String {
    var lines = ""
    // What is declared so far, and of runs the month in which they stand.
    var declared: [String: Int?] = [:]
    for item in log.indices.lazy.filter({ isKept[$0] && !log[$0].isBuiltIn }).map({ log[$0] }) {
      lines += item.comments + text(of: item, after: declared) + item.tail + "\n"
      if let name = item.name?.text { declared[name] = .some(item.month) }
    }
    return String(lines.drop { $0 == "\n" })
  }

  /// Answers, and whatever its name still means.
  private func isRoot(_ index: Int) -> Bool {
    switch log[index].sort {
    case .answer, .check: true
    case .form, .made: log.lastIndex { $0.name?.text == log[index].name?.text } == index
    }
  }

  private mutating func keep(_ index: Int) {
    guard !isKept[index] else { return }
    isKept[index] = true
    for use in references.uses(in: index, sources) {
      var base = use
      // From one month of a run to another the way is straight, whatever was looked at between.
      while log[index].isVisit, log[base].isVisit,
        let earlier = references.uses(in: base, sources).first
      {
        base = earlier
      }
      keep(base)
    }
  }

  /// A statement as it stands in the script, behind what is declared there already.
  private func text(of item: Remembered, after declared: [String: Int?]) -> String {
    var text = item.statement(in: sources)
    if case .answer(isBare: true) = item.sort { return "show " + text }
    guard let name = item.name?.text else { return text }
    if item.isVisit, let here = declared[name] ?? nil, let month = item.month {
      let length = month > here ? " for \(month - here) months" : ""
      text = "run \(name) = \(name) at month \(min(month, here))\(length)"
    }
    return declared[name] == nil ? text : "replace " + text
  }
}

extension Workspace {
  /// `:save FILE`; a file that this workspace neither wrote nor loaded is only replaced by `:save! FILE`.
  mutating func save(_ path: String, always: Bool, report: (Reply) -> Void) {
    let file = Self.expanded(path)
    if !always, !ownFiles.contains(file), FileManager.default.fileExists(atPath: file) {
      hasErrors = true
      return report(.trouble("`\(path)` is there already; `:save! \(path)` writes over it"))
    }
    let text = SessionScript(state).text
    guard !text.isEmpty else { return report(.trouble("there is nothing to save yet")) }
    do {
      try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
      ownFiles.insert(file)
      report(.text("saved as `\(path)`\n"))
    } catch {
      hasErrors = true
      report(.trouble("can't write `\(path)`"))
    }
  }

  /// A path with `~` for the home folder.
  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else {
      return path
    }
    return home + path.dropFirst()
  }
}
