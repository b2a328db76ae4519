import CEditLine

/// Searching the history while one types: anywhere in an entry, in any script.
extension LineEditor {
  private struct Search {
    var query = ""
    /// Where the entry that is shown stands in the history; nil before anything was found.
    var index: Int?
    var isFailing = false
  }

  /// Reads keys until one ends the search; that one is then performed, and Enter submits what was found.
  func search() -> Int32 {
    let before = text
    var search = Search()
    while true {
      show(search, over: before)
      let key: Unicode.Scalar
      switch keys.next(patience: -1) {
      case .character(let next): key = next
      case .wake: continue
      case .end: return leave(search, to: before)
      }
      switch key {
      case "\u{12}": find(&search, before: search.index)
      case "\u{7F}", "\u{08}":
        search.query = String(search.query.dropLast())
        (search.index, search.isFailing) = (nil, false)
        if !search.query.isEmpty { find(&search, before: nil) }
      case "\u{07}", "\u{03}": return leave(search, to: before)
      case KeyReader.Key.paste.scalar: extend(&search, by: keys.pasted)
      case _ where key.value >= 0x20 && !(0x7F..<0xA0).contains(key.value): extend(&search, by: String(key))
      default:
        if key != "\u{1B}" { keys.putBack(key) }
        return leave(search, to: found(search) ?? before)
      }
    }
  }

  /// Types further; the entry that is shown may still hold it.
  private func extend(_ search: inout Search, by string: String) {
    search.query += string
    find(&search, before: search.index.map { $0 + 1 })
  }

  private func find(_ search: inout Search, before index: Int?) {
    guard !search.query.isEmpty else { return }
    let end = index ?? history.entries.count
    if let found = history.newest(containing: search.query, before: end) {
      (search.index, search.isFailing) = (found, false)
    } else {
      search.isFailing = true
    }
  }

  /// The entry that is shown, the cursor where the searched text begins.
  private func found(_ search: Search) -> EditedText? {
    guard let index = search.index else { return nil }
    let clusters = Array(history.entries[index])
    let query = Array(search.query)
    let place = clusters.indices.first { clusters[$0...].starts(with: query) } ?? clusters.count
    return EditedText(clusters: clusters, cursor: place)
  }

  private func leave(_ search: Search, to text: EditedText) -> Int32 {
    if let index = search.index, text.string == history.entries[index] {
      if historyIndex == history.entries.count { draft = self.text.string }
      historyIndex = index
    }
    replace(with: text)
    return CC_REFRESH
  }

  private func show(_ search: Search, over before: EditedText) {
    var frame = frame(of: found(search) ?? before)
    frame.addRow([
      Inked(text: search.isFailing ? "nothing found: " : "search: ", ink: .hint),
      Inked(text: search.query, ink: nil),
    ])
    Terminal.write(canvas.draw(frame, size: size), to: .output)
  }
}
