import PolCheck
import PolColumns
import PolEval
import PolSource

/// Works out counts over a snapshot of agents, while the state that they came from changes.
struct RowCounter: Sendable {
  let evaluator: Evaluator<Surroundings>
  let threads: Int

  /// Works out a whole count for each agent that the mask has, 0 for the others, and hands them on shard by
  /// shard in order, so that there is never a column of them all.
  ///
  /// `rows` is a snapshot: what `take` changes is not seen by later shards. What is no count is noted as a
  /// failure of its row; once something failed nothing more is handed on, and it is thrown at the end.
  func count(
    _ expression: Expression, of what: String, over rows: AgentRows,
    where mask: @escaping @Sendable (Range<Int>, inout Failures) -> [Bool],
    _ take: (Range<Int>, [Int64]) throws(RunFailure) -> Void
  ) throws(RunFailure) {
    let expression = evaluator.folded(expression)
    var failures = Failures()
    let shards = Threads.parts(of: rows.rowCount)
    let stride = 4 * threads
    for start in Swift.stride(from: 0, to: shards.count, by: stride) {
      let group = Array(shards[start..<min(start + stride, shards.count)])
      let results = Threads.each(group, threads: threads) { shard in
        var failures = Failures()
        var counts: [Int64] = []
        counts.reserveCapacity(shard.count)
        for chunk in shard.chunks {
          let mask = mask(chunk, &failures)
          let vector = evaluator.vector(of: expression, over: rows, in: chunk, where: mask, noting: &failures)
          if let found = Quantities.counts(vector, where: mask) {
            counts += found
          } else if failures.isEmpty {
            failures.note(.notACount(what, expression), at: expression.span, row: chunk.lowerBound)
          }
        }
        return (counts, failures)
      }
      for result in results { failures.merge(result.1) }
      guard failures.isEmpty else { continue }
      for (shard, result) in zip(group, results) { try take(shard, result.0) }
    }
    if let diagnostic = failures.diagnostic(naming: rows.name) { throw .script(diagnostic) }
  }

  /// The same for every active agent.
  func countActive(
    _ expression: Expression, of what: String, over rows: AgentRows, _ active: [Bool],
    _ take: (Range<Int>, [Int64]) throws(RunFailure) -> Void
  ) throws(RunFailure) {
    try count(expression, of: what, over: rows, where: { chunk, _ in Array(active[chunk]) }, take)
  }
}
