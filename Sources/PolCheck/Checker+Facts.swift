import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// The members of a policy.
  static let facts = [
    "entry_cost", "paid_levels", "pays_for_recruiting", "pays_on_downline", "ties_own_purchase", "buyback",
    "buyback_window", "tiers", "worst_payout", "entry_fee", "load_above_cost", "counts_heads",
    "pays_on_sales_alone", "refund", "refund_window", "earning_cost", "entry_deposit", "highest_price",
    "pays_by_period",
  ]

  /// More levels than any chain has: what `every upline` pays.
  static let endlessLevels = 1_000_000

  /// What is known of a policy before it runs.
  func fact(_ name: Name, of policy: PolicyDefinition, at span: Span) -> Expression? {
    let plain = ValueType.number(NumberType(.one))
    let percent = ValueType.number(NumberType(.one, isPercent: true))
    switch name.text {
    case "entry_cost": return sum(entryCosts(policy, tier: 0), of: policy, at: span)
    case "earning_cost": return earningCost(policy, at: span)
    case "entry_deposit": return entryDeposit(policy, at: span)
    case "highest_price": return highestPrice(policy, at: span)
    case "paid_levels": return .exact(ExactNumber(paidLevels(policy)), plain, at: span)
    case "pays_for_recruiting":
      return truth(policy.rules.contains { paysForRecruiting($0, in: policy) }, at: span)
    case "pays_on_downline":
      return truth(policy.rules.contains { paysOnDownline($0, in: policy) }, at: span)
    case "ties_own_purchase": return truth(!ownPurchaseTies(in: policy).isEmpty, at: span)
    case "counts_heads": return truth(!clauses(reading: \.countsHeads, in: policy).isEmpty, at: span)
    case "pays_on_sales_alone":
      return truth(policy.rules.allSatisfy { $0.kind != .rebate || policy.cause(of: $0) == .sale }, at: span)
    case "pays_by_period": return truth(policy.rules.contains(where: \.isRebateOfPeriod), at: span)
    case "load_above_cost": return isLoadAboveCost(policy, at: span)
    case "entry_fee":
      return sum(entryPayments(of: .fee, policy, tier: 0).map(\.amount), of: policy, at: span)
    case "buyback": return share(policy.agentReturns, at: span)
    case "buyback_window": return window(policy.agentReturns, at: span)
    case "refund": return share(policy.customerReturns, at: span)
    case "refund_window": return window(policy.customerReturns, at: span)
    case "tiers": return .exact(ExactNumber(policy.tiers.count), plain, at: span)
    case "worst_payout": return Expression(.fact(.worstPayout, policy), percent, at: span)
    default: return nil
    }
  }

  /// What goods that come back are paid for, as a share; 0 where nothing is taken back.
  private func share(_ returns: GoodsReturns?, at span: Span) -> Expression {
    let percent = ValueType.number(NumberType(.one, isPercent: true))
    return returns?.at.typed(percent) ?? .exact(.zero, percent, at: span)
  }

  /// For how long they may come back.
  private func window(_ returns: GoodsReturns?, at span: Span) -> Expression {
    returns?.within ?? .exact(.zero, .number(NumberType(.time)), at: span)
  }

  private func truth(_ truth: Bool, at span: Span) -> Expression {
    Expression(.constant(.boolean(truth)), .boolean, at: span)
  }

  /// The furthest level above that any rebate or fee reaches: what a team does comes from any depth.
  private func paidLevels(_ policy: PolicyDefinition) -> Int {
    var most = 0
    for rule in policy.rules where rule.kind == .rebate || rule.kind == .fee {
      if paysOnTeam(rule) { most = Self.endlessLevels }
      for recipient in rule.recipients {
        switch recipient.target {
        case .chain(_, _, let upper): most = max(most, upper ?? Self.endlessLevels)
        case .first: most = Self.endlessLevels
        case .company, .customer, .outside, .`self`, .everyAgent: break
        }
      }
    }
    return most
  }

  /// Whether its amount is of what a team ordered or sold.
  func paysOnTeam(_ rule: RuleDefinition) -> Bool {
    guard rule.kind == .rebate else { return false }
    if case .volume(let column)? = rule.base, Self.isTeamVolume(column) { return true }
    return rule.base == nil && rule.amount.expressions.contains { $0.reads { Self.isTeamVolume($0.column) } }
  }

  /// Whether an agent receives by it on another's joining, load or joining fee, or by heads.
  func paysForRecruiting(_ rule: RuleDefinition, in policy: PolicyDefinition) -> Bool {
    (rule.paysOthers && happensOnJoining(rule, in: policy)) || rule.paysByHeads
      || (hasLoad(policy) && reads(Self.isTeamPurchase, rule))
  }

  private func happensOnJoining(_ rule: RuleDefinition, in policy: PolicyDefinition) -> Bool {
    switch rule.trigger {
    case .join: true
    // An order includes the load.
    case .order: hasLoad(policy)
    case .posting(let index): happensOnJoining(policy.rules[index], in: policy)
    case .period: policy.cause(of: rule) == .join
    case .reorder, .sale, .use, .win, .promotion, .quit, .restock: false
    }
  }

  private func hasLoad(_ policy: PolicyDefinition) -> Bool {
    policy.tiers.contains { $0.load.contains { $0 != nil } }
  }

  /// Whether an agent receives by it on what those below buy or sell.
  func paysOnDownline(_ rule: RuleDefinition, in policy: PolicyDefinition) -> Bool {
    if reads(Self.isTeamVolume, rule) { return true }
    switch rule.trigger {
    case .order, .reorder, .sale, .use, .win: return rule.paysUplines
    case .posting(let index):
      return rule.paysUplines && !happensOnJoining(policy.rules[index], in: policy)
    case .period: return rule.paysUplines && policy.cause(of: rule) != .join
    case .join, .promotion, .quit, .restock: return false
    }
  }

  private static let teamPurchases: Set<AgentColumn> = [
    .teamOrders, .teamOrdersUnits, .leftOrders, .rightOrders, .weakerLeg, .leftCarry, .rightCarry,
  ]
  private static func isTeamPurchase(_ column: AgentColumn) -> Bool {
    if case .perLeg(let team, _) = column { return isTeamPurchase(team) }
    if case .score(let score) = column { return score.extent != .own && score.trade == .orders }
    return teamPurchases.contains(column)
  }
  private static func isTeamVolume(_ column: AgentColumn) -> Bool {
    if case .perLeg(let team, _) = column { return isTeamVolume(team) }
    if case .score(let score) = column { return score.extent != .own }
    return teamPurchases.contains(column) || [.teamSales, .teamSalesUnits].contains(column)
  }

  /// Whether a rebate is of such a volume, or depends on it.
  private func reads(_ matches: (AgentColumn) -> Bool, _ rule: RuleDefinition) -> Bool {
    guard rule.kind == .rebate else { return false }
    if case .volume(let column)? = rule.base, matches(column) { return true }
    return rule.expressions.contains { $0.reads { matches($0.column) } }
  }
}

