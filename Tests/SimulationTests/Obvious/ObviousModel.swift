// A second, slow reading of the language: policies, markets and stories as plain values.
//
// Money is whole fen, rates are hundredths of a percent, goods whole units; nothing here knows how pol works.
// `ObviousSimulator` runs these values, `ObviousText.swift` spells them as a script, and the two must agree.

/// How a quotient becomes whole fen.
enum ObviousRounding: String, CaseIterable { case floor, halfEven = "half_even", halfUp = "half_up" }

/// `a / b` as a whole number; nothing is below zero.
func divided(_ a: Int, by b: Int, _ rounding: ObviousRounding) -> Int {
  let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
  switch rounding {
  case .floor: return quotient
  case .halfUp: return 2 * rest >= b ? quotient + 1 : quotient
  case .halfEven: return 2 * rest > b || (2 * rest == b && quotient % 2 == 1) ? quotient + 1 : quotient
  }
}

/// `amount * part / whole`, floored, however large the product is.
func portion(_ part: Int, of whole: Int, _ amount: Int) -> Int {
  Int(Int128(amount) * Int128(part) / Int128(whole))
}

/// A rate in hundredths of a percent.
struct Points: Equatable {
  var value: Int
  init(_ value: Int) { self.value = value }
  func of(_ amount: Int, _ rounding: ObviousRounding) -> Int { divided(amount * value, by: 10_000, rounding) }
}

/// What is asked of an agent.
indirect enum ObviousCondition {
  case figure(Figure, window: Int?, sign: String, Int)
  /// Fewer units of one product than so many.
  case isShort(ofProduct: Int, Int)
  case tierAtLeast(Int)
  case tierIs(Int)
  case aboveSource
  case isFounder
  case not(ObviousCondition)
  case both(ObviousCondition, ObviousCondition)
  case either(ObviousCondition, ObviousCondition)

  /// Whole numbers of fen, units, months or nothing.
  enum Figure: String {
    case net, stock, ordered, sold, used, age, recruits, downline, depth, customers
    case recruitNumber = "recruit_number"
    /// Legs with somebody active at the second tier or above, or at the only one.
    case legs
    /// Direct recruits who are active there.
    case recruitsAt
    case ownOrders = "own_orders"
    case ownSales = "own_sales"
    case teamOrders = "team_orders"
    case teamSales = "team_sales"
    case weakerLeg = "weaker_leg"
    case ownOrderPoints = "own_orders_points"
    case teamSalePoints = "team_sales_points"
    case weakerLegPoints = "weaker_leg_points"
    case teamOrderVolume = "team_orders_volume"
    case leftCarry = "left_carry"
    case teamOrdersPerLeg = "team_orders(most_per_leg = 300 CNY)"
    case teamSalesPerLeg = "team_sales(most_per_leg = 150 CNY)"

    /// What in a rule of a period is that period's.
    var isVolume: Bool {
      let others: [Figure] = [
        .ownOrderPoints, .teamSalePoints, .weakerLegPoints, .teamOrderVolume, .teamOrdersPerLeg,
        .teamSalesPerLeg,
      ]
      return others.contains(self) || ObviousRule.Volume(rawValue: rawValue) != nil
    }
    /// Whether it is in hundredths of a point.
    var isPoints: Bool { [.ownOrderPoints, .teamSalePoints, .weakerLegPoints].contains(self) }
  }
}

struct ObviousProduct {
  var name: String
  var cost = 0
  var retail = 0
  /// Hundredths of a point, and fen.
  var points = 0
  var volume = 0
}

/// Prices, selling prices and loads are by product.
struct ObviousTier {
  var name: String
  var price: [Int]
  var retail: [Int?] = [nil]
  var load = [0]
  var reach: (condition: ObviousCondition, timing: Timing)?
  /// In how many of how many months it must hold; the condition alone where there is none.
  var standing: (months: Int, of: Int)?
  var keep: ObviousCondition?
  /// In how many of how many months it may be missed, and to which tier one falls; the next lower one by itself.
  var misses: (months: Int, of: Int)?
  var fallsTo: Int?
  enum Timing: String { case next, now = "from now", thisMonth = "from this month" }
}

