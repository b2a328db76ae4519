/// A law that is a part of pol, written in pol: `use "laws/cn.pol"` takes it in.
package struct ShippedLaw: Sendable {
  /// What scripts call it.
  package var name: String
  /// The text, as `pol show law cn` prints it.
  package var text: String

  /// What messages and `use` call the text.
  package var path: String { "laws/\(name).pol" }

  /// Every one.
  package static let all = [
    china, unitedStates, europeanUnion, canada, japan, korea, taiwan, india, unitedKingdom,
  ]

  /// The law of this name.
  package static func named(_ name: String) -> ShippedLaw? { all.first { $0.name == name } }

  /// The law that a path means where there is no such file.
  static func at(_ path: String) -> ShippedLaw? { all.first { $0.path == path } }
}
