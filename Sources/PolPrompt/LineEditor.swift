import CEditLine
import FoundationEssentials
import PolReports
import PolSession

/// One entry after the other, edited on the terminal.
///
/// libedit has the text, the keys and their meanings, vi's modes and `.editrc`; here is what it lacks: drawing
/// that is right among wide characters, rows, suggestions, completions with a list, a search that knows Chinese,
/// pastes. Before each key libedit asks for one (`read`), and then the line is drawn as it stands.
@safe final class LineEditor {
  /// How the editing of a line ended.
  enum Ending: Equatable {
    case submitted(String)
    /// Cleared by ctrl-C.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone.
    case left
    /// To be changed in an editor of its own.
    case edit(String)
    /// Something else is to be done first; the line is to be edited further afterwards.
    case woken(EditedText)
  }

  /// What is listed below the line while a word is completed.
  struct Menu {
    var completions: Workspace.Completions
    /// The candidate that stands in the line.
    var chosen: Int?
  }

  let modes: TerminalModes
  var keys: KeyReader
  var canvas = Canvas()
  var history: History
  private(set) var workspace: Workspace
  private(set) var page = Page()
  private var prompt: [Inked] = []
  private var gutter: [Inked] = []
  /// What is to be looked at now and then while nothing is typed: true wakes the line.
  private var isDue: (() -> Bool)?

  /// Where the entry that is shown stands in the history; its count for the one being written.
  var historyIndex = 0
  /// The line that was being written when an older one was called up.
  var draft = ""
  var menu: Menu?
  /// Whether the last command was one of completion.
  var keepsMenu = false
  /// Earlier states of the line, for undo.
  var past: [EditedText] = []
  private var last = EditedText(clusters: [], cursor: 0)
  /// What the row that was cut stands before.
  var rest = EditedText(clusters: [], cursor: 0)
  var ending: Ending?
  private var firstText: EditedText?

  private(set) var editor: OpaquePointer
  private let client: UnsafeMutablePointer<pol_edit_client>
  private let ownHistory: OpaquePointer?
  private var remembered = 0

  /// Makes an editor on the terminal; nil where libedit can't, or the user has turned editing off.
  init?(workspace: Workspace, modes: TerminalModes, signals: Signals) {
    self.workspace = workspace
    history = History(path: History.usualPath(ProcessInfo.processInfo.environment))
    self.modes = modes
    keys = KeyReader(wakeUp: signals.wakeUp)
    unsafe client = .allocate(capacity: 1)
    unsafe client.initialize(to: pol_edit_client())
    guard let editor = unsafe pol_edit_new("pol", client) else { return nil }
    unsafe self.editor = editor
    unsafe ownHistory = history_winit()
    // libedit calls back only while `read` runs, and that holds on to the object.
    unsafe client.pointee.owner = Unmanaged.passUnretained(self).toOpaque()
    unsafe client.pointee.perform = { owner, command in
      unsafe UInt8(truncatingIfNeeded: LineEditor.of(owner).perform(command))
    }
    unsafe client.pointee.read = { owner, character in
      guard let scalar = unsafe LineEditor.of(owner).nextKey() else { return 0 }
      unsafe character?.pointee = wchar_t(bitPattern: scalar.value)
      return 1
    }
    unsafe client.pointee.ring = { _ in Terminal.write("\u{07}", to: .output) }
    if let ownHistory = unsafe ownHistory { unsafe pol_edit_set_history(editor, ownHistory, 1000) }
    bindKeys()
    unsafe pol_edit_set_terminal(editor)
    guard unsafe pol_edit_is_enabled(editor) else { return nil }
  }

  deinit {
    unsafe el_end(editor)
    if let ownHistory = unsafe ownHistory { unsafe history_wend(ownHistory) }
    unsafe client.deallocate()
  }

  private static func of(_ owner: UnsafeMutableRawPointer?) -> LineEditor {
    guard let owner = unsafe owner else { preconditionFailure("libedit lost whom it works for") }
    return unsafe Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
  }

