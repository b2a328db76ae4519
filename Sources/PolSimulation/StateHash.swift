import PolColumns
import PolLedger

extension Run {
  /// The checksum of the run's whole state: 16 hexadecimal digits.
  ///
  /// A multiply-and-rotate hash over every column of people and books and every month's totals, in one order.
  package var hash: String {
    let world = simulation.world
    // Each long column has a sum of its own, so that several can be made at once.
    let agents = world.agents
    var columns: [@Sendable (inout StateHash) -> Void] = [
      { $0.add(agents.keys) { $0 } },
      { $0.add(agents.sponsor) { UInt64(bitPattern: Int64($0)) } },
      { $0.add(agents.tier) { UInt64($0) } },
      { $0.add(agents.active) { $0 ? 1 : 0 } },
      { $0.add(agents.cohorts.map(Int64.init)) },
      { $0.add(world.ledger.cash) },
      { $0.add(world.ledger.paid) },
    ]
    if let seating = agents.seating {
      columns.append { $0.add(seating.parents) { UInt64(bitPattern: Int64($0)) } }
    }
    for tier in world.standings.keys.sorted() {
      let months = world.standings[tier] ?? []
      columns.append { $0.add(months) { $0 } }
    }
    for tier in world.missed.keys.sorted() {
      let months = world.missed[tier] ?? []
      columns.append { $0.add(months) { $0 } }
    }
    if let customers = world.customers { columns.append { $0.add(customers.counts) } }
    for trait in agents.traits { columns.append { $0.add(trait) { $0.bitPattern } } }
    for stock in world.ledger.stock { columns.append { $0.add(stock) } }
    var sum = StateHash()
    sum.add(
      Threads.each(columns, threads: simulation.options.threads) { column in
        var sum = StateHash()
        column(&sum)
        return sum.value
      })
    if !world.ties.isEmpty { sum.add(world.ties.map { Int64($0?.agent ?? -1) }) }
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

  /// Adds balances, some at a time: so no loop asks in which width each of them is kept.
  mutating func add(_ balances: Balances) {
    mix(UInt64(balances.count))
    for part in Threads.parts(of: balances.count, each: Vector.chunkSize) {
      for value in balances.values(in: part) { mix(UInt64(bitPattern: value)) }
    }
  }

  mutating func add(_ values: some Collection<Int64>) { add(values) { UInt64(bitPattern: $0) } }

  /// Adds a column, each value as a word.
  @inline(__always)
  mutating func add<Value>(_ values: some Collection<Value>, _ word: (Value) -> UInt64) {
    mix(UInt64(values.count))
    for value in values { mix(word(value)) }
  }

  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    // The rotation keeps what the multiplication pushed to the top; odd constants lose nothing.
    state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
    state = (state << 27) | (state >> 37)
  }

  var value: Int64 { Int64(bitPattern: state ^ (state >> 32)) }

  var text: String {
    let digits = String(UInt64(bitPattern: value), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