struct ObviousRule {
  enum Kind: String { case fee, deposit, rebate, cost, stock }
  enum Event: String { case join, order, reorder, sale, use, win, promotion, quit }
  enum Volume: String {
    case ownOrders = "own_orders"
    case ownSales = "own_sales"
    case teamOrders = "team_orders"
    case teamSales = "team_sales"
    case weakerLeg = "weaker_leg"
    case ownSaleVolume = "own_sales_volume"
    case teamOrderVolume = "team_orders_volume"
    case teamSaleVolume = "team_sales_volume"
    case weakerLegVolume = "weaker_leg_volume"
  }
  enum Base: Equatable {
    case load, order, reorder, sale, use
    case rule(Int)
    case volume(Volume)
  }
  enum Amount {
    case money(Int)
    /// For each level.
    case sums([Int])
    case perUnit(Int)
    case units(Int)
    case rate(Points, of: Base)
    case rates([Points], of: Base)
    case differential([Points], peers: [Points], of: Base)
    case brackets(ObviousTable, of: Base?)
  }
  enum Party {
    case company, agent, chain(andSelf: Bool, from: Int, to: Int?)
    /// The nearest upline that qualifies.
    case first
    /// Everyone, by a figure or all alike.
    case everyone(by: ObviousCondition.Figure?)
  }
  enum Otherwise: String { case company, rollUp = "roll up", compress }
  struct Recipient {
    var party: Party
    var share: Points?
    var condition: ObviousCondition?
    var byPlacement = false
  }

  var name: String
  var kind: Kind
  var amount: Amount
  /// Where the base does not say.
  var event: Event?
  /// Of a stock rule.
  var product = 0
  /// In months.
  var period: Int?
  var recipients: [Recipient] = []
  var otherwise = Otherwise.company
  var condition: ObviousCondition?
  var cap: (limit: Int, period: Int?)?
  /// Whether whoever stands above the first tier may get twice as much.
  var capDoubles = false
  /// The first of the rules that share its cap.
  var capCounter: Int?
  /// A cap of all that it pays in a period.
  var ceiling: Ceiling?
  enum Ceiling {
    case money(Int)
    case orders(Points)
    case sales(Points)
  }
  /// A tier: legs headed by it or above don't count.
  var shortOf: Int?
  var isLessDownline = false
  /// Of a cost of a period; nil: once.
  var each: Each?
  enum Each: String { case agent, customer }

  var isOnce: Bool { kind == .cost && period != nil && each == nil }

  var base: Base? {
    switch amount {
    case .money, .sums, .perUnit, .units: nil
    case .rate(_, let base), .rates(_, let base), .differential(_, _, let base): base
    case .brackets(_, let base): base
    }
  }

  /// The same for its own agent: of fees and the like it is counted from joining, which is written as less than nothing.
  var ownPeriod: Int? {
    guard [.fee, .deposit, .cost].contains(kind), let period, period > 1 else { return volumePeriod }
    return -period
  }

  /// The period over which its volumes are counted, if it is one of a period.
  var volumePeriod: Int? {
    if case .volume = base { return period ?? 1 }
    return period
  }
}

/// Brackets, the lowest first.
struct ObviousTable {
  enum Reading: String { case step, slice }
  var reading: Reading
  /// What is looked up instead of the base.
  var by: ObviousCondition.Figure?
  /// Where each begins, and its rate in hundredths of a percent, or without a base its fen.
  var rows: [(from: Int, worth: Int)]
}

struct ObviousPolicy {
  enum Supply: String { case company, upline, dropship }
  var supply = Supply.company
  var rounding = ObviousRounding.floor
  var products = [ObviousProduct(name: "tea")]
  var tiers: [ObviousTier] = []
  var rules: [ObviousRule] = []
  var returns: (within: Int, at: Points)?
  /// A matrix without a depth is `binary`.
  var placement: (width: Int, depth: Int?)?
  /// What legs carry at most, money or hundredths of a point, and whose do.
  var carry: (limit: Int?, isPoints: Bool, condition: ObviousCondition?)?
  var customerReturns: (within: Int, at: Points)?
  var lock: Lock?
  enum Lock { case forever, months(Int) }

