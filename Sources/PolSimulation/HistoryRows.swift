import PolCheck
import PolColumns
import PolEval
import PolSource
import PolSyntax

/// The agents at a period's end: those columns that a query asks for and that may change later.
struct Moment: Sendable {
  var month: Int
  /// So many had joined.
  var count: Int
  var columns: [AgentReading: Vector]
}

extension Simulation {
  /// Keeps the agents of the month that was closed, where a period ends with it.
  mutating func keepHistory() {
    for (period, readings) in history where (world.month + 1) % period == 0 {
      world.history[period, default: []].append(moment(of: readings))
    }
  }

  /// The agents as they stand now.
  fileprivate func moment(of readings: Set<AgentReading>) -> Moment {
    let maker = ColumnMaker(world: world, policy: policy, terms: terms, names: names)
    let everyone = 0..<world.agents.count
    var columns: [AgentReading: Vector] = [:]
    for reading in readings where !reading.column.isFixed {
      // A rule that a later policy brings has paid nothing yet.
      if case .rule(let rule) = reading.column, rule >= policy.rules.count {
        columns[reading] = .integers(everyone.map { _ in 0 }, scale: policy.currency.decimals)
      } else {
        columns[reading] = maker.values(of: reading).vector(in: everyone).spread(rows: everyone.count)
      }
    }
    return Moment(month: world.month, count: everyone.count, columns: columns)
  }
}

/// The table `agents every PERIOD`: for each period, the agents who have joined, as they stood at its end.
struct HistoryRows: RowSource {
  private let moments: [Moment]
  /// The first row of each moment.
  private let starts: [Int]
  let rowCount: Int
  /// What never changes, as it stands now.
  private let now: AgentRows

  init(_ simulation: Simulation, every period: Int) {
    let asked = simulation.definition.needs.history[period] ?? []
    var moments = simulation.world.history[period] ?? []
    let last = simulation.world.months.count - 1
    if last >= 0, moments.last?.month != last { moments.append(simulation.moment(of: asked)) }
    self.moments = moments
    var (starts, rows) = ([Int](), 0)
    for moment in moments {
      starts.append(rows)
      rows += moment.count
    }
    (self.starts, rowCount) = (starts, rows)
    var fixed = Readings()
    fixed.columns = asked.filter(\.column.isFixed)
    now = simulation.rows(fixed)
  }

  var luck: Luck { now.luck }
  func personKeys(in rows: Range<Int>) -> [UInt64] { [] }
  func name(ofRow row: Int) -> String {
    let place = place(of: row)
    return "\(now.name(ofRow: row - starts[place])) in month \(moments[place].month)"
  }

  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    var result: Vector?
    var row = rows.lowerBound
    while row < rows.upperBound {
      let place = place(of: row)
      let (start, moment) = (starts[place], moments[place])
      let agents = row - start..<min(rows.upperBound - start, moment.count)
      let part = try values(of: column, at: moment, agents).spread(rows: agents.count)
      if result == nil { result = part } else { result?.append(part) }
      row += agents.count
    }
    return result ?? .integers([], scale: 0)
  }

  private func values(of column: Column, at moment: Moment, _ agents: Range<Int>) throws(Diagnostic) -> Vector
  {
    switch column {
    case .month(.month): return .constant(.exact(ExactNumber(moment.month)))
    case .agent(let reading, of: .row):
      if reading.column.isFixed { return try now.values(of: column, in: agents) }
      guard let values = moment.columns[reading] else {
        preconditionFailure("a column that was not asked for: \(reading)")
      }
      return values.slice(agents)
    case .agent, .month, .ledger, .tier, .kept, .market:
      preconditionFailure("a column of another table: \(column)")
    }
  }

  /// The moment in which a row lies.
  private func place(of row: Int) -> Int {
    starts.partitioningIndex { $0 > row } - 1
  }
}

extension AgentColumn {
  /// Whether it is settled on joining, and never changes.
  fileprivate var isFixed: Bool {
    switch self {
    case .number, .name, .founder, .sponsor, .recruitNumber, .depth, .joined, .trait: true
    case .tier, .placement, .level, .age, .active, .net, .worth, .paid, .got, .stock, .stockOf, .ordered,
      .sold, .used,
      .returned, .recruits, .downline, .legs, .recruitsAt, .customers, .ownOrders, .ownLoads, .ownReorders,
      .ownSales,
      .ownUses,
      .teamOrders, .teamSales,
      .leftOrders, .rightOrders, .weakerLeg, .leftCarry, .rightCarry, .score, .perLeg, .teamOrdersUnits,
      .teamSalesUnits, .owed, .rules,
      .rule,
      .price, .retail, .load:
      false
    }
  }
}
