import PolColumns
import PolSource
import PolSyntax

/// What joining costs somebody who is no founder, tier by tier.
extension Checker {
  /// What such rules ask of a newcomer at a tier. One counts unless its condition is known to fail.
  func entryPayments(
    of kind: RuleDeclaration.Kind, _ policy: PolicyDefinition, tier: Int
  ) -> [(rule: RuleDefinition, amount: Expression)] {
    let newcomer = Newcomer(policy: policy, tier: tier)
    return policy.rules.filter { $0.kind == kind }.compactMap { rule in
      let paid: Expression? =
        switch (rule.amount, rule.trigger) {
        case (.money(let amount), .join): amount
        case (.sums(let amounts), .join): sum(amounts, of: policy, at: rule.span)
        case (.rate(let rate, of: .load), .join) where rule.period == nil:
          newcomer.load.map { Expression(.arithmetic(.multiply, rate, $0), $0.type, at: rate.span) }
        default: nil
        }
      guard let amount = paid.map({ newcomer.settled($0) }), !readsRows(amount),
        rule.condition.flatMap({ newcomer.holds($0) }) != false
      else { return nil }
      return (rule, amount)
    }
  }

  /// The fees on joining and the load.
  func entryCosts(_ policy: PolicyDefinition, tier: Int) -> [Expression] {
    let load = Newcomer(policy: policy, tier: tier).load
    return entryPayments(of: .fee, policy, tier: tier).map(\.amount) + (load.map { [$0] } ?? [])
  }

  /// What joining costs at least, at a tier that is paid for others' joining, buying or selling.
  func earningCost(_ policy: PolicyDefinition, at span: Span) -> Expression {
    let costs = policy.tiers.indices.filter { isPaidForOthers(policy, tier: $0) }
      .map { sum(entryCosts(policy, tier: $0), of: policy, at: span) }
    return bound(costs, .least, of: policy, at: span)
  }

  /// The deposits on joining, at the tier at which they are largest.
  func entryDeposit(_ policy: PolicyDefinition, at span: Span) -> Expression {
    let deposits = policy.tiers.indices.map {
      sum(entryPayments(of: .deposit, policy, tier: $0).map(\.amount), of: policy, at: span)
    }
    return bound(deposits, .greatest, of: policy, at: span)
  }

  /// The most that an agent or a customer pays for a unit.
  func highestPrice(_ policy: PolicyDefinition, at span: Span) -> Expression {
    bound(policy.tiers.flatMap { $0.price.compactMap(\.self) + $0.retail }, .greatest, of: policy, at: span)
  }

  /// Whether somebody of that tier who is no founder may receive for what others do.
  private func isPaidForOthers(_ policy: PolicyDefinition, tier: Int) -> Bool {
    let newcomer = Newcomer(policy: policy, tier: tier)
    return policy.rules.contains { rule in
      guard paysForRecruiting(rule, in: policy) || paysOnDownline(rule, in: policy) else { return false }
      if case .differential(let rates, _, _) = rule.amount, rates[tier].exactConstant?.isZero == true {
        return false
      }
      return rule.recipients.contains { recipient in
        switch recipient.target {
        case .company, .customer, .outside: false
        case .`self`: rule.condition.flatMap { newcomer.holds($0) } != false
        case .chain, .first, .everyAgent: recipient.condition.flatMap { newcomer.holds($0) } != false
        }
      }
    }
  }

  private func bound(
    _ values: [Expression], _ function: Function, of policy: PolicyDefinition, at span: Span
  ) -> Expression {
    let type = ValueType.number(NumberType(.money(policy.currency)))
    let exact = values.compactMap(\.exactConstant)
    guard exact.count == values.count else { return Expression(.call(function, values), type, at: span) }
    let ordered = exact.sorted(by: <)
    return .exact((function == .least ? ordered.first : ordered.last) ?? .zero, type, at: span)
  }

  func sum(_ values: [Expression], of policy: PolicyDefinition, at span: Span) -> Expression {
    let type = ValueType.number(NumberType(.money(policy.currency)))
    return values.reduce(.exact(.zero, type, at: span)) { sum, value in
      if let one = sum.exactConstant, let other = value.exactConstant, let both = one.adding(other) {
        return .exact(both, type, at: span)
      }
      return Expression(.arithmetic(.add, sum, value), type, at: span)
    }
  }
}

/// Somebody who joins at a tier and is no founder: what is known of it before anything runs.
private struct Newcomer {
  let policy: PolicyDefinition
  let tier: Int

  /// What its load costs; nil where it need not buy any.
  var load: Expression? {
    let rank = policy.tiers[tier]
    let type = ValueType.number(NumberType(.money(policy.currency)))
    let costs = zip(rank.price, rank.load).compactMap { price, load -> Expression? in
      guard let price, let load else { return nil }
      return product(load, price, type)
    }
    return costs.dropFirst().reduce(costs.first) { sum, cost in
      sum.map { Expression(.arithmetic(.add, $0, cost), type, at: cost.span) }
    }
  }

  private func product(_ one: Expression, _ other: Expression, _ type: ValueType) -> Expression {
    if let a = one.exactConstant, let b = other.exactConstant, let both = a.multiplied(by: b) {
      return .exact(both, type, at: one.span)
    }
    return Expression(.arithmetic(.multiply, one, other), type, at: one.span)
  }

  /// Whether a condition holds for it, if that can be told.
  func holds(_ condition: Expression) -> Bool? {
    switch condition.kind {
    case .constant(.boolean(let truth)): return truth
    case .inlined(_, let inner): return holds(inner)
    case .column(.agent(let reading, .row)) where reading.column == .founder: return false
    case .not(let inner): return holds(inner).map { !$0 }
    case .and(let left, let right):
      let sides = (holds(left), holds(right))
      if sides.0 == false || sides.1 == false { return false }
      return sides.0 == true && sides.1 == true ? true : nil
    case .or(let left, let right):
      let sides = (holds(left), holds(right))
      if sides.0 == true || sides.1 == true { return true }
      return sides.0 == false && sides.1 == false ? false : nil
    case .compare(let comparison, let left, let right):
      guard case .name = left.type, let one = settled(left).constant, let other = settled(right).constant
      else { return nil }
      return Folding.value(comparison, one, other)
    default: return nil
    }
  }

  /// The same expression with what its tier says put in, and without the arms that it never takes.
  func settled(_ expression: Expression) -> Expression {
    var result = expression
    switch expression.kind {
    case .column(.agent(let reading, .row)):
      let rank = policy.tiers[tier]
      switch reading.column {
      case .tier: result.kind = .constant(.code(Int32(tier)))
      case .price(let product): return rank.price[product] ?? result
      case .retail(let product): return rank.retail[product]
      case .load(let product): return rank.load[product] ?? .exact(.zero, result.type, at: result.span)
      default: break
      }
    case .inlined(let name, let inner): result.kind = .inlined(name: name, settled(inner))
    case .negate(let inner): result.kind = .negate(settled(inner))
    case .arithmetic(.multiply, let left, let right):
      return product(settled(left), settled(right), expression.type)
    case .arithmetic(let operation, let left, let right):
      result.kind = .arithmetic(operation, settled(left), settled(right))
    case .call(let function, let arguments): result.kind = .call(function, arguments.map { settled($0) })
    case .conditional(let test, let then, let otherwise):
      guard let truth = holds(test) else { return expression }
      return settled(truth ? then : otherwise)
    default: break
    }
    return result
  }
}
