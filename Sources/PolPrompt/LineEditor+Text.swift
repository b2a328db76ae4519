import CEditLine

/// libedit's buffer, read and changed.
extension LineEditor {
  /// The line as it stands.
  var text: EditedText {
    guard let line = unsafe el_wline(editor)?.pointee else { return EditedText(clusters: [], cursor: 0) }
    let buffer = unsafe UnsafeBufferPointer(start: line.buffer, count: line.lastchar - line.buffer)
    return unsafe EditedText(
      scalars: buffer.map { Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}" },
      cursor: line.cursor - line.buffer)
  }

  /// Puts the cursor before a cluster of the line.
  func move(to place: Int) {
    let now = text
    // libedit's cursor may stand inside a cluster, so it goes by way of the start.
    unsafe el_cursor(editor, -Int32(now.scalars(from: 0, to: now.clusters.count)))
    unsafe el_cursor(editor, Int32(now.scalars(from: 0, to: place)))
  }

  /// Inserts at the cursor; a NUL can't be in a line.
  func insert(_ string: String) {
    var wide = string.unicodeScalars.compactMap { $0.value == 0 ? nil : wchar_t(bitPattern: $0.value) }
    guard !wide.isEmpty else { return }
    wide.append(0)
    unsafe el_winsertstr(editor, &wide)
  }

  /// Takes the clusters between two places out; the cursor stands where they were.
  func remove(_ places: Range<Int>) {
    guard !places.isEmpty else { return }
    let now = text
    let start = now.scalars(from: 0, to: places.lowerBound)
    unsafe pol_edit_remove(editor, Int32(start), Int32(now.scalars(from: 0, to: places.upperBound)))
  }

  /// Puts another text in the place of the line.
  func replace(with other: EditedText) {
    remove(0..<text.clusters.count)
    insert(other.string)
    move(to: other.cursor)
  }

  /// Puts an entry in the place of the line, the cursor at its end.
  func replace(with entry: String) {
    let clusters = Array(entry)
    replace(with: EditedText(clusters: clusters, cursor: clusters.count))
  }

  /// Lets libedit take these keys before any that are typed.
  func push(_ keys: [KeyReader.Key]) {
    var wide = keys.map { wchar_t(bitPattern: $0.rawValue) } + [0]
    unsafe el_wpush(editor, &wide)
  }
}
