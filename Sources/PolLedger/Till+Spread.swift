extension Till {
  /// What a spread came to. Parts of sums that fit 64 bits, so none of them can leave them.
  struct SpreadSums {
    /// Everything that moved, what agents got of it, and what the company got from others.
    var moved: Int64 = 0
    var received: Int64 = 0
    var toCompany: Int64 = 0
  }

  /// Posts a spread: takes and gives each payment; `tally` are the sums by agent of its rule, kept for who is paid,
  /// or for who pays.
  mutating func pay(
    _ spread: Spread, in events: SpreadEvents, tally: inout [Int64], ofPayees: Bool
  ) -> SpreadSums {
    let steps = spread.seats.map(\.place.code)
    let takers = spread.seats.map(\.takers)
    let isOpen = takers.map { $0 == nil }
    let payer = spread.payer.code
    var sums = SpreadSums()
    var overflow = false
    var shares = Spread.Shares(spread)
    // Taken out of `self`: two spans of one value can't be had at once.
    var (allCash, allPaid, houses) = (cash, paid, houses)
    (cash, paid) = ([], [])
    defer { (cash, paid) = (allCash, allPaid) }
    var cash = allCash.mutableSpan
    var paid = allPaid.mutableSpan
    var tally = tally.mutableSpan
    let isTallied = tally.count > 0
    let parents = events.parents.span
    for event in events.agents.indices where events.isDue[event] {
      let base = events.bases.isEmpty ? 0 : events.bases[event]
      guard let row = shares.row(for: base) else {
        overflow = true
        break
      }
      var (agent, level) = (events.agents[event], Int32(0))
      let from = payer >= 0 ? agent : payer
      var left = shares.rest(row)
      var gone: Int64 = 0
      for seat in steps.indices {
        var payee = steps[seat]
        if payee >= 0 {
          while level < payee, agent >= 0 {
            agent = parents[Int(agent)]
            level += 1
          }
          payee = agent
          if !isOpen[seat], agent >= 0, takers[seat]?[Int(agent)] == false { payee = -1 }
        }
        var amount = shares.share(row, seat: seat)
        // Nobody is -1 here, and so is the company, who keeps what nobody takes.
        if payee >= 0 || steps[seat] < 0 {
          amount &+= left
          left = 0
        }
        guard payee != from else { continue }
        gone &+= amount
        if payee >= 0 {
          overflow = add(amount, to: &cash[Int(payee)]) || overflow
          if isTallied, ofPayees { overflow = add(amount, to: &tally[Int(payee)]) || overflow }
          overflow = add(amount, to: &sums.received) || overflow
        } else {
          overflow = houses.add(amount, to: payee) || overflow
          if payee == Account.company.code { sums.toCompany &+= amount }
        }
      }
      // A whole that nobody takes goes to the company as a whole.
      if left > 0, from != Account.company.code {
        overflow = houses.add(left, to: Account.company.code) || overflow
        gone &+= left
        sums.toCompany &+= left
      }
      overflow = add(gone, to: &sums.moved) || overflow
      if from >= 0 {
        overflow = add(0 &- gone, to: &cash[Int(from)]) || overflow
        overflow = add(gone, to: &paid[Int(from)]) || overflow
        if isTallied, !ofPayees { overflow = add(gone, to: &tally[Int(from)]) || overflow }
      }
    }
    if payer < 0 {
      overflow = houses.add(0 &- sums.moved, to: payer) || overflow
    } else {
      spent &+= sums.moved
    }
    self.houses = houses
    received &+= sums.received
    self.overflow = self.overflow || overflow
    return sums
  }
}

extension Spread.Place {
  /// Steps up from the event's agent, or the code of a house.
  fileprivate var code: Int32 {
    switch self {
    case .above(let steps): Int32(steps)
    case .house(let account): account.code
    }
  }
}
