import Glibc
import PolReports
package import PolSession

/// The prompt on a terminal: reads an entry, has the workspace answer it, and so on until it is left.
package struct Prompt {
  private var workspace: Workspace
  private let file: String?
  private let interruption: Interruption
  private let progress: ProgressLine
  private let modes = TerminalModes()
  /// The file that is watched, as it was when it was loaded last.
  private var seen: WatchedFile?

  /// Readies a prompt; `file` is loaded first.
  package init(options: Session.Options, file: String?) {
    let interruption = Interruption()
    let progress = ProgressLine(width: Terminal.page(.error).width)
    var options = options
    options.isCancelled = { interruption.isRequested }
    options.progress = { progress.show($0) }
    self.progress = progress
    workspace = Workspace(options: options, canWatch: true)
    self.file = file
    self.interruption = interruption
  }

  /// Goes on until it is left; the exit status, or nil where the terminal can't be used for editing.
  package mutating func run() -> Int32? {
    let encoding = TerminalEncoding()
    let signals = Signals(modes: modes, interruption: interruption)
    guard let editor = LineEditor(workspace: workspace, modes: modes, signals: signals) else { return nil }
    defer { modes.restore() }
    greet(encoding)
    var next = Workspace.Next.goOn
    if let file { next = submit(":load \(file)") }
    var first: EditedText?
    while next != .quit {
      if case .edit(let text) = next { first = edited(text) }
      if let trouble = editor.history.takeTrouble() { Complaint().tell(trouble) }
      switch editor.read(in: workspace, first: first, isDue: watch()) {
      case .submitted(let entry):
        editor.history.add(entry)
        (next, first) = (submit(entry), nil)
      case .edit(let text): next = .edit(text)
      case .interrupted: (next, first) = (.goOn, nil)
      case .woken(let text):
        seen = workspace.watched.map(WatchedFile.init)
        reply { $0.reload(report: $1) }
        (next, first) = (.goOn, text)
      case .left: next = .quit
      }
    }
    return 0
  }

  /// What a newcomer has to know, and what is not as usual.
  private func greet(_ encoding: TerminalEncoding) {
    if let note = encoding.note { Terminal.write("pol: \(note)\n", to: .error) }
    Terminal.write("`:help` says how to begin; ctrl-D leaves\n", to: .output)
  }

  private mutating func submit(_ entry: String) -> Workspace.Next {
    reply { $0.submit(entry, report: $1) }
  }

  /// Has the workspace do something, and shows its replies.
  private mutating func reply<T>(_ work: (inout Workspace, (Workspace.Reply) -> Void) -> T) -> T {
    interruption.clear()
    var printer = ReplyPrinter(page: Terminal.page(.output), showsNotes: true)
    progress.restart()
    defer { progress.clear() }
    return work(&workspace) { [progress] reply in
      progress.clear()
      printer.tell(reply)
    }
  }

  /// Asks whether the file that is watched has changed since it was loaded; nil where none is watched.
  private mutating func watch() -> (() -> Bool)? {
    guard let path = workspace.watched else { return nil }
    if seen?.path != path { seen = WatchedFile(path) }
    return { [seen] in WatchedFile(path) != seen }
  }

  /// What an editor of its own makes of a text; the text itself where there is trouble.
  private func edited(_ text: String) -> EditedText {
    var text = text
    switch ExternalEditor.edit(text, modes: modes) {
    case .success(let changed): text = changed
    case .failure(let failure): Terminal.write("pol: \(failure.reason)\n", to: .error)
    }
    let clusters = Array(text)
    return EditedText(clusters: clusters, cursor: clusters.count)
  }
}
