extension Gathering {
  /// What a climb pays in some events.
  package init(_ climb: Climb, in events: SpreadEvents) {
    var payments = ClimbPayments(climb, events)
    let due = events.isDue.indices.filter { events.isDue[$0] }
    let starts = due.map { climb.andSelf ? events.agents[$0] : events.parents[Int(events.agents[$0])] }
    if let superiors = climb.superiors {
      payments.climb(superiors, from: starts, due.map { Int32($0) })
    } else {
      for (event, start) in zip(due, starts) { payments.walk(from: start, event) }
    }
    _ = pay(Column(agents: payments.payees, amounts: .each(payments.amounts)))
    overflow = payments.overflow || overflow
    overflow = houses.add(0 &- sums.moved, to: climb.payer.code) || overflow
  }
}

/// Who is paid how much in some climbs.
private struct ClimbPayments {
  private(set) var payees: [Int32] = []
  private(set) var amounts: [Int64] = []
  private(set) var overflow = false
  private let climb: Climb
  private let events: SpreadEvents
  private let table: ClimbTable
  private let known: KnownBases?
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
    payees.reserveCapacity(2 * events.agents.count)
    amounts.reserveCapacity(2 * events.agents.count)
  }

  /// From superior to superior, a step in all events at once: so nothing waits for the chain of one of them.
  mutating func climb(_ superiors: Superiors, from starts: [Int32], _ due: [Int32]) {
    var front = ClimbFront(agents: starts, events: due)
    front.leaveOutNobody()
    while !front.isEmpty {
      let (places, paid) = (front.places(table, tiers: climb.tiers), front.agents)
      pay(places, to: paid, front.events)
      front.rise(places, table, superiors)
    }
  }

  /// Pays those who get something.
  private mutating func pay(_ places: [Int32], to agents: [Int32], _ all: [Int32]) {
    var (payees, amounts) = (agents, Array(repeating: Int64(0), count: agents.count))
    var count = 0
    for k in places.indices {
      let amount = amount(Int(places[k]), Int(all[k]))
      (payees[count], amounts[count]) = (agents[k], amount)
      // No branch: who gets something can't be foreseen.
      count += amount > 0 ? 1 : 0
    }
    self.payees += payees[..<count]
    self.amounts += amounts[..<count]
  }

  /// From parent to parent.
  mutating func walk(from start: Int32, _ event: Int) {
    var (agent, level, state) = (start, climb.andSelf ? 0 : 1, ClimbTable.start)
    let last = climb.last ?? .max
    while agent >= 0, level <= last, !table.isOver[state] {
      let payee = agent
      agent = events.parents[Int(payee)]
      level += 1
      if let takers = climb.takers, !takers[Int(payee)] { continue }
      let place = table.place(state, tier: climb.tiers[Int(payee)])
      guard table.moves[place].rate.numerator > 0 else { continue }
      state = table.moves[place].next
      payees.append(payee)
      amounts.append(amount(place, event))
    }
  }

  /// What a move comes to in an event; 0 where it leaves 64 bits, which is noted.
  @inline(__always)
  private mutating func amount(_ move: Int, _ event: Int) -> Int64 {
    let amount: Int64
    if let known {
      amount = shares[move &* known.bases.count &+ Int(known.rows[event])]
    } else {
      amount = table.moves[move].rate.of(events.bases[event], climb.rounding) ?? -1
    }
    overflow = overflow || amount < 0
    return max(amount, 0)
  }
}

/// How far climbs have come that still go on.
private struct ClimbFront {
  /// Who is looked at, for which event, and the state there: three columns.
  private(set) var agents: [Int32]
  private(set) var events: [Int32]
  private var states: [Int32]

  var isEmpty: Bool { agents.isEmpty }

  init(agents: [Int32], events: [Int32]) {
    (self.agents, self.events) = (agents, events)
    states = Array(repeating: Int32(ClimbTable.start), count: agents.count)
  }

  /// By climb: the place of its move in the table.
  func places(_ table: ClimbTable, tiers: [UInt8]) -> [Int32] {
    let tiers = tiers.span
    return agents.indices.map {
      Int32(truncatingIfNeeded: table.place(Int(states[$0]), tier: tiers[Int(agents[$0])]))
    }
  }

  /// Makes a move in each climb, and goes up to the next who could get more.
  mutating func rise(_ places: [Int32], _ table: ClimbTable, _ superiors: Superiors) {
    let nexts = table.moves.map { Int32($0.next) }
    for k in places.indices {
      let state = nexts[Int(places[k])]
      states[k] = state
      agents[k] = superiors.next(above: agents[k], toPeers: table.isPeerOpen[Int(state)])
    }
    leaveOutNobody()
  }

  /// Ends the climbs that have come to the top.
  mutating func leaveOutNobody() {
    var count = 0
    for k in agents.indices {
      let (agent, event, state) = (agents[k], events[k], states[k])
      (agents[count], events[count], states[count]) = (agent, event, state)
      // No branch: who is at the top can't be foreseen.
      count += agent >= 0 ? 1 : 0
    }
    agents.removeLast(agents.count - count)
    events.removeLast(events.count - count)
    states.removeLast(states.count - count)
  }
}
