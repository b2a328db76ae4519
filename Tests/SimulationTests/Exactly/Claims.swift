import PolSource
import Testing

/// Runs a script and expects every one of its checks to go as it says.
func expectClaims(_ script: String, sourceLocation: SourceLocation = #_sourceLocation) {
  do {
    let pipeline = try Pipeline(script)
    let count = pipeline.outcomes.count
    #expect(count > 0, "the script claims nothing", sourceLocation: sourceLocation)
    for failure in pipeline.failures { Issue.record("\(failure)\n\(script)", sourceLocation: sourceLocation) }
  } catch { Issue.record("\(error)\n\(script)", sourceLocation: sourceLocation) }
}

/// Expects a script to be refused before anything runs, with a diagnostic of this code.
func expectRefusal(_ code: String, _ script: String, sourceLocation: SourceLocation = #_sourceLocation) {
  do {
    _ = try Pipeline(script)
    Issue.record("this was not refused:\n\(script)", sourceLocation: sourceLocation)
  } catch Pipeline.Trouble.refused(let list) {
    #expect(list.map(\.code).contains(code), "\(list.map(\.message))", sourceLocation: sourceLocation)
  } catch { Issue.record("\(error)\n\(script)", sourceLocation: sourceLocation) }
}

/// A story for each beginning of a longer one, `s0`, `s1` and so on up to the last month, and its run `r0`, `r1`.
func beginnings(_ months: [String]) -> String {
  var text = ""
  for last in months.indices {
    let lines = months[...last].enumerated().map { "  month \($0.offset): \($0.element)\n" }
    text += "story s\(last) {\n\(lines.joined())}\nrun r\(last) = p in s\(last)\n"
  }
  return text
}
