import PolCheck
import PolColumns
import PolEval
import PolSource

/// Works out a whole count for each of many agents, group by group of shards, while the state that they were read
/// from changes: so there is never a column of them all.
///
/// `rows` is a snapshot: what happens between two groups is not seen by the later one. What is no count is noted
/// as a failure of its row; once something failed no more groups are handed out, and it is thrown at the end.
struct RowCounter: Sendable {
  /// The counts of some agents: 0 for those whom the mask leaves out.
  struct Shard: Sendable {
    var agents: Range<Int>
    var counts: [Int64]
  }

  private let expression: Expression
  /// Where the expression is nothing but one Poisson draw, with a mean that all share.
  private let poisson: (steps: DrawSteps, key: DrawKey)?
  private let what: String
  private let rows: AgentRows
  /// By agent: whether it is counted at all.
  private let mask: [Bool]
  private let evaluator: Evaluator<Surroundings>
  private let threads: Int
  let shards: [Range<Int>]
  private var next = 0
  private var failures = Failures()

  init(
    _ expression: Expression, of what: String, over rows: AgentRows, _ evaluator: Evaluator<Surroundings>,
    threads: Int, where mask: [Bool]
  ) {
    self.expression = evaluator.folded(expression)
    poisson = self.expression.poisson(over: rows, evaluator)
    (self.what, self.rows, self.mask) = (what, rows, mask)
    (self.evaluator, self.threads) = (evaluator, threads)
    shards = Threads.parts(of: rows.rowCount)
  }

  /// The next group of shards, ascending; nil at the end.
  mutating func group() throws(RunFailure) -> [Shard]? {
    while next < shards.count {
      let group = Array(shards[next..<min(next + 16 * threads, shards.count)])
      next += group.count
      let counter = self
      let results = Threads.each(group, threads: threads) { counter.counts(of: $0) }
      for result in results { failures.merge(result.failures) }
      if failures.isEmpty { return results.map(\.shard) }
    }
    if let diagnostic = failures.diagnostic(naming: name) { throw .script(diagnostic) }
    return nil
  }

  /// What a message calls an agent.
  var name: (Int) -> String { rows.name }

  /// The counts of one shard, and what failed in it.
  func counts(of shard: Range<Int>) -> (shard: Shard, failures: Failures) {
    var failures = Failures()
    if let poisson {
      let counts = poisson.steps.counts(
        of: rows.keys, in: shard, where: Array(mask[shard]), key: poisson.key)
      return (Shard(agents: shard, counts: counts), failures)
    }
    var counts: [Int64] = []
    counts.reserveCapacity(shard.count)
    for chunk in shard.chunks {
      let mask = Array(mask[chunk])
      let vector = evaluator.vector(of: expression, over: rows, in: chunk, where: mask, noting: &failures)
      if let found = Quantities.counts(vector, where: mask) {
        counts += found
      } else if failures.isEmpty {
        failures.note(.notACount(what, expression), at: expression.span, row: chunk.lowerBound)
      }
    }
    return (Shard(agents: shard, counts: counts), failures)
  }
}

extension Simulation {
  /// Counts for every active agent.
  func counter(_ expression: Expression, of what: String, over rows: AgentRows) -> RowCounter {
    RowCounter(
      expression, of: what, over: rows, evaluator, threads: options.threads, where: world.agents.active)
  }
}

extension Expression {
  /// What to draw with, where this is one Poisson draw, times one unit or not, with a mean that all rows share.
  ///
  /// Most markets recruit and sell so; drawn as whole numbers, it costs a tenth of what the evaluator's doubles cost.
  fileprivate func poisson(
    over rows: AgentRows, _ evaluator: Evaluator<Surroundings>
  ) -> (steps: DrawSteps, key: DrawKey)? {
    if case .inlined(_, let inner) = kind { return inner.poisson(over: rows, evaluator) }
    if case .arithmetic(.multiply, let left, let right) = kind {
      if right.isOne { return left.poisson(over: rows, evaluator) }
      return left.isOne ? right.poisson(over: rows, evaluator) : nil
    }
    guard case .draw(let draw) = kind, draw.distribution == .poisson else { return nil }
    let mean = draw.arguments[0]
    guard Readings([mean]).columns.isEmpty, !mean.contains({ $0.isDraw }),
      let value = try? evaluator.single(mean, over: rows.figures),
      let steps = DrawSteps(poisson: value.double)
    else { return nil }
    let luck = rows.luck
    return (steps, DrawKey(seed: luck.seed, month: luck.month, clause: draw.clause, place: draw.place))
  }

  private var isOne: Bool {
    if case .constant(.exact(let number)) = kind { number == ExactNumber(1) } else { false }
  }

  private var isDraw: Bool { if case .draw = kind { true } else { false } }
}

extension Scalar {
  /// The number as a double; what is none can't be drawn with.
  fileprivate var double: Double {
    switch self {
    case .exact(let number): number.doubleValue
    case .real(let value): value
    case .boolean, .code, .text: .nan
    }
  }
}
