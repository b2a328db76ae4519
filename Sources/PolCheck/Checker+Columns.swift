import PolSource
import PolSyntax

extension Checker {
  /// The column of the rows at hand that is called so; nil if there is none.
  mutating func column(_ name: Name, in scope: Scope) -> Meaning? {
    switch scope.rows {
    case .none: nil
    case .agents(let rows): column(name, of: rows)
    case .table(.kept(_, _, let columns)):
      columns.firstIndex { $0.name == name.text }.map { index in
        .value(Expression(.column(.kept(index)), columns[index].type, at: name.span))
      }
    case .table(.run(let run, let table, let period)): column(name, of: table, run, every: period)
    }
  }

  private mutating func column(
    _ name: Name, of table: RunTable, _ run: RunBinding, every period: Int?
  ) -> Meaning? {
    switch table {
    case .agents:
      if period != nil, name.text == "month" {
        return .value(Expression(.column(.month(.month)), .point, at: name.span))
      }
      return agentColumn(name, names: run.names, traits: run.traits, of: .row, period: period)
    case .months:
      var column = MonthColumn.spellings.first { $0.name == name.text }?.column
      if column == nil, let rule = moneyRule(name.text, in: run.names) { column = .rule(rule) }
      return column.map { .value(Expression(.column(.month($0)), $0.type(in: run.names), at: name.span)) }
    case .ledger:
      return LedgerColumn.spellings.first { $0.name == name.text }.map {
        .value(Expression(.column(.ledger($0.column)), $0.column.type(in: run), at: name.span))
      }
    case .tiers:
      guard let column = TierColumn.spellings.first(where: { $0.name == name.text })?.column else {
        return nil
      }
      if column.isOfProduct, refusesSeveral(name, run.names) { return .failed }
      return .value(Expression(.column(.tier(column)), column.type(in: run.names), at: name.span))
    }
  }

  private mutating func column(_ name: Name, of rows: AgentRows) -> Meaning? {
    if name.text == "month", rows.place != .crowd, rows.place != .trait {
      return .value(Expression(.column(.market(.month)), .point, at: name.span))
    }
    switch rows.place {
    case .price, .crowd: return nil
    case .arrivals: return figure(name)
    case .trait, .newcomer:
      if rows.place == .newcomer, let figure = figure(name) { return figure }
      return rows.traits.firstIndex(of: name.text).map {
        .value(
          Expression(.column(.agent(AgentReading(.trait($0)), of: .row)), Self.realNumber, at: name.span))
      }
    case .policy: break
    case .market:
      if let figure = figure(name) { return figure }
    }
    return agentColumn(
      name, names: rows.names, traits: rows.traits, of: .row, window: rows.window,
      isFromJoining: rows.isFromJoining)
  }

  /// A figure of the market that is called so.
  private func figure(_ name: Name) -> Meaning? {
    Self.figures.first { $0.name == name.text }.map {
      .value(Expression(.column(.market($0.figure)), .number(NumberType(.one)), at: name.span))
    }
  }

  static let realNumber = ValueType.number(NumberType(.one, isExact: false))
  static let figures: [(name: String, figure: MarketFigure)] = [
    ("room", .room), ("people", .people), ("headcount", .headcount),
  ]

  /// A column of `agents`, a rule's sum or a trait; of a `window` are volumes, of a `period` all running totals.
  mutating func agentColumn(
    _ name: Name, names: PolicyNames, traits: [String], of whose: Column.Whose, window: Int? = nil,
    isFromJoining: Bool = false, period: Int? = nil
  ) -> Meaning? {
    guard let column = self.agentColumn(named: name.text, names: names, traits: traits) else { return nil }
    switch column {
    case .price, .retail, .load:
      if refusesSeveral(name, names) { return .failed }
    default: break
    }
    let own = AgentColumn.isVolume(name.text, column) ? window : nil
    let reading = AgentReading(
      column, window: column.isRunningTotal ? period ?? own : own, isFromJoining: own != nil && isFromJoining)
    return .value(Expression(.column(.agent(reading, of: whose)), column.type(in: names), at: name.span))
  }

