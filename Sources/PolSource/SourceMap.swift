/// All texts of one run of the program, each under the `SourceID` that spans name it by.
package struct SourceMap: Sendable {
  /// The texts; a `SourceID` is an index here.
  package private(set) var texts: [SourceText] = []

  /// Makes an empty map.
  package init() {}

  /// Takes a text in and names it.
  package mutating func add(_ text: SourceText) -> SourceID {
    texts.append(text)
    return SourceID(texts.count - 1)
  }

  /// Makes a text of bytes and takes it in.
  package mutating func add(name: String, bytes: [UInt8]) -> SourceID {
    add(SourceText(name: name, bytes: bytes))
  }

  /// The text of that name.
  package subscript(_ source: SourceID) -> SourceText { texts[source.index] }
}
