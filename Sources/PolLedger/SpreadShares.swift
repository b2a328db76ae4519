/// What the seats of a spread get in each of some events, before it is known who takes it.
struct SpreadShares {
  /// By seat.
  let seats: [Gathering.Amounts]
  /// What is left of a whole, by event; empty where nothing ever is.
  let rests: [Int64]
  /// All of it together.
  let totals: Gathering.Amounts
  /// What seats get in all events together, where that is known, and fits 64 bits.
  var sums: [Int64]?

  /// Works out shares of the bases of some events, or of nothing in so many where nothing is a rate; nil where one leaves
  /// 64 bits.
  init?(_ spread: Spread, of bases: [Int64], count: Int) {
    let known = KnownBases(bases, count: count)
    guard let tables = SpreadTables(spread, of: known?.bases ?? bases) else { return nil }
    self.init(tables, at: known?.rows)
  }

  /// The shares of events whose places in the tables are known; nil where these have a row for each event.
  init(_ tables: SpreadTables, at places: [UInt8]?) {
    func amounts(_ column: [Int64]) -> Gathering.Amounts {
      places.map { .looked($0, column) } ?? .each(column)
    }
    seats = tables.seats.map(amounts)
    totals = amounts(tables.totals)
    rests = tables.rests.allSatisfy { $0 == 0 } ? [] : amounts(tables.rests).each
  }
}
