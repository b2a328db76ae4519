import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// The members of a policy.
  static let facts = [
    "entry_cost", "paid_levels", "pays_for_recruiting", "pays_on_downline", "ties_own_purchase", "buyback",
    "buyback_window", "tiers", "worst_payout", "entry_fee", "load_above_cost", "counts_heads",
    "pays_on_sales_alone", "refund", "refund_window",
  ]

  /// More levels than any chain has: what `every upline` pays.
  static let endlessLevels = 1_000_000

  /// What is known of a policy before it runs.
  func fact(_ name: Name, of policy: PolicyDefinition, at span: Span) -> Expression? {
    let plain = ValueType.number(NumberType(.one))
    let percent = ValueType.number(NumberType(.one, isPercent: true))
    switch name.text {
    case "entry_cost": return entryCost(policy, at: span)
    case "paid_levels": return .exact(ExactNumber(paidLevels(policy)), plain, at: span)
    case "pays_for_recruiting":
      return truth(policy.rules.contains { paysForRecruiting($0, in: policy) }, at: span)
    case "pays_on_downline":
      return truth(policy.rules.contains { paysOnDownline($0, in: policy) }, at: span)
    case "ties_own_purchase": return truth(!ownPurchaseTies(in: policy).isEmpty, at: span)
    case "counts_heads": return truth(!clauses(reading: Self.heads, in: policy).isEmpty, at: span)
    case "pays_on_sales_alone":
      return truth(policy.rules.allSatisfy { $0.kind != .rebate || isPaidOnSales($0, in: policy) }, at: span)
    case "load_above_cost": return isLoadAboveCost(policy, at: span)
    case "entry_fee": return entryFee(policy, at: span)
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

  /// The fees that a newcomer at the lowest tier pays. A fee counts unless its condition is known to fail for
  /// somebody who joins at that tier and is no founder.
  func joiningFees(_ policy: PolicyDefinition) -> [RuleDefinition] {
    policy.rules.filter { rule in
      guard rule.kind == .fee, rule.trigger == .join, case .money(let amount) = rule.amount else {
        return false
      }
      return !readsRows(amount) && rule.condition.flatMap { holdsForNewcomer($0) } != false
    }
  }

  /// Those fees.
  private func entryFee(_ policy: PolicyDefinition, at span: Span) -> Expression {
    sum(joiningFees(policy).compactMap(\.amount.money), of: policy, at: span)
  }

  /// Those fees and the load, at the lowest tier.
  private func entryCost(_ policy: PolicyDefinition, at span: Span) -> Expression {
    let type = ValueType.number(NumberType(.money(policy.currency)))
    let lowest = policy.tiers[0]
    let loads = zip(lowest.price, lowest.load).compactMap { price, load -> Expression? in
      guard let price, let load else { return nil }
      guard let one = price.exactConstant, let other = load.exactConstant,
        let cost = one.multiplied(by: other)
      else { return Expression(.arithmetic(.multiply, load, price), type, at: span) }
      return .exact(cost, type, at: span)
    }
    return sum(joiningFees(policy).compactMap(\.amount.money) + loads, of: policy, at: span)
  }

  private func sum(_ values: [Expression], of policy: PolicyDefinition, at span: Span) -> Expression {
    let type = ValueType.number(NumberType(.money(policy.currency)))
    return values.reduce(.exact(.zero, type, at: span)) { sum, value in
      if let one = sum.exactConstant, let other = value.exactConstant, let both = one.adding(other) {
        return .exact(both, type, at: span)
      }
      return Expression(.arithmetic(.add, sum, value), type, at: span)
    }
  }

  /// Whether a condition holds for a newcomer at the lowest tier, if that can be told.
  private func holdsForNewcomer(_ condition: Expression) -> Bool? {
    switch condition.kind {
    case .constant(.boolean(let truth)): return truth
    case .column(.agent(let reading, .row)) where reading.column == .founder: return false
    case .not(let inner): return holdsForNewcomer(inner).map { !$0 }
    case .and(let left, let right):
      let sides = (holdsForNewcomer(left), holdsForNewcomer(right))
      if sides.0 == false || sides.1 == false { return false }
      return sides.0 == true && sides.1 == true ? true : nil
    case .or(let left, let right):
      let sides = (holdsForNewcomer(left), holdsForNewcomer(right))
      if sides.0 == true || sides.1 == true { return true }
      return sides.0 == false && sides.1 == false ? false : nil
    case .compare(let comparison, let left, let right):
      guard let one = tier(left), let other = tier(right) else { return nil }
      return Folding.value(comparison, one, other)
    default: return nil
    }
  }

  private func tier(_ value: Expression) -> Scalar? {
    guard case .name = value.type else { return nil }
    if case .column(.agent(let reading, .row)) = value.kind, reading.column == .tier { return .code(0) }
    return value.constant
  }

  /// The furthest level above that any rebate or fee reaches.
  private func paidLevels(_ policy: PolicyDefinition) -> Int {
    var most = 0
    for rule in policy.rules where rule.kind == .rebate || rule.kind == .fee {
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

  /// Whether an agent receives by it on another's joining, load or joining fee.
  func paysForRecruiting(_ rule: RuleDefinition, in policy: PolicyDefinition) -> Bool {
    rule.paysUplines && happensOnJoining(rule, in: policy)
  }

  private func happensOnJoining(_ rule: RuleDefinition, in policy: PolicyDefinition) -> Bool {
    switch rule.trigger {
    case .join: true
    // An order includes the load.
    case .order: policy.tiers.contains { $0.load.contains { $0 != nil } }
    case .posting(let index): happensOnJoining(policy.rules[index], in: policy)
    case .period: rule.base == .volume(.ownLoads)
    case .reorder, .sale, .use, .promotion, .quit, .restock: false
    }
  }

  /// Whether an agent receives by it on what those below buy or sell.
  func paysOnDownline(_ rule: RuleDefinition, in policy: PolicyDefinition) -> Bool {
    switch rule.trigger {
    case .order, .reorder, .sale, .use: rule.paysUplines
    case .posting(let index): rule.paysUplines && !happensOnJoining(policy.rules[index], in: policy)
    case .period: (rule.readsTeam || rule.paysUplines) && rule.base != .volume(.ownLoads)
    case .join, .promotion, .quit, .restock: false
    }
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
    case .money, .perUnit, .units: nil
    }
  }

  /// Whether its base is the volume of a team.
  var readsTeam: Bool { base?.isTeam ?? false }
}

extension RuleDefinition.Amount {
  /// Its expressions over the event's agent.
  package var expressions: [Expression] {
    switch self {
    case .money(let e), .perUnit(let e), .units(let e), .rate(let e, _): [e]
    case .rates(let list, _): list
    case .differential(let rates, let peer, _): rates + (peer.map { [$0] } ?? [])
    case .brackets(let table, _):
      table.brackets.flatMap { [$0.from, $0.rate] } + (table.column.map { [$0] } ?? [])
    }
  }

  /// The money of an event, if it is so much.
  fileprivate var money: Expression? {
    if case .money(let amount) = self { amount } else { nil }
  }
}
