import Foundation
import PolCheck
import PolSource
import PolSyntax
import Testing

@Suite("Bad programs")
struct BadProgramTests {
  static let rewrites = ProcessInfo.processInfo.environment["POL_REWRITE"] == "1"

  @Test(
    "Each bad program gets the messages of its picture",
    arguments: files("pol", under: "Tests/CheckTests/bad"))
  func pictures(_ file: URL) throws {
    var checker = Checker()
    let checked = check(Array(try Data(contentsOf: file)), name: file.lastPathComponent, with: &checker)
    let code = file.lastPathComponent.prefix(5)
    #expect(checked.codes.contains { $0 == code }, "\(file.lastPathComponent): \(checked.text)")
    let picture = file.deletingPathExtension().appendingPathExtension("txt")
    if Self.rewrites {
      try checked.text.write(to: picture, atomically: true, encoding: .utf8)
      Issue.record("rewrote \(picture.lastPathComponent)")
    } else {
      #expect(try checked.text == String(contentsOf: picture, encoding: .utf8))
    }
  }

  @Test("Every code of the module has a picture, and every picture's code is one of them")
  func codesHavePictures() throws {
    var codes: Set<String> = []
    for file in files("swift", under: "Sources/PolCheck") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for found in text.matches(of: /"([EW]0[3459][0-9]{2})"/) { codes.insert(String(found.1)) }
    }
    // An override comes from the command line: it has a test of its own.
    codes.subtract(["E0308"])
    let pictures = Set(
      files("pol", under: "Tests/CheckTests/bad").map { String($0.lastPathComponent.prefix(5)) })
    #expect(codes == pictures, "\(codes.symmetricDifference(pictures).sorted())")
  }

  @Test("A message is one sentence without a full stop, and has a place")
  func messagesAreSentences() throws {
    for file in files("pol", under: "Tests/CheckTests/bad") {
      var checker = Checker()
      for diagnostic in check(Array(try Data(contentsOf: file)), with: &checker).diagnostics {
        #expect(!diagnostic.message.hasSuffix("."), "\(diagnostic.message)")
        #expect(diagnostic.span != nil)
      }
    }
  }
}
