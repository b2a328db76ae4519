package import PolCheck
package import PolColumns
package import PolSource

/// The rows of a table that is kept; its columns are `Column.kept`.
package struct KeptRows: RowSource {
  /// The table.
  package let table: ResultTable
  /// Nothing is drawn over a kept table.
  package var luck: Luck { Luck(seed: 0, month: 0) }
  /// How many rows the table has.
  package var rowCount: Int { table.rowCount }

  /// The rows of `table`.
  package init(_ table: ResultTable) {
    self.table = table
  }

  /// The values of a column of the table.
  package func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    guard case .kept(let index) = column else {
      preconditionFailure("a column of another table: \(column)")
    }
    return table.values[index].slice(rows)
  }

  /// Nobody.
  package func personKeys(in rows: Range<Int>) -> [UInt64] { [] }

  /// "row 5", counted from 1.
  package func name(ofRow row: Int) -> String { "row \(row + 1)" }
}
