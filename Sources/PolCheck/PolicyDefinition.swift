package import PolSource
package import PolSyntax

/// A policy, flattened and checked. Money is of one currency, `currency`.
package struct PolicyDefinition: Sendable {
  /// Its name; of a policy made by `with`, the name of the one it was made from.
  package var name: String
  /// The currency of every price, fee and rebate.
  package var currency: Currency
  /// What it sells; at least one.
  package var products: [ProductDefinition]
  /// Who fills orders.
  package var supply: Supply
  /// From the bottom up; at least one.
  package var tiers: [TierDefinition]
  /// In the order written.
  package var rules: [RuleDefinition]
  /// How rates become fen.
  package var rounding: Rounding
  /// Where newcomers sit, if declared.
  package var placement: PlacementDefinition?
  /// What legs carry from month to month, where that is not all.
  package var carry: CarryDefinition?
  /// `returns agent`, if declared.
  package var agentReturns: GoodsReturns?
  /// `returns customer`, if declared.
  package var customerReturns: GoodsReturns?
  /// `customers lock`, if declared.
  package var lock: CustomerLock?
  /// Where it is declared.
  package var span: Span

  /// Whether customers are tied to an agent for a time that ends.
  package var endsLocks: Bool {
    if case .months = lock { true } else { false }
  }

  /// How many tiers there may be: a tier is one byte of each agent.
  package static let mostTiers = 255

  /// Who fills an order.
  package enum Supply: String, Sendable, CaseIterable { case company, upline, dropship }
  /// How a rate of money becomes whole fen, once per posting.
  package enum Rounding: String, Sendable, CaseIterable {
    case floor, halfEven = "half_even", halfUp = "half_up"
  }
}

/// `placement binary`, `placement matrix W deep D`
package struct PlacementDefinition: Hashable, Sendable {
  /// How many legs each agent has.
  package var width: Int
  /// How many levels below a sponsor its newcomers may sit; nil for any.
  package var depth: Int?

  /// Whether there is a left and a right leg, without end.
  package var isBinary: Bool { depth == nil }
}

/// `carry LIMIT when COND`
package struct CarryDefinition: Sendable {
  /// Over the agent's columns: the most that a leg carries, of money or of points; nil for all.
  package var limit: Expression?
  /// Over the agent's columns: who carries anything.
  package var condition: Expression?

  /// Whether the limit is one of what a column counts; nothing is a limit of all.
  package func limits(_ column: AgentColumn) -> Bool {
    guard let limit else { return false }
    guard case .number(let type) = limit.type, !limit.isBareZero else { return true }
    if case .score(let score) = column, score.measure == .points { return type.dimension == .one }
    return type.dimension != .one
  }
}

/// Goods that a policy sells.
package struct ProductDefinition: Sendable {
  /// Its name.
  package var name: String
  /// What making one costs the company, money per unit; over `MarketFigure.month` only.
  package var cost: Expression
  /// What a customer pays, money per unit.
  package var retail: Expression
  /// Points of a unit, a plain number; nil for none.
  package var points: Expression?
  /// The volume of a unit, money per unit; nil for none.
  package var volume: Expression?
}

/// A tier: its index in `PolicyDefinition.tiers` is its rank.
package struct TierDefinition: Sendable {
  /// Its name.
  package var name: String
  /// Money per unit by product; nil where agents of this tier can't buy it. Over `MarketFigure.month` only.
  package var price: [Expression?]
  /// The tier's own selling price by product; the product's where the tier has none.
  package var retail: [Expression]
  /// Units bought on joining, by product; nil for none.
  package var load: [Expression?]
  /// Who rises to this tier.
  package var reach: Reach?
  /// Who does not fall.
  package var keep: Keep?
  /// Where it is declared.
  package var span: Span

  /// `reach when COND`, and from when it counts.
  package struct Reach: Sendable {
    /// Over the agent's columns.
    package var condition: Expression
    /// In how many months it must have held; nil for this one.
    package var standing: TierDeclaration.Standing?
    /// From when it counts.
    package var timing: TierDeclaration.ReachTiming
  }

  /// `keep when COND`, and what becomes of who doesn't meet it.
  package struct Keep: Sendable {
    /// Over the agent's columns.
    package var condition: Expression
    /// In how many months at the tier it may fail, of how many last ones.
    package var misses: (most: Int, ofLast: Int)
    /// The tier to which one falls, by rank.
    package var fallsTo: Int
  }
}

/// `returns agent within T at P`, and the same of customers.
package struct GoodsReturns: Sendable {
  /// Months after the goods were bought.
  package var within: Expression
  /// A share of the price paid for them.
  package var at: Expression
}

/// How long customers are tied to the agent who won them.
package enum CustomerLock: Sendable {
  case forever
  /// A time, the month of winning included.
  case months(Expression)
}

