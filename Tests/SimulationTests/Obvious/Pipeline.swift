import PolCheck
import PolColumns
import PolEval
import PolReports
import PolSession
import PolSimulation
import PolSource

/// A script put through the whole of pol, and what its `show` statements answered.
struct Pipeline {
  enum Trouble: Error, CustomStringConvertible {
    case refused([Diagnostic])
    case stopped(Diagnostic)
    case outside(String)
    case unbalanced
    case said(String)
    var description: String {
      switch self {
      case .refused(let list): list.map { "\($0.code): \($0.message)" }.joined(separator: "\n")
      case .stopped(let diagnostic): "\(diagnostic.code): \(diagnostic.message)"
      case .outside(let line): line
      case .said(let words): words
      case .unbalanced: "the books do not balance"
      }
    }
  }

  /// In the order of the statements.
  private(set) var outcomes: [Outcome] = []

  init(_ script: String, threads: Int = 1, journal: String? = nil) throws {
    var options = Session.Options()
    options.threads = threads
    options.journal = journal
    var session = Session(options: options)
    let (program, diagnostics) = try session.prepare(.text(name: "test", script))
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw Trouble.refused(errors) }
    var outcomes: [Outcome] = []
    switch session.run(program, report: { outcomes.append($0) }) {
    case .finished: break
    case .stopped(let diagnostic): throw Trouble.stopped(diagnostic)
    case .trouble(let line): throw Trouble.outside(line)
    case .imbalance: throw Trouble.unbalanced
    case .cancelled: throw Trouble.said("stopped")
    }
    self.outcomes = outcomes
  }

  /// Entries of a prompt, one after the other. `isCancelled` is looked at after each month.
  init(entries: [String], isCancelled: (@Sendable () -> Bool)? = nil) throws {
    var options = Session.Options()
    options.isCancelled = isCancelled
    var workspace = Workspace(options: options)
    var troubles: [Trouble] = []
    var outcomes: [Outcome] = []
    for entry in entries {
      _ = workspace.submit(entry) { reply in
        switch reply {
        case .outcome(let outcome): outcomes.append(outcome)
        case .diagnostics(let list, _):
          let errors = list.filter { $0.severity == .error }
          if !errors.isEmpty { troubles.append(.refused(errors)) }
        case .trouble(let words): troubles.append(.said(words))
        case .imbalance: troubles.append(.unbalanced)
        case .note, .text: break
        }
      }
    }
    if let first = troubles.first { throw first }
    self.outcomes = outcomes
  }

  /// Every value and every column of the tables shown, as text.
  var figures: [String] {
    outcomes.flatMap { outcome -> [String] in
      switch outcome.kind {
      case .value(let value, _): [value.plain]
      case .table(let table): table.table.values.map { "\($0)" }
      case .check, .run, .declaration, .audit: []
      }
    }
  }

  /// The columns of the tables shown, money in fen, tiers by rank, conditions as 1 and 0.
  var tables: [[[Int]]] {
    outcomes.compactMap { outcome in
      guard case .table(let table) = outcome.kind else { return nil }
      return table.table.values.enumerated().map { index, vector in
        let isMoney = Self.isMoney(table.table.columns[index].type)
        return vector.wholeNumbers(places: isMoney ? 2 : 0)
      }
    }
  }

  private static func isMoney(_ type: ValueType) -> Bool {
    guard case .number(let number) = type else { return false }
    return number.dimension.money != nil
  }

  /// What the last `show RUN` told.
  var summary: RunSummary? {
    outcomes.reduce(nil) { if case .run(let summary) = $1.kind { summary } else { $0 } }
  }

  /// What went otherwise than its check said.
  var failures: [String] {
    outcomes.compactMap { outcome in
      guard case .check(let check) = outcome.kind, !check.isPassed else { return nil }
      let parts = check.parts.map { "\($0.source) = \($0.value.plain)" }
      return "\(check.claim): \(check.expression) [\(parts.joined(separator: "; "))]"
    }
  }
}

extension Vector {
  fileprivate func wholeNumbers(places: Int) -> [Int] {
    switch self {
    case .integers(let values, let scale):
      values.map { ExactNumber(coefficient: $0, scale: scale).whole(places: places) }
    case .exacts(let values): values.map { $0.whole(places: places) }
    case .booleans(let values): values.map { $0 ? 1 : 0 }
    case .codes(let values): values.map { Int($0) }
    case .constant, .reals, .texts: []
    }
  }
}

extension ExactNumber {
  fileprivate func whole(places: Int) -> Int {
    guard let value = wholeNumber(atScale: places) else { return .min }
    return Int(value)
  }
}

extension Scalar {
  fileprivate var plain: String {
    switch self {
    case .exact(let number): number.description
    case .real(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .code(let code): "#\(code)"
    case .text(let text): text
    }
  }
}
