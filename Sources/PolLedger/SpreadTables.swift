/// What the seats of a spread get of each of some bases, before it is known who takes it.
package struct SpreadTables: Sendable {
  /// By seat, by base.
  private(set) var seats: [[Int64]] = []
  /// What is left of a whole, by base.
  private(set) var rests: [Int64]
  /// All of it together, by base.
  private(set) var totals: [Int64]

  /// Works out shares of some bases; nil where one leaves 64 bits.
  package init?(_ spread: Spread, of bases: [Int64]) {
    rests = Array(repeating: 0, count: bases.count)
    if let whole = spread.whole {
      guard let wholes = whole.amounts(of: bases, spread.rounding) else { return nil }
      rests = wholes
    }
    totals = rests
    var overflow = false
    for seat in spread.seats {
      let shares =
        spread.whole == nil
        ? seat.measure.amounts(of: bases, spread.rounding) : seat.measure.amounts(of: totals, .floor)
      guard let shares else { return nil }
      for k in shares.indices {
        if spread.whole == nil {
          overflow = add(shares[k], to: &totals[k]) || overflow
        } else {
          rests[k] &-= shares[k]
        }
      }
      seats.append(shares)
    }
    if overflow { return nil }
  }

  /// No seat gets more of a base.
  func largest(of base: Int) -> Int64 { totals[base] }

  /// Pays nothing at some bases.
  package mutating func leaveOut(_ isOut: (_ base: Int) -> Bool) {
    for k in totals.indices where isOut(k) {
      for seat in seats.indices { seats[seat][k] = 0 }
      (rests[k], totals[k]) = (0, 0)
    }
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
