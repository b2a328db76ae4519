import PolCheck
import PolColumns
@testable import PolEval
import PolSource
import Testing

@Suite("Expressions over numbers of known size")
struct SureWalkTests {
  static let rowCount = 70
  static let types: [ValueType] = [ExpressionGenerator.money, ExpressionGenerator.exact, .boolean]

  /// Columns as `TestRows.generated` has them, each of numbers below another power of two.
  static func rows(seed: UInt64) -> TestRows {
    var random = SeededGenerator(seed: seed)
    var rows = TestRows.generated(count: rowCount, seed: seed)
    for index in rows.columns.indices {
      guard case .integers(_, let scale) = rows.columns[index] else { continue }
      let bits = Int.random(in: random.once(in: 3) ? 25...63 : 1...25, using: &random)
      let largest = Int64.max >> (63 - bits)
      rows.columns[index] = .integers(
        (0..<rowCount).map { _ in
          random.once(in: 4) ? largest : Int64.random(in: -largest...largest, using: &random)
        }, scale: scale)
    }
    return rows
  }

  @Test(
    "Numbers that just fit, and numbers that just don't, get the values and failures that they always got")
  func sizes() throws {
    var (sure, others) = (0, 0)
    for seed in 0..<600 as Range<UInt64> {
      var generator = ExpressionGenerator(seed: seed)
      let rows = Self.rows(seed: seed)
      let expression = generator.expression(Self.types[Int(seed % 3)], depth: 1 + Int(seed % 4))
      var walk = Walk(Evaluator(in: TestEnvironment()), over: rows, in: 0..<Self.rowCount)
      let found = walk.vector(expression, where: nil)
      let expected = EvaluatorTests.expected(expression, rows, nil)
      for row in 0..<Self.rowCount {
        guard case .success(let value)? = expected[row] else { continue }
        #expect(found.scalar(at: row) == value, "row \(row), seed \(seed)")
      }
      let failed = expected.count { if case .failure? = $0 { true } else { false } }
      #expect(walk.failures.count == failed, "seed \(seed)")
      guard expression.maybeSure else { continue }
      if walk.sure(expression) == nil {
        others += 1
      } else {
        sure += 1
        #expect(failed == 0, "seed \(seed): what is sure can't fail")
      }
    }
    #expect(sure > 50 && others > 20, "\(sure) sure, \(others) not")
  }

  @Test("What is stored is read where it lies, with the same values")
  func stored() throws {
    let rows = Self.rows(seed: 3)
    let column = Expression(.column(.kept(4)), ExpressionGenerator.money, at: Span(SourceID(0), 0, 1))
    let half = Expression(
      .constant(.exact(ExactNumber(coefficient: 5, scale: 1))), ExpressionGenerator.exact, at: column.span)
    let halves = Expression(.arithmetic(.multiply, column, half), ExpressionGenerator.money, at: column.span)
    let evaluator = Evaluator(in: TestEnvironment())
    let range = 9..<Self.rowCount
    var failures = Failures()
    let copied = evaluator.vector(of: halves, over: rows, in: range, noting: &failures)
    let read = evaluator.vector(of: halves, over: LyingRows(rows: rows), in: range, noting: &failures)
    #expect(failures.isEmpty)
    for row in 0..<range.count { #expect(read.scalar(at: row) == copied.scalar(at: row)) }
  }
}

/// The same rows, whole numbers where they lie.
private struct LyingRows: RowSource {
  var rows: TestRows
  var rowCount: Int { rows.rowCount }
  var luck: Luck { rows.luck }

  func values(of column: Column, in range: Range<Int>) throws(Diagnostic) -> Vector {
    try rows.values(of: column, in: range)
  }
  func wholes(of column: Column, in range: Range<Int>) -> Wholes? {
    guard case .kept(let index) = column, case .integers(let values, let scale) = rows.columns[index] else {
      return nil
    }
    return Wholes(values[range], scale: scale)
  }
  func personKeys(in range: Range<Int>) -> [UInt64] { rows.personKeys(in: range) }
  func name(ofRow row: Int) -> String { rows.name(ofRow: row) }
}
