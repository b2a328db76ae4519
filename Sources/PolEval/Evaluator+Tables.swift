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
    let none = (values: expressions.map { $0.type.blank.spread(rows: 0) }, rowCount: 0)
    let all = try pass(through: rows, from: none) { chunk, failures in
      let mask = filter.map { holds($0, over: rows, in: chunk, noting: &failures) }
      let values = expressions.map { expression in
        let part = vector(of: expression, over: rows, in: chunk, where: mask, noting: &failures)
          .spread(rows: chunk.count)
        return mask.map { part.kept(where: $0) } ?? part
      }
      return (values: values, rowCount: mask.map { $0.count { $0 } } ?? chunk.count)
    } _: { all, part in
      all.rowCount += part.rowCount
      for index in part.values.indices { all.values[index].append(part.values[index]) }
    }
    return ResultTable(columns: columns, values: all.values, rowCount: all.rowCount)
  }

  private func grouped(
    _ columns: [TableColumn], _ keys: [Expression], _ query: Query, over rows: some RowSource
  ) throws(Diagnostic) -> ResultTable {
    let keys = keys.map { folded($0) }
    let filter = query.filter.map { folded($0) }
    let value = query.value.map { folded($0) }
    let parameter = try parameter(of: query.aggregate)
    let (groups, accumulators) = try pass(through: rows, from: (Groups(), [Accumulator]())) {
      chunk, failures in
      let mask = filter.map { holds($0, over: rows, in: chunk, noting: &failures) }
      let parts = keys.map { vector(of: $0, over: rows, in: chunk, where: mask, noting: &failures) }
      let values = value.map { vector(of: $0, over: rows, in: chunk, where: mask, noting: &failures) }
      return (parts: parts, values: values, mask: mask, count: chunk.count)
    } _: { seen, found in
      let places = seen.0.places(of: found.parts, where: found.mask, rows: found.count)
      while seen.1.count < seen.0.keys.count { seen.1.append(Accumulator()) }
      for row in 0..<found.count where places[row] >= 0 {
        seen.1[places[row]].add(found.values, row: row, for: query.aggregate)
      }
    }
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
