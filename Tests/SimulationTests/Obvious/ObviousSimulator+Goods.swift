// Where goods go and what is paid for them: sentences 4 to 6, 15, 16, 18 and 28 under "Exactly".

extension ObviousSimulator {
  /// The nearest active sponsor whose tier's price is lower; nil is the company.
  func supplier(of person: Int, _ product: Int) -> Int? {
    guard policy.supply == .upline else { return nil }
    return uplines(of: person).first {
      people[$0].active && wholesale(for: $0, product) < wholesale(for: person, product)
    }
  }

  func wholesale(for person: Int, _ product: Int) -> Int { policy.tiers[people[person].tier].price[product] }

  /// What everyone must order, so that these needs are met: each once, the dearest first.
  func orders(for needs: [Int: Int], _ product: Int) -> [(buyer: Int, units: Int)] {
    var asked: [Int: Int] = [:]
    var result: [(buyer: Int, units: Int)] = []
    var waiting = Set(needs.keys)
    while let buyer = waiting.max(by: {
      (wholesale(for: $0, product), $0) < (wholesale(for: $1, product), $1)
    }) {
      waiting.remove(buyer)
      let units =
        needs[buyer, default: 0] + max(0, asked[buyer, default: 0] - people[buyer].stock(of: product))
      guard units > 0 else { continue }
      result.append((buyer, units))
      if let supplier = supplier(of: buyer, product) {
        asked[supplier, default: 0] += units
        waiting.insert(supplier)
      }
    }
    return result.reversed()
  }

  /// Moves the goods and the money of one order; returns what was paid.
  mutating func move(
    _ units: Int, of product: Int, to buyer: Int, event: Int, isJoining: Bool = false
  ) -> Int {
    let paid = wholesale(for: buyer, product) * units
    charge(paid, to: buyer)
    if let seller = supplier(of: buyer, product) {
      pay(paid, to: seller, isJoining: isJoining)
      take(units, of: product, from: seller)
    } else {
      company += paid
      row.supplied += paid
      make(units, of: product)
    }
    count(units, paid, by: buyer)
    scoreOrder(units, of: product, by: buyer)
    people[buyer].lots.append(
      Lot(product: product, month: month, units: units, left: units, paid: paid, event: event))
    goods[event, default: [:]][product] = (units, paid, 0)
    return paid
  }

  private mutating func make(_ units: Int, of product: Int) {
    company -= policy.products[product].cost * units
    spent += policy.products[product].cost * units
    row.production += policy.products[product].cost * units
    row.made += units
    row.shipped += units
  }

  private mutating func count(_ units: Int, _ paid: Int, by buyer: Int) {
    people[buyer].ordered[month, default: 0] += units
    people[buyer].ownOrders[month, default: 0] += paid
    row.ordered += units
    row.purchases += paid
  }

  /// What units of a product count, as they are ordered, or less than none as they come back.
  private mutating func scoreOrder(_ units: Int, of product: Int, by person: Int) {
    people[person].orderPoints[month, default: 0] += policy.products[product].points * units
    people[person].orderVolume[month, default: 0] += policy.products[product].volume * units
  }

  /// The same as they are sold.
  private mutating func scoreSale(_ units: Int, of product: Int, for person: Int) {
    people[person].salePoints[month, default: 0] += policy.products[product].points * units
    people[person].saleVolume[month, default: 0] += policy.products[product].volume * units
  }

  /// Takes units out of a person's stock, oldest lot first; returns of which lots.
  @discardableResult
  private mutating func take(
    _ units: Int, of product: Int, from person: Int
  ) -> [(lot: Lot, left: Int)] {
    var rest = units
    var sources: [(lot: Lot, left: Int)] = []
    for lot in people[person].lots.indices where people[person].lots[lot].product == product {
      let taken = min(rest, people[person].lots[lot].left)
      sources.append((people[person].lots[lot], taken))
      people[person].lots[lot].left -= taken
      rest -= taken
    }
    precondition(rest == 0, "the oracle hands over what is not there")
    return sources
  }

  /// Orders of one phase or action that are no loads; each is an event.
  mutating func fill(_ needs: [Int: Int], of product: Int, seeing seen: [Person]) {
    var events: [Event] = []
    for (buyer, units) in orders(for: needs, product) {
      let number = nextEvent()
      let paid = move(units, of: product, to: buyer, event: number)
      events.append(Event(kind: .order, agent: buyer, units: units, money: paid, number: number))
    }
    for event in events.sorted(by: { $0.agent < $1.agent }) { run(event, seeing: seen) }
  }

