import Foundation
import PolSession
import Testing

/// Random keys into the real prompt and into the reference editor, and the screens of both side by side.
final class EditingTrial {
  struct Disagreement: Error, CustomStringConvertible {
    var description: String
  }

  /// How a trial is set up.
  struct Setting: CustomTestStringConvertible {
    var seed: Int
    var columns: Int
    var rows: Int
    var flavour: ScreenModel.Flavour
    var isColoured: Bool

    var testDescription: String {
      "seed \(seed), \(columns) by \(rows), \(flavour), \(isColoured ? "coloured" : "plain")"
    }
  }

  private let setting: Setting
  private let session: PromptSession
  private var editor: ReferenceEditor
  private var dice: Dice
  private var columns: Int
  private var rows: Int
  /// The first row in sight, of a text that is higher than the terminal.
  private var top = 0
  /// The lines above the text; nil where they may have changed.
  private var above: [String]?
  private var log: [String] = []

  init(_ setting: Setting) throws {
    self.setting = setting
    session = try PromptSession(
      columns: setting.columns, rows: setting.rows, environment: setting.isColoured ? [:] : ["NO_COLOR": "1"])
    editor = ReferenceEditor(suggests: setting.isColoured)
    dice = Dice(seed: setting.seed)
    (columns, rows) = (setting.columns, setting.rows)
  }

  /// Goes on for so many steps, or to the first disagreement.
  func run(steps: Int) throws {
    try compare()
    for step in 1...steps {
      log.append("step \(step):")
      if dice.hits(4) { try resize() } else { try press() }
      try compare()
    }
    try session.terminal.type("\u{03}\u{04}")
    let status = try session.terminal.end()
    guard status == 0 else { throw Disagreement(description: "left with \(status)\n" + report()) }
  }

  // MARK: Steps

  private func resize() throws {
    let heightOnly = dice.hits(40)
    let newColumns = heightOnly ? columns : dice.pick([20, 33, 40, 57, 80, 120, 200])
    let newRows = dice.hits(50) ? rows : dice.pick([3, 5, 8, 12, 24, 50])
    guard (newColumns, newRows) != (columns, rows) else { return }
    log.append("resize to \(newColumns) by \(newRows)")
    let isCut = setting.flavour != .reflowing && newColumns != columns
    try session.terminal.resize(columns: newColumns, rows: newRows, setting.flavour)
    // Of a text that no longer fits, rows may have gone where no program can take them back.
    let tall = 2 + ReferenceLayout(editor, columns: min(columns, newColumns)).rows.count
    if isCut || tall > min(rows, newRows) { above = nil }
    (columns, rows, top) = (newColumns, newRows, 0)
  }

  private func press() throws {
    var bytes = ""
    // Several keys at once, as from one who types ahead.
    for _ in 0..<(dice.hits(80) ? 1 : Int.random(in: 2...6, using: &dice)) {
      let key = nextKey()
      log.append("\(key)")
      let spelling = dice.pick(key.spellings)
      bytes += spelling
      switch editor.press(key) {
      case .nothing: continue
      case .submitted, .cleared: (above, top) = (nil, 0)
      case .redrawn: (above, top) = (nil, 0)
      }
      break
    }
    try session.terminal.type(bytes)
  }

