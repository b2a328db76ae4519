/// What the seats of a spread get in each of some events, before it is known who takes it.
struct SpreadShares {
  /// By seat.
  let seats: [Gathering.Amounts]
  /// What is left of a whole, by event; empty where nothing ever is.
  let rests: [Int64]
  /// All of it together.
  let totals: Gathering.Amounts

  /// Works out shares of the bases of some events, or of nothing in so many where nothing is a rate; nil where one leaves
  /// 64 bits.
  init?(_ spread: Spread, of bases: [Int64], count: Int) {
    let known = KnownBases(bases, count: count)
    let wanted = known?.bases ?? bases
    func amounts(_ column: [Int64]) -> Gathering.Amounts {
      known.map { .looked($0.rows, column) } ?? .each(column)
    }
    var rests = Array(repeating: Int64(0), count: wanted.count)
    if let whole = spread.whole {
      guard let wholes = whole.amounts(of: wanted, spread.rounding) else { return nil }
      rests = wholes
    }
    var totals = rests
    var seats: [Gathering.Amounts] = []
    var overflow = false
    for seat in spread.seats {
      let shares =
        spread.whole == nil
        ? seat.measure.amounts(of: wanted, spread.rounding) : seat.measure.amounts(of: totals, .floor)
      guard let shares else { return nil }
      for k in shares.indices {
        if spread.whole == nil {
          overflow = add(shares[k], to: &totals[k]) || overflow
        } else {
          rests[k] &-= shares[k]
        }
      }
      seats.append(amounts(shares))
    }
    if overflow { return nil }
    self.seats = seats
    self.totals = amounts(totals)
    self.rests = rests.allSatisfy { $0 == 0 } ? [] : known.map { $0.rows.map { rests[Int($0)] } } ?? rests
  }
}

extension Spread.Measure {
  /// Minor units of each base; nil where one leaves 64 bits.
  fileprivate func amounts(of bases: [Int64], _ rounding: Rounding) -> [Int64]? {
    switch self {
    case .fixed(let amount): return Array(repeating: amount, count: bases.count)
    case .rate(let rate):
      var amounts: [Int64] = []
      amounts.reserveCapacity(bases.count)
      for base in bases {
        guard let amount = rate.of(base, rounding) else { return nil }
        amounts.append(amount)
      }
      return amounts
    }
  }
}
