import CEditLine
import Glibc
import PolSession

/// What the functions do that pol adds to libedit.
extension LineEditor {
  /// Performs a command; the answer is one of libedit's results.
  func perform(_ command: pol_edit_command) -> Int32 {
    switch command {
    case POL_EDIT_ENTER: return enter()
    case POL_EDIT_NEWLINE: return openRow()
    case POL_EDIT_CLOSE_BRACE: return closeBrace()
    case POL_EDIT_COMPLETE: return complete(by: 1)
    case POL_EDIT_COMPLETE_BACK: return complete(by: -1)
    case POL_EDIT_UP: return go(to: text.above) ?? recall(historyIndex - 1, fromBelow: true)
    case POL_EDIT_DOWN: return go(to: text.below) ?? recall(historyIndex + 1, fromBelow: false)
    case POL_EDIT_OLDER: return recall(historyIndex - 1, fromBelow: true)
    case POL_EDIT_NEWER: return recall(historyIndex + 1, fromBelow: true)
    case POL_EDIT_LEFT: return go(to: text.cursor > 0 ? text.cursor - 1 : nil) ?? CC_ERROR
    case POL_EDIT_RIGHT: return right()
    case POL_EDIT_ROW_START: return go(to: text.rowStart(of: text.cursor)) ?? CC_ERROR
    case POL_EDIT_ROW_END: return go(to: text.rowEnd(of: text.cursor)) ?? CC_ERROR
    case POL_EDIT_BACKSPACE: return delete(text.cursor - 1)
    case POL_EDIT_DELETE: return delete(text.cursor)
    case POL_EDIT_DELETE_OR_LEAVE: return text.clusters.isEmpty ? end(.left) : delete(text.cursor)
    case POL_EDIT_KILL_ROW: return killRow()
    case POL_EDIT_KILL_REST: return putRestBack()
    case POL_EDIT_SEARCH: return search()
    case POL_EDIT_UNDO: return undo() ? CC_REFRESH : CC_ERROR
    case POL_EDIT_INTERRUPT: return end(.interrupted, mark: text.clusters.isEmpty ? "" : "^C")
    case POL_EDIT_SUSPEND: return suspend()
    case POL_EDIT_PASTE:
      insert(keys.pasted)
      return CC_REFRESH
    case POL_EDIT_REDRAW: return redraw()
    case POL_EDIT_EDIT: return end(.edit(text.string))
    case POL_EDIT_WAKE: return wake()
    default: return CC_ERROR
    }
  }

  private func go(to place: Int?) -> Int32? {
    guard let place else { return nil }
    move(to: place)
    return CC_CURSOR
  }

  private func delete(_ place: Int) -> Int32 {
    guard text.clusters.indices.contains(place) else { return CC_ERROR }
    remove(place..<place + 1)
    return CC_REFRESH
  }

  private func right() -> Int32 {
    let suggestion = suggestion
    if !suggestion.isEmpty {
      insert(String(suggestion))
      return CC_REFRESH
    }
    return go(to: text.cursor < text.clusters.count ? text.cursor + 1 : nil) ?? CC_ERROR
  }

  // MARK: Rows

  private func enter() -> Int32 {
    let string = text.string
    guard case .open = Workspace.completeness(of: string) else { return end(.submitted(string)) }
    return openRow()
  }

  /// Opens a row, indented by what is open before the cursor.
  private func openRow() -> Int32 {
    var indent = 0
    if case .open(let depth) = Workspace.completeness(of: String(text.clusters[..<text.cursor])) {
      indent = depth
    }
    insert("\n" + String(repeating: " ", count: indent))
    return CC_REFRESH
  }

  /// A brace that closes a block stands further left than what is in it.
  private func closeBrace() -> Int32 {
    let now = text
    let start = now.rowStart(of: now.cursor)
    if now.clusters[start..<now.cursor].allSatisfy({ $0 == " " }) {
      remove(max(start, now.cursor - 2)..<now.cursor)
    }
    insert("}")
    return CC_REFRESH
  }

  /// Cuts to the end of the row, or the line end itself; libedit does it, so that its yank brings it back.
  private func killRow() -> Int32 {
    let now = text
    guard now.cursor < now.clusters.count else { return CC_ERROR }
    let end = max(now.rowEnd(of: now.cursor), now.cursor + 1)
    rest = EditedText(clusters: Array(now.clusters[end...]), cursor: 0)
    remove(end..<now.clusters.count)
    move(to: now.cursor)
    push([.killRow, .killRest])
    return CC_REFRESH
  }

  private func putRestBack() -> Int32 {
    insert(rest.string)
    // By code points: what is put back may begin with an accent for the character before the cursor.
    unsafe el_cursor(editor, -Int32(rest.scalars(from: 0, to: rest.clusters.count)))
    return CC_REFRESH
  }

  // MARK: History

  /// Shows another entry; coming from below the cursor stands at its end, from above in its first row.
  private func recall(_ index: Int, fromBelow: Bool) -> Int32 {
    guard (0...history.entries.count).contains(index) else { return CC_ERROR }
    if historyIndex == history.entries.count { draft = text.string }
    historyIndex = index
    let entry = Array(index == history.entries.count ? draft : history.entries[index])
    var place = entry.count
    if !fromBelow { place = EditedText(clusters: entry, cursor: 0).rowEnd(of: 0) }
    replace(with: EditedText(clusters: entry, cursor: place))
    return CC_REFRESH
  }

  // MARK: Leaving the line

  /// Ends the editing of this line.
  private func end(_ how: Ending, mark: String = "") -> Int32 {
    finish(with: mark)
    ending = how
    return CC_NEWLINE
  }

  private func wake() -> Int32 {
    Terminal.write(canvas.erase(), to: .output)
    ending = .woken(text)
    return CC_NEWLINE
  }

  private func redraw() -> Int32 {
    canvas.forget()
    Terminal.write("\u{1B}[H\u{1B}[2J", to: .output)
    return CC_REFRESH
  }

  /// Stops the whole job, as the terminal does when no line is edited, and goes on with the same line.
  private func suspend() -> Int32 {
    finish()
    unsafe pol_edit_raw(editor, false)
    modes.restore()
    kill(0, SIGTSTP)
    unsafe pol_edit_raw(editor, true)
    Terminal.write("\u{1B}[?2004h", to: .output)
    return CC_REFRESH
  }
}
