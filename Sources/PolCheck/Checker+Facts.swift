import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// The members of a policy.
  static let facts = [
    "entry_cost", "paid_levels", "pays_for_recruiting", "pays_on_downline", "ties_own_purchase", "buyback",
    "buyback_window", "tiers", "worst_payout",
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
      return Expression(.constant(.boolean(paysForRecruiting(policy))), .boolean, at: span)
    case "pays_on_downline":
      return Expression(.constant(.boolean(paysOnDownline(policy))), .boolean, at: span)
    case "ties_own_purchase":
      return Expression(.constant(.boolean(tiesOwnPurchase(policy))), .boolean, at: span)
    case "buyback":
      return policy.agentReturns?.at.typed(percent) ?? .exact(.zero, percent, at: span)
    case "buyback_window":
      return policy.agentReturns?.within ?? .exact(.zero, .number(NumberType(.time)), at: span)
    case "tiers": return .exact(ExactNumber(policy.tiers.count), plain, at: span)
    case "worst_payout": return Expression(.fact(.worstPayout, policy), percent, at: span)
    default: return nil
    }
  }

  /// The fees on joining and the load, at the lowest tier. A fee counts unless its condition is known to fail
  /// for somebody who joins at that tier and is no founder.
  private func entryCost(_ policy: PolicyDefinition, at span: Span) -> Expression {
    let type = ValueType.number(NumberType(.money(policy.currency)))
    var sum = Expression.exact(.zero, type, at: span)
    func add(_ value: Expression) {
      if let one = sum.exactConstant, let other = value.exactConstant, let both = one.adding(other) {
        sum = .exact(both, type, at: span)
      } else {
        sum = Expression(.arithmetic(.add, sum, value), type, at: span)
      }
    }
    for rule in policy.rules where rule.kind == .fee && rule.trigger == .join {
      guard case .money(let amount) = rule.amount, !readsRows(amount) else { continue }
      if let condition = rule.condition, holdsForNewcomer(condition) == false { continue }
      add(amount)
    }
    let lowest = policy.tiers[0]
    for (price, load) in zip(lowest.price, lowest.load) {
      guard let price, let load else { continue }
      if let one = price.exactConstant, let other = load.exactConstant, let cost = one.multiplied(by: other) {
        add(.exact(cost, type, at: span))
      } else {
        add(Expression(.arithmetic(.multiply, load, price), type, at: span))
      }
    }
    return sum
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

  /// Whether an agent receives on another's joining, load or joining fee.
  private func paysForRecruiting(_ policy: PolicyDefinition) -> Bool {
    policy.rules.contains { $0.paysUplines && happensOnJoining($0, in: policy) }
  }

  private func happensOnJoining(_ rule: RuleDefinition, in policy: PolicyDefinition) -> Bool {
    switch rule.trigger {
    case .join: true
    // An order includes the load.
    case .order: policy.tiers.contains { $0.load.contains { $0 != nil } }
    case .posting(let index): happensOnJoining(policy.rules[index], in: policy)
    case .reorder, .sale, .use, .promotion, .quit, .period, .restock: false
    }
  }

  /// Whether an agent receives on what those below buy or sell.
  private func paysOnDownline(_ policy: PolicyDefinition) -> Bool {
    policy.rules.contains { rule in
      switch rule.trigger {
      case .order, .reorder, .sale, .use: rule.paysUplines
      case .posting(let index):
        rule.paysUplines && happensOnJoining(policy.rules[index], in: policy) == false
      case .period: rule.readsTeam || rule.paysUplines
      case .join, .promotion, .quit, .restock: false
      }
    }
  }
}

extension Checker {
  /// Whether an agent's pay depends on its own purchases: a rebate is paid, or a tier reached or kept, only where
  /// its own orders are so or so.
  private func tiesOwnPurchase(_ policy: PolicyDefinition) -> Bool {
    let conditions =
      policy.rules.filter { $0.kind == .rebate }
      .flatMap { [$0.condition] + $0.recipients.map(\.condition) }
      + policy.tiers.flatMap { [$0.reach?.condition, $0.keep] }
    return conditions.contains { condition in
      condition?.reads { [.ownOrders, .ordered].contains($0.column) } ?? false
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

  /// Whether its base is the volume of a team.
  var readsTeam: Bool {
    let base: Base? =
      switch amount {
      case .rate(_, let base), .rates(_, let base), .differential(_, _, let base): base
      case .brackets(_, let base): base
      case .money, .perUnit, .units: nil
      }
    return base?.isTeam ?? false
  }
}
