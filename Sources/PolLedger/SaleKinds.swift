package import PolColumns

/// Sales of goods that nobody stocks, by kind: customers pay a seller, who pays the company, who has them made. Of one
/// kind are sales of so many units by sellers of one tier: all of them come to the same.
package struct SaleKinds: Sendable {
  /// Fewer units than this have kinds: `tier * few + units`.
  package let few: Int
  /// By kind.
  package var tiers: [UInt8] { units.indices.map { UInt8($0 / few) } }
  package let units: [Int64]
  /// By kind, minor units: what customers pay, what sellers pay, what making the goods costs, what is left to sellers.
  package private(set) var sales: [Int64]
  package private(set) var orders: [Int64]
  private(set) var production: [Int64]
  private(set) var margins: [Int64]
  /// By kind: whether all it comes to is known, and so little that no batch's sum of it leaves 64 bits.
  private var isKnown: [Bool]

  /// What is looked up is less.
  private static let most = Climbs.Moves.most

  /// Makes kinds of the prices of each tier; nil where there are too many tiers.
  package init?(retail: [Rate], prices: [Rate?], cost: Rate, _ rounding: Rounding) {
    let few = min(32, KindRows.most / max(1, retail.count))
    guard few > 4 else { return nil }
    let units = retail.indices.flatMap { _ in (0..<few).map { Int64($0) } }
    func amounts(_ prices: [Rate?]) -> [Int64] {
      units.indices.map { kind in prices[kind / few]?.of(units[kind], rounding) ?? Self.most }
    }
    (self.few, self.units, isKnown) = (few, units, units.map { _ in true })
    (sales, orders) = (amounts(retail), amounts(prices))
    production = amounts(retail.map { _ in cost })
    margins = []
    let amounts = [sales, orders, production]
    leaveOut { kind in amounts.contains { $0[kind] >= Self.most } }
    margins = zip(sales, orders).map { $0 - $1 }
  }

  /// Leaves out kinds of which a rule pays too much.
  package mutating func limit(to tables: SpreadTables) {
    leaveOut { tables.largest(of: $0) >= Self.most }
  }

  /// The same of a climb.
  package mutating func limit(to tables: ClimbTables) {
    leaveOut { tables.isTooLarge[$0] }
  }

  private mutating func leaveOut(_ isOut: (_ kind: Int) -> Bool) {
    for kind in units.indices where isKnown[kind] && isOut(kind) {
      isKnown[kind] = false
      (sales[kind], orders[kind], production[kind]) = (0, 0, 0)
    }
  }

  /// Whether some sales are all of known kinds.
  package func knowsAll(_ rows: KindRows) -> Bool {
    units.indices.allSatisfy { isKnown[$0] || rows.counts[$0] == 0 }
  }
}
