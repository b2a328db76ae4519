import Foundation
import Testing

/// Whoever looks for a mechanism finds an example of it.
@Suite("Mechanisms")
struct MechanismTests {
  /// Ways to write what other forms say as well.
  private static let spellings: Set<String> = ["Expression.Kind.yuan"]

  @Test(
    "Together the examples use all that the reference's scripts use, and all that has a list in the language")
  func everyMechanism() throws {
    var documented = Mechanisms()
    for part in try ReferenceTests.parts() where part.hasPrefix("pol\n") || part.hasPrefix("pol exit=1\n") {
      documented.add(String(part.drop { $0 != "\n" }), from: "the reference")
    }
    var used = Mechanisms()
    let folder = Command.root.appending(path: "examples")
    let names = FileManager.default.subpaths(atPath: folder.path) ?? []
    for name in names.sorted() where name.hasSuffix(".pol") && !name.hasPrefix("spec/") {
      used.add(try String(contentsOf: folder.appending(path: name), encoding: .utf8), from: name)
    }
    let all = documented.found.union(Mechanisms.listed).subtracting(Self.spellings)
    #expect(all.count > 200)
    let missing = all.subtracting(used.found).sorted()
    #expect(missing.isEmpty, "no example uses \(missing.joined(separator: ", "))")
  }
}
