import PolSource
import PolSyntax

extension Checker {
  /// The tier after `short of`.
  mutating func shortOf(_ draft: RuleDraft) -> Int? {
    guard let name = draft.terms.shortOf else { return nil }
    guard draft.base?.isTeam == true else {
      report(
        "E0577", "`short of` leaves out legs of a team, and `\(draft.terms.base?.text ?? "")` has none",
        at: name.span, help: "take the rate of `team_orders` or `team_sales`, or leave `short of` out")
      return nil
    }
    return rank(of: name, in: draft.policy.names)
  }

  /// Whether `less downline`, if the rule has it, has something to take away.
  mutating func isNet(_ rule: RuleDefinition, _ draft: RuleDraft) -> Bool {
    guard let place = draft.terms.lessDownline else { return true }
    let isOwn =
      rule.recipients.count == 1 && rule.recipients[0].target == .`self`
      && rule.recipients[0].portion == nil && rule.recipients[0].condition == nil
    let what: (String, String)? =
      if draft.base?.isTeam != true {
        (
          "`less downline` takes away what a team is paid, and `\(draft.terms.base?.text ?? "")` has none",
          "take the rate of `team_orders` or `team_sales`, or leave `less downline` out"
        )
      } else if rule.kind != .rebate || rule.payer != .company || !isOwn {
        (
          "`less downline` is for a rebate that the company pays to the agent itself",
          "write `to self`, and what it depends on after `when`"
        )
      } else {
        nil
      }
    guard let what else { return true }
    report("E0578", what.0, at: place, help: what.1)
    return false
  }

  /// Whether a rule that divides its amount among many has an amount that can be divided, once a period.
  mutating func isPool(_ rule: RuleDefinition, _ draft: RuleDraft) -> Bool {
    guard draft.isPool, let written = draft.terms.recipients else { return true }
    let isFilled =
      switch rule.amount {
      case .money, .rate: true
      case .sums, .perUnit, .units, .rates, .differential, .brackets: false
      }
    let what: (String, String)? =
      if rule.recipients.count > 1 || rule.recipients[0].portion != nil {
        (
          "`every agent` gets the whole amount, divided",
          "write a rule of its own for who gets a share besides"
        )
      } else if rule.kind != .rebate || rule.payer != .company {
        ("what is divided among every agent is a rebate that the company pays", "write `rebate`")
      } else if rule.trigger != .period && rule.period == nil {
        ("an amount is divided among every agent at the end of a period", "write `every month`")
      } else if !isFilled {
        ("what is divided among every agent is one sum or one rate", "write `2% of order every month`")
      } else if written.otherwise != nil {
        ("`else` is for levels, and `every agent` has none", "leave it out: the company keeps the rest")
      } else {
        nil
      }
    guard let what else { return true }
    report("E0579", what.0, at: written.span, help: what.1)
    return false
  }
}

extension Recipients.Target {
  /// Whether the amount is divided among everyone.
  var isPool: Bool { if case .everyAgent = self { true } else { false } }
}

extension RuleDefinition.Base {
  /// Whether it is the volume of a team.
  var isTeam: Bool {
    if case .volume(let column) = self { column.own != nil } else { false }
  }
}

extension AgentColumn {
  /// Of a team's volume, the column that it adds up.
  package var own: AgentColumn? {
    if case .score(let score) = self { return score.extent == .team ? .score(score.own) : nil }
    return Self.ownByTeam[self]
  }

  private static let ownByTeam: [AgentColumn: AgentColumn] = [
    .teamOrders: .ownOrders, .teamSales: .ownSales, .teamOrdersUnits: .ordered, .teamSalesUnits: .sold,
  ]
}
