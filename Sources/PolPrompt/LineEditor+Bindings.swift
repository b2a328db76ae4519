import CEditLine
import FoundationEssentials

/// Which keys do what. Ours are bound first and `.editrc` is done afterwards, so whoever wrote one has the last word.
extension LineEditor {
  /// Keys of every mode, by libedit's own notation or as one of `KeyReader`'s.
  private static let everywhere: [(key: String, function: String)] =
    [
      (.up, "pol-up"), (.down, "pol-down"), (.left, "pol-left"), (.right, "pol-right"),
      (.home, "pol-row-start"), (.end, "pol-row-end"), (.delete, "pol-delete"), (.pageUp, "pol-older"),
      (.pageDown, "pol-newer"), (.wordLeft, "ed-prev-word"), (.wordRight, "em-next-word"),
      (.backTab, "pol-complete-back"), (.alternateEnter, "pol-newline"), (.paste, "pol-paste"),
      (.wake, "pol-wake"), (.killRow, "ed-kill-line"), (.killRest, "pol-kill-rest"),
    ].map { (key: KeyReader.Key, function) in (String(Character(key.scalar)), function) } + [
      ("^M", "pol-enter"), ("^J", "pol-enter"), ("^C", "pol-interrupt"), ("^Z", "pol-suspend"),
      ("^D", "pol-delete-or-leave"), ("^L", "pol-redraw"), ("^R", "pol-search"),
    ]

  /// What one types with: emacs's only mode, and vi's for inserting.
  private static let inserting = [
    ("^I", "pol-complete"), ("^H", "pol-backspace"), ("^?", "pol-backspace"), ("}", "pol-close-brace"),
  ]

  private static let emacs = [
    ("^A", "pol-row-start"), ("^E", "pol-row-end"), ("^B", "pol-left"), ("^F", "pol-right"),
    ("^P", "pol-up"), ("^N", "pol-down"), ("^K", "pol-kill-row"), ("^_", "pol-undo"), ("^X^E", "pol-edit"),
    ("\\ep", "pol-older"), ("\\en", "pol-newer"), ("\\e\r", "pol-newline"),
  ]

  private static let viCommands = [
    ("h", "pol-left"), ("l", "pol-right"), ("j", "pol-down"), ("k", "pol-up"), ("^I", "pol-complete"),
    ("v", "pol-edit"), ("/", "pol-search"), ("?", "pol-search"),
  ]

  /// Binds ours, then does what `.editrc` says: once to learn its mode, which resets every key, and again.
  func bindKeys() {
    // This libedit begins in vi's mode unless it is told otherwise.
    unsafe pol_edit_set_vi(editor, false)
    _ = unsafe el_source(editor, nil)
    let isVi = unsafe pol_edit_is_vi(editor)
    unsafe pol_edit_set_vi(editor, isVi)
    bind(Self.everywhere, alternative: false)
    bind(Self.inserting, alternative: false)
    if isVi {
      bind(Self.everywhere, alternative: true)
      bind(Self.viCommands, alternative: true)
    } else {
      bind(Self.emacs, alternative: false)
    }
    for line in Self.userLines() {
      var wide = line.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
      var sequence = [wchar_t](repeating: 0, count: 32)
      guard unsafe pol_edit_do(editor, &wide, &sequence, Int32(sequence.count)) > 0 else { continue }
      let scalars = sequence.prefix { $0 != 0 }.compactMap { Unicode.Scalar(UInt32(bitPattern: $0)) }
      keys.usersSequences.insert(String(String.UnicodeScalarView(scalars)))
    }
  }

  private func bind(_ table: [(String, String)], alternative: Bool) {
    for (key, function) in table {
      var wideKey = key.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
      var wideFunction = function.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
      _ = unsafe pol_edit_bind(editor, &wideKey, &wideFunction, alternative)
    }
  }

  /// The lines of the file that libedit would read, but for blank ones and comments; what a key sends is replaced by
  /// the character that stands for it.
  private static func userLines() -> [String] {
    let environment = ProcessInfo.processInfo.environment
    let path = environment["EDITRC"] ?? (environment["HOME"].map { $0 + "/.editrc" } ?? "")
    guard !path.isEmpty, let data = try? Data(contentsOf: URL(filePath: path)) else { return [] }
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    return lines.filter { $0.first { $0 != " " && $0 != "\t" } != "#" }.map { line in
      KeyReader.sequences.reduce(into: line) { line, sequence in
        for escape in ["\\e", "^["] {
          line.replace(escape + sequence.key, with: String(Character(sequence.value.scalar)))
        }
      }
    }
  }
}
