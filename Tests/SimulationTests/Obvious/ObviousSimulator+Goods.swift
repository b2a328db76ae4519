// Where goods go and what is paid for them: sentences 4 to 6, 15, 16, 18 and 28 under "Exactly".

extension ObviousSimulator {
  /// The nearest active sponsor whose tier's price is lower; nil is the company.
  func supplier(of person: Int) -> Int? {
    guard policy.supply == .upline else { return nil }
    let price = policy.tiers[people[person].tier].price
    return uplines(of: person).first {
      people[$0].active && policy.tiers[people[$0].tier].price < price
    }
  }

  /// What everyone must order, so that these needs are met: each once, the dearest first.
  func orders(for needs: [Int: Int]) -> [(buyer: Int, units: Int)] {
    var asked: [Int: Int] = [:]
    var result: [(buyer: Int, units: Int)] = []
    var waiting = Set(needs.keys)
    while let buyer = waiting.max(by: {
      (policy.tiers[people[$0].tier].price, $0) < (policy.tiers[people[$1].tier].price, $1)
    }) {
      waiting.remove(buyer)
      let units = needs[buyer, default: 0] + max(0, asked[buyer, default: 0] - people[buyer].stock)
      guard units > 0 else { continue }
      result.append((buyer, units))
      if let supplier = supplier(of: buyer) {
        asked[supplier, default: 0] += units
        waiting.insert(supplier)
      }
    }
    return result.reversed()
  }

  /// Moves the goods and the money of one order; returns what was paid.
  mutating func move(_ units: Int, to buyer: Int, event: Int) -> Int {
    let paid = policy.tiers[people[buyer].tier].price * units
    people[buyer].cash -= paid
    if let seller = supplier(of: buyer) {
      people[seller].cash += paid
      take(units, from: seller)
    } else {
      company += paid
      make(units)
    }
    count(units, paid, by: buyer)
    people[buyer].lots.append(Lot(month: month, units: units, left: units, paid: paid, event: event))
    self.units[event, default: 0] += units
    return paid
  }

  private mutating func make(_ units: Int) {
    company -= policy.cost * units
    spent += policy.cost * units
    row.made += units
    row.shipped += units
  }

  private mutating func count(_ units: Int, _ paid: Int, by buyer: Int) {
    people[buyer].ordered[month, default: 0] += units
    people[buyer].ownOrders[month, default: 0] += paid
    row.ordered += units
  }

  /// Takes units out of a person's stock, oldest lot first.
  private mutating func take(_ units: Int, from person: Int) {
    var rest = units
    for lot in people[person].lots.indices {
      let taken = min(rest, people[person].lots[lot].left)
      people[person].lots[lot].left -= taken
      rest -= taken
    }
    precondition(rest == 0, "the oracle hands over what is not there")
  }

  /// Orders of one phase or action that are no loads; each is an event.
  mutating func fill(_ needs: [Int: Int], seeing seen: [Person]) {
    var events: [Event] = []
    for (buyer, units) in orders(for: needs) {
      let number = nextEvent()
      let paid = move(units, to: buyer, event: number)
      events.append(Event(kind: .order, agent: buyer, units: units, money: paid, number: number))
    }
    for event in events.sorted(by: { $0.agent < $1.agent }) { run(event, seeing: seen) }
  }

  /// Everyone from `first` on joins: hops of uplines are events of their own, a load is part of the joining.
  mutating func join(from first: Int) {
    let seen = people
    var loads: [Int: Int] = [:]
    if policy.supply != .dropship {
      for person in first..<people.count {
        let load = policy.tiers[people[person].tier].load
        if load > 0 { loads[person] = load }
      }
    }
    var events: [Event] = []
    for (buyer, units) in orders(for: loads) {
      let number = nextEvent()
      let paid = move(units, to: buyer, event: number)
      let kind = buyer < first ? Event.Kind.order : .join
      events.append(Event(kind: kind, agent: buyer, units: units, money: paid, number: number))
    }
    for person in first..<people.count where loads[person] == nil {
      events.append(Event(kind: .join, agent: person, number: nextEvent()))
    }
    row.joins += people.count - first
    for event in events.sorted(by: { $0.agent < $1.agent }) { run(event, seeing: seen) }
  }

  mutating func sell(_ units: Int, by seller: Int, at price: Int, seeing seen: [Person]) {
    guard units > 0 else { return }
    let number = nextEvent()
    let paid = price * units
    people[seller].cash += paid
    if policy.supply == .dropship {
      orderThrough(units, by: seller, number, seeing: seen)
    } else {
      take(units, from: seller)
    }
    people[seller].sold[month, default: 0] += units
    people[seller].ownSales[month, default: 0] += paid
    row.sold += units
    row.turnover += paid
    run(Event(kind: .sale, agent: seller, units: units, money: paid, number: number), seeing: seen)
  }

  mutating func use(_ units: Int, by person: Int, seeing seen: [Person]) {
    guard units > 0 else { return }
    let number = nextEvent()
    if policy.supply == .dropship {
      orderThrough(units, by: person, number, seeing: seen)
    } else {
      take(units, from: person)
    }
    people[person].used[month, default: 0] += units
    row.used += units
    let worth = policy.tiers[people[person].tier].price * units
    run(Event(kind: .use, agent: person, units: units, money: worth, number: number), seeing: seen)
  }

  /// Dropship: the seller orders from the company what goes straight to the customer.
  private mutating func orderThrough(_ units: Int, by buyer: Int, _ number: Int, seeing seen: [Person]) {
    let paid = policy.tiers[people[buyer].tier].price * units
    people[buyer].cash -= paid
    company += paid
    make(units)
    count(units, paid, by: buyer)
    run(Event(kind: .order, agent: buyer, units: units, money: paid, number: number), seeing: seen)
  }

  /// How many units a person may return now.
  func returnable(by person: Int) -> Int {
    guard let returns = policy.returns else { return 0 }
    return people[person].lots.reduce(0) { month - $1.month <= returns.within ? $0 + $1.left : $0 }
  }

  /// Unsold stock back to the company, oldest lot first, at a share of what was paid for that lot.
  mutating func takeBack(_ units: Int, from person: Int) {
    guard let returns = policy.returns else { return }
    var rest = units
    for index in people[person].lots.indices {
      let lot = people[person].lots[index]
      guard month - lot.month <= returns.within else { continue }
      let taken = min(rest, lot.left)
      guard taken > 0 else { continue }
      rest -= taken
      people[person].lots[index].left -= taken
      let value = divided(lot.paid * taken * returns.at.value, by: lot.units * 10_000, policy.rounding)
      company -= value
      people[person].cash += value
      people[person].returned[month, default: 0] += taken
      row.returned += taken
      clawBack(lot.event, taken)
    }
  }

  /// Of each rebate of the event, as large a part as came back becomes a debt of who got it.
  private mutating func clawBack(_ event: Int, _ taken: Int) {
    back[event, default: 0] += taken
    guard let n = units[event], let k = back[event], var list = rewards[event] else { return }
    for index in list.indices {
      let due = list[index].amount * k / n
      let payee = list[index].payee
      // What a person who has quit would owe is the company's loss.
      if people[payee].active {
        people[payee].debts[list[index].rule, default: 0] += due - list[index].clawed
      }
      list[index].clawed = due
    }
    rewards[event] = list
  }
}