  /// Says so where a column would be one figure, and there are several products.
  private mutating func refusesSeveral(_ name: Name, _ names: PolicyNames) -> Bool {
    guard names.products.count > 1 else { return false }
    let figure = "\(names.products[0]).\(name.text == "cost" ? "cost" : "retail")"
    report(
      "E0314", "`\(name.text)` is one figure for each product, and this policy sells several",
      at: name.span, help: "write the figure, or read it of the product: `\(figure)`")
    return true
  }

  /// The column of `agents` that is called so.
  func agentColumn(named name: String, names: PolicyNames, traits: [String]) -> AgentColumn? {
    if let column = AgentColumn.spellings.first(where: { $0.name == name })?.column { return column }
    if let column = names.columns.first(where: { $0.name == name })?.column { return column }
    if let trait = traits.firstIndex(of: name) { return .trait(trait) }
    return moneyRule(name, in: names).map { .rule($0) }
  }

  /// A rule's index, if it moves money.
  func moneyRule(_ name: String, in names: PolicyNames) -> Int? {
    names.rules.firstIndex { $0.name == name && $0.kind != .stock }
  }

  /// All names of columns at hand, for the nearest one.
  func columnNames(in scope: Scope) -> [String] {
    switch scope.rows {
    case .none: []
    case .table(.kept(_, _, let columns)): columns.map(\.name)
    case .table(.run(let run, .agents, let period)):
      agentColumnNames(run.names, traits: run.traits) + (period == nil ? [] : ["month"])
    case .table(.run(let run, .months, _)):
      MonthColumn.spellings.map(\.name) + run.names.rules.filter { $0.kind != .stock }.map(\.name)
    case .table(.run(_, .ledger, _)): LedgerColumn.spellings.map(\.name)
    case .table(.run(_, .tiers, _)): TierColumn.spellings.map(\.name)
    case .agents(let rows):
      switch rows.place {
      case .price: ["month"]
      case .crowd: []
      case .arrivals: ["month"] + Self.figures.map(\.name)
      case .trait: rows.traits
      case .newcomer: rows.traits + ["month", "policy", "upline"] + Self.figures.map(\.name)
      case .policy: agentColumnNames(rows.names, traits: rows.traits) + ["month"]
      case .market:
        agentColumnNames(rows.names, traits: rows.traits) + ["month", "upline"] + Self.figures.map(\.name)
      }
    }
  }

  /// All names of columns of `agents`.
  func agentColumnNames(_ names: PolicyNames, traits: [String]) -> [String] {
    (AgentColumn.spellings + names.columns).map(\.name) + traits
      + names.rules.filter { $0.kind != .stock }.map(\.name)
  }

  /// The agents that are the rows at hand, where they have all their columns.
  func agents(in scope: Scope) -> AgentRows? {
    switch scope.rows {
    case .agents(let rows) where rows.place == .policy || rows.place == .market: rows
    case .table(.run(let run, .agents, let period)):
      AgentRows(names: run.names, place: .policy, traits: run.traits, window: period)
    case .none, .agents, .table: nil
    }
  }

  /// Remembers that a run must keep what an expression reads of it.
  mutating func note(_ expression: Expression, in scope: Scope) {
    switch expression.kind {
    case .column(.agent(let reading, of: .row)):
      guard case .table(.run(let run, .agents, let period)) = scope.rows else { return }
      if let period {
        needs[run.slot, default: RunNeeds()].history[period, default: []].insert(reading)
      } else {
        needs[run.slot, default: RunNeeds()].columns.insert(reading)
      }
    case .cell(let slot, _, let reading):
      needs[slot, default: RunNeeds()].columns.insert(reading)
    default: break
    }
  }
}
