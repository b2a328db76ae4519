package import PolSource

/// A market, flattened, and checked against the policy that is put into it.
package struct MarketDefinition: Sendable {
  /// Its name.
  package var name: String
  /// Everyone who could ever join; a whole number.
  package var people: Expression
  /// How many founders of each tier, in this order.
  package var founders: [TierShare]
  /// The shares of the tiers among newcomers; empty: everyone starts at the lowest.
  package var joins: [TierShare]
  /// Drawn once per person, in this order; a trait may read those before it.
  package var traits: [TraitDefinition]
  /// How people come.
  package var growth: Growth
  /// Who of those asked joins, over the newcomer's traits and its upline; nil: everyone.
  package var accepts: Expression?
  /// Customers that each agent wins in a month; nil for none.
  package var wins: Expression?
  /// The share of its customers that an agent keeps at a month's end; nil: all.
  package var stays: Expression?
  /// What customers bring back.
  package var returns: Returns?
  /// What customers want, by product in the policy's order; nothing of a product that isn't there.
  package var demand: [OfProduct<Demand>]
  /// Units used a month, per agent, by product in the policy's order.
  package var uses: [OfProduct<Expression>]
  /// Who leaves.
  package var quits: Quits?
  /// Where it is declared.
  package var span: Span

  /// A number or a share, and the tier's rank.
  package struct TierShare: Sendable {
    /// A number of people, or a share.
    package var share: Expression
    /// The tier's rank.
    package var tier: Int
  }
  /// A trait.
  package struct TraitDefinition: Sendable {
    /// Its name, which is its clause's for draws.
    package var name: String
    /// What is drawn.
    package var value: Expression
  }
  /// How people come.
  package indirect enum Growth: Sendable {
    case none
    /// So many a month, per active agent.
    case recruits(Expression)
    /// So many a month in all, each asked by an active agent drawn with the weight; nil: all alike.
    case arrivals(Expression, sponsorBy: Expression?)
  }
  /// What a clause says of one product.
  package struct OfProduct<Said: Sendable>: Sendable {
    /// The product's index.
    package var product: Int
    /// The clause's name for draws: each product has luck of its own.
    package var clause: String
    /// What it says.
    package var said: Said
  }
  /// What customers want of one product in a month, of one agent unless it is shared.
  package indirect enum Demand: Sendable {
    /// In units.
    case units(Expression)
    /// In units, of all agents together, each unit of an agent drawn with the weight.
    case shared(Expression, sellerBy: Expression)
    /// The mean of one Poisson draw: traffic * conversion * basket * repurchase.
    case factors(Expression)
  }
  /// `returns P when C`
  package struct Returns: Sendable {
    /// The share of last month's sales that comes back, by product in the policy's order.
    package var shares: [OfProduct<Expression>]
    /// Of which agents' customers; nil: of all.
    package var condition: Expression?
  }
  /// `quits P when C`
  package struct Quits: Sendable {
    /// A chance in a month.
    package var chance: Expression
    /// On the books after close; nil: everyone.
    package var condition: Expression?
  }
}

/// A story, checked against the policy that is put into it.
package struct StoryDefinition: Sendable {
  /// Its name.
  package var name: String
  /// Its people, in the order of their joining.
  package var people: [String]
  /// Those who buy under a name, numbered in the order in which they are first named.
  package var customers: [String: Int]
  /// In order of months, and within a month as written.
  package var actions: [Action]
  /// The last month named.
  package var lastMonth: Int
  /// Where it is declared.
  package var span: Span

  /// One thing that one person does.
  package struct Action: Sendable {
    /// When.
    package var month: Int
    /// Who, by the place in `people`.
    package var person: Int
    /// What.
    package var kind: Kind
    /// Where it is written.
    package var span: Span
  }
  /// `placed left | right under Y`
  package struct Placed: Hashable, Sendable {
    /// 0 for the left leg, 1 for the right.
    package var leg: Int
    /// Whose, by the place in `people`.
    package var under: Int
    /// Where it is written.
    package var span: Span
  }
  /// What people do. Units are whole; products, tiers and customers by index.
  package indirect enum Kind: Sendable {
    case joins(tier: Int, under: Int?, placed: Placed?)
    case orders(Expression, product: Int)
    case uses(Expression, product: Int)
    case returns(Expression, product: Int)
    /// At a price per unit; nil for the tier's own.
    case sells(Expression, product: Int, to: Int?, at: Expression?)
    /// Takes goods back; of nobody in particular where no customer is named.
    case refunds(Expression, product: Int, to: Int?)
    case becomes(Int)
    case quits
  }
}
