extension NameDomain {
  /// What transfers are called that no rule of the policy makes; each is its own kind. The last five are
  /// also kinds of rule, or what quitting gives back.
  package static let builtInKinds = [
    "purchase", "goods", "production", "sale", "delivery", "use", "buyback", "returned", "fee", "deposit",
    "refund", "rebate", "cost",
  ]
  /// The column `kind` of `ledger`.
  package static let ledgerKinds = NameDomain(.kind, builtInKinds)
  /// The column `trigger` of `ledger`.
  package static let ledgerTriggers = NameDomain(
    .trigger,
    [
      "join", "own_order", "downline_order", "sale", "use", "promotion", "quit", "period", "returned", "win",
    ])
  /// The accounts that are no agent's.
  package static let builtInAccounts = ["company", "customers", "suppliers", "outside"]

  /// The column `rule` of `ledger`: a transfer that is built in has its kind for a rule; then come the
  /// policy's rules in their order.
  package static func ledgerRules(of policy: PolicyDefinition) -> NameDomain {
    NameDomain(.rule, builtInKinds + policy.rules.map(\.name))
  }
  /// The columns `debit` and `credit` of `ledger`: the people of a story follow; a market's agents lie
  /// beyond the list.
  package static func ledgerAccounts(people: [String]) -> NameDomain {
    NameDomain(.account, builtInAccounts + people)
  }
  /// The column `commodity` of `ledger`.
  package static func ledgerCommodities(of policy: PolicyDefinition) -> NameDomain {
    NameDomain(.commodity, ["money"] + policy.products.map(\.name))
  }
  /// The tiers of a policy, by rank.
  package static func tiers(of policy: PolicyDefinition) -> NameDomain {
    NameDomain(.tier, policy.tiers.map(\.name))
  }
}
