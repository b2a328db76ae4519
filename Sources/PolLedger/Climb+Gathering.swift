import PolColumns

extension Gathering {
  /// What a climb pays in some events.
  package init(_ climb: Climb, in events: SpreadEvents) {
    var payments = ClimbPayments(climb, events)
    var starts = events.agents
    if !climb.andSelf { starts = starts.map { events.parents[Int($0)] } }
    let due = zip(events.isDue, starts).map { $0 && $1 >= 0 }.places
    starts = due.map { starts[Int($0)] }
    if let superiors = climb.superiors {
      payments.climb(superiors, from: starts, due)
    } else {
      for (event, start) in zip(due, starts) { payments.walk(from: start, event) }
    }
    _ = pay(Column(agents: payments.payees, amounts: .each(payments.amounts)))
    overflow = payments.overflow || overflow
    overflow = houses.add(0 &- sums.moved, to: climb.payer.code) || overflow
  }
}

/// What moves of climbs come to in some events.
private struct ClimbShares {
  let climb: Climb
  let events: SpreadEvents
  let table: ClimbTable
  let known: KnownBases?
  /// By move and known base: what it comes to, -1 where that leaves 64 bits.
  private let shares: [Int64]

  /// A table that is larger than this would take longer to make than to do without.
  private static let mostShares = 1 << 12

  init(_ climb: Climb, _ events: SpreadEvents) {
    let table = ClimbTable(climb)
    let known = KnownBases(events.bases, count: events.agents.count).flatMap {
      $0.bases.count * table.moves.count <= Self.mostShares ? $0 : nil
    }
    (self.climb, self.events, self.table, self.known) = (climb, events, table, known)
    shares = table.moves.flatMap { move in
      (known?.bases ?? []).map { move.rate.of($0, climb.rounding) ?? -1 }
    }
  }

  /// Where an event's base is found.
  func place(of event: Int32) -> Int32 { known.map { Int32($0.rows[Int(event)]) } ?? event }

  /// What a move comes to for a base by its place; below 0 where that leaves 64 bits.
  @inline(__always)
  func amount(_ move: Int, _ base: Int32) -> Int64 {
    if let known { return shares[move &* known.bases.count &+ Int(base)] }
    return table.moves[move].rate.of(events.bases[Int(base)], climb.rounding) ?? -1
  }
}

extension ClimbShares {
  /// Writes down what is paid; returns whether something left 64 bits.
  func write(_ paid: Climbs.Paid, to amounts: inout [Int64], from first: Int) -> Bool {
    let (moves, bases) = (paid.moves.span, paid.bases.span)
    var cells = amounts.mutableSpan
    var overflow = false
    for k in moves.indices {
      let amount = amount(Int(moves[k]), bases[k])
      overflow = overflow || amount < 0
      cells[first &+ k] = amount
    }
    return overflow
  }
}

/// Who is paid how much in some climbs.
private struct ClimbPayments {
  private(set) var payees: [Int32] = []
  private(set) var amounts: [Int64] = []
  private(set) var overflow = false
  private let shares: ClimbShares
  private let climb: Climb

  init(_ climb: Climb, _ events: SpreadEvents) {
    (self.climb, shares) = (climb, ClimbShares(climb, events))
    payees.reserveCapacity(2 * events.agents.count)
    amounts.reserveCapacity(2 * events.agents.count)
  }

  /// From superior to superior, a step in all events at once: so nothing waits for the chain of one of them.
  mutating func climb(_ superiors: Superiors, from starts: [Int32], _ due: [Int32]) {
    var climbs = Climbs(from: starts, bases: due.map(shares.place(of:)), state: Int32(ClimbTable.start))
    let moves = shares.table.climbMoves
    while !climbs.isEmpty {
      let paid = climbs.step(
        moves, tiers: climb.tiers, higher: superiors.higher, peers: superiors.peers)
      payees += paid.agents
      let first = amounts.count
      amounts += repeatElement(0, count: paid.moves.count)
      overflow = shares.write(paid, to: &amounts, from: first) || overflow
    }
  }

  /// From parent to parent.
  mutating func walk(from start: Int32, _ event: Int32) {
    let table = shares.table
    var (agent, level, state) = (start, climb.andSelf ? 0 : 1, ClimbTable.start)
    let last = climb.last ?? .max
    while agent >= 0, level <= last, !table.isOver[state] {
      let payee = agent
      agent = shares.events.parents[Int(payee)]
      level += 1
      if let takers = climb.takers, !takers[Int(payee)] { continue }
      let place = table.place(state, tier: climb.tiers[Int(payee)])
      state = table.moves[place].next
      guard table.moves[place].rate.numerator > 0 else { continue }
      let amount = shares.amount(place, shares.place(of: event))
      overflow = overflow || amount < 0
      payees.append(payee)
      amounts.append(amount)
    }
  }
}
