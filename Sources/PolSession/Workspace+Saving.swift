import FoundationEssentials
import PolSource
import PolSyntax

/// A session as one script that gives the same answers.
///
/// What was declared again is kept under another name where something that is kept was made with it, and left out
/// where nothing was. Uses are renamed where the checker understood them as such, so a column that happens to have
/// the name stays what it is.
struct SessionScript {
  private let log: [Remembered]
  private let sources: SourceMap
  private let references: References
  /// By statement: what its name is in the script; nil for statements that are left out.
  private var names: [Int: String] = [:]
  private var isKept: [Bool]

  init(_ state: Workspace.State) {
    log = state.log
    sources = state.loader.sources
    references = References(state)
    isKept = Array(repeating: false, count: log.count)
    for index in log.indices.reversed() where isRoot(index) { keep(index) }
    giveNames()
  }

  /// The script.
  var text: String {
    var parts: [String] = []
    for index in log.indices where isKept[index] && !log[index].isBuiltIn { parts.append(text(of: index)) }
    return parts.isEmpty ? "" : parts.joined(separator: "\n") + "\n"
  }

  /// Answers, and whatever its name still means.
  private func isRoot(_ index: Int) -> Bool {
    switch log[index].sort {
    case .answer, .check: true
    case .form, .made: isLatest(index)
    }
  }

  private func isLatest(_ index: Int) -> Bool {
    log.lastIndex { $0.name?.text == log[index].name?.text } == index
  }

  private mutating func keep(_ index: Int) {
    guard !isKept[index] else { return }
    isKept[index] = true
    for use in references.uses(in: index, sources) { keep(use.declaration) }
  }

  private mutating func giveNames() {
    var taken = Set(log.compactMap(\.name?.text))
    for index in log.indices where isKept[index] {
      guard let name = log[index].name?.text else { continue }
      // What pol brings along has its name already; one's own of that name comes later and hides it.
      guard !log[index].isBuiltIn, !isLatest(index) else {
        names[index] = name
        continue
      }
      var number = 1
      while taken.contains("\(name)_\(number)") { number += 1 }
      taken.insert("\(name)_\(number)")
      names[index] = "\(name)_\(number)"
    }
  }

  /// A statement with its uses, and its own name, as they are called in the script.
  private func text(of index: Int) -> String {
    let item = log[index]
    var changes: [(span: Span, text: String)] = references.uses(in: index, sources).compactMap { use in
      names[use.declaration].map { (use.span, $0) }
    }
    if let name = item.name, let text = names[index] { changes.append((name.span, text)) }
    if case .answer(isBare: true) = item.sort {
      changes.append((Span(item.span.source, item.span.lower, item.span.lower), "show "))
    }
    let bytes = sources[item.span.source].bytes
    var result: [UInt8] = []
    var place = item.lower
    for change in changes.sorted(by: { ($0.span.lower, $0.span.upper) < ($1.span.lower, $1.span.upper) }) {
      result += bytes[place..<change.span.lower] + Array(change.text.utf8)
      place = change.span.upper
    }
    return String(decoding: result + bytes[place..<item.span.upper], as: UTF8.self)
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
