import PolSyntax

/// How columns are called, and what their values are.
extension AgentColumn {
  /// The columns that every policy has, as they are spelled, in the order in which `show` lists them.
  static let spellings: [(name: String, column: AgentColumn)] = [
    ("number", .number), ("name", .name), ("founder", .founder), ("tier", .tier), ("sponsor", .sponsor),
    ("depth", .depth), ("joined", .joined), ("age", .age), ("active", .active), ("net", .net),
    ("worth", .worth), ("paid", .paid), ("got", .got), ("stock", .stock), ("ordered", .ordered),
    ("sold", .sold), ("used", .used), ("returned", .returned), ("recruits", .recruits),
    ("recruit_number", .recruitNumber),
    ("downline", .downline), ("customers", .customers), ("own_orders", .ownOrders), ("own_loads", .ownLoads),
    ("own_reorders", .ownReorders), ("own_sales", .ownSales), ("own_uses", .ownUses),
    ("own_orders_units", .ordered), ("own_sales_units", .sold), ("team_orders", .teamOrders),
    ("team_sales", .teamSales), ("team_orders_units", .teamOrdersUnits),
    ("team_sales_units", .teamSalesUnits), ("owed", .owed), ("rebates", .rules(.rebate)),
    ("fees", .rules(.fee)), ("price", .price(0)),
    ("retail", .retail(0)), ("load", .load(0)),
  ]

  /// The columns that a policy has besides if it says where people sit.
  static func spellings(of placement: PlacementDefinition?) -> [(name: String, column: AgentColumn)] {
    guard let placement else { return [] }
    let seats: [(name: String, column: AgentColumn)] = [("placement", .placement), ("level", .level)]
    guard placement.isBinary else { return seats }
    return seats + [
      ("left_orders", .leftOrders), ("right_orders", .rightOrders), ("weaker_leg", .weakerLeg),
      ("left_carry", .leftCarry), ("right_carry", .rightCarry),
    ]
  }

  /// The columns that a policy has besides if its products have points or a volume.
  static func spellings(of measures: Set<Score.Measure>, hasLegs: Bool) -> [(
    name: String, column: AgentColumn
  )] {
    Score.all.filter { measures.contains($0.measure) && (hasLegs || !$0.isOfLegs) }
      .map { ($0.spelling, .score($0)) }
  }

  /// Whether in a rule with `every PERIOD` it is that period's.
  static func isVolume(_ name: String, _ column: AgentColumn) -> Bool {
    if case .score(let score) = column { score.isVolume } else { volumes.contains(name) }
  }

  /// The volumes that every policy may have.
  static let volumes: Set<String> = [
    "own_orders", "own_loads", "own_reorders", "own_sales", "own_uses", "own_orders_units", "own_sales_units",
    "team_orders", "team_sales",
    "team_orders_units", "team_sales_units", "weaker_leg",
  ]

  /// Whether it counts up since joining, so that `this month` is a part of it.
  var isRunningTotal: Bool {
    switch self {
    case .score(let score): !score.isCarry
    case .net, .paid, .got, .ordered, .sold, .used, .returned, .recruits, .ownOrders, .ownLoads, .ownReorders,
      .ownSales, .ownUses, .teamOrders,
      .teamSales, .teamOrdersUnits, .teamSalesUnits, .leftOrders, .rightOrders, .weakerLeg, .perLeg, .rules,
      .rule:
      true
    case .number, .name, .founder, .tier, .sponsor, .recruitNumber, .depth, .placement, .level, .joined, .age,
      .active, .worth, .stock, .stockOf, .downline, .legs, .recruitsAt, .leftCarry, .rightCarry, .customers,
      .owed, .trait, .price, .retail, .load:
      false
    }
  }

