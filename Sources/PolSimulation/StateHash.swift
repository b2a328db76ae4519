import PolLedger

extension Run {
  /// The checksum of the run's whole state: 16 hexadecimal digits.
  ///
  /// A multiply-and-rotate hash over every column of people and books and every month's totals, in one order.
  package var hash: String {
    var sum = StateHash()
    let world = simulation.world
    sum.add(world.agents.keys) { $0 }
    sum.add(world.agents.sponsor) { UInt64(bitPattern: Int64($0)) }
    sum.add(world.agents.tier) { UInt64($0) }
    sum.add(world.agents.active) { $0 ? 1 : 0 }
    sum.add(world.agents.cohorts.map(Int64.init))
    for trait in world.agents.traits { sum.add(trait) { $0.bitPattern } }
    sum.add(world.ledger.cash)
    sum.add(world.ledger.paid)
    for stock in world.ledger.stock { sum.add(stock) }
    let houses = world.ledger.houses
    sum.add([houses.company, houses.customers, houses.suppliers, houses.outside, houses.owed])
    for goods in world.ledger.goods { sum.add([goods.made, goods.sold, goods.used, goods.returned]) }
    for month in world.months {
      sum.add(month.totals.rules)
      sum.add([
        month.totals.turnover, month.totals.purchases, month.totals.receipts, Int64(month.joins),
        Int64(month.quits), Int64(month.headcount), month.companyCash,
      ])
    }
    return sum.text
  }
}

/// A running checksum of columns of integers.
private struct StateHash {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ values: [Int64]) { add(values) { UInt64(bitPattern: $0) } }

  /// Adds a column, each value as a word.
  @inline(__always)
  mutating func add<Value>(_ values: [Value], _ word: (Value) -> UInt64) {
    mix(UInt64(values.count))
    for value in values { mix(word(value)) }
  }

  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    // The rotation keeps what the multiplication pushed to the top; odd constants lose nothing.
    state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
    state = (state << 27) | (state >> 37)
  }

  var text: String {
    let digits = String(state ^ (state >> 32), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
