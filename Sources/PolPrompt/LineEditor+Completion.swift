import CEditLine
import PolSession

extension LineEditor {
  /// Completes the word before the cursor: what all candidates have in common first, then one after the other.
  func complete(by step: Int) -> Int32 {
    keepsMenu = true
    if var open = menu {
      let count = open.completions.candidates.count
      let next = open.chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
      open.chosen = next
      let chosen = open.completions.candidates[next].text
      put(chosen, for: open.completions.replaced)
      let start = open.completions.replaced.lowerBound
      open.completions.replaced = start..<start + chosen.utf8.count
      menu = open
      return CC_REFRESH
    }
    let now = text
    let found = workspace.completions(of: now.string, at: now.bytes(before: now.cursor))
    guard let first = found.candidates.first else { return CC_ERROR }
    if found.candidates.count == 1 {
      put(first.text, for: found.replaced)
      return CC_REFRESH
    }
    let common = found.candidates.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
    let typed = String(decoding: Array(now.string.utf8)[found.replaced], as: UTF8.self)
    var open = Menu(completions: found, chosen: nil)
    if common.count > typed.count {
      put(common, for: found.replaced)
      let start = found.replaced.lowerBound
      open.completions.replaced = start..<start + common.utf8.count
    }
    menu = open
    return CC_REFRESH
  }

  /// Puts a word in the place of some bytes of the line.
  private func put(_ word: String, for bytes: Range<Int>) {
    let now = text
    let start = now.place(ofByte: bytes.lowerBound)
    remove(start..<now.place(ofByte: bytes.upperBound))
    insert(word)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}

extension EditedText {
  /// The first cluster that begins at or after a byte.
  fileprivate func place(ofByte byte: Int) -> Int {
    var seen = 0
    for (place, cluster) in clusters.enumerated() {
      if seen >= byte { return place }
      seen += cluster.utf8.count
    }
    return clusters.count
  }
}