  /// What its values are.
  func type(in names: PolicyNames) -> ValueType {
    switch self {
    case .number, .sponsor, .recruitNumber, .depth, .placement, .level, .recruits, .downline, .legs,
      .recruitsAt, .customers:
      .number(NumberType(.one))
    case .perLeg(let team, _): team.type(in: names)
    case .score(let score):
      .number(NumberType(score.measure == .points ? .one : .money(names.currency)))
    case .name: .text
    case .founder, .active: .boolean
    case .tier: .name(names.tierDomain)
    case .joined: .point
    case .age: .number(NumberType(.time))
    case .net, .worth, .paid, .got, .ownOrders, .ownLoads, .ownReorders, .ownSales, .ownUses, .teamOrders,
      .teamSales, .leftOrders,
      .rightOrders, .weakerLeg, .leftCarry, .rightCarry, .owed, .rules, .rule:
      .number(NumberType(.money(names.currency)))
    case .stock, .stockOf, .ordered, .sold, .used, .returned, .teamOrdersUnits, .teamSalesUnits, .load:
      .number(NumberType(.units))
    case .trait: .number(NumberType(.one, isExact: false))
    case .price, .retail: .number(NumberType(.price(names.currency)))
    }
  }
}

extension MonthColumn {
  /// The columns of `months`, as they are spelled.
  static let spellings: [(name: String, column: MonthColumn)] = [
    ("month", .month), ("headcount", .headcount), ("joins", .joins), ("quits", .quits), ("sold", .sold),
    ("used", .used), ("ordered", .ordered), ("shipped", .shipped), ("made", .made), ("returned", .returned),
    ("company_cash", .companyCash), ("turnover", .turnover), ("purchases", .purchases),
    ("supplied", .supplied), ("fees", .fees), ("deposits", .deposits), ("rebates", .rebates),
    ("costs", .costs), ("receipts", .receipts), ("recruiting", .recruiting),
  ]

  /// What its values are.
  func type(in names: PolicyNames) -> ValueType {
    switch self {
    case .month: .point
    case .headcount, .joins, .quits: .number(NumberType(.one))
    case .sold, .used, .ordered, .shipped, .made, .returned: .number(NumberType(.units))
    case .companyCash, .turnover, .purchases, .supplied, .fees, .deposits, .rebates, .costs, .receipts,
      .recruiting, .rule:
      .number(NumberType(.money(names.currency)))
    }
  }
}

extension LedgerColumn {
  /// The columns of `ledger`, as they are spelled.
  static let spellings: [(name: String, column: LedgerColumn)] = [
    ("month", .month), ("event", .event), ("rule", .rule), ("kind", .kind), ("trigger", .trigger),
    ("cause", .cause), ("debit", .debit), ("credit", .credit), ("commodity", .commodity), ("amount", .amount),
    ("units", .units),
  ]

  /// What its values are.
  func type(in run: RunBinding) -> ValueType {
    switch self {
    case .month: .point
    case .event: .number(NumberType(.one))
    case .rule: .name(.ledgerRules(of: run.definition.policy))
    case .kind: .name(.ledgerKinds)
    case .trigger, .cause: .name(.ledgerTriggers)
    case .debit, .credit: .name(.ledgerAccounts(people: run.people))
    case .commodity: .name(.ledgerCommodities(of: run.policy))
    case .amount: .number(NumberType(.money(run.names.currency)))
    case .units: .number(NumberType(.units))
    }
  }
}

extension TierColumn {
  /// The columns of `tiers`, as they are spelled.
  static let spellings: [(name: String, column: TierColumn)] = [
    ("tier", .tier), ("price", .price), ("retail", .retail), ("load", .load), ("cost", .cost),
    ("headcount", .headcount),
  ]

  /// What its values are.
  func type(in names: PolicyNames) -> ValueType {
    switch self {
    case .tier: .name(names.tierDomain)
    case .price, .retail, .cost: .number(NumberType(.price(names.currency)))
    case .load: .number(NumberType(.units))
    case .headcount: .number(NumberType(.one))
    }
  }
}

extension CompanyColumn {
  /// The members of a run's `company`, as they are spelled.
  static let spellings: [(name: String, column: CompanyColumn)] = [
    ("net", .net), ("stock", .stock), ("owed", .owed),
  ]

  /// What its values are.
  func type(in names: PolicyNames) -> ValueType {
    switch self {
    case .net, .owed: .number(NumberType(.money(names.currency)))
    case .stock: .number(NumberType(.units))
    }
  }
}
