import PolLedger

/// What orders of one product cost in a month, by the buyer's tier.
///
/// A phase mostly orders the same number again and again, so each tier's last answer is kept.
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
  private var known: [Quote]

  init(_ terms: Terms, product: Int, _ rounding: Rounding) {
    prices = terms.price.map { $0[product] }
    cost = terms.cost[product]
    self.rounding = rounding
    known = prices.map { _ in Quote(units: 0, amount: 0, production: 0) }
  }

  /// Whether a tier can order at all.
  func sells(to tier: Int) -> Bool { prices[tier] != nil }

  /// A quote for one unit or more; nil where the tier has no price, or money leaves 64 bits.
  @inline(__always)
  mutating func quote(_ units: Int64, tier: Int) -> Quote? {
    // Nobody asks for no units, so a tier that was never asked for knows none.
    let last = known[tier]
    if last.units == units { return last }
    guard let amount = prices[tier]?.of(units, rounding), let production = cost.of(units, rounding) else {
      return nil
    }
    let quote = Quote(units: units, amount: amount, production: production)
    known[tier] = quote
    return quote
  }
}
