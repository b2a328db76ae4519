import PolSyntax

extension PolicyDefinition {
  /// Why a rule pays: its trigger, but for a rule of a period that of what its rate is taken of, and joining where it
  /// pays by heads; a rule that matches another pays for the same cause.
  package func cause(of rule: RuleDefinition) -> RuleDefinition.Trigger {
    switch rule.trigger {
    case .posting(let named): return cause(of: rules[named])
    case .period:
      switch rule.base {
      case .posting(let named)?: return cause(of: rules[named])
      case .load?: return .join
      case .order?: return .order
      case .reorder?: return .reorder
      case .sale?: return .sale
      case .use?: return .use
      case .volume(let column)?: return column.cause ?? .period
      case nil: return rule.paysByHeads ? .join : .period
      }
    // A sum on joining and again each period is paid for being there.
    case .join: return rule.period == nil || rule.base == .load ? .join : .period
    case .order, .reorder, .sale, .use, .win, .promotion, .quit, .restock: return rule.trigger
    }
  }
}

extension RuleDefinition {
  /// Whether it is a sum of money for persons recruited.
  var paysByHeads: Bool {
    kind == .rebate && base == nil && amount.expressions.contains { $0.reads { $0.column.countsHeads } }
  }
}

extension AgentColumn {
  /// Whether it counts persons below.
  var countsHeads: Bool {
    if case .legs = self { return true }
    if case .recruitsAt = self { return true }
    return [.recruits, .recruitNumber, .downline].contains(self)
  }

  /// What makes a volume grow; nil for other columns.
  fileprivate var cause: RuleDefinition.Trigger? {
    switch self {
    case .ownLoads: .join
    case .ownReorders: .reorder
    case .ordered, .ownOrders, .teamOrders, .teamOrdersUnits, .leftOrders, .rightOrders, .weakerLeg,
      .leftCarry,
      .rightCarry:
      .order
    case .sold, .ownSales, .teamSales, .teamSalesUnits: .sale
    case .used, .ownUses: .use
    case .score(let score): score.trade == .sales ? .sale : .order
    case .perLeg(let team, _): team.cause
    case .number, .name, .founder, .tier, .sponsor, .recruitNumber, .depth, .placement, .level, .joined, .age,
      .active, .net,
      .worth, .paid, .got, .stock, .stockOf, .returned, .recruits, .downline, .legs, .recruitsAt, .customers,
      .owed,
      .rules,
      .rule, .trait, .price, .retail, .load:
      nil
    }
  }
}
