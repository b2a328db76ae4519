import Foundation
import PolSource
import PolSyntax
import Testing

@Suite("Bad programs")
struct BadProgramTests {
  static let rewrites = ProcessInfo.processInfo.environment["POL_REWRITE"] == "1"

  @Test(
    "Each bad program gets the messages of its picture",
    arguments: files("pol", under: "Tests/SyntaxTests/bad"))
  func pictures(_ file: URL) throws {
    let (result, text) = parse(Array(try Data(contentsOf: file)), name: file.lastPathComponent)
    let code = file.lastPathComponent.prefix(5)
    #expect(result.diagnostics.contains { $0.code == code })
    let picture = file.deletingPathExtension().appendingPathExtension("txt")
    if Self.rewrites {
      try text.write(to: picture, atomically: true, encoding: .utf8)
      Issue.record("rewrote \(picture.lastPathComponent)")
    } else {
      #expect(try text == String(contentsOf: picture, encoding: .utf8))
    }
  }

  @Test("Every code of these modules has a picture, and every picture's code is one of them")
  func codesHavePictures() throws {
    var codes: Set<String> = []
    for folder in ["Sources/PolSource", "Sources/PolSyntax"] {
      for file in files("swift", under: folder) {
        let code = try String(contentsOf: file, encoding: .utf8)
        for found in code.matches(of: /"(E0[12][0-9]{2})"/) { codes.insert(String(found.1)) }
      }
    }
    let pictures = Set(
      files("pol", under: "Tests/SyntaxTests/bad").map { String($0.lastPathComponent.prefix(5)) })
    #expect(codes == pictures)
  }

  @Test("A message is one sentence without a full stop, and has a place")
  func messagesAreSentences() throws {
    for file in files("pol", under: "Tests/SyntaxTests/bad") {
      for diagnostic in parse(Array(try Data(contentsOf: file))).result.diagnostics {
        #expect(!diagnostic.message.hasSuffix("."), "\(diagnostic.message)")
        #expect(diagnostic.span != nil)
      }
    }
  }
}
