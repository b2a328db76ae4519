/// What goods cost at some prices: of a few units, as most sales are of, looked up.
package struct PriceTable: Sendable {
  private let prices: [Rate]
  private let rounding: Rounding
  /// By price and units: minor units, -1 where that isn't below `most`.
  private let known: [Int64]

  /// Fewer units than this are few.
  private static let few = 32
  /// What is looked up is so little that no shard's sum of it leaves 64 bits.
  private static let most: Int64 = 1 << 40

  /// Makes a table for some prices.
  package init(_ prices: [Rate], _ rounding: Rounding) {
    (self.prices, self.rounding) = (prices, rounding)
    known = prices.flatMap { price in
      (0..<Self.few).map { units in
        price.of(Int64(units), rounding).flatMap { $0 < Self.most ? $0 : nil } ?? -1
      }
    }
  }

  /// What so many units cost, not negative, if it is looked up; else -1.
  @inline(__always)
  func looked(_ units: Int64, at price: Int) -> Int64 {
    units < Self.few ? known[price &* Self.few &+ Int(units)] : -1
  }

  /// What so many units cost, not negative; nil where it leaves 64 bits.
  @inline(__always)
  func amount(of units: Int64, at price: Int) -> Int64? {
    let amount = looked(units, at: price)
    return amount < 0 ? prices[price].of(units, rounding) : amount
  }

  /// What each agent's units cost at the price of its tier; nil where something leaves 64 bits.
  package func amounts(of units: [Int64], for agents: [Int32], tiers: [UInt8]) -> [Int64]? {
    var amounts = Array(repeating: Int64(0), count: units.count)
    var cells = amounts.mutableSpan
    let (units, agents, tiers) = (units.span, agents.span, tiers.span)
    for k in units.indices {
      guard let amount = amount(of: units[k], at: Int(tiers[Int(agents[k])])) else { return nil }
      cells[k] = amount
    }
    return amounts
  }
}
