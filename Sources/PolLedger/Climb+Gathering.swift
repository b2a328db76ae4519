package import PolColumns

extension Gathering {
  /// What a climb pays in some events.
  package init(_ climb: Climb, in events: SpreadEvents) {
    let (agents, bases) = events.due
    if let known = KnownBases(bases, count: agents.count),
      let tables = ClimbTables(climb, of: known.bases), !tables.isTooLarge.contains(true)
    {
      self.init(tables, KindRows(agents, kinds: known.rows), events.parents)
      return
    }
    self.init()
    let table = ClimbTable(climb)
    pay(ClimbWalks(climb, table, events.parents), agents) { event, move in
      table.moves[move].rate.of(bases[event], climb.rounding) ?? -1
    }
  }

  /// The same in events whose places in the tables are known.
  package init(_ tables: ClimbTables, _ rows: KindRows, _ parents: [Int32]) {
    let climb = tables.climb
    guard let superiors = climb.superiors else {
      pay(ClimbWalks(climb, tables.table, parents), rows.agents) { event, move in
        tables.amount(move, at: rows.kinds[event])
      }
      return
    }
    // From superior to superior, a step in all events at once: so nothing waits for the chain of one of them.
    var climbs = Climbs(
      tables.moves, tiers: climb.tiers, higher: superiors.higher, peers: superiors.peers)
    if let (amounts, states) = tables.firstStep {
      pay(Column(agents: rows.agents, amounts: .looked(rows.kinds, amounts)), sum: rows.sum(of: amounts))
      climbs.start(above: rows, states: states)
    } else {
      climbs.start(
        at: climb.andSelf ? rows.agents : rows.agents.map { parents[Int($0)] }, kinds: rows.kinds,
        state: UInt8(ClimbTable.start))
    }
    while !climbs.isEmpty {
      let paid = climbs.step()
      pay(Column(agents: paid.agents, amounts: .each(paid.amounts)), sum: paid.sum)
    }
    settle(climb)
  }

  private mutating func pay(
    _ walks: ClimbWalks, _ agents: [Int32], _ amount: (_ event: Int, _ move: Int) -> Int64
  ) {
    var payments = (agents: [Int32](), amounts: [Int64]())
    for event in agents.indices {
      walks.walk(from: agents[event]) { payee, move in
        let amount = amount(event, move)
        overflow = overflow || amount < 0
        payments.agents.append(payee)
        payments.amounts.append(amount)
      }
    }
    _ = pay(Column(agents: payments.agents, amounts: .each(payments.amounts)))
    settle(walks.climb)
  }

  /// Takes all that was paid from who pays.
  private mutating func settle(_ climb: Climb) {
    overflow = houses.add(0 &- sums.moved, to: climb.payer.code) || overflow
  }
}

/// Climbs one after the other, where not all of them take the same steps, or each has another base.
private struct ClimbWalks {
  let climb: Climb
  private let table: ClimbTable
  private let parents: [Int32]

  init(_ climb: Climb, _ table: ClimbTable, _ parents: [Int32]) {
    (self.climb, self.table, self.parents) = (climb, table, parents)
  }

  /// Goes up from an agent of an event, and tells who is paid by which move.
  func walk(from agent: Int32, _ pay: (_ payee: Int32, _ move: Int) -> Void) {
    var (above, level, state) = (
      climb.andSelf ? agent : parents[Int(agent)], climb.andSelf ? 0 : 1, ClimbTable.start
    )
    let last = climb.last ?? .max
    while above >= 0, level <= last, !table.isOver[state] {
      let payee = above
      level += 1
      let isTaker = climb.takers.map { $0[Int(payee)] } ?? true
      let place = table.place(state, tier: climb.tiers[Int(payee)])
      if isTaker {
        state = table.moves[place].next
        if table.moves[place].rate.numerator > 0 { pay(payee, place) }
      }
      above = next(above: payee, state)
    }
  }

  /// Who may be paid next.
  private func next(above agent: Int32, _ state: Int) -> Int32 {
    guard let superiors = climb.superiors else { return parents[Int(agent)] }
    return table.isPeerOpen[state] ? superiors.peers[Int(agent)] : superiors.higher[Int(agent)]
  }
}