  /// Everyone from `first` on joins: hops of uplines are events of their own, product by product, and all loads
  /// of a person are part of its joining.
  mutating func join(from first: Int) {
    let seen = people
    var joining: [Event] = []
    for person in first..<people.count {
      joining.append(Event(kind: .join, agent: person, number: nextEvent(), isJoining: true))
    }
    for product in policy.products.indices where policy.supply != .dropship {
      var loads: [Int: Int] = [:]
      for person in first..<people.count {
        let load = policy.tiers[people[person].tier].load[product]
        if load > 0 { loads[person] = load }
      }
      var hops: [Event] = []
      for (buyer, units) in orders(for: loads, product) {
        let number = buyer < first ? nextEvent() : joining[buyer - first].number
        let paid = move(units, of: product, to: buyer, event: number, isJoining: buyer >= first)
        if buyer < first {
          hops.append(Event(kind: .order, agent: buyer, units: units, money: paid, number: number))
        } else {
          people[buyer].ownLoads[month, default: 0] += paid
          joining[buyer - first].units += units
          joining[buyer - first].money += paid
        }
      }
      for event in hops.sorted(by: { $0.agent < $1.agent }) { run(event, seeing: seen) }
    }
    row.joins += people.count - first
    for event in joining { run(event, seeing: seen) }
  }

  /// A sale to nobody in particular, or to a customer, who may be another's.
  mutating func sell(
    _ units: Int, of product: Int, by seller: Int, at price: Int, to customer: Int? = nil,
    seeing seen: [Person]
  ) {
    guard units > 0 else { return }
    let winner = customer.map { self.winner(of: $0, seller: seller, seeing: seen) } ?? seller
    let number = nextEvent()
    let paid = price * units
    var sale = Sale(
      product: product, month: month, seller: seller, winner: winner, customer: customer, units: units,
      paid: paid,
      event: number)
    goods[number] = [product: (units, paid, 0)]
    pay(paid, to: seller)
    if policy.supply == .dropship {
      let cost = wholesale(for: seller, product) * units
      let lot = Lot(product: product, month: month, units: units, left: 0, paid: cost, event: number)
      sale.sources = [(lot, units)]
      orderThrough(units, of: product, by: seller, number, seeing: seen)
    } else {
      sale.sources = take(units, of: product, from: seller)
    }
    sales.append(sale)
    people[winner].sold[month, default: 0] += units
    people[winner].ownSales[month, default: 0] += paid
    scoreSale(units, of: product, for: winner)
    row.sold += units
    row.turnover += paid
    run(Event(kind: .sale, agent: winner, units: units, money: paid, number: number), seeing: seen)
  }

  private mutating func winner(of customer: Int, seller: Int, seeing seen: [Person]) -> Int {
    var isNew = true
    if let owner = people.firstIndex(where: { $0.ties[customer] != nil }) {
      if policy.lock != nil, holds(people[owner].ties[customer] ?? 0) { return owner }
      people[owner].ties[customer] = nil
      isNew = policy.lock != nil || owner != seller
    }
    people[seller].ties[customer] = month
    if isNew { run(Event(kind: .win, agent: seller, units: 1, number: nextEvent()), seeing: seen) }
    return seller
  }

  /// The sales that a customer may still undo, in their order.
  func openSales(of seller: Int, _ product: Int, to customer: Int?) -> [Int] {
    guard let returns = policy.customerReturns else { return [] }
    return sales.indices.filter {
      sales[$0].seller == seller && sales[$0].product == product
        && month - sales[$0].month <= returns.within
        && sales[$0].back < sales[$0].units && (customer == nil || customer == sales[$0].customer)
    }
  }

  /// A customer brings goods back, of the oldest sale first.
  mutating func refund(_ units: Int, of product: Int, by seller: Int, to customer: Int?) {
    var rest = units
    for index in openSales(of: seller, product, to: customer) {
      let taken = min(rest, sales[index].units - sales[index].back)
      rest -= taken
      if taken > 0 { undo(taken, index) }
    }
    precondition(rest == 0, "the oracle takes back what was not sold")
  }

  /// Undoes a part of a sale: the seller pays what it got, and gets what it paid; who has left does neither.
  mutating func undo(_ units: Int, _ index: Int) {
    guard let returns = policy.customerReturns else { return }
    let sale = sales[index]
    func share(_ part: Int, _ all: Int, _ paid: Int) -> Int {
      divided(paid * part * returns.at.value, by: all * 10_000, policy.rounding)
    }
    sales[index].back += units
    sales[index].refunded = share(sale.back + units, sale.units, sale.paid)
    let money = sales[index].refunded - sale.refunded
    let isHere = people[sale.seller].active
    if isHere {
      charge(money, to: sale.seller)
      row.receipts -= money
    } else {
      company -= money
      row.buyback += money
    }
    people[sale.winner].sold[month, default: 0] -= units
    people[sale.winner].ownSales[month, default: 0] -= money
    scoreSale(-units, of: sale.product, for: sale.winner)
    scoreOrder(-units, of: sale.product, by: sale.seller)
    people[sale.seller].returned[month, default: 0] += units
    row.sold -= units
    row.turnover -= money
    row.returned += units
    var rest = units
    for (place, source) in sale.sources.enumerated() {
      let taken = min(rest, source.left)
      guard taken > 0 else { continue }
      rest -= taken
      sales[index].sources[place].left -= taken
      if isHere {
        let value = share(taken, source.lot.units, source.lot.paid)
        company -= value
        pay(value, to: sale.seller)
        row.buyback += value
      }
      if source.lot.event != sale.event { bring(taken, of: sale.product, backTo: source.lot.event) }
    }
    bring(units, of: sale.product, backTo: sale.event)
  }

