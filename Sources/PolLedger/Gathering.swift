import PolColumns

/// What a rule pays in some events, worked out before anything is posted: so all threads can do that, each for events of
/// its own, and posting is one short loop.
package struct Gathering: Sendable {
  /// Payments to agents; some are to nobody.
  private(set) var receipts: [Column] = []
  /// Payments by agents.
  var payments: Column?
  /// What parties that are no agents got, less what they gave.
  var houses = Ledger.Houses()
  private(set) var sums = Sums()
  /// Whether a sum left 64 bits.
  var overflow = false

  /// Agents, and for each an amount, minor units.
  struct Column: Sendable {
    /// -1 is nobody; one agent may stand here more than once.
    var agents: [Int32]
    var amounts: Amounts
  }
  /// An amount for each agent.
  enum Amounts: Sendable {
    case each([Int64])
    /// Most events of a rule pay one of a few amounts: so the place of each in a table.
    case looked([UInt8], [Int64])
  }
  /// What it came to. Parts of sums that fit 64 bits, so none of them can leave them.
  struct Sums: Sendable {
    /// Everything that moved, what agents got of it, and what the company got from others.
    var moved: Int64 = 0
    var received: Int64 = 0
    var toCompany: Int64 = 0
  }

  /// Adds payments to agents; returns the sum of those to nobody, who gets nothing.
  mutating func pay(_ column: Column) -> Int64 {
    let (received, kept, overflow) = column.sums
    receipts.append(column)
    self.overflow = overflow || self.overflow
    self.overflow = add(received, to: &sums.received) || self.overflow
    self.overflow = add(received, to: &sums.moved) || self.overflow
    return kept
  }

  /// Adds payments to agents whose sum is known.
  mutating func pay(_ column: Column, sum: Int64) {
    receipts.append(column)
    overflow = add(sum, to: &sums.received) || overflow
    overflow = add(sum, to: &sums.moved) || overflow
  }

  /// Adds a payment to a party that is no agent.
  mutating func pay(_ amount: Int64, toHouse code: Int32) {
    overflow = houses.add(amount, to: code) || overflow
    overflow = add(amount, to: &sums.moved) || overflow
    if code == Account.company.code { sums.toCompany &+= amount }
  }
}

extension Gathering.Amounts {
  /// Written out.
  var each: [Int64] {
    switch self {
    case .each(let amounts): amounts
    case .looked(let places, let table): places.map { table[Int($0)] }
    }
  }
}

extension Gathering.Column {
  /// Pays nobody in place of some agents.
  mutating func leaveOut(_ isOut: (Int) -> Bool) {
    for k in agents.indices where agents[k] >= 0 && isOut(Int(agents[k])) { agents[k] = -1 }
  }

  /// What agents get, what is paid to nobody, and whether one of them leaves 64 bits.
  fileprivate var sums: (received: Int64, kept: Int64, overflow: Bool) {
    var (received, kept, overflow) = (Int64(0), Int64(0), false)
    let agents = agents.span
    // Branches that can't be foreseen are dear: there is none here.
    func count(_ amount: Int64, _ agent: Int32) {
      overflow = add(agent >= 0 ? amount : 0, to: &received) || overflow
      overflow = add(agent >= 0 ? 0 : amount, to: &kept) || overflow
    }
    switch amounts {
    case .each(let amounts):
      let amounts = amounts.span
      for k in agents.indices { count(amounts[k], agents[k]) }
    case .looked(let places, let table): return lookedSums(of: self.agents, places, table)
    }
    return (received, kept, overflow)
  }

  /// Adds each amount to a cell of 32 bits; returns how many were added, up to the first that doesn't fit.
  func post(to cells: inout [Int32], sign: Int64) -> Int {
    switch amounts {
    case .each(let amounts) where sign == 1: cells.post(amounts, to: agents)
    case .each(let amounts): cells.post(amounts.map { sign &* $0 }, to: agents)
    case .looked(let places, let table): cells.post(table, places, times: sign, to: agents)
    }
  }

  /// Adds each amount from `next` on to what the agent has, up to the first that wouldn't fit; returns whether one left
  /// 64 bits.
  func post<Cell: BalanceCell>(
    to balances: inout MutableSpan<Cell>, from next: inout Int, sign: Int64
  ) -> Bool {
    var overflow = false
    let agents = agents.span
    switch amounts {
    case .each(let amounts):
      let amounts = amounts.span
      while next < agents.count {
        let (agent, amount) = (Int(agents[next]), sign &* amounts[next])
        if agent >= 0, !add(amount, to: &balances[agent], noting: &overflow) { break }
        next += 1
      }
    case .looked(let places, let table):
      let (places, table) = (places.span, table.span)
      while next < agents.count {
        let (agent, amount) = (Int(agents[next]), sign &* table[Int(places[next])])
        if agent >= 0, !add(amount, to: &balances[agent], noting: &overflow) { break }
        next += 1
      }
    }
    return overflow
  }
}

extension Till {
  /// Posts what was gathered; `tally` are the sums by agent of its rule, kept for who is paid, or for who pays.
  mutating func post(_ gathering: Gathering, tally: inout [Int64], ofPayees: Bool) {
    var overflow = gathering.overflow
    for column in gathering.receipts { overflow = cash.add(column) || overflow }
    if let payments = gathering.payments {
      overflow = cash.add(payments, sign: -1) || overflow
      overflow = paid.add(payments) || overflow
      spent &+= gathering.sums.moved
    }
    if !tally.isEmpty {
      var tally = tally.mutableSpan
      let columns = ofPayees ? gathering.receipts : gathering.payments.map { [$0] } ?? []
      for column in columns {
        var next = 0
        overflow = column.post(to: &tally, from: &next, sign: 1) || overflow
      }
    }
    overflow = houses.add(gathering.houses) || overflow
    received &+= gathering.sums.received
    self.overflow = self.overflow || overflow
  }
}

extension Ledger.Houses {
  /// Adds to each account; returns whether one overflowed.
  fileprivate mutating func add(_ changes: Ledger.Houses) -> Bool {
    var overflow = PolLedger.add(changes.company, to: &company)
    overflow = PolLedger.add(changes.customers, to: &customers) || overflow
    overflow = PolLedger.add(changes.suppliers, to: &suppliers) || overflow
    return PolLedger.add(changes.outside, to: &outside) || overflow
  }
}
