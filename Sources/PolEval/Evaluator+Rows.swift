import PolCheck
import PolColumns
import PolSource

extension Evaluator {
  /// Goes through rows, chunk by chunk: threads `work` on them, and what they find is taken in the order of the rows, as
  /// long as none has failed. Returns what `state` has come to; throws one diagnostic for the rows that failed.
  func pass<State: Sendable, Found: Sendable>(
    through rows: some RowSource, from state: State,
    _ work: @Sendable (Range<Int>, inout Failures) -> Found, _ take: @Sendable (inout State, Found) -> Void
  ) throws(Diagnostic) -> State {
    var pass = Pass(state: state)
    let chunks = (0..<rows.rowCount).chunks
    // Group by group, so that what is found and not yet taken stays small.
    for group in Threads.parts(of: chunks.count, each: 64) {
      Threads.relay(
        Array(chunks[group]), to: &pass, leaving: Pass(state: state), threads: environment.threads
      ) { chunk in
        var failures = Failures()
        let found = work(chunk, &failures)
        return (found: found, failures: failures)
      } _: { pass, part in
        pass.failures.merge(part.failures)
        if pass.failures.isEmpty { take(&pass.state, part.found) }
      }
    }
    if let diagnostic = pass.failures.diagnostic(naming: rows.name) { throw diagnostic }
    return pass.state
  }
}

/// What has been found so far.
private struct Pass<State: Sendable>: Sendable {
  var state: State
  var failures = Failures()
}
