import Foundation
import Testing

/// The document of `--format json`.
struct JSONTests {
  private func document(_ script: String, _ words: String...) throws -> [String: Any] {
    let folder = try ScriptFolder(["x.pol": script])
    let result = try Command.shell("pol x.pol --format json \(words.joined(separator: " "))", in: folder.url)
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let document = try #require(value as? [String: Any])
    #expect(document["status"] as? Int == Int(result.status))
    return document
  }

  @Test("Exact values are strings of digits, real ones are numbers")
  func values() throws {
    let document = try document(
      "show 425 CNY * 100_000_000\nshow 1 / 3\nshow sqrt(2)\nshow 1 == 1\nshow 9.5%\nshow month 5\n")
    let shown = try #require(document["shown"] as? [[String: Any]])
    let values = shown.compactMap { $0["value"] as? [String: Any] }
    #expect(values.count == 6)
    #expect(values[0]["value"] as? String == "42500000000")
    #expect(values[0]["unit"] as? String == "CNY")
    #expect(values[0]["text"] as? String == "42,500,000,000.00 CNY")
    #expect((values[1]["value"] as? String)?.hasPrefix("0.33333333333333333") == true)
    #expect(values[2]["value"] as? Double == 2.0.squareRoot())
    #expect(values[3]["value"] as? Bool == true)
    #expect(values[4]["value"] as? String == "0.095")
    #expect(values[5]["value"] as? Int == 5)
  }

  @Test("A failed check tells its parts and its place")
  func checks() throws {
    let document = try document("let a = 3\ncheck \"four\": a == 4\ncheck \"three\": a == 3\n")
    let checks = try #require(document["checks"] as? [[String: Any]])
    #expect(document["status"] as? Int == 1)
    #expect(checks.map { $0["passed"] as? Bool } == [false, true])
    let parts = try #require(checks[0]["parts"] as? [[String: Any]])
    #expect(parts[0]["expression"] as? String == "a")
    #expect((checks[0]["place"] as? [String: Any])?["line"] as? Int == 2)
  }

  @Test("Diagnostics, missing files and spoiled books are in the document too")
  func troubles() throws {
    let wrong = try document("show nobody\n")
    #expect((wrong["diagnostics"] as? [[String: Any]])?.count == 1)
    #expect(wrong["status"] as? Int == 2)

    let missing = try Command.pol("no-such.pol", "--format", "json")
    #expect(missing.status == 2)
    #expect(missing.output.contains("no such file"))

    let spoiled = try Command.pol(
      "examples/spec/mask-party.pol", "--format", "json", environment: ["POL_SPOIL_BOOKS": "2"])
    #expect(spoiled.status == 3)
    let document = try JSONSerialization.jsonObject(with: Data(spoiled.output.utf8)) as? [String: Any]
    #expect((document?["imbalance"] as? [String: Any])?["month"] as? Int == 2)
  }

  @Test("A run is told with its seed and its checksum")
  func runs() throws {
    let result = try Command.pol("examples/spec/mask-party.pol", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let run = try #require((document?["runs"] as? [[String: Any]])?.first)
    #expect(run["seed"] as? Int == 2014)
    #expect((run["hash"] as? String)?.count == 16)
  }
}
