package import PolColumns

extension Gathering {
  /// What a spread pays in some events: seat by seat, for all events at once.
  package init(_ spread: Spread, in events: SpreadEvents) {
    let due = events.due
    guard let shares = SpreadShares(spread, of: due.bases, count: due.agents.count) else {
      overflow = true
      return
    }
    pay(spread, shares, due.agents, events.parents)
  }

  /// The same in events whose places in the tables are known.
  package init(_ spread: Spread, _ tables: SpreadTables, _ rows: KindRows, _ parents: [Int32]) {
    var shares = SpreadShares(tables, at: rows.kinds)
    shares.sums = tables.seats.map(rows.sum(of:))
    pay(spread, shares, rows.agents, parents)
  }

  private mutating func pay(
    _ spread: Spread, _ shares: SpreadShares, _ agents: [Int32], _ parents: [Int32]
  ) {
    var pass = SpreadPass(spread, shares, agents)
    for (index, seat) in spread.seats.enumerated() {
      switch seat.place {
      case .above(let level):
        pass.climb(to: level, parents)
        if seat.takers == nil, let sum = shares.sums?[index], pass.isPlain {
          pay(Column(agents: pass.standing, amounts: shares.seats[index]), sum: sum)
        } else {
          pass.pay(shares.seats[index], to: nil, seat.takers, &self)
        }
      case .house(let account): pass.pay(shares.seats[index], to: account.code, nil, &self)
      }
    }
    pass.settle(shares.totals, &self)
  }
}

extension SpreadEvents {
  /// The events in which something is paid: their agents and their bases.
  var due: (agents: [Int32], bases: [Int64]) {
    if !isDue.contains(false) { return (agents, bases) }
    let due = isDue.places
    return (due.map { agents[Int($0)] }, bases.isEmpty ? [] : due.map { bases[Int($0)] })
  }
}

/// A spread on its way up through the seats.
private struct SpreadPass {
  /// Who pays: a house, or nil for the event's agent.
  private let house: Int32?
  private let agents: [Int32]
  /// By event: whoever stands so many levels above its agent, or -1.
  private(set) var standing: [Int32]
  private var nobodies = 0
  private var level = 0
  /// By event: what is left of a whole, and what its agent gave; empty where shares alone decide that.
  private var left: [Int64]
  private var gone: [Int64] = []

  init(_ spread: Spread, _ shares: SpreadShares, _ agents: [Int32]) {
    if case .house(let account) = spread.payer { house = account.code } else { house = nil }
    (self.agents, standing, left) = (agents, agents, shares.rests)
    // Nobody pays itself.
    if house == nil, !left.isEmpty || spread.seats.contains(where: { $0.place == .above(0) }) {
      gone = Array(repeating: 0, count: agents.count)
    }
  }

  /// Goes up to a level.
  mutating func climb(to level: Int, _ parents: [Int32]) {
    while self.level < level {
      nobodies = standing.rise(parents)
      self.level += 1
    }
  }

  /// Whether somebody stands in each event, and takes what its share is.
  var isPlain: Bool { nobodies == 0 && left.isEmpty && gone.isEmpty }

  /// Pays a seat: to a house, or to whoever stands at this level and may take it. The company keeps what nobody takes.
  mutating func pay(
    _ amounts: Gathering.Amounts, to taker: Int32?, _ takers: [Bool]?, _ gathering: inout Gathering
  ) {
    var column = Gathering.Column(
      agents: taker == nil ? standing : Array(repeating: -1, count: agents.count), amounts: amounts)
    if let takers, taker == nil { column.leaveOut { !takers[$0] } }
    if !left.isEmpty || !gone.isEmpty {
      column.amounts = .each(amountsEach(column, toHouse: taker != nil))
    }
    pay(gathering.pay(column), to: taker ?? Account.company.code, &gathering)
  }

  /// What each event pays a seat, its payee known.
  private mutating func amountsEach(_ column: Gathering.Column, toHouse: Bool) -> [Int64] {
    var amounts = column.amounts.each
    for k in left.indices where toHouse || column.agents[k] >= 0 {
      amounts[k] &+= left[k]
      left[k] = 0
    }
    for k in gone.indices {
      if column.agents[k] == agents[k] { amounts[k] = 0 }
      gone[k] &+= amounts[k]
    }
    return amounts
  }

  /// Pays a house, unless it is the one that pays.
  private func pay(_ amount: Int64, to taker: Int32, _ gathering: inout Gathering) {
    if house != taker { gathering.pay(amount, toHouse: taker) }
  }

  /// Gives what is left of wholes that nobody took to the company, and takes all that was given from who pays.
  mutating func settle(_ totals: Gathering.Amounts, _ gathering: inout Gathering) {
    for (k, rest) in left.enumerated() where rest > 0 {
      pay(rest, to: Account.company.code, &gathering)
      if !gone.isEmpty { gone[k] &+= rest }
    }
    if let house {
      gathering.overflow = gathering.houses.add(0 &- gathering.sums.moved, to: house) || gathering.overflow
    } else {
      gathering.payments = Gathering.Column(agents: agents, amounts: gone.isEmpty ? totals : .each(gone))
    }
  }
}