  /// Edits one entry. `first` is what stands in it already; `isDue` is asked about three times a second.
  func read(
    in workspace: Workspace, first: EditedText? = nil, isDue: (() -> Bool)? = nil
  ) -> Ending {
    self.workspace = workspace
    self.isDue = isDue
    page = Terminal.page(.output)
    let mark = workspace.promptMark.map { "pol \($0)" } ?? "pol"
    prompt = [Inked(text: mark + ">", ink: .prompt), Inked(text: " ", ink: nil)]
    gutter = [Inked(text: String(repeating: " ", count: mark.count - 1) + ".. ", ink: .gutter)]
    history.refresh()
    rememberHistory()
    (historyIndex, draft) = (history.entries.count, "")
    (past, last, ending, firstText) = ([], EditedText(clusters: [], cursor: 0), nil, first)
    canvas.forget()
    Terminal.write("\u{1B}[?2004h", to: .output)
    var count: Int32 = 0
    _ = unsafe el_wgets(editor, &count)
    Terminal.write("\u{1B}[?2004l", to: .output)
    return ending ?? .left
  }

  /// vi's own searches look where libedit keeps entries.
  private func rememberHistory() {
    guard let ownHistory = unsafe ownHistory else { return }
    for entry in history.entries.dropFirst(max(remembered, history.entries.count - 1000)) {
      var wide = entry.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
      unsafe pol_edit_remember(ownHistory, &wide)
    }
    remembered = history.entries.count
  }

  // MARK: Keys

  /// The next key for libedit; nil at the end.
  private func nextKey() -> Unicode.Scalar? {
    if let first = firstText {
      firstText = nil
      replace(with: first)
    }
    noteChange()
    // The list stays as long as nothing but completing is done.
    if !keepsMenu { menu = nil }
    keepsMenu = false
    while ending == nil {
      if !keys.isBusy { draw() }
      switch keys.next(patience: isDue == nil ? -1 : 300) {
      case .character(let scalar): return scalar
      case .wake: if isDue?() == true { return KeyReader.Key.wake.scalar }
      case .end:
        ending = .left
        finish()
      }
    }
    return nil
  }

  /// Keeps the state before each change.
  private func noteChange() {
    let now = text
    if now.clusters != last.clusters {
      past.append(last)
      if past.count > 1000 { past.removeFirst() }
    }
    last = now
  }

  /// Takes back the last change.
  func undo() -> Bool {
    guard let before = past.popLast() else { return false }
    last = before
    replace(with: before)
    return true
  }

  // MARK: Drawing

  /// Draws the line as it stands, with its colours, its suggestion and its menu.
  func draw() {
    var frame = frame(of: text, suggestion: suggestion)
    if let menu {
      for row in MenuLayout(menu, size: size, below: frame.rows.count, isColoured: page.colour).rows {
        frame.addRow(row)
      }
    }
    Terminal.write(canvas.draw(frame, size: size), to: .output)
  }

  /// The line behind its prompt, and what follows it in grey.
  func frame(of text: EditedText, suggestion: [Character] = [], marksMates: Bool = true) -> Frame {
    var frame = Frame(width: size.columns, isColoured: page.colour)
    let inks = page.colour ? Highlighter(text.string).inks(of: text, marksMates: marksMates) : []
    frame.show(text, inks: inks, suggestion: suggestion, prompt: prompt, gutter: gutter)
    return frame
  }

  /// Draws the line for the last time, and goes below it.
  func finish(with mark: String = "") {
    let whole = EditedText(clusters: text.clusters, cursor: text.clusters.count)
    let frame = frame(of: whole, suggestion: Array(mark), marksMates: false)
    Terminal.write(canvas.finish(frame, size: size), to: .output)
    menu = nil
  }

  var size: Canvas.Size {
    let size = Terminal.size(of: .output)
    return Canvas.Size(columns: size?.columns ?? 80, rows: size?.rows ?? 24)
  }

  /// The rest of the newest entry that begins with the line, where the cursor stands at its end; none where no grey
  /// would tell it from what was typed.
  var suggestion: [Character] {
    let now = text
    guard page.colour, menu == nil, !now.clusters.isEmpty, now.cursor == now.clusters.count,
      let entry = history.newest(beginningWith: now.string)
    else { return [] }
    return Array(Array(entry).dropFirst(now.clusters.count))
  }
}