  private func nextKey() -> ReferenceEditor.Key {
    if editor.text.count > 600 { return dice.pick([.killAll, .clear]) }
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<42: return .text(dice.pick(Self.letters))
    case 42..<46: return .paste(dice.pick(Self.pastes))
    case 46..<53: return .left
    case 53..<59: return .right
    case 59..<64: return .up
    case 64..<69: return .down
    case 69..<72: return .home
    case 72..<75: return .end
    case 75..<81: return .backspace
    case 81..<84: return .delete
    case 84..<86: return .killRow
    // libedit takes nothing for what was cut last.
    case 86..<87: return editor.text.isEmpty ? .yank : .killAll
    case 87..<89: return .yank
    case 89..<90: return .clear
    case 90..<92: return .redraw
    case 92..<95: return .openRow
    // Colon commands would leave, or change more than the text.
    default: return editor.text.contains(":") ? .killAll : .enter
    }
  }

  /// What one types at once: letters, and keys of input methods.
  private static let letters =
    "abcde run 1290.%=+-*#\"(){}[]<>,".map(String.init)
    + "税负担谁的层级，。￥".map(String.init)
    + [
      "税率", "会员", "한", "ü", "e\u{301}", "\u{301}", "\u{327}", "🧴", "👍🏽", "❤\u{FE0F}", "🇨🇳", "👨‍👩‍👧", "👩",
      "\u{200D}", "👧",
    ]

  private static let pastes: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let script = try? String(
      contentsOf: root.appending(path: "examples/mask-party/mask-party.pol"), encoding: .utf8)
    return [
      "policy a {\n\ttier 会员 = 100\n\tload 10\t# 税\n}\n", "a\tb\t税\tc", "1\r\n2\r3", "\t",
      "let 税 = (1 +\n  2",
      String(repeating: "税x", count: 40), String(repeating: "0123456789", count: 12), script ?? "",
    ]
  }()

  // MARK: Comparing

  private func compare() throws {
    let wanted = ReferenceLayout(editor, columns: columns).window(height: rows, top: &top)
    try session.terminal.settle()
    if !agrees(session.terminal.screen, wanted) {
      // Whatever is computed on other threads, or told by a signal, may come a little later.
      do {
        try session.terminal.wait(for: "agrees", within: 3) { agrees($0, wanted) }
        try session.terminal.settle()
      } catch { throw Disagreement(description: report(wanted)) }
    }
    let now = linesAbove(wanted)
    if let above, above != now {
      throw Disagreement(
        description: "what stands above the text has changed:\n"
          + now.difference(from: above).map { "\($0)" }.joined(separator: "\n") + "\n" + report(wanted))
    }
    above = now
  }

  private func agrees(_ screen: ScreenModel, _ wanted: ReferenceLayout) -> Bool {
    let start = screen.cursor.row - wanted.row
    guard start >= 0, start + wanted.rows.count <= rows, screen.cursor.column == wanted.column,
      !screen.isWrapPending, screen.isCursorVisible, screen.takesBracketedPaste, screen.faults.isEmpty
    else { return false }
    let shown = screen.texts.dropFirst(start)
    return shown.prefix(wanted.rows.count).elementsEqual(wanted.rows, by: isSame)
      && shown.dropFirst(wanted.rows.count).allSatisfy(\.isEmpty)
  }

  private func isSame(_ shown: String, _ wanted: String) -> Bool {
    var wanted = wanted[...]
    while wanted.last == " " { wanted.removeLast() }
    return shown.utf8.elementsEqual(wanted.utf8)
  }

  /// Everything above the text, rows that the terminal itself has wrapped made one again.
  private func linesAbove(_ wanted: ReferenceLayout) -> [String] {
    let screen = session.terminal.screen
    var lines: [String] = []
    var isOpen = false
    for row in screen.scrollback + screen.rows.prefix(screen.cursor.row - wanted.row) {
      // Blanks at a margin are no end of a line.
      let text = row.cells.map { $0.text.isEmpty && $0.width > 0 && !row.isWrapped ? " " : $0.text }.joined()
      if isOpen { lines[lines.count - 1] += text } else { lines.append(text) }
      isOpen = row.isWrapped
    }
    return lines.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }

  private func report(_ wanted: ReferenceLayout? = nil) -> String {
    let screen = session.terminal.screen
    var lines =
      [setting.testDescription] + log.suffix(Int(ProcessInfo.processInfo.environment["POL_LOG"] ?? "") ?? 30)
    lines += [
      "text: \(editor.text.debugDescription), cursor \(editor.cursor)", "the terminal, \(columns) columns:",
    ]
    lines += [screen.picture, "cursor at \(screen.cursor) \(screen.faults)"]
    if let wanted {
      lines += ["the reference, first row \(top):"] + wanted.rows.map { "|\($0)|" }
      lines.append("cursor at row \(wanted.row), column \(wanted.column)")
    }
    return lines.joined(separator: "\n")
  }
}
