// Who is paid what: sentences 1 to 3 and 7 to 12 under "Exactly".

extension ObviousSimulator {
  /// What happened, for rules to look at.
  struct Event {
    enum Kind: Equatable {
      case join, order, sale, use, win, promotion, quit
      case period(Int)
      case posting(Int)
    }
    var kind: Kind
    var agent: Int
    var units = 0
    var money = 0
    var number: Int
    /// Whether it came because somebody joined; what matches a payment came because of what the payment did.
    var isJoining = false
  }

  /// One amount on its way; nil is the company, `outside` the world.
  struct Payment {
    var from: Int?
    var to: Int?
    var isOutside = false
    var amount: Int
  }

  mutating func nextEvent() -> Int {
    lastEvent += 1
    return lastEvent
  }

  /// Runs the rules of one event in the order written, matching ones after the rule they name.
  mutating func run(_ event: Event, seeing seen: [Person]) {
    for index in policy.rules.indices where fires(policy.rules[index], index, event) {
      run(index, event, seeing: seen)
    }
  }

  private mutating func run(_ index: Int, _ event: Event, seeing seen: [Person]) {
    let rule = policy.rules[index]
    guard rule.period == nil || event.kind == .join || event.kind == .period(index),
      holds(rule.condition, for: event.agent, period: rule.ownPeriod, in: seen)
    else { return }
    settle(payments(index, event, seeing: seen), index, event, seeing: seen)
  }

  /// Cuts payments to the rule's cap, posts them, and runs the rules that match them.
  mutating func settle(_ payments: [Payment], _ index: Int, _ event: Event, seeing seen: [Person]) {
    let posted = cut(payments, index, seeing: seen)
    for payment in posted { post(payment, index, event) }
    for (agent, amount) in matched(posted, index) {
      let matched = Event(
        kind: .posting(index), agent: agent, money: amount, number: event.number, isJoining: event.isJoining)
      for other in policy.rules.indices where policy.rules[other].base == .rule(index) {
        run(other, matched, seeing: seen)
      }
    }
  }

  /// What rules that match this one take a rate of: of a rebate each posting, which is its payee's; of a fee
  /// all that its payer paid.
  private func matched(_ posted: [Payment], _ index: Int) -> [(agent: Int, amount: Int)] {
    if policy.rules[index].kind == .rebate { return posted.compactMap { p in p.to.map { ($0, p.amount) } } }
    guard let payer = posted.first?.from else { return [] }
    return [(payer, posted.reduce(0) { $0 + $1.amount })]
  }

  private func fires(_ rule: ObviousRule, _ index: Int, _ event: Event) -> Bool {
    if case .period(let due) = event.kind { return due == index }
    if rule.kind == .stock || (rule.period != nil && rule.event != .join) { return false }
    if case .rule = rule.base { return false }
    let moves = event.units > 0
    switch (rule.base, rule.event) {
    case (.load, _): return event.kind == .join && moves
    case (.order, _): return (event.kind == .join || event.kind == .order) && moves
    case (.reorder, _): return event.kind == .order
    case (.sale, _): return event.kind == .sale
    case (.use, _): return event.kind == .use
    case (.volume, _), (.rule, _): return false
    case (nil, .join): return event.kind == .join
    case (nil, .order): return (event.kind == .join || event.kind == .order) && moves
    case (nil, .reorder): return event.kind == .order
    case (nil, .sale): return event.kind == .sale
    case (nil, .use): return event.kind == .use
    case (nil, .win): return event.kind == .win
    case (nil, .promotion): return event.kind == .promotion
    case (nil, .quit): return event.kind == .quit
    case (nil, nil): return false
    }
  }

  /// What a rate is taken of.
  func money(_ rule: ObviousRule, _ event: Event, in seen: [Person]) -> Int {
    guard case .period = event.kind else { return event.money }
    let window = rule.ownPeriod ?? 1
    let it = seen[event.agent]
    func team(_ values: KeyPath<Person, ByMonth>) -> Int {
      group(of: event.agent, shortOf: rule.shortOf, in: seen)
        .reduce(0) { $0 + sum(seen[$1][keyPath: values], window) }
    }
    switch rule.base {
    case .order, .volume(.ownOrders): return sum(it.ownOrders, window)
    case .sale, .volume(.ownSales): return sum(it.ownSales, window)
    case .volume(.teamOrders): return team(\.ownOrders)
    case .volume(.teamSales): return team(\.ownSales)
    case .volume(.weakerLeg): return weakerLeg(of: event.agent, window, in: seen)
    case .volume(.ownSaleVolume): return sum(it.saleVolume, window)
    case .volume(.teamOrderVolume): return team(\.orderVolume)
    case .volume(.teamSaleVolume): return team(\.saleVolume)
    case .volume(.weakerLegVolume): return weakerLeg(of: event.agent, window, in: seen, \.orderVolume)
    case .load: return sum(it.ownLoads, window)
    case .reorder: return sum(it.ownOrders, window) - sum(it.ownLoads, window)
    case .use: return sum(it.ownUses, window)
    // What a rule above has paid in this close counts.
    case .rule(let named):
      return sum(people[event.agent].months[named] ?? [:], window) + (pending[named]?[event.agent] ?? 0)
    case nil: return 0
    }
  }

