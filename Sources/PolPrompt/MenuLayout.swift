import PolSession
import PolSource

/// The list of candidates below a line: one a row with what it is, or side by side where they are many.
struct MenuLayout {
  /// What stands in each row.
  private(set) var rows: [[Inked]] = []

  /// Lays a menu out for a terminal, of which the line itself takes some rows.
  init(_ menu: LineEditor.Menu, size: Canvas.Size, below textRows: Int, isColoured: Bool) {
    let candidates = menu.completions.candidates
    let room = max(1, min(12, size.rows - textRows))
    let widest = candidates.map { $0.text.terminalWidth }.max() ?? 0
    if candidates.count <= room {
      rows = candidates.enumerated().map { index, candidate in
        let blank = String(repeating: " ", count: widest - candidate.text.terminalWidth + 2)
        return Self.entry(candidate.text, isChosen: index == menu.chosen, isColoured)
          + [Inked(text: blank, ink: nil), Inked(text: candidate.note, ink: .hint)]
      }
      return
    }
    let columns = max(1, size.columns / (widest + 3))
    let lines = (candidates.count + columns - 1) / columns
    // The rows round the chosen one; the last row says how many are out of sight.
    let visible = lines <= room ? lines : max(1, room - 1)
    let chosenLine = (menu.chosen ?? 0) % lines
    let first = min(max(0, chosenLine - visible + 1), lines - visible)
    for line in first..<first + visible {
      rows.append(
        stride(from: line, to: candidates.count, by: lines).flatMap { index in
          let text = candidates[index].text
          return Self.entry(text, isChosen: index == menu.chosen, isColoured)
            + [Inked(text: String(repeating: " ", count: widest - text.terminalWidth + 1), ink: nil)]
        })
    }
    if visible < lines, rows.count < room {
      rows.append([Inked(text: " \(candidates.count) in all; Tab goes through them", ink: .hint)])
    }
  }

  /// A candidate; without colour the chosen one has brackets.
  private static func entry(_ text: String, isChosen: Bool, _ isColoured: Bool) -> [Inked] {
    guard isChosen else { return [Inked(text: " " + text + " ", ink: nil)] }
    return [Inked(text: isColoured ? " " + text + " " : "[" + text + "]", ink: .chosen)]
  }
}
