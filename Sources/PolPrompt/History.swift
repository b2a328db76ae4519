import FoundationEssentials
import PolSource

/// The entries of earlier lines, oldest first, each of them once: those of this session, and through a file those of
/// others, past and present.
struct History {
  /// The most entries that are kept.
  static let most = 10_000

  /// Oldest first.
  private(set) var entries: [String] = []
  /// Why entries are kept in memory only, where they should be in a file.
  private var trouble: String?
  private var file: HistoryFile?

  /// A history that is kept in a file, or in memory where there is none.
  init(path: String?) {
    guard let path else { return }
    file = HistoryFile(path: path)
    refresh()
  }

  /// `POL_HISTORY`, nothing where that is empty, or the usual place for the state of programs.
  static func usualPath(_ environment: [String: String]) -> String? {
    if let named = environment["POL_HISTORY"] { return named.isEmpty ? nil : named }
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/pol/history" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/pol/history"
  }

  /// Keeps an entry as the newest one; blank ones are not kept.
  mutating func add(_ entry: String) {
    guard !entry.allSatisfy(\.isWhitespace) else { return }
    note([entry])
    attempt { file throws(HistoryFile.Failure) in
      // What others have added meanwhile comes before it.
      try file.append(entry)
    }
  }

  /// Takes in what other sessions have added.
  mutating func refresh() {
    attempt { file throws(HistoryFile.Failure) in try file.news() }
  }

  /// What a person should know about the file, once.
  mutating func takeTrouble() -> String? {
    defer { trouble = nil }
    return trouble
  }

  /// The newest entry that begins with a text and goes on after it.
  func newest(beginningWith text: String) -> String? {
    entries.last { $0.utf8.count > text.utf8.count && $0.hasPrefix(text) }
  }

  /// Where the newest entry before a place stands that holds a text.
  func newest(containing text: String, before end: Int) -> Int? {
    entries[..<min(end, entries.count)].lastIndex { $0.contains(text) }
  }

  /// Does something with the file, and takes in the entries that come of it; a file that fails is given up.
  private mutating func attempt(_ work: (inout HistoryFile) throws(HistoryFile.Failure) -> [String]) {
    guard var open = file else { return }
    do throws(HistoryFile.Failure) {
      note(try work(&open))
      file = open
    } catch {
      trouble = "\(error.reason); what you enter is remembered until you leave"
      file = nil
    }
  }

  /// Puts entries behind the others; one that is there already moves.
  private mutating func note(_ news: [String]) {
    guard !news.isEmpty else { return }
    entries = Self.distinct(entries + news)
    if entries.count > Self.most { entries.removeFirst(entries.count - Self.most) }
  }

  /// Each entry once, where it stands last.
  static func distinct(_ entries: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    // Swift takes two spellings of an accent for equal; they are two entries.
    return entries.reversed().filter { seen.insert(Array($0.utf8)).inserted }.reversed()
  }
}
