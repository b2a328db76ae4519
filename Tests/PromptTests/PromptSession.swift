import Foundation

/// The built `pol` on a terminal, with a home of its own.
struct PromptSession {
  /// The folder that holds `pol`: the tests' own program was built beside it.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "pol").path

  let terminal: PseudoTerminal
  let home: Scratch

  var historyPath: String { home.path("history") }

  /// Starts `pol` and waits for its prompt.
  init(
    columns: Int = 80, rows: Int = 24, home: Scratch = Scratch(), arguments: [String] = [],
    environment: [String: String] = [:], waits: Bool = true
  ) throws {
    self.home = home
    let usual = [
      "HOME": home.folder.path, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "POL_HISTORY": home.path("history"),
    ]
    terminal = try PseudoTerminal(
      [Self.program] + arguments, environment: usual.merging(environment) { _, new in new },
      folder: home.folder.path, columns: columns, rows: rows)
    if waits { try terminal.wait(forText: "pol>") }
  }

  /// The texts of the history's lines.
  var history: [String] {
    let text = (try? String(contentsOfFile: historyPath, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}
