import Foundation
import PolSession
import Testing

extension ShippedLaw: CustomTestStringConvertible {
  /// How a test calls the law.
  public var testDescription: String { name }
}

/// Laws that are built in, on cases that were decided and on the edges of what they count.
@Suite("Laws")
struct LawTests {
  static let folder = Command.root.appending(path: "Tests/CommandTests/laws")
  static let cases = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".pol") }.sorted()

  @Test(
    "A decided case comes out as it was decided, and figures on the line as they are written",
    arguments: cases)
  func decided(_ name: String) throws {
    let result = try Command.pol("run", name, in: Self.folder)
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains("checks went as expected"))
    #expect(result.error.isEmpty)
  }

  /// An organiser, so many direct recruits, and one that the first of them recruits.
  static func star(_ direct: Int, grandchild: Bool) -> String {
    let recruits = (0..<direct).map { "P\($0) joins as agent under Ann" }
    let more = grandchild ? ["Zed joins as agent under P0"] : []
    return """
      use "laws/cn.pol"
      product mask { cost 6 CNY; retail 128 CNY }
      policy p { sells mask; tier agent { price 68 CNY } }
      story star { month 0: \((["Ann joins as agent"] + recruits + more).joined(separator: "; ")) }
      run r = p in star
      let found = r under cn

      """
  }

  @Test(
    "The organiser and the organiser's level count towards 30 persons and 3 levels",
    arguments: [
      (29, false, false), (30, false, false), (28, true, true), (27, true, false), (29, true, true),
    ])
  func threshold(_ direct: Int, _ grandchild: Bool, _ isHit: Bool) throws {
    let claim = "check \"the threshold\": \(isHit ? "" : "not ")hit(found.threshold)\n"
    let result = try Command.pol("run", "-", input: Self.star(direct, grandchild: grandchild) + claim)
    #expect(result.status == 0, "\(result.output)\(result.error)")
  }

  @Test(
    "Every law says for each finding what it was read from and how sure that is", arguments: ShippedLaw.all)
  func citations(_ law: ShippedLaw) {
    #expect(law.text.contains("No legal advice"))
    let findings = law.text.split(separator: "\n").filter { $0.contains("  finding ") }
    #expect(!findings.isEmpty)
    for finding in findings {
      #expect(finding.contains(/cites ".*\[[^"]*[AB][^"]*\].*":/), "\(finding)")
    }
  }

  @Test(
    "Every audit says that it is no legal advice, and never calls anything legal", arguments: ShippedLaw.all)
  func noAdvice(_ law: ShippedLaw) throws {
    for format in ["text", "json"] {
      let result = try Command.pol(
        "audit", "affiliate.pol", "--law", law.name, "--format", format, in: Self.folder)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.contains("This is no legal advice."))
      #expect(!result.output.contains(/\b(is|be) legal\b/))
    }
  }

  @Test("A law of one's own takes the place of the one that is built in")
  func ownFile() throws {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "pol-law-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: scratch.appending(path: "laws"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let law = "law cn \"Mine\" (r) { finding sure \"sure\" cites \"nowhere\": true }\n"
    try Data(law.utf8).write(to: scratch.appending(path: "laws/cn.pol"))
    let script = Self.star(1, grandchild: false) + "check \"mine\": hit(found.sure)\n"
    try Data(script.utf8).write(to: scratch.appending(path: "x.pol"))
    let result = try Command.pol("run", "x.pol", in: scratch)
    #expect(result.status == 0, "\(result.output)\(result.error)")
  }
}
