import FoundationEssentials
import PolCheck

extension Completer {
  /// Colon commands, and what may stand behind each.
  func command() -> Workspace.Completions {
    let line = place.text.drop(while: \.isWhitespace).dropFirst()
    let end = place.text.utf8.count
    guard let gap = line.firstIndex(where: \.isWhitespace) else {
      return .init(
        replaced: end - line.utf8.count..<end,
        candidates: ColonCommand.allCases.filter { $0.rawValue.hasPrefix(line) }.map {
          Candidate(text: $0.rawValue, note: $0.summary)
        })
    }
    let rest = line[gap...].drop(while: \.isWhitespace)
    let named = ColonCommand.named(String(line[..<gap].prefix { $0 != "!" }))
    guard named.count == 1 else { return .none(at: end..<end) }
    switch named[0].argument.kind {
    case .file: return PathCompleter(String(rest)).completions(in: place.text)
    case .topic: return choose(HelpPage.pages.map(\.topic) + ["commands"], for: rest)
    case .switch_: return choose(["on", "off"], for: rest)
    case .name: return choose(checker.catalogue.map(\.name), for: rest)
    case .number: return choose(["end"], for: rest)
    case .expression, .fork:
      return Completer(checker, text: String(rest), upTo: rest.utf8.count).completions(shiftedTo: end)
    case .none: return .none(at: end..<end)
    }
  }

  private func choose(_ words: [String], for typed: Substring) -> Workspace.Completions {
    let end = place.text.utf8.count
    return .init(
      replaced: end - typed.utf8.count..<end,
      candidates: words.filter { $0.hasPrefix(typed) }.map {
        Candidate(text: $0, note: checker.entry(named: $0)?.words ?? "")
      })
  }

  /// Completions of a text that stands at the end of a longer one.
  private func completions(shiftedTo end: Int) -> Workspace.Completions {
    var found = completions()
    let shift = end - place.text.utf8.count
    found.replaced = found.replaced.lowerBound + shift..<found.replaced.upperBound + shift
    return found
  }
}

/// Files and folders that begin with what is typed.
struct PathCompleter {
  private let typed: String

  init(_ typed: String) { self.typed = typed }

  /// The candidates for the end of a text: scripts first, hidden ones only where a dot asks for them.
  func completions(in text: String) -> Workspace.Completions {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let end = text.utf8.count
    let place = end - start.utf8.count..<end
    let shown = Workspace.expanded(folder.isEmpty ? "." : folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: shown) else {
      return .none(at: place)
    }
    let fitting = names.filter { $0.hasPrefix(start) && ($0.first != "." || start.first == ".") }.sorted()
    let candidates = fitting.map { name -> Workspace.Completions.Candidate in
      var isFolder = false
      _ = FileManager.default.fileExists(atPath: shown + "/" + name, isDirectory: &isFolder)
      return .init(
        text: isFolder ? name + "/" : name,
        note: isFolder ? "folder" : name.hasSuffix(".pol") ? "script" : "file")
    }
    let order = ["script", "folder", "file"]
    return .init(
      replaced: place, candidates: order.flatMap { note in candidates.filter { $0.note == note } })
  }
}
