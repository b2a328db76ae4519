import Dispatch
import PolCheck
import PolColumns
import PolEval
import PolReports
import PolSimulation
import PolSource
import Synchronization

/// Makes the runs of a sweep on every core and keeps what the sweep asks of each.
///
/// A row is a pure function of its variables, so it doesn't matter which thread makes it, or when; what a row's
/// runs took in memory is given back as soon as its values are kept. A row that fails stops the script, and of
/// several the first in the order of rows is told.
struct SweepRunner {
  /// The sweep.
  let sweep: SweepDefinition
  /// The statement.
  let span: Span
  /// What was made before it.
  let executor: Executor

  /// More rows than this are a slip of the pen.
  static let mostRows = 1_000_000

  /// What the threads share.
  private struct Shared: Sendable {
    var rows: [[Scalar]?]
    var done = 0
    var failure: (row: Int, error: RunFailure)?
  }

  /// The kept values of every combination, the last variable going fastest.
  func table() throws(RunFailure) -> ResultTable {
    let ranges = try sweep.bindings.map { binding throws(RunFailure) in try self.values(of: binding) }
    var count = 1
    for range in ranges {
      let (product, overflow) = count.multipliedReportingOverflow(by: range.count)
      guard !overflow, product <= Self.mostRows else { throw .script(tooManyRows()) }
      count = product
    }
    let rows = try self.rows(count, of: ranges)
    let values = sweep.columns.indices.map { column in Vector.column(rows.map { $0[column] }) }
    return ResultTable(columns: sweep.columns, values: values, rowCount: count)
  }

  /// All rows, each made by whichever thread is free.
  private func rows(_ count: Int, of ranges: [[Scalar]]) throws(RunFailure) -> [[Scalar]] {
    let shared = Mutex(Shared(rows: Array(repeating: nil, count: count)))
    let next = Atomic(0)
    let workers = max(1, min(executor.options.threads, count))
    let threadsEach = max(1, executor.options.threads / workers)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        // Rows are begun in their order, so every row before a failed one is made, and the first failure is
        // the same however many threads there are.
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count, shared.withLock({ $0.failure == nil }) else { return }
        do throws(RunFailure) {
          let row = try self.row(combination(index, of: ranges), threads: threadsEach)
          let done = shared.withLock { shared in
            shared.rows[index] = row
            shared.done += 1
            return shared.done
          }
          executor.options.progress?(.sweep(name: sweep.name, done: done, of: count))
        } catch {
          shared.withLock { shared in
            if shared.failure.map({ index < $0.row }) ?? true { shared.failure = (index, error) }
          }
          return
        }
      }
    }
    let result = shared.withLock { $0 }
    if let failure = result.failure {
      throw named(failure.error, combination(failure.row, of: ranges))
    }
    return result.rows.compactMap(\.self)
  }

  /// The values of the variables in a row.
  private func combination(_ row: Int, of ranges: [[Scalar]]) -> [Scalar] {
    var rest = row
    var values: [Scalar] = []
    for range in ranges.reversed() {
      values.append(range[rest % range.count])
      rest /= range.count
    }
    return values.reversed()
  }

  /// One row: its variables, and what is kept of its runs.
  private func row(_ combination: [Scalar], threads: Int) throws(RunFailure) -> [Scalar] {
    var own = executor
    own.values.threads = threads
    var choice: [Int] = []
    for (binding, value) in zip(sweep.bindings, combination) {
      own.values.kept[binding.slot] = .value(value)
      if case .choices = binding.values, case .code(let code) = value { choice.append(Int(code)) }
    }
    guard let variant = sweep.variants.first(where: { $0.choice == choice }) else {
      preconditionFailure("a sweep has a body for each of its choices")
    }
    for step in variant.steps {
      switch step.kind {
      case .run(let definition):
        let run = try own.makeRun(definition, seed: nil, SimulationOptions(threads: threads))
        // Of a sweep that is stopped nothing is kept.
        if run.isStopped { throw .cancelled }
        own.values.kept[definition.slot] = .run(run)
      case .define, .defineTable: _ = try own.perform(step)
      case .check, .show, .audit, .sweep: preconditionFailure("a sweep's body has only runs and lets")
      }
    }
    return try combination + variant.kept.map { kept throws(RunFailure) in try own.value(of: kept) }
  }

  /// What a variable goes through.
  private func values(of binding: SweepDefinition.Binding) throws(RunFailure) -> [Scalar] {
    switch binding.values {
    case .choices(let names): return names.indices.map { .code(Int32($0)) }
    case .list(let expressions):
      return try expressions.map { each throws(RunFailure) in try executor.value(of: each) }
    case .range(let lower, let upper, let step):
      let ends = [
        try executor.value(of: lower), try executor.value(of: upper), try executor.value(of: step),
      ]
      guard case .exact(let first) = ends[0], case .exact(let last) = ends[1],
        case .exact(let stride) = ends[2]
      else { preconditionFailure("the ends of a checked range are exact") }
      return try values(
        from: first, to: last, step: stride, of: (lower, upper, step), name: binding.column.name)
    }
  }

  private func values(
    from first: ExactNumber, to last: ExactNumber, step: ExactNumber,
    of ends: (lower: Expression, upper: Expression, step: Expression), name: String
  ) throws(RunFailure) -> [Scalar] {
    guard step > .zero else {
      throw .script(
        Diagnostic(
          "E0631", "the step of `\(name)` is not above zero", at: ends.step.span,
          help: "a range goes upwards: write its smaller end first"))
    }
    guard first <= last else {
      throw .script(
        Diagnostic(
          "E0632", "the range of `\(name)` is empty: its first value is above its last",
          at: ends.lower.span.joined(to: ends.upper.span), help: "write its smaller end first"))
    }
    var values: [Scalar] = []
    var value = first
    while value <= last {
      guard values.count < Self.mostRows else { throw .script(tooManyRows()) }
      values.append(.exact(value))
      guard let following = value.adding(step), following > value else { break }
      value = following
    }
    return values
  }

  private func tooManyRows() -> Diagnostic {
    Diagnostic(
      "E0633", "the sweep `\(sweep.name)` would make more than \(Digits.grouped(Self.mostRows)) combinations",
      at: span,
      help: "take larger steps or fewer seeds")
  }

  /// A failure that says in which row it happened.
  private func named(_ failure: RunFailure, _ combination: [Scalar]) -> RunFailure {
    guard case .script(var diagnostic) = failure else { return failure }
    let place = zip(sweep.bindings, combination).map { binding, value in
      "\(binding.column.name) = \(ValueFormat(binding.column.type).text(value))"
    }
    diagnostic.message += ", in the sweep `\(sweep.name)` where \(place.joined(separator: ", "))"
    return .script(diagnostic)
  }
}