extension Expression {
  /// Whether it reads such a column of the agent itself.
  func reads(_ matches: (AgentReading) -> Bool) -> Bool {
    contains { part in
      if case .column(.agent(let reading, .row)) = part.kind { matches(reading) } else { false }
    }
  }
}

extension RuleDefinition {
  /// Whether somebody else than the agent of the event may receive: an upline, or all in a pool.
  var paysOthers: Bool { paysUplines || recipients.contains { $0.target == .everyAgent } }

  /// Whether it is paid for a period, so that the worst payout of an order or sale leaves it out.
  var isRebateOfPeriod: Bool { kind == .rebate && trigger == .period }

  /// Whether an upline receives.
  var paysUplines: Bool {
    recipients.contains {
      switch $0.target {
      case .chain, .first: true
      case .company, .customer, .outside, .`self`, .everyAgent: false
      }
    }
  }

  /// What a rate is taken of, if it is one.
  var base: Base? {
    switch amount {
    case .rate(_, let base), .rates(_, let base), .differential(_, _, let base): base
    case .brackets(_, let base): base
    case .money, .sums, .perUnit, .units: nil
    }
  }

  /// All that its agents and recipients are asked: in the amount, the conditions, the weights.
  var expressions: [Expression] {
    amount.expressions + [condition, cap?.limit].compactMap { $0 }
      + recipients.flatMap { [$0.condition, $0.portion, $0.weight].compactMap { $0 } }
  }
}

extension RuleDefinition.Amount {
  /// Its expressions over the event's agent.
  package var expressions: [Expression] {
    switch self {
    case .money(let e), .perUnit(let e), .units(let e), .rate(let e, _): [e]
    case .rates(let list, _), .sums(let list): list
    case .differential(let rates, let peers, _): rates + peers
    case .brackets(let table, _):
      table.brackets.flatMap { [$0.from, $0.rate] } + (table.column.map { [$0] } ?? [])
    }
  }
}
