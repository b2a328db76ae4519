import PolCheck
import PolColumns
import PolEval
import PolSource

/// The agents of a world as rows, as they stand now: what a phase, a rule or a query reads.
///
/// It holds only the columns that were asked for, so that a phase that changes others copies nothing.
struct AgentRows: RowSource {
  let rowCount: Int
  let luck: Luck
  /// By reading.
  let columns: [AgentReading: AgentValues]
  let figures: MarketFigures
  let keys: [UInt64]
  /// Empty unless somebody reads an upline's columns.
  let sponsor: [Int32]

  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    if case .agent(let reading, .row) = column { return stored(reading).vector(in: rows) }
    return values(of: column, at: rows, source: nil)
  }

  func stored(_ column: Column, in rows: Range<Int>) -> (values: ArraySlice<Int64>, scale: Int)? {
    guard case .agent(let reading, .row) = column, case .integers(let values, let scale) = stored(reading)
    else { return nil }
    return (values[rows], scale)
  }

  func personKeys(in rows: Range<Int>) -> [UInt64] { keys.isEmpty ? [] : Array(keys[rows]) }

  func name(ofRow row: Int) -> String { "agent \(row + 1)" }

  /// The values at some agents, and for `source` at the agents of their events.
  func values(of column: Column, at agents: some Collection<Int>, source: [Int]?) -> Vector {
    switch column {
    case .agent(let reading, .row): return stored(reading).vector(at: agents)
    case .agent(let reading, .source): return stored(reading).vector(at: source ?? Array(agents))
    case .agent(let reading, .upline): return ofUplines(reading, of: agents)
    case .market(let figure): return .constant(figures.value(of: figure))
    case .month, .ledger, .tier, .kept: preconditionFailure("a column of another table: \(column)")
    }
  }

  private func stored(_ reading: AgentReading) -> AgentValues {
    guard let values = columns[reading] else {
      preconditionFailure("a column that was not asked for: \(reading)")
    }
    return values
  }

  /// The sponsor's values; for a founder every number is 0, every condition false.
  private func ofUplines(_ reading: AgentReading, of agents: some Collection<Int>) -> Vector {
    let uplines = agents.map { Int(sponsor[$0]) }
    let vector = stored(reading).vector(at: uplines.map { max($0, 0) })
    guard uplines.contains(where: { $0 < 0 }) else { return vector }
    func cleared<T>(_ values: [T], _ nothing: T) -> [T] {
      zip(values, uplines).map { $1 < 0 ? nothing : $0 }
    }
    switch vector {
    case .integers(let values, let scale): return .integers(cleared(values, 0), scale: scale)
    case .reals(let values): return .reals(cleared(values, 0))
    case .booleans(let values): return .booleans(cleared(values, false))
    case .codes(let values): return .codes(cleared(values, 0))
    case .texts(let values): return .texts(cleared(values, ""))
    case .exacts(let values): return .exacts(cleared(values, .zero))
    case .constant(.exact(let number)):
      return .exacts(cleared(Array(repeating: number, count: uplines.count), .zero))
    case .constant: return vector
    }
  }
}

/// The agents of a batch of events as rows: row `k` is the agent of event `k`, or in a `where` a recipient.
struct EventRows: RowSource {
  let agents: AgentRows
  /// The row's agent by index.
  let rows: [Int32]
  /// The agent of the row's event, where rows are recipients.
  let sources: [Int]?

  var rowCount: Int { rows.count }
  var luck: Luck { agents.luck }
  func values(of column: Column, in range: Range<Int>) throws(Diagnostic) -> Vector {
    agents.values(of: column, at: rows[range].map(Int.init), source: sources.map { Array($0[range]) })
  }
  func personKeys(in range: Range<Int>) -> [UInt64] { [] }
  func name(ofRow row: Int) -> String { rows[row] < 0 ? "the company" : agents.name(ofRow: Int(rows[row])) }
}

/// What is the same for all agents in one phase; also a source of one row for expressions without agents.
struct MarketFigures: RowSource, Hashable {
  var month: Int
  /// Everyone who could join, and who did.
  var people: Int
  var joined: Int
  var headcount: Int
  var luck: Luck

  var rowCount: Int { 1 }
  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    guard case .market(let figure) = column else {
      preconditionFailure("no agent here to read \(column) from")
    }
    return .constant(value(of: figure))
  }
  /// What is drawn for the whole market, as the number of arrivals, is drawn for a founder who isn't there.
  func personKeys(in rows: Range<Int>) -> [UInt64] { [rootKey(.founder, ordinal: 0)] }
  func name(ofRow row: Int) -> String { "month \(month)" }

  func value(of figure: MarketFigure) -> Scalar {
    switch figure {
    case .month: .exact(ExactNumber(month))
    case .people: .exact(ExactNumber(people))
    case .headcount: .exact(ExactNumber(headcount))
    case .room:
      .exact(ExactNumber(max(0, people - joined)).divided(by: ExactNumber(max(people, 1))) ?? .zero)
    }
  }
}
