import PolLedger

/// What orders of one product cost in a month, by the buyer's tier.
///
/// A phase mostly orders the same few numbers again and again, so some answers are kept.
struct Quotes {
  /// Minor units.
  struct Quote {
    var units: Int64
    /// What the buyer pays, and what making the goods costs; each rounded once.
    var amount: Int64
    var production: Int64
  }

  private let prices: [Rate?]
  private let cost: Rate
  private let rounding: Rounding
  /// By tier and by what is left of the units after division by `keptByTier`: the last answer.
  private var known: [Quote]
  private static let keptByTier = 32

  init(_ terms: Terms, product: Int, _ rounding: Rounding) {
    prices = terms.price.map { $0[product] }
    cost = terms.cost[product]
    self.rounding = rounding
    known = Array(repeating: Quote(units: 0, amount: 0, production: 0), count: prices.count * Self.keptByTier)
  }

  /// Whether a tier can order at all.
  func sells(to tier: Int) -> Bool { prices[tier] != nil }

  /// A quote for one unit or more; nil where the tier has no price, or money leaves 64 bits.
  @inline(__always)
  mutating func quote(_ units: Int64, tier: Int) -> Quote? {
    // Nobody asks for no units, so what was never asked for is told from what was.
    let place = tier &* Self.keptByTier &+ Int(units % Int64(Self.keptByTier))
    let last = known[place]
    if last.units == units { return last }
    guard let amount = prices[tier]?.of(units, rounding), let production = cost.of(units, rounding) else {
      return nil
    }
    let quote = Quote(units: units, amount: amount, production: production)
    known[place] = quote
    return quote
  }
}
