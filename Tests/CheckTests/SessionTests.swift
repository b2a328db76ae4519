import Foundation
import PolCheck
import PolColumns
import PolSource
import PolSyntax
import Testing

@Suite("One checker, many scripts")
struct SessionTests {
  private func value(_ text: String) -> PolSyntax.Expression? {
    let script = parse("let x = \(text)\n").statements
    if case .let(let definition)? = script.first?.kind { return definition.value }
    return nil
  }

  private func parse(_ text: String) -> Script {
    var sources = SourceMap()
    let id = sources.add(name: "test.pol", bytes: Array(text.utf8))
    return Parser.parse(sources[id], as: id).script
  }

  @Test("What one script declares, the next one knows, and may declare anew")
  func replacing() {
    var checker = Checker()
    #expect(check(Array("let a = 1\nlet f(x) = x + a\n".utf8), with: &checker).codes.isEmpty)
    #expect(check(Array("show f(2)\nlet a = 5 CNY\nshow f(2 CNY)\n".utf8), with: &checker).codes.isEmpty)
    #expect(check(Array("let a = 1\nlet a = 2\n".utf8), with: &checker).codes == ["E0302"])
  }

  @Test("Functions that come to call each other are found out")
  func rings() {
    var checker = Checker()
    #expect(check(Array("let g(x) = x\nlet f(x) = g(x)\n".utf8), with: &checker).codes.isEmpty)
    #expect(check(Array("let g(x) = f(x)\nshow g(1)\n".utf8), with: &checker).codes == ["E0311"])
  }

  @Test("A `let` takes its value from outside")
  func overriding() throws {
    var checker = Checker()
    checker.override("crowd", with: try #require(value("500")))
    let (program, diagnostics) = checker.check(parse("let crowd = 10_000\n"))
    #expect(diagnostics.isEmpty)
    guard case .define(_, _, let crowd)? = program.steps.first?.kind else {
      Issue.record("no step")
      return
    }
    #expect(crowd.kind.constant == .exact(ExactNumber(500)))
  }

  @Test("A value of another dimension, or for no `let`, is refused")
  func badOverrides() throws {
    var checker = Checker()
    checker.override("crowd", with: try #require(value("5 CNY")))
    checker.override("crowds", with: try #require(value("5")))
    let (_, diagnostics) = checker.check(parse("let crowd = 10_000\n"))
    #expect(diagnostics.map(\.code) == ["E0418", "E0308"])
    #expect(diagnostics.last?.help == "did you mean `crowd`?")
  }

  @Test("Long chains of `let`s are no trouble")
  func longChains() {
    var text = "let a0 = 1\n"
    for index in 1...3_000 { text += "let a\(index) = a\(index - 1) + 1\n" }
    let checked = check(text + "sweep w for n in 5..a3000 { let b = n; keep b }\n")
    #expect(checked.diagnostics.isEmpty, "\(checked.text)")
  }

  @Test("Ever deeper functions end with one message", arguments: [10, 150, 250, 1_000])
  func deepCalls(_ count: Int) {
    var text = "let f0(x) = x\n"
    for index in 1...count { text += "let f\(index)(x) = (1 + (1 + (1 + (1 + f\(index - 1)(x)))))\n" }
    let checked = check(text + "show f\(count)(1)\n")
    #expect(checked.codes == (count > 10 ? ["E0306"] : []), "\(checked.text)")
  }
}

extension PolCheck.Expression.Kind {
  /// The constant that it is.
  var constant: Scalar? { if case .constant(let value) = self { value } else { nil } }
}
