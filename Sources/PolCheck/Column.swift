package import PolSyntax

/// A column of the rows at hand: of agents, of a table of a run, or of a kept table; or a figure that is the
/// same in all rows at one time.
package enum Column: Hashable, Sendable {
  case agent(AgentReading, of: Whose)
  case month(MonthColumn)
  case ledger(LedgerColumn)
  case tier(TierColumn)
  /// A column of a sweep or a grouped table, by its index.
  case kept(Int)
  case market(MarketFigure)

  /// Whose columns an expression over agents reads.
  package enum Whose: Hashable, Sendable {
    /// The row itself: the event's agent, or in a `where` the recipient.
    case row
    /// The row's sponsor; for a founder every number is 0, every condition false.
    case upline
    /// In a `where`: the agent whose event it is.
    case source
  }
}

/// A column of `agents`, since joining or over the current period.
package struct AgentReading: Hashable, Sendable {
  /// Which.
  package var column: AgentColumn
  /// The period's length in months for `this month` (1), `quarter` (3), `year` (12), counted from month 0;
  /// nil for since joining.
  package var window: Int?
  /// Whether the period is counted from each agent's own joining: then it is the last so many months, the month of
  /// joining not among them.
  package var isFromJoining: Bool

  /// Makes a reading.
  package init(_ column: AgentColumn, window: Int? = nil, isFromJoining: Bool = false) {
    self.column = column
    self.window = window
    self.isFromJoining = isFromJoining
  }
}

/// The columns of `agents`. Money in the run's currency, goods in units over all products.
package enum AgentColumn: Hashable, Sendable {
  /// In order of joining, from 1.
  case number
  /// A story's person; empty in a market.
  case name
  case founder
  case tier
  /// The sponsor's number; 0 for a founder.
  case sponsor
  /// Its place among those whom its sponsor recruited, from 1; 0 for a founder.
  case recruitNumber
  /// Steps to the founder above; 0 for a founder.
  case depth
  /// The number of whom one sits below; 0 at the top.
  case placement
  /// Steps to the top of the placement tree.
  case level
  /// The month of joining, a point.
  case joined
  /// Months since joining.
  case age
  /// Joined and not quit.
  case active
  /// Cash in less cash out since joining.
  case net
  /// `net`, and what `returns agent` would pay for unsold stock, and deposits owed.
  case worth
  /// Cash out since joining.
  case paid
  /// Cash in since joining.
  case got
  case stock
  /// Units of one product, by index.
  case stockOf(Int)
  /// Units ordered, loads and passed-on hops included.
  case ordered
  case sold
  case used
  /// Units returned to the company.
  case returned
  /// Direct recruits.
  case recruits
  /// All below, at any depth.
  case downline
  /// Legs in which somebody who is active stands at this tier or above, by rank.
  case legs(Int)
  /// Direct recruits who are active at this tier or above, by rank.
  case recruitsAt(Int)
  /// Of a team's volume: its own, and of each leg at most so much, in the smallest parts.
  indirect case perLeg(AgentColumn, most: Int64)
  /// Customers that are its own.
  case customers
  /// Money paid for wholesale orders.
  case ownOrders
  /// The part of it that was bought on joining, and the rest.
  case ownLoads, ownReorders
  /// Money paid by own customers.
  case ownSales
  /// Own use, at the price of the agent's tier.
  case ownUses
  /// Own orders and those of the whole downline, in money.
  case teamOrders
  case teamSales
  /// Orders of everyone on the left leg, and on the right, in money.
  case leftOrders, rightOrders
  /// The smaller of the two.
  case weakerLeg
  /// What of the left leg, and of the right, is carried to the next month.
  case leftCarry, rightCarry
  /// The same in units.
  case teamOrdersUnits
  case teamSalesUnits
  /// Points, or a volume that isn't what was paid.
  case score(Score)
  /// Deposits that the company owes.
  case owed
  /// Received less paid back under a rebate; paid under the other kinds, also where it is a deposit that was
  /// given back. By rule index.
  case rule(Int)
  /// The same of all rules of a kind.
  case rules(RuleDeclaration.Kind)
  /// Drawn once per person. By trait index of the market.
  case trait(Int)
  /// The tier's price, retail price and load, by product index.
  case price(Int)
  case retail(Int)
  case load(Int)
}

/// The columns of `months`: one row a month, month 0 included.
package enum MonthColumn: Hashable, Sendable {
  case month
  /// Active at the month's end.
  case headcount
  case joins, quits
  case sold, used, ordered, shipped, made, returned
  /// The company's cash at the month's end.
  case companyCash
  /// What customers paid.
  case turnover
  /// What agents paid for wholesale orders, to whomever.
  case purchases
  /// The part of it that the company got.
  case supplied
  /// Sums over the rules of a kind.
  case fees, deposits, rebates, costs
  /// What agents received in all: from customers, as suppliers, by rules, for returned goods.
  case receipts
  /// The part of `receipts` that came because somebody joined: fee shares, rebates and supplies in join events.
  case recruiting
  case rule(Int)
}

/// The columns of `tiers`, over a run's policy at its last month.
package enum TierColumn: Hashable, Sendable {
  case tier
  case price, retail, load, cost
  /// Active agents of the tier.
  case headcount

  /// Whether it is one figure for each product.
  var isOfProduct: Bool {
    switch self {
    case .price, .retail, .load, .cost: true
    case .tier, .headcount: false
    }
  }
}

/// The columns of `ledger`: one row a transfer.
package enum LedgerColumn: Hashable, Sendable {
  case month
  /// Counts events from 1; transfers of one event share it.
  case event
  case rule, kind, trigger
  /// The trigger; of what a rule pays for a period, that of what it is paid of.
  case cause
  /// The account that gives.
  case debit
  /// The account that receives.
  case credit
  case commodity
  /// Money; 0 for goods.
  case amount
  /// Units of goods; 0 for money.
  case units
}

/// What `run.company` has.
package enum CompanyColumn: Hashable, Sendable {
  /// Cash in less cash out.
  case net
  /// Units with the company.
  case stock
  /// Deposits owed to agents.
  case owed
}

/// Figures of a market that all agents share in one phase.
package enum MarketFigure: Hashable, Sendable {
  /// Now, a point.
  case month
  /// (people - ever joined) / people, at the phase's start.
  case room
  case people
  /// Active agents at the phase's start.
  case headcount
}

/// What is known of a policy before it runs, and needs figures or a search.
package enum PolicyFact: Hashable, Sendable {
  /// The largest share of an order or a sale that its rates can ever pay out.
  case worstPayout
}