/// A rule, whole.
package struct RuleDefinition: Sendable {
  /// Its name.
  package var name: String
  /// Its kind.
  package var kind: RuleDeclaration.Kind
  /// How much.
  package var amount: Amount
  /// On what.
  package var trigger: Trigger
  /// The period of `every`, in months: for `.period` rules, for `on join and every year`, and for an event
  /// base that is paid on the period's sum.
  package var period: Int?
  /// `from PARTY`.
  package var payer: Party
  /// `to RECIPIENTS`; empty only for `stock`.
  package var recipients: [Recipient]
  /// What happens to a share that nobody qualifies for.
  package var otherwise: Recipients.Otherwise
  /// Over the columns of the event's agent.
  package var condition: Expression?
  /// Money per recipient, and per period of so many months; nil period: per posting.
  package var cap: Cap?
  /// Of a stock rule: what must be bought, by product index.
  package var product = 0
  /// Its base leaves out every leg headed by an agent of this tier or above.
  package var shortOf: Int?
  /// Whether what it pays to those whom its base counts is taken away.
  package var isLessDownline = false
  /// Whether it is nobody's: of a period, paid and received by no agent, and not `per agent`.
  package var isOnce = false
  /// Where it is declared.
  package var span: Span

  /// Whether the volumes of its period are counted from each agent's joining. A month is one from wherever it is counted.
  package var countsFromJoining: Bool { kind.countsFromJoining && (period ?? 1) > 1 }

  /// The amounts of a rule. Expressions are over the columns of the event's agent.
  package indirect enum Amount: Sendable {
    /// Money per event.
    case money(Expression)
    /// So much for each level, nearest first.
    case sums([Expression])
    /// Money per unit of the event.
    case perUnit(Expression)
    /// Units that must be bought: `stock` rules only.
    case units(Expression)
    /// A rate of the base; each recipient or level gets it, or its share of it.
    case rate(Expression, of: Base)
    /// One rate per level, nearest first.
    case rates([Expression], of: Base)
    /// One rate per tier, by rank; 0 for a tier not listed.
    /// `peers` are the rates of the first peer, the second, ...
    case differential([Expression], peers: [Expression], of: Base)
    /// A rate by size of the base or of a column; without a base, money by size of a column.
    case brackets(BracketTable, of: Base?)
  }
  /// What a rate is taken of.
  package enum Base: Hashable, Sendable {
    case load, order, reorder, sale, use
    /// Each posting of a rule written above, by index.
    case posting(Int)
    /// A running total of the agent, over the rule's period.
    case volume(AgentColumn)
  }
  /// The event of a rule.
  package enum Trigger: Hashable, Sendable {
    case join, order, reorder, sale, use, win, promotion, quit
    /// At each month's end, or each period's.
    case period
    /// In restock: `stock` rules.
    case restock
    /// Each posting of the rule with this index.
    case posting(Int)
  }
  /// Who pays.
  package enum Party: String, Hashable, Sendable { case `self`, company, upline, customer, outside }
  /// One recipient.
  package struct Recipient: Sendable {
    /// Who.
    package var target: Target
    /// Its share of the amount; nil for the whole.
    package var portion: Expression?
    /// Over the recipient's columns, and `source`'s.
    package var condition: Expression?
    /// Of a pool: what its parts go by, over the recipient's columns; nil where all are alike.
    package var weight: Expression?
    /// Whether a chain goes up where people sit, not by who recruited them.
    package var byPlacement = false
  }
  /// Who is paid.
  package enum Target: Hashable, Sendable {
    case company, customer, outside, `self`
    /// Uplines `from` (at least 1) to `to`, nil for every one; the agent itself first with `andSelf`.
    case chain(andSelf: Bool, from: Int, to: Int?)
    /// The nearest upline that meets the condition; the agent itself first with `andSelf`.
    case first(andSelf: Bool)
    /// Everyone who is active and meets the condition: the amount is divided among them.
    case everyAgent
  }
  /// `cap LIMIT per PERIOD`, `cap LIMIT in all`
  package struct Cap: Sendable {
    /// Money; a share where there is a base.
    package var limit: Expression
    /// In months; nil for each posting by itself.
    package var period: Int?
    /// Whether it holds for all that the rule pays in a period.
    package var isForAll = false
    /// The volume of all agents that the limit is a share of.
    package var base: AgentColumn?
    /// Where it is shared: the first of its rules, under whose number all that they pay is counted.
    package var counter: Int?
  }
}

extension PolicyDefinition {
  /// Under which rule's number it is counted what a rule's cap has let through.
  package func counter(of rule: Int) -> Int { rules[rule].cap?.counter ?? rule }

  /// The rules, in their order, that share a cap of all that they pay with this one; nil where it shares none.
  package func sharingCeiling(with rule: Int) -> [Int]? {
    guard let cap = rules[rule].cap, cap.isForAll, let counter = cap.counter else { return nil }
    return rules.indices.filter { rules[$0].cap?.counter == counter }
  }

  /// The deposit of whose postings a rule is paid, be it by way of others; nil where there is none. What is paid
  /// on a period's sum is of no posting.
  package func deposit(of rule: Int) -> Int? {
    guard case .posting(let named) = rules[rule].trigger, rules[rule].period == nil else { return nil }
    return rules[named].kind == .deposit ? named : deposit(of: named)
  }
}

extension RuleDeclaration.Kind {
  /// Whether its periods are counted from each agent's joining, and it is due when one has passed.
  var countsFromJoining: Bool {
    switch self {
    case .fee, .deposit, .cost: true
    case .rebate, .stock: false
    }
  }
}
