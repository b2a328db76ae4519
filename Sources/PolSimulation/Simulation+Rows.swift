import PolCheck
import PolColumns
import PolEval
import PolSource

extension Simulation {
  /// Works through agents chunk by chunk on all threads; results in order, chunk by chunk.
  ///
  /// What goes wrong in a row is noted, and thrown when every row was looked at: so the message counts all of
  /// them, whatever the number of threads.
  func chunks<R: Sendable>(
    of rows: AgentRows, _ work: @escaping @Sendable (Range<Int>, inout Failures) -> R
  ) throws(RunFailure) -> [R] {
    let shards = Threads.shards(of: rows.rowCount, threads: options.threads) { shard in
      var failures = Failures()
      let results = shard.chunks.map { work($0, &failures) }
      return (results, failures)
    }
    var failures = Failures()
    for shard in shards { failures.merge(shard.1) }
    if let diagnostic = failures.diagnostic(naming: rows.name) { throw .script(diagnostic) }
    return shards.flatMap(\.0)
  }

  /// One expression over some rows, whole; throws for the rows that failed.
  func doubles(
    _ expression: Expression, over rows: AgentRows, in range: Range<Int>, where mask: [Bool]? = nil
  ) throws(Diagnostic) -> [Double] {
    try evaluator.column(of: expression, over: rows, in: range, where: mask).doubles(count: range.count)
  }
}

extension Evaluator where E == Surroundings {
  /// The values in one batch of rows, a constant staying one; throws for the rows that failed.
  func batch(
    _ expression: Expression, over rows: some RowSource, where mask: [Bool]? = nil
  ) throws(Diagnostic) -> Vector {
    var failures = Failures()
    let vector = vector(of: expression, over: rows, in: 0..<rows.rowCount, where: mask, noting: &failures)
    if let diagnostic = failures.diagnostic(naming: rows.name) { throw diagnostic }
    return vector
  }

  /// In which rows of a batch a condition holds, the mask's only; throws for the rows that failed.
  func holds(
    _ condition: Expression, over rows: some RowSource, where mask: [Bool]? = nil
  ) throws(Diagnostic) -> [Bool] {
    var failures = Failures()
    var held: [Bool] = []
    held.reserveCapacity(rows.rowCount)
    for chunk in (0..<rows.rowCount).chunks {
      let part = mask.map { Array($0[chunk]) }
      held += holds(condition, over: rows, in: chunk, where: part, noting: &failures)
    }
    if let diagnostic = failures.diagnostic(naming: rows.name) { throw diagnostic }
    return held
  }

  /// The value of an expression over a source of one row.
  func single(_ expression: Expression, over rows: some RowSource) throws(Diagnostic) -> Scalar {
    try batch(expression, over: rows).scalar(at: 0)
  }
}
