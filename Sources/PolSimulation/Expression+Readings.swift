import PolCheck
import PolLedger

/// The columns of agents that some expressions read, so that a run keeps these and no more.
struct Readings {
  /// Of the row itself, of its upline, or of an event's agent.
  var columns: Set<AgentReading> = []
  /// Whether an upline's columns are among them.
  var readsUplines = false

  /// Nothing.
  init() {}

  /// What the expressions read.
  init(_ expressions: some Sequence<Expression>) {
    for expression in expressions { add(expression) }
  }

  /// Adds what both read.
  mutating func add(_ other: Readings) {
    columns.formUnion(other.columns)
    readsUplines = readsUplines || other.readsUplines
  }

  /// Adds what an expression reads.
  mutating func add(_ expression: Expression) {
    switch expression.kind {
    case .column(.agent(let reading, let whose)):
      columns.insert(reading)
      if whose == .upline { readsUplines = true }
    case .negate(let e), .not(let e), .inlined(_, let e): add(e)
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b):
      add(a)
      add(b)
    case .conditional(let condition, let then, let otherwise):
      add(condition)
      add(then)
      add(otherwise)
    case .call(_, let arguments): arguments.forEach { add($0) }
    case .draw(let draw): draw.arguments.forEach { add($0) }
    case .column, .constant, .variable, .cell, .company, .hash, .fact, .query: break
    }
  }
}

extension RuleDefinition {
  /// What the rule reads of agents.
  var readings: Readings {
    var readings = Readings(amount.expressions + recipients.compactMap(\.portion))
    if let condition { readings.add(condition) }
    if let cap { readings.add(cap.limit) }
    for recipient in recipients {
      if let condition = recipient.condition { readings.add(condition) }
    }
    if let volume { readings.columns.insert(AgentReading(volume, window: period)) }
    return readings
  }
}

extension Expression {
  /// Whether it reads the agent of the event besides its row.
  var readsSource: Bool {
    switch kind {
    case .column(.agent(_, .source)): true
    case .negate(let e), .not(let e), .inlined(_, let e): e.readsSource
    case .and(let a, let b), .or(let a, let b), .arithmetic(_, let a, let b), .compare(_, let a, let b):
      a.readsSource || b.readsSource
    case .conditional(let a, let b, let c): a.readsSource || b.readsSource || c.readsSource
    case .call(_, let arguments): arguments.contains(where: \.readsSource)
    case .draw, .column, .constant, .variable, .cell, .company, .hash, .fact, .query: false
    }
  }
}

extension Keeping {
  /// Turns on what a reading needs.
  mutating func add(_ column: AgentColumn) {
    switch column {
    case .ordered, .teamOrdersUnits: ordered = true
    case .ownOrders, .teamOrders: ownOrders = true
    case .sold, .teamSalesUnits: sold = true
    case .ownSales, .teamSales: ownSales = true
    case .used: used = true
    case .returned: returned = true
    case .owed, .worth: owed = true
    case .rule(let index): rules.insert(index)
    case .number, .name, .founder, .tier, .sponsor, .depth, .joined, .age, .active, .net, .paid, .got, .stock,
      .recruits, .downline, .trait, .price, .retail, .load:
      break
    }
  }
}
