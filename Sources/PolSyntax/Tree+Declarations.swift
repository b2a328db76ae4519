package import PolSource

/// `product NAME "title" { cost 6 CNY; retail 128 CNY }`
package struct ProductDeclaration: Sendable {
  /// `cost`, `retail`, `points` or `volume`.
  package struct Part: Sendable {
    /// Which of them.
    package enum Word: String, Sendable, CaseIterable { case cost, retail, points, volume }
    /// Which of them.
    package var word: Word
    /// Money per unit; of points a plain number.
    package var value: Expression
    /// From the word to the value's end.
    package var span: Span
  }
  /// The product's name.
  package var name: Name
  /// What a person reads.
  package var title: Quoted?
  /// In the order written.
  package var parts: [Part]
}

/// `policy NAME "title" from OTHER { ... }`, and the same for a market; `with { ... }` is only the clauses.
package struct BodyDeclaration: Sendable {
  /// The policy's or market's name.
  package var name: Name
  /// What a person reads.
  package var title: Quoted?
  /// The one that it extends.
  package var base: Name?
  /// Its clauses in the order written.
  package var body: Body
}

/// The clauses between `{` and `}`.
package struct Body: Sendable {
  /// In the order written.
  package var clauses: [Clause]
  /// Braces included.
  package var span: Span
}

/// One clause of a policy or market; the checker keeps the two apart.
package struct Clause: Sendable {
  /// From its first word to its last token.
  package var span: Span
  /// What it is.
  package var kind: Kind

  /// The clauses of policies, then those of markets.
  package indirect enum Kind: Sendable {
    case sells([Name])
    case supply(Name)
    case tier(TierDeclaration)
    case rule(RuleDeclaration)
    case rounding(Name)
    case placement(PlacementDeclaration)
    case returnsGoods(ReturnsClause)
    case customersLock(Expression?)
    case sharedCap(SharedCap)

    /// `people`, `recruits`, `accepts`, `wins`, `stays`: the word and its expression.
    case market(Name, Expression)
    /// `founders` or `joins`: the word, and an expression for each tier.
    case mix(Name, [(share: Expression, tier: Name)])
    case trait(Name, Expression)
    case arrivals(Expression, sponsorBy: Expression?)
    case demand(OfGoods<Demand>)
    case uses(OfGoods<Expression>)
    /// The market's `returns P when C`.
    case bringsBack(OfGoods<Expression>, when: Expression?)
    case quits(Expression, when: Expression?)
  }
}

/// What is said of goods: in one, or product by product in braces.
package enum OfGoods<Said: Sendable>: Sendable {
  case same(Said)
  case perProduct([(product: Name, said: Said)])

  /// All that is said, in the order written.
  package var parts: [Said] {
    switch self {
    case .same(let said): [said]
    case .perProduct(let entries): entries.map(\.said)
    }
  }
}

/// `demand`: one expression, or the four factors.
package enum Demand: Sendable {
  case units(Expression, sellerBy: Expression?)
  case factors(traffic: Expression, conversion: Expression, basket: Expression, repurchase: Expression)
}

/// `tier NAME { price ...; load ...; reach when ...; keep when ... }`
package struct TierDeclaration: Sendable {
  /// A price, a load or a condition.
  package struct Part: Sendable {
    /// From its first word on.
    package var span: Span
    /// What it is.
    package var kind: Kind

    /// The parts of a tier.
    package enum Kind: Sendable {
      /// `price`, `retail` or `load`: the word and its value.
      case amount(Name, Amount)
      case reach(when: Expression, for: Standing?, timing: ReachTiming)
      case keep(when: Expression, for: Standing?, else: Name?)
    }
  }
  /// What follows `price`, `retail` or `load`.
  package enum Amount: Sendable {
    case none
    case same(Expression)
    case perProduct([(product: Name, value: Expression)])
  }
  /// `for 4 months` in a row, `for 6 of 12 months`: in how many of the last ones a condition must have held.
  package struct Standing: Sendable, Hashable {
    /// In how many.
    package var months: Int
    /// Of how many.
    package var ofLast: Int
    /// Where it stands.
    package var span: Span

    /// The most months that are looked back on.
    package static let longest = 60
  }
  /// From when a promotion counts.
  package enum ReachTiming: Sendable, CaseIterable { case nextMonth, thisMonth, now }

  /// The tier's name.
  package var name: Name
  /// In the order written.
  package var parts: [Part]
}

/// `KIND NAME: AMOUNT ...` or `KIND NAME: none`
package struct RuleDeclaration: Sendable {
  /// The five kinds of rule.
  package enum Kind: String, Sendable, CaseIterable { case fee, deposit, rebate, cost, stock }

  /// Its kind.
  package var kind: Kind
  /// Where the kind stands.
  package var kindSpan: Span
  /// Its name.
  package var name: Name
  /// Nil for `none`: the rule is taken away.
  package var terms: RuleTerms?
}

/// All that follows the colon of a rule.
package struct RuleTerms: Sendable {
  /// How much.
  package var amount: RuleAmount
  /// `per agent` or `per customer`.
  package var each: Name?
  /// `of BASE`.
  package var base: Name?
  /// `short of TIER`.
  package var shortOf: Name?
  /// Where `less downline` stands, if it does.
  package var lessDownline: Span?
  /// `on EVENT`.
  package var event: Name?
  /// `every PERIOD`.
  package var period: Period?
  /// `from PARTY`.
  package var payer: Name?
  /// `to RECIPIENTS`.
  package var recipients: Recipients?
  /// `when CONDITION`.
  package var condition: Expression?
  /// `cap LIMIT per PERIOD`, `cap LIMIT in all`.
  package var cap: RuleCap?
}

