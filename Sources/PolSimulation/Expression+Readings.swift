import PolCheck
import PolLedger
import PolSyntax

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
    if case .column(.agent(let reading, let whose)) = expression.kind {
      columns.insert(reading)
      if whose == .upline { readsUplines = true }
    }
    for part in expression.parts { add(part) }
  }
}

extension RuleDefinition {
  /// What the rule reads of the agents of its events.
  var readingsOfEvents: Readings {
    var readings = Readings(amount.expressions + recipients.compactMap(\.portion))
    if let condition { readings.add(condition) }
    if let cap { readings.add(cap.limit) }
    return readings
  }

  /// What the rule reads of agents.
  var readings: Readings {
    var readings = readingsOfEvents
    if let reading = ceilingReading { readings.columns.insert(reading) }
    for recipient in recipients {
      if let condition = recipient.condition { readings.add(condition) }
      if let weight = recipient.weight { readings.add(weight) }
    }
    if let lookedUpReading { readings.columns.insert(lookedUpReading) }
    if let volumeReading { readings.columns.insert(volumeReading) }
    return readings
  }
}

extension Expression {
  /// Whether it is the same for everyone in every month.
  var isConstant: Bool { if case .constant = kind { true } else { false } }

  /// Whether it reads the agent of the event besides its row.
  var readsSource: Bool {
    contains { part in
      if case .column(.agent(_, .source)) = part.kind { true } else { false }
    }
  }
}

extension AgentReading {
  /// What has to be kept of a period's beginning: where each leg is looked at by itself, what everyone has.
  var started: AgentReading {
    guard case .perLeg(let team, _) = column, let own = team.own else { return self }
    var reading = self
    reading.column = own
    return reading
  }
}

extension Readings {
  /// Columns that have a period.
  var windows: Set<AgentReading> { Set(columns.filter { $0.window != nil }.map(\.started)) }
}

extension Keeping {
  /// What some readings need.
  init(_ readings: Readings) {
    self.init()
    for reading in readings.columns { add(reading.column) }
  }

  /// Turns on what a run needs besides its readings.
  mutating func add(_ definition: RunDefinition) {
    if definition.needs.journal { journal = true }
    if case .story = definition.setting { journal = true }
    if definition.policy.agentReturns != nil { lots = true }
    if definition.customersReturn { (lots, sales) = (true, true) }
    // Deposits are given back when somebody quits, so the books must know whose they are.
    let policy = definition.policy
    if policy.rules.contains(where: { $0.kind == .deposit }) { owed = true }
    if policy.rules.indices.contains(where: { policy.deposit(of: $0) != nil }) { lots = true }
  }

  /// Turns on what a reading needs; the rules that `rebates` and `fees` add up are readings of their own.
  mutating func add(_ column: AgentColumn) {
    switch column {
    case .ordered, .teamOrdersUnits: ordered = true
    case .ownOrders, .teamOrders, .leftOrders, .rightOrders, .weakerLeg, .leftCarry, .rightCarry:
      ownOrders = true
    case .sold, .teamSalesUnits: sold = true
    case .ownSales, .teamSales: ownSales = true
    case .ownLoads: ownLoads = true
    case .ownReorders: (ownOrders, ownLoads) = (true, true)
    case .ownUses: ownUses = true
    case .used: used = true
    case .returned: returned = true
    case .owed, .worth: owed = true
    case .perLeg(let team, _): add(team)
    case .score(let score):
      switch (score.trade, score.measure) {
      case (.orders, .points): orderPoints = true
      case (.orders, .volume): orderVolume = true
      case (.sales, .points): salePoints = true
      case (.sales, .volume): saleVolume = true
      }
    case .rule(let index): rules.insert(index)
    case .rules, .number, .name, .founder, .tier, .sponsor, .recruitNumber, .depth, .placement, .level,
      .joined, .age,
      .active, .net,
      .paid, .got, .stock, .stockOf,
      .recruits, .downline, .legs, .recruitsAt, .customers, .trait, .price, .retail, .load:
      break
    }
  }
}
