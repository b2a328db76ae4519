import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// The clauses of a policy that the facts and sums in a condition come from, in the order of the policy.
  func clauses(behind condition: Expression, in policy: PolicyDefinition) -> [Span] {
    var spans: Set<Span> = []
    for name in namesOfFacts(in: condition) { spans.formUnion(clauses(behind: name, in: policy)) }
    return spans.sorted { ($0.source.index, $0.lower) < ($1.source.index, $1.lower) }
  }

  /// The facts of policies that a condition asks for; a sum over months counts as the fact that it adds up.
  private func namesOfFacts(in expression: Expression) -> Set<String> {
    var names: Set<String> = []
    switch expression.kind {
    case .inlined(let name, _) where Self.facts.contains(name): names.insert(name)
    case .fact(.worstPayout, _): names.insert("worst_payout")
    case .column(.month(.recruiting)): names.insert("pays_for_recruiting")
    case .column(.month(.fees)): names.insert("fees")
    case .column(.month(.rebates)), .column(.ledger(.trigger)): names.insert("rebates")
    case .column(.agent(let reading, _)) where reading.column == .rules(.rebate): names.insert("rebates")
    case .column(.agent(let reading, _)) where reading.column == .rules(.fee): names.insert("fees")
    case .query(let query):
      for part in [query.value, query.filter].compactMap({ $0 }) { names.formUnion(namesOfFacts(in: part)) }
    default: break
    }
    for part in expression.parts { names.formUnion(namesOfFacts(in: part)) }
    return names
  }

  private func clauses(behind fact: String, in policy: PolicyDefinition) -> [Span] {
    func rules(_ matches: (RuleDefinition) -> Bool) -> [Span] { policy.rules.filter(matches).map(\.span) }
    func loads(_ tiers: ArraySlice<TierDefinition>) -> [Span] {
      tiers.filter { $0.load.contains { $0 != nil } }.map(\.span)
    }
    func payments(of kind: RuleDeclaration.Kind, _ tiers: Range<Int>) -> [Span] {
      tiers.flatMap { entryPayments(of: kind, policy, tier: $0) }.map(\.rule.span)
    }
    switch fact {
    case "entry_fee": return payments(of: .fee, 0..<1)
    case "entry_cost": return payments(of: .fee, 0..<1) + loads(policy.tiers[..<1])
    case "earning_cost": return payments(of: .fee, policy.tiers.indices) + loads(policy.tiers[...])
    case "entry_deposit": return payments(of: .deposit, policy.tiers.indices)
    case "highest_price": return policy.tiers.map(\.span)
    case "load_above_cost": return loads(policy.tiers[..<1])
    case "paid_levels": return rules { $0.kind == .rebate && ($0.paysUplines || paysOnTeam($0)) }
    case "pays_for_recruiting": return rules { paysForRecruiting($0, in: policy) }
    case "pays_on_downline": return rules { paysOnDownline($0, in: policy) }
    case "ties_own_purchase": return ownPurchaseTies(in: policy)
    case "counts_heads": return clauses(reading: \.countsHeads, in: policy)
    case "pays_on_sales_alone": return rules { $0.kind == .rebate && policy.cause(of: $0) != .sale }
    case "buyback", "buyback_window": return policy.agentReturns.map { [$0.at.span] } ?? []
    case "refund", "refund_window": return policy.customerReturns.map { [$0.at.span] } ?? []
    case "pays_by_period": return rules(\.isRebateOfPeriod)
    case "fees": return rules { $0.kind == .fee }
    case "rebates", "worst_payout": return rules { $0.kind == .rebate }
    default: return []
    }
  }

  fileprivate static func isOwnPurchase(_ column: AgentColumn) -> Bool {
    if case .score(let score) = column { return score.extent == .own && score.trade == .orders }
    return [.ownOrders, .ownLoads, .ownReorders, .ordered].contains(column)
  }

  /// The rebates and tiers that depend on the agent's own orders: that read them, or pay who ordered a part of them.
  func ownPurchaseTies(in policy: PolicyDefinition) -> [Span] {
    clauses(reading: Self.isOwnPurchase, in: policy) { $0.isOnOwnOrders && $0.paysItsAgent }
  }

  /// The rebates and tiers that depend on such columns of an agent: in a condition, an amount, a table or a weight;
  /// and other rebates that are meant.
  func clauses(
    reading isRead: (AgentColumn) -> Bool, in policy: PolicyDefinition,
    or isMeant: (RuleDefinition) -> Bool = { _ in false }
  ) -> [Span] {
    func asks(_ expressions: [Expression?]) -> Bool {
      expressions.contains { $0?.reads { isRead($0.column) } ?? false }
    }
    return policy.rules.filter { rule in
      rule.kind == .rebate && (isMeant(rule) || asks(rule.expressions))
    }.map(\.span) + policy.tiers.filter { asks([$0.reach?.condition, $0.keep?.condition]) }.map(\.span)
  }

  /// Whether a unit of the load at the lowest tier is dearer than it is to make.
  func isLoadAboveCost(_ policy: PolicyDefinition, at span: Span) -> Expression {
    let lowest = policy.tiers[0]
    let none = Expression(.constant(.boolean(false)), .boolean, at: span)
    return policy.products.indices.reduce(none) { answer, product in
      guard lowest.load[product] != nil, let price = lowest.price[product] else { return answer }
      let isAbove = Expression(.compare(.less, policy.products[product].cost, price), .boolean, at: span)
      return Expression(.or(answer, isAbove), .boolean, at: span)
    }
  }
}

extension RuleDefinition {
  /// Whether it comes of what its agent itself orders.
  fileprivate var isOnOwnOrders: Bool {
    switch trigger {
    case .order, .reorder: true
    case .join: base == .load
    case .period:
      if case .volume(let column)? = base { Checker.isOwnPurchase(column) } else { false }
    case .sale, .use, .win, .promotion, .quit, .restock, .posting: false
    }
  }

  /// Whether the agent of its event receives.
  fileprivate var paysItsAgent: Bool {
    recipients.contains {
      switch $0.target {
      case .`self`, .chain(andSelf: true, _, _), .first(andSelf: true): true
      case .chain, .first, .company, .customer, .outside, .everyAgent: false
      }
    }
  }
}