/// The most that a rule pays to one, or in all.
package struct RuleCap: Sendable {
  package var limit: Expression
  /// `per PERIOD`.
  package var period: Period?
  /// `of BASE`: what the limit is a share of.
  package var base: Name?
  /// Where `in all` stands, if it does.
  package var inAll: Span?
}

/// `cap NAME: LIMIT per PERIOD for RULE, ...`, `cap NAME: LIMIT in all for RULE, ...`, or `cap NAME: none`.
package struct SharedCap: Sendable {
  package var name: Name
  /// Nil for `none`.
  package var terms: Terms?

  /// How much, how often, and of which rules together.
  package struct Terms: Sendable {
    package var cap: RuleCap
    package var rules: [Name]
  }
}

/// The amount of a rule, before `of`.
package indirect enum RuleAmount: Sendable {
  /// Money, money per unit, units, a rate, or a list of rates (a `list` expression).
  case expression(Expression)
  case differential(rates: [(tier: Name, rate: Expression)], peers: [Expression], at: Span)
  case brackets(Name, by: Expression?, [(from: Expression, rate: Expression)], at: Span)
}

/// `month`, `quarter`, `year` or `N months`.
package struct Period: Sendable, Hashable {
  /// Its length; at least 1 month once checked.
  package var months: Int
  /// Where it stands.
  package var span: Span
}

/// `to A 60%, B 40% else company`
package struct Recipients: Sendable {
  /// What happens to a share that nobody qualifies for.
  package enum Otherwise: String, Sendable, CaseIterable { case company, rollUp, compress }

  /// One recipient, with its share and condition.
  package struct Recipient: Sendable {
    /// Who.
    package var target: Target
    /// Its share: a percent or an expression in parentheses.
    package var portion: Expression?
    /// `where COND`, over the recipient's columns.
    package var condition: Expression?
    /// From the target on.
    package var span: Span
  }

  /// Who is paid.
  package enum Target: Sendable {
    /// `company`, `customer`, `outside`, `self`, or any other name, which the checker refuses.
    case party(Name)
    /// A chain of uplines; with `self and` before it, the agent itself comes first.
    case uplines(andSelf: Bool, Uplines, byPlacement: Bool)
    case everyAgent(by: Expression?)
  }

  /// Which uplines.
  package enum Uplines: Sendable, Hashable {
    /// `upline`, `upline 2`, `upline 1..3`: levels, counted from 1.
    case levels(Int, Int)
    case every
    case first
  }

  /// In the order written.
  package var list: [Recipient]
  /// After `else`; nil where it is not written.
  package var otherwise: Otherwise?
  /// The whole.
  package var span: Span
}

/// `carry LIMIT when COND`: what the stronger leg keeps for the next month.
package struct Carry: Sendable {
  /// At most so much; nil for all.
  package var limit: Expression?
  /// Who keeps it; nil for everyone.
  package var condition: Expression?
}

/// `placement binary` or `placement matrix W deep D`
package enum PlacementDeclaration: Sendable {
  case binary(carry: Carry?)
  case matrix(width: Int, depth: Int)
}

/// `returns customer|agent within T at P`
package struct ReturnsClause: Sendable {
  /// `customer` or `agent`.
  package var who: Name
  /// A time.
  package var within: Expression
  /// A share of the price paid.
  package var at: Expression
}

/// `story NAME "title" { month 0: Ann joins as general ... }`, or from two CSV files.
package struct StoryDeclaration: Sendable {
  /// One action, with the month under which it stands.
  package struct Action: Sendable {
    /// From the person's name on.
    package var span: Span
    /// Who acts.
    package var person: Name
    /// What is done.
    package var kind: Kind

    /// Makes an action.
    package init(span: Span, person: Name, kind: Kind) {
      (self.span, self.person, self.kind) = (span, person, kind)
    }

    /// What people do.
    package indirect enum Kind: Sendable {
      case joins(tier: Name, under: Name?, placed: (side: Name, under: Name)?)
      case orders(Goods)
      case uses(Goods)
      case returns(Goods)
      case sells(Goods, to: Name?, at: Expression?)
      case refunds(Goods, to: Name?)
      case becomes(Name)
      case quits
    }
  }
  /// `N units of PRODUCT`.
  package struct Goods: Sendable {
    /// How much.
    package var amount: Expression
    /// Which product.
    package var product: Name?

    /// Makes goods.
    package init(amount: Expression, product: Name?) { (self.amount, self.product) = (amount, product) }
  }
  /// `month N:` and what follows it.
  package struct Month: Sendable {
    /// The month's number.
    package var number: Int
    /// Where it is written.
    package var span: Span
    /// Its actions, in order; those before any opening stand in a month of their own with number 0.
    package var actions: [Action]

    /// Makes a month.
    package init(number: Int, span: Span, actions: [Action]) {
      (self.number, self.span, self.actions) = (number, span, actions)
    }
  }

  /// The story's name.
  package var name: Name
  /// What a person reads.
  package var title: Quoted?
  /// `from "members.csv", "events.csv"`; whoever reads them puts the months in.
  package var files: (members: Quoted, events: Quoted)?
  /// Whether something is wrong with the files, and has been said.
  package var isUnreadable = false
  /// In the order written.
  package var months: [Month]
}
