import PolCheck
import PolColumns
import PolEval
import PolSource

/// Rows made for a test. The same values come in another representation in every other chunk: which one must
/// never show.
struct TestRows: RowSource {
  var columns: [Vector]
  var rowCount: Int
  var luck = Luck(seed: 11, month: 4)

  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    guard case .kept(let index) = column else { throw Diagnostic("E9999", "no such column", at: nil) }
    let values = columns[index].slice(rows)
    guard case .integers(let digits, let scale) = values, rows.lowerBound % 3 == 1 else { return values }
    return .exacts(digits.map { ExactNumber(coefficient: $0, scale: scale) })
  }

  func personKeys(in rows: Range<Int>) -> [UInt64] { rows.map { rootKey(.founder, ordinal: UInt64($0)) } }

  func name(ofRow row: Int) -> String { "row \(row)" }
}

/// Variables by slot, and one table of rows.
struct TestEnvironment: Environment {
  var variables: [Slot: Scalar] = [:]
  var table = TestRows(columns: [], rowCount: 0)
  var threads = 1

  func value(of slot: Slot) throws(Diagnostic) -> Scalar {
    guard let value = variables[slot] else { throw Diagnostic("E9998", "no such variable", at: nil) }
    return value
  }
  func rows(of table: TableReference) throws(Diagnostic) -> any RowSource { self.table }
  func figure(_ column: CompanyColumn, of run: Slot) throws(Diagnostic) -> Scalar { .exact(ExactNumber(42)) }
  func hash(of run: Slot) throws(Diagnostic) -> String { "0123456789abcdef" }
  func fact(_ fact: PolicyFact, of policy: PolicyDefinition) throws(Diagnostic) -> Scalar { .exact(.one) }
}
