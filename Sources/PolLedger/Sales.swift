import PolColumns

/// Sales that customers may still undo: what they paid, and which lots the units came from. Kept only where a
/// policy takes back what customers bring.
package struct Sales: Sendable {
  /// One sale of one product.
  package struct Sale: Sendable {
    /// The month.
    package let month: Int
    /// Who sold, and for whom the sale counts.
    package let agent: Int32
    let winner: Int32
    /// Who bought, where customers have names; else -1.
    package let customer: Int32
    /// The product's index.
    package let product: Int
    /// Units that were sold, and those of them that came back.
    package let units: Int64
    package fileprivate(set) var returned: Int64 = 0
    let amount: Int64
    fileprivate(set) var refunded: Int64 = 0
    let event: Int
    /// What each unit counted.
    let score: UnitScore
    /// Where its units came from, oldest lot first.
    fileprivate var sources: Range<Int>

    /// Units that did not come back.
    package var left: Int64 { units - returned }
  }
  /// Units of a sale from one lot.
  private struct Source: Sendable {
    let lot: Lots.Lot
    var left: Int64
  }

  /// In the order of their events.
  package private(set) var list: [Sale] = []
  private var sources: [Source] = []

  mutating func add(_ sale: Sale, from lots: [(lot: Lots.Lot, units: Int64)]) {
    let first = sources.count
    sources += lots.map { Source(lot: $0.lot, left: $0.units) }
    list.append(sale)
    list[list.count - 1].sources = first..<sources.count
  }

  /// What a seller ordered for its customer in the sale's own event.
  mutating func add(_ lot: Lots.Lot, inEvent event: Int) {
    let sale = list.partitioningIndex { $0.event >= event }
    guard sale < list.count, list[sale].event == event else { return }
    list[sale].sources = sources.count..<sources.count + 1
    sources.append(Source(lot: lot, left: lot.units))
  }

  /// Undoes so many units of a sale, for which so much is given back in all by now; returns the lots they were
  /// of, oldest first.
  mutating func undo(_ units: Int64, of sale: Int, refunded: Int64) -> [(lot: Lots.Lot, units: Int64)] {
    list[sale].returned += units
    list[sale].refunded = refunded
    var rest = units
    var result: [(lot: Lots.Lot, units: Int64)] = []
    for index in list[sale].sources where rest > 0 && sources[index].left > 0 {
      let taken = min(rest, sources[index].left)
      sources[index].left -= taken
      rest -= taken
      result.append((sources[index].lot, taken))
    }
    return result
  }

  /// Forgets sales from before a month; returns their events.
  mutating func drop(before month: Int) -> [Int] {
    let gone = list.prefix { $0.month < month }
    guard let last = gone.last else { return [] }
    let events = gone.map(\.event)
    let shift = last.sources.upperBound
    list.removeFirst(gone.count)
    sources.removeFirst(shift)
    for index in list.indices {
      let old = list[index].sources
      list[index].sources = old.lowerBound - shift..<old.upperBound - shift
    }
    return events
  }
}

extension Sales.Sale {
  init(
    month: Int, agent: Int32, winner: Int32, customer: Int32, product: Int, units: Int64, amount: Int64,
    event: Int, score: UnitScore
  ) {
    (self.month, self.agent, self.winner, self.customer) = (month, agent, winner, customer)
    (self.product, self.units, self.amount, self.event) = (product, units, amount, event)
    self.score = score
    sources = 0..<0
  }
}
