import PolSource
import PolSyntax
import Testing

@Suite("Operators")
struct AssociationTests {
  @Test(
    "Operators of one level are taken from left to right, tighter ones first",
    arguments: [
      ("8 / 2 * 4", "((8 / 2) * 4)"), ("8 / 2 / 2", "((8 / 2) / 2)"), ("8 - 2 - 2", "((8 - 2) - 2)"),
      ("8 - 2 + 1", "((8 - 2) + 1)"), ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
      ("-2 * 3", "(-2 * 3)"), ("not 1 < 2 and 3 < 4 or 5 < 6", "((not (1 < 2) and (3 < 4)) or (5 < 6))"),
    ])
  func association(_ written: String, _ meant: String) throws {
    let text = SourceText(name: "test", bytes: Array(written.utf8))
    let result = Parser.parseExpression(text, as: SourceID(0))
    #expect(try #require(result.expression).bracketed == meant)
  }
}

extension Expression {
  /// The expression with all its parentheses; only what these tests need.
  fileprivate var bracketed: String {
    switch kind {
    case .number(let digits, _): digits
    case .negative(let operand): "-\(operand.bracketed)"
    case .not(let operand): "not \(operand.bracketed)"
    case .binary(let sign, let left, let right):
      "(\(left.bracketed) \(sign.rawValue) \(right.bracketed))"
    default: "?"
    }
  }
}