  func payments(_ index: Int, _ event: Event, seeing seen: [Person]) -> [Payment] {
    let rule = policy.rules[index]
    // Where more came back in a period than was sold, there is nothing to take a rate of.
    let base = max(0, money(rule, event, in: seen))
    // A rebate and a cost are the company's, whoever's event it is.
    let payer: Int? = [.rebate, .cost].contains(rule.kind) ? nil : event.agent
    if rule.kind == .cost || rule.recipients.isEmpty {
      var amount = amount(rule, 0, base, event, in: seen)
      if rule.each == .customer { amount *= figure(.customers, nil, of: event.agent, in: seen) }
      return [Payment(from: payer, isOutside: rule.kind == .cost, amount: amount)]
    }
    if rule.recipients[0].share != nil { return split(rule, event, base, payer, seeing: seen) }
    if case .differential(let rates, let peers, _) = rule.amount {
      return differences(rule, rates, peers, event, base, seeing: seen)
    }
    return seats(rule, rule.recipients[0], event, seeing: seen).enumerated().map { level, taker in
      Payment(from: payer, to: taker, amount: amount(rule, level, base, event, in: seen))
    }
  }

  func amount(_ rule: ObviousRule, _ level: Int, _ base: Int, _ event: Event, in seen: [Person]) -> Int {
    let times = event.kind == .win ? event.units : 1
    return switch rule.amount {
    case .money(let fen): fen * times
    case .sums(let list): list[level] * times
    case .perUnit(let fen): fen * event.units
    case .brackets(let table, let of):
      looked(up: table, of == nil ? nil : base, rule, event, in: seen) * times
    case .rate(let rate, _): rate.of(base, policy.rounding)
    case .rates(let list, _): list[level].of(base, policy.rounding)
    case .units, .differential: 0
    }
  }

  /// Who takes each seat, from the nearest up; nil is the company, which keeps what nobody claims.
  private func seats(
    _ rule: ObviousRule, _ recipient: ObviousRule.Recipient, _ event: Event, seeing seen: [Person]
  ) -> [Int?] {
    func qualifies(_ person: Int) -> Bool {
      (seen[person].active || paysQuitters)
        && holds(
          recipient.condition, for: person, source: event.agent, period: rule.volumePeriod, in: seen)
    }
    let uplines = uplines(of: event.agent, byPlacement: recipient.byPlacement)
    /// The seat of the person at a place in the chain, -1 for the event's agent.
    func taker(_ person: Int, _ place: Int) -> Int? {
      if qualifies(person) { return person }
      return rule.otherwise == .rollUp ? uplines.dropFirst(place + 1).first(where: qualifies) : nil
    }
    switch recipient.party {
    case .company: return [nil]
    case .agent: return [taker(event.agent, -1)]
    case .first: return [uplines.first(where: qualifies)]
    case .everyone: return []
    case .chain(let andSelf, let from, let to):
      var result: [Int?] = andSelf ? [taker(event.agent, -1)] : []
      if rule.otherwise == .compress {
        let counted = uplines.filter(qualifies).dropFirst(from - 1)
        let wanted = to.map { $0 - from + 1 } ?? counted.count
        result += (0..<wanted).map { $0 < counted.count ? counted[counted.startIndex + $0] : nil }
      } else {
        for level in from...max(from, to ?? uplines.count) {
          let place = level - 1
          if place < uplines.count {
            result.append(taker(uplines[place], place))
          } else if to != nil {
            result.append(nil)
          }
        }
      }
      return result
    }
  }

  /// Shares are floored, what is left goes to the first recipient who is paid.
  private func split(
    _ rule: ObviousRule, _ event: Event, _ base: Int, _ payer: Int?, seeing seen: [Person]
  ) -> [Payment] {
    let whole = amount(rule, 0, base, event, in: seen)
    var shares: [(isPaid: Bool, payment: Payment)] = []
    for recipient in rule.recipients {
      let taker = seats(rule, recipient, event, seeing: seen)[0]
      var isPaid = taker != nil
      if case .company = recipient.party { isPaid = true }
      let amount = (recipient.share ?? Points(10_000)).of(whole, .floor)
      shares.append((isPaid, Payment(from: payer, to: taker, amount: amount)))
    }
    let rest = whole - shares.reduce(0) { $0 + $1.payment.amount }
    let first = shares.firstIndex(where: \.isPaid) ?? 0
    shares[first].payment.amount += rest
    return shares.map(\.payment)
  }