  /// Under which rule's number it is counted what a rule's cap has let through.
  func counter(_ rule: Int) -> Int { rules[rule].capCounter ?? rule }
  /// The most that a rule with a cap lets through to somebody of a tier.
  func limit(_ rule: Int, tier: Int) -> Int {
    let limit = rules[rule].cap?.limit ?? .max
    return rules[rule].capDoubles && tier > 0 ? 2 * limit : limit
  }

  /// Whether what a rule pays for goods goes by their units, and not by what was paid; nil where it is not for goods.
  func isByUnits(_ index: Int) -> Bool? {
    let rule = rules[index]
    switch (rule.base, rule.event) {
    case (.rule(let named), _): return rules[named].kind == .rebate ? isByUnits(named) : nil
    case (.volume, _), (nil, .win), (nil, .promotion), (nil, .quit), (nil, nil): return nil
    case (nil, .join): if case .perUnit = rule.amount { return true } else { return nil }
    case (nil, .order), (nil, .reorder), (nil, .sale), (nil, .use): return true
    case (.load, _), (.order, _), (.reorder, _), (.sale, _), (.use, _): return false
    }
  }

  /// Whether people sit on a left and a right leg.
  var hasLegs: Bool { placement.map { $0.depth == nil } ?? false }

  /// Whether its products count points, and a volume.
  var isScored: Bool { products.contains { $0.points > 0 } && products.contains { $0.volume > 0 } }

  func retail(of product: Int, _ tier: Int) -> Int { tiers[tier].retail[product] ?? products[product].retail }
}

struct ObviousMarket {
  enum Growth {
    /// `recruits poisson(mean * room)`, or with the trait `poisson(mean * trust * room)`; in hundredths.
    case recruits(mean: Int, byTrust: Bool)
    /// So many a month, each under an active agent: all alike, or by `recruits + 1`.
    case arrivals(Int, byRecruits: Bool)
  }
  enum Acceptance {
    /// In hundredths.
    case trustAbove(Int)
    case underTier(Int)
    case luck(Points)
  }
  enum Wanted {
    case units(Int)
    /// The mean in tenths.
    case poisson(Int)
    /// Traffic, conversion in hundredths of a percent, and then whole factors.
    case factors(Int, Points, Int, Int)
  }
  enum Sought {
    case each(Wanted)
    /// Wanted of the whole market, of agents drawn all alike or by `customers + 1`.
    case all(units: Int, byCustomers: Bool)
  }
  var people = 0
  /// Numbers and tiers.
  var founders: [(count: Int, tier: Int)] = []
  /// Shares and tiers; empty: everyone at the lowest.
  var joins: [(share: Points, tier: Int)] = []
  var hasTrust = false
  var growth = Growth.arrivals(1, byRecruits: false)
  var accepts: Acceptance?
  var wins: Wanted?
  var stays: Points?
  /// Goods by product, each product once, in the order in which they are written.
  var returns: (shares: [(product: Int, share: Points)], condition: ObviousCondition?)?
  var demand: [(product: Int, sought: Sought)] = []
  var uses: [(product: Int, wanted: Wanted)] = []
  /// Whether one product is written in braces, too.
  var likesBraces = false
  var quits: (chance: Points, condition: ObviousCondition?)?
}

struct ObviousStory {
  enum Deed {
    case joins(tier: Int, under: Int?, placed: ObviousPlace?)
    case orders(Int, of: Int)
    case uses(Int, of: Int)
    case returns(Int, of: Int)
    case sells(Int, of: Int, to: Int?, at: Int?)
    case refunds(Int, of: Int, to: Int?)
    case becomes(Int)
    case quits
  }
  var deeds: [(month: Int, person: Int, deed: Deed)] = []
}
