package import PolCheck
import PolColumns
package import PolSource

extension Evaluator {
  /// The table that a query makes: a listing in the order of its rows, or one row per group in the order of
  /// the keys, each ascending.
  package func table(_ query: TableQuery) throws(Diagnostic) -> ResultTable {
    switch query {
    case .listing(let columns, let values, let table, let filter):
      let rows = try environment.rows(of: table)
      return try listing(columns, values, filter, over: rows)
    case .grouped(let columns, let keys, let query):
      let rows = try environment.rows(of: query.table)
      return try grouped(columns, keys, query, over: rows)
    }
  }

  private func listing(
    _ columns: [TableColumn], _ expressions: [Expression], _ filter: Expression?, over rows: some RowSource
  ) throws(Diagnostic) -> ResultTable {
    let filter = filter.map { folded($0) }
    let expressions = expressions.map { folded($0) }
    var values = expressions.map { $0.type.blank.spread(rows: 0) }
    var rowCount = 0
    var failures = Failures()
    for chunk in (0..<rows.rowCount).chunks {
      let mask = filter.map { holds($0, over: rows, in: chunk, noting: &failures) }
      rowCount += mask.map { $0.count { $0 } } ?? chunk.count
      for (index, expression) in expressions.enumerated() {
        let part = vector(of: expression, over: rows, in: chunk, where: mask, noting: &failures)
          .spread(rows: chunk.count)
        values[index].append(mask.map { part.kept(where: $0) } ?? part)
      }
    }
    if let diagnostic = failures.diagnostic(naming: rows.name) { throw diagnostic }
    return ResultTable(columns: columns, values: values, rowCount: rowCount)
  }

  private func grouped(
    _ columns: [TableColumn], _ keys: [Expression], _ query: Query, over rows: some RowSource
  ) throws(Diagnostic) -> ResultTable {
    let keys = keys.map { folded($0) }
    let filter = query.filter.map { folded($0) }
    let value = query.value.map { folded($0) }
    let parameter = try parameter(of: query.aggregate)
    var groups = Groups()
    var accumulators: [Accumulator] = []
    var failures = Failures()
    for chunk in (0..<rows.rowCount).chunks {
      let mask = filter.map { holds($0, over: rows, in: chunk, noting: &failures) }
      let parts = keys.map { vector(of: $0, over: rows, in: chunk, where: mask, noting: &failures) }
      let values = value.map { vector(of: $0, over: rows, in: chunk, where: mask, noting: &failures) }
      guard failures.isEmpty else { continue }
      let places = groups.places(of: parts, where: mask, rows: chunk.count)
      while accumulators.count < groups.keys.count { accumulators.append(Accumulator()) }
      for row in 0..<chunk.count where places[row] >= 0 {
        accumulators[places[row]].add(values, row: row, for: query.aggregate)
      }
    }
    if let diagnostic = failures.diagnostic(naming: rows.name) { throw diagnostic }
    let order = groups.keys.indices.sorted { Groups.precedes(groups.keys[$0], groups.keys[$1]) }
    var results: [Scalar] = []
    for place in order {
      let span = query.value?.span ?? query.filter?.span ?? keys[0].span
      results.append(try result(of: query, accumulators[place], parameter: parameter, at: span))
    }
    var vectors = keys.indices.map { key in Vector.column(order.map { groups.keys[$0][key] }) }
    vectors.append(Vector.column(results))
    return ResultTable(columns: columns, values: vectors, rowCount: order.count)
  }
}