  mutating func use(_ units: Int, of product: Int, by person: Int, seeing seen: [Person]) {
    guard units > 0 else { return }
    let number = nextEvent()
    if policy.supply == .dropship {
      orderThrough(units, of: product, by: person, number, seeing: seen)
    } else {
      take(units, of: product, from: person)
    }
    people[person].used[month, default: 0] += units
    row.used += units
    let worth = wholesale(for: person, product) * units
    people[person].ownUses[month, default: 0] += worth
    run(Event(kind: .use, agent: person, units: units, money: worth, number: number), seeing: seen)
  }

  /// Dropship: the seller orders from the company what goes straight to the customer.
  private mutating func orderThrough(
    _ units: Int, of product: Int, by buyer: Int, _ number: Int, seeing seen: [Person]
  ) {
    let paid = wholesale(for: buyer, product) * units
    charge(paid, to: buyer)
    company += paid
    row.supplied += paid
    make(units, of: product)
    count(units, paid, by: buyer)
    scoreOrder(units, of: product, by: buyer)
    run(Event(kind: .order, agent: buyer, units: units, money: paid, number: number), seeing: seen)
  }

  /// How many units a person may return now.
  func returnable(_ product: Int, by person: Int) -> Int {
    guard let returns = policy.returns else { return 0 }
    return people[person].lots.reduce(0) {
      $1.product == product && month - $1.month <= returns.within ? $0 + $1.left : $0
    }
  }

  /// Unsold stock back to the company, oldest lot first, at a share of what was paid for that lot.
  mutating func takeBack(_ units: Int, of product: Int, from person: Int) {
    guard let returns = policy.returns else { return }
    var rest = units
    for index in people[person].lots.indices {
      let lot = people[person].lots[index]
      guard lot.product == product, month - lot.month <= returns.within else { continue }
      let taken = min(rest, lot.left)
      guard taken > 0 else { continue }
      rest -= taken
      people[person].lots[index].left -= taken
      let value = divided(lot.paid * taken * returns.at.value, by: lot.units * 10_000, policy.rounding)
      company -= value
      pay(value, to: person)
      row.buyback += value
      scoreOrder(-taken, of: product, by: person)
      people[person].returned[month, default: 0] += taken
      row.returned += taken
      bring(taken, of: product, backTo: lot.event)
    }
  }

  /// Of each rebate of the event that is for goods, as large a part as came back becomes a debt of who got it: of
  /// several products each has its part of the rebate, in their order, and the parts add up.
  private mutating func bring(_ taken: Int, of product: Int, backTo event: Int) {
    goods[event]?[product]?.back += taken
    guard let brought = goods[event] else { return }
    for (index, reward) in (rewards[event] ?? []).enumerated() {
      guard let isByUnits = policy.isByUnits(reward.rule) else { continue }
      let products = brought.keys.sorted()
      let weights = products.map { isByUnits ? brought[$0]?.units ?? 0 : brought[$0]?.paid ?? 0 }
      let whole = weights.reduce(0, +)
      var (sum, due) = (0, 0)
      for (product, weight) in zip(products, weights) where whole > 0 {
        let part =
          portion(sum + weight, of: whole, reward.amount) - portion(sum, of: whole, reward.amount)
        sum += weight
        if let (units, _, back) = brought[product] { due += portion(back, of: units, part) }
      }
      clawBack(due, event, index)
    }
  }

  /// All that was paid of a person's deposits, when it has them back.
  mutating func clawBackBonds(of person: Int) {
    for (event, rule) in people[person].bonds {
      for (index, reward) in (rewards[event] ?? []).enumerated() where reward.bond == rule {
        clawBack(reward.amount, event, index)
      }
    }
  }

  private mutating func clawBack(_ due: Int, _ event: Int, _ index: Int) {
    guard let reward = rewards[event]?[index], due > reward.clawed else { return }
    // What a person who has quit would owe is the company's loss.
    if people[reward.payee].active {
      people[reward.payee].debts[reward.rule, default: 0] += due - reward.clawed
    }
    rewards[event]?[index].clawed = due
  }
}
