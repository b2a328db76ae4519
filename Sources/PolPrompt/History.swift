struct History {
  var entries: [String] = []
  var trouble: String? { nil }
  mutating func add(_ entry: String) {
    if !entry.allSatisfy(\.isWhitespace) { entries.removeAll { $0 == entry }; entries.append(entry) }
  }
  mutating func refresh() {}
  func newest(beginningWith prefix: String) -> String? {
    entries.last { $0.hasPrefix(prefix) && $0 != prefix }
  }
  func newest(containing text: String, before index: Int) -> Int? {
    entries[..<index].lastIndex { $0.contains(text) }
  }
}