  /// Each gets its rate less the highest paid below; those equal to the highest are peers, as many as have a rate.
  private func differences(
    _ rule: ObviousRule, _ rates: [Points], _ peers: [Points], _ event: Event, _ base: Int,
    seeing seen: [Person]
  ) -> [Payment] {
    guard case .chain(let andSelf, let from, let to) = rule.recipients[0].party else { return [] }
    let condition = rule.recipients[0].condition
    func qualifies(_ person: Int) -> Bool {
      (seen[person].active || paysQuitters)
        && holds(
          condition, for: person, source: event.agent, period: rule.volumePeriod, in: seen)
    }
    var chain = uplines(of: event.agent, byPlacement: rule.recipients[0].byPlacement)
    if rule.otherwise == .compress { chain = chain.filter(qualifies) }
    chain = Array(chain.prefix(to ?? chain.count).dropFirst(from - 1))
    if andSelf { chain.insert(event.agent, at: 0) }
    var highest = 0
    var open = peers
    var result: [Payment] = []
    for person in chain where qualifies(person) {
      let own = rates[seen[person].tier].value
      if own > highest {
        result.append(Payment(to: person, amount: Points(own - highest).of(base, policy.rounding)))
        highest = own
      } else if own == highest, highest > 0, !open.isEmpty {
        result.append(Payment(to: person, amount: open.removeFirst().of(base, policy.rounding)))
      }
    }
    return result
  }

  /// What a cap leaves of payments to agents.
  private mutating func cut(_ payments: [Payment], _ index: Int, seeing seen: [Person]) -> [Payment] {
    var result: [Payment] = []
    for var payment in payments {
      if let cap = policy.rules[index].cap, let to = payment.to {
        let counter = policy.counter(index)
        let before = cap.period == nil ? 0 : capped[counter]?[to] ?? 0
        payment.amount = min(payment.amount, max(0, policy.limit(index, tier: seen[to].tier) - before))
        capped[counter, default: [:]][to] = before + payment.amount
      }
      let movesNothing = payment.from == payment.to && !payment.isOutside
      if payment.amount > 0, !movesNothing { result.append(payment) }
    }
    return result
  }

  private mutating func post(_ payment: Payment, _ index: Int, _ event: Event) {
    let rule = policy.rules[index]
    if let from = payment.from { charge(payment.amount, to: from) } else { company -= payment.amount }
    if let to = payment.to {
      pay(payment.amount, to: to, isJoining: event.isJoining)
    } else if payment.isOutside {
      spent += payment.amount
    } else {
      company += payment.amount
      if rule.kind == .fee { row.companyFees += payment.amount }
    }
    row.rules[index] += payment.amount
    guard rule.kind == .rebate, let payee = payment.to else {
      if let from = payment.from {
        people[from].sums[index, default: 0] += payment.amount
        people[from].months[index, default: [:]][month, default: 0] += payment.amount
        if rule.kind == .deposit {
          people[from].deposits += payment.amount
          people[from].bonds.append((event.number, index))
        }
      }
      return
    }
    people[payee].sums[index, default: 0] += payment.amount
    people[payee].months[index, default: [:]][month, default: 0] += payment.amount
    people[payee].rebates[month, default: 0] += payment.amount
    rewards[event.number, default: []].append(
      Reward(payee: payee, rule: index, bond: bond(of: index), amount: payment.amount))
    settle(payee, payment.amount, isJoining: event.isJoining)
  }

  /// The deposit that a rule takes a rate of, or that the rule takes a rate of which it matches.
  private func bond(of index: Int) -> Int? {
    guard case .rule(let named) = policy.rules[index].base, policy.rules[index].period == nil else {
      return nil
    }
    return policy.rules[named].kind == .deposit ? named : bond(of: named)
  }

  /// A rebate pays off what its recipient owes, the rule written first before the others.
  private mutating func settle(_ payee: Int, _ amount: Int, isJoining: Bool) {
    var rest = amount
    for rule in people[payee].debts.keys.sorted() {
      let taken = min(rest, people[payee].debts[rule] ?? 0)
      people[payee].debts[rule, default: 0] -= taken
      pay(-taken, to: payee, isJoining: isJoining)
      people[payee].sums[rule, default: 0] -= taken
      people[payee].months[rule, default: [:]][month, default: 0] -= taken
      people[payee].rebates[month, default: 0] -= taken
      row.rules[rule] -= taken
      company += taken
      rest -= taken
    }
  }
}
