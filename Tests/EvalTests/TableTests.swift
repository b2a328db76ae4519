@testable import PolCheck
import PolColumns
import PolEval
import PolSource
import Testing

@Suite("Tables")
struct TableTests {
  static func texts(_ table: ResultTable) -> [String] {
    (0..<table.rowCount).map { row in
      table.values.map { column in
        switch column.scalar(at: row) {
        case .exact(let number): number.description
        case .real(let number): number.description
        case .boolean(let value): value.description
        case .code(let code): "#\(code)"
        case .text(let text): text
        }
      }.joined(separator: " ")
    }
  }

  @Test("A listing keeps the rows that meet the condition, in their order")
  func listing() throws {
    let values = (0..<5_000).map { Int64($0) }
    let evaluator = QueryTests.evaluator([.integers(values, scale: 0)], rows: 5_000)
    let condition = QueryTests.less(QueryTests.constant("4996"), QueryTests.column(0))
    let double = Expression(
      .arithmetic(.multiply, QueryTests.column(0), QueryTests.constant("0.5")), ExpressionGenerator.exact,
      at: QueryTests.span)
    let table = try evaluator.table(
      .listing(
        columns: [], values: [QueryTests.column(0), double], table: QueryTests.table, filter: condition))
    #expect(Self.texts(table) == ["4997 2498.5", "4998 2499", "4999 2499.5"])
    let kept = KeptRows(table)
    #expect(kept.rowCount == 3 && kept.name(ofRow: 0) == "row 1")
    #expect(try kept.values(of: .kept(1), in: 1..<2).scalar(at: 0) == .exact(ExactNumber(2_499)))
  }

  @Test("Groups come in the order of their keys, each ascending")
  func grouped() throws {
    let rows = 5_000
    let month = (0..<rows).map { Int64(($0 * 7) % 3) }
    let tier = (0..<rows).map { Int32($0 % 2) }
    let amount = (0..<rows).map { Int64($0) }
    let evaluator = QueryTests.evaluator(
      [.integers(month, scale: 0), .codes(tier), .integers(amount, scale: 2)], rows: rows)
    let query = Query(aggregate: .sum, value: QueryTests.column(2), table: QueryTests.table, filter: nil)
    let keys = [QueryTests.column(0), QueryTests.column(1, ExpressionGenerator.tier)]
    let table = try evaluator.table(.grouped(columns: [], keys: keys, query))
    var expected: [String] = []
    for m in 0..<3 as Range<Int64> {
      for t in 0..<2 as Range<Int32> {
        let sum = (0..<rows).reduce(0) { $0 + (month[$1] == m && tier[$1] == t ? amount[$1] : 0) }
        expected.append("\(m) #\(t) \(ExactNumber(coefficient: sum, scale: 2))")
      }
    }
    #expect(Self.texts(table) == expected)
  }

  @Test("Of no rows there is no group")
  func noGroups() throws {
    let evaluator = QueryTests.evaluator([.integers([], scale: 0)], rows: 0)
    let query = Query(aggregate: .mean, value: QueryTests.column(0), table: QueryTests.table, filter: nil)
    let table = try evaluator.table(.grouped(columns: [], keys: [QueryTests.column(0)], query))
    #expect(table.rowCount == 0 && table.values.count == 2)
  }
}
