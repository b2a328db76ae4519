import PolColumns

// Months of markets and stories: sentences 2, 13 to 15, 19 to 22 and 26 under "Exactly".

extension ObviousSimulator {
  /// A whole run of a market; draws are keyed as pol keys them, so that both meet the same luck.
  static func run(
    _ policy: ObviousPolicy, in market: ObviousMarket, months: Int, seed: UInt64
  ) -> ObviousSimulator {
    var simulator = ObviousSimulator(policy, seed: seed)
    simulator.live(market, until: months)
    return simulator
  }

  /// The months that are still to come.
  mutating func live(_ market: ObviousMarket, until last: Int) {
    for month in rows.count..<last + 1 {
      open(month: month)
      if month == 0 { found(market) } else { live(market) }
      balance()
    }
  }

  /// From now on another policy rules; a rule keeps its number, and new ones stand behind the old ones.
  mutating func goOn(under next: ObviousPolicy, restatingTiers: Bool) {
    if restatingTiers {
      for person in people.indices { (people[person].met, people[person].missed) = ([:], [:]) }
    }
    let new = next.rules.count - policy.rules.count
    for (index, (old, new)) in zip(policy.rules, next.rules).enumerated()
    where old.cap?.period != new.cap?.period || old.capCounter != new.capCounter {
      capped[index] = nil
    }
    for month in rows.indices { rows[month].rules += Array(repeating: 0, count: new) }
    row.rules += Array(repeating: 0, count: new)
    policy = next
  }

  private mutating func found(_ market: ObviousMarket) {
    paysQuitters = true
    for (count, tier) in market.founders {
      for _ in 0..<count {
        let key = rootKey(.founder, ordinal: UInt64(people.count + 1))
        people.append(
          Person(key: key, joined: 0, tier: tier, trust: market.hasTrust ? trust(of: key) : 0))
      }
    }
    join(from: 0)
  }

  private mutating func live(_ market: ObviousMarket) {
    grow(market)
    rise(.now)
    win(market)
    trade(market)
    rise(.now)
    restock()
    rise(.now)
    close()
    leave(market)
    // Shares are of what the phase found, which nothing in it changes but quitting.
    for person in people.indices { keepCustomers(market.stays ?? Points(10_000), of: person) }
  }

  /// One draw of one person.
  func drawn(
    _ distribution: Distribution, _ arguments: [Double], _ key: UInt64, _ clause: String, month: Int? = nil
  ) -> Double {
    var failures = RowFailures(rowCount: 1, where: nil)
    let vector = distribution.drawn(
      arguments.map { .constant(.real($0)) }, persons: [key],
      key: DrawKey(seed: seed, month: month ?? self.month, clause: clause, place: 0), noting: &failures)
    guard case .reals(let values) = vector else { preconditionFailure("a draw is real") }
    return values[0]
  }

  private func trust(of key: UInt64) -> Double { drawn(.beta, [2, 5], key, "trust", month: 0) }

  /// The draws that pol itself makes in a clause stand at this place.
  func luck(_ clause: String, _ key: UInt64) -> Double {
    DrawKey(seed: seed, month: month, clause: clause, place: 10_000).uniform(person: key)
  }

  private mutating func grow(_ market: ObviousMarket) {
    let places = market.people - people.count
    let room = Double(places) / Double(market.people)
    let active = people.indices.filter { people[$0].active }
    var newcomers: [(sponsor: Int, key: UInt64)] = []
    switch market.growth {
    case .recruits(let mean, let byTrust):
      for sponsor in active {
        let own = byTrust ? Double(mean) / 100 * people[sponsor].trust : Double(mean) / 100
        let count = Int(drawn(.poisson, [own * room], people[sponsor].key, "recruits"))
        for _ in 0..<count {
          people[sponsor].asked += 1
          let number = UInt64(people[sponsor].asked)
          newcomers.append((sponsor, childKey(of: people[sponsor].key, ordinal: number)))
        }
      }
      newcomers = Array(newcomers.filter { accepts($0.key, under: $0.sponsor, market) }.prefix(places))
    case .arrivals(let count, let byRecruits):
      guard !active.isEmpty else { return }
      for _ in 0..<count where newcomers.count < places {
        arrivals += 1
        let key = rootKey(.arrival, ordinal: arrivals)
        let weights = active.map { byRecruits ? Double(people[$0].recruits + 1) : 1 }
        var place = luck("arrivals", key) * weights.reduce(0, +)
        var sponsor = active.count - 1
        for (index, weight) in weights.enumerated() {
          if place < weight {
            sponsor = index
            break
          }
          place -= weight
        }
        if accepts(key, under: active[sponsor], market) { newcomers.append((active[sponsor], key)) }
      }
      newcomers = newcomers.enumerated()
        .sorted { ($0.element.sponsor, $0.offset) < ($1.element.sponsor, $1.offset) }.map(\.element)
    }
    guard !newcomers.isEmpty else { return }
    let first = people.count
    for (sponsor, key) in newcomers {
      people.append(
        Person(
          key: key, sponsor: sponsor, place: freePlace(below: sponsor), joined: month,
          tier: tier(of: key, market),
          trust: market.hasTrust ? trust(of: key) : 0))
    }
    for (sponsor, _) in newcomers { people[sponsor].recruits += 1 }
    join(from: first)
  }

  private func tier(of key: UInt64, _ market: ObviousMarket) -> Int {
    guard let last = market.joins.last else { return 0 }
    let luck = luck("joins", key)
    var sum = 0.0
    for (share, tier) in market.joins.dropLast() {
      sum += Double(share.value) / 10_000
      if luck < sum { return tier }
    }
    return last.tier
  }

  private func accepts(_ key: UInt64, under sponsor: Int, _ market: ObviousMarket) -> Bool {
    switch market.accepts {
    case nil: true
    case .trustAbove(let hundredths): trust(of: key) > Double(hundredths) / 100
    case .underTier(let tier): people[sponsor].tier >= tier
    case .luck(let share): drawn(.uniform, [0, 1], key, "accepts") < Double(share.value) / 10_000
    }
  }

  private mutating func win(_ market: ObviousMarket) {
    guard market.wins != nil || market.returns != nil else { return }
    bringBack(market)
    for person in people.indices where market.wins != nil {
      if case .months(let months) = policy.lock {
        for won in people[person].customers.keys where won + months <= month {
          people[person].customers[won] = nil
        }
      }
    }
    let seen = people
    for person in people.indices where people[person].active {
      let count = wanted(market.wins, person, "wins")
      people[person].customers[month, default: 0] += count
      guard count > 0 else { continue }
      run(Event(kind: .win, agent: person, units: count, number: nextEvent()), seeing: seen)
    }
    rise(.now)
  }

  /// Customers bring back a share of what each agent sold last month; all agents are asked before one pays.
  private mutating func bringBack(_ market: ObviousMarket) {
    guard let returns = market.returns, let terms = policy.customerReturns, terms.within >= 1 else { return }
    let seen = people
    for index in sales.indices where sales[index].month == month - 1 {
      guard holds(returns.condition, for: sales[index].seller, in: seen) else { continue }
      let share = returns.shares.first { $0.product == sales[index].product }?.share ?? Points(0)
      let units = divided(sales[index].units * share.value, by: 10_000, .halfEven)
      if units > 0 { undo(units, index) }
    }
  }

  /// Of all customers a share stays, rounded half-even, and of each month's alike.
  private mutating func keepCustomers(_ share: Points, of person: Int) {
    guard people[person].active else {
      people[person].customers = [:]
      return
    }
    let all = sum(people[person].customers, nil)
    let kept = divided(all * share.value, by: 10_000, .halfEven)
    guard all > 0 else { return }
    var (before, keptBefore) = (0, 0)
    for won in people[person].customers.keys.sorted() {
      before += people[person].customers[won] ?? 0
      people[person].customers[won] = kept * before / all - keptBefore
      keptBefore = kept * before / all
    }
  }

  private mutating func leave(_ market: ObviousMarket) {
    guard let quits = market.quits else { return }
    let leaving = people.indices.filter {
      people[$0].active && holds(quits.condition, for: $0, in: people)
        && luck("quits", people[$0].key) < Double(quits.chance.value) / 10_000
    }
    quit(leaving)
  }
}

extension ObviousSimulator {
  mutating func quit(_ leaving: [Int]) {
    let seen = people
    for person in leaving { people[person].active = false }
    for person in leaving {
      for product in policy.products.indices {
        takeBack(returnable(product, by: person), of: product, from: person)
      }
      company -= people[person].deposits
      pay(people[person].deposits, to: person)
      row.refunds += people[person].deposits
      people[person].deposits = 0
      clawBackBonds(of: person)
      people[person].debts = [:]
    }
    for person in leaving {
      run(Event(kind: .quit, agent: person, number: nextEvent()), seeing: seen)
      people[person].debts = [:]
      people[person].ties = [:]
    }
    row.quits += leaving.count
  }

  /// Everyone who is due, and who meets a stock rule, orders its units, all from one snapshot.
  mutating func restock() {
    let seen = people
    var needs: [Int: [Int: Int]] = [:]
    for rule in policy.rules {
      guard case .units(let units) = rule.amount else { continue }
      for person in people.indices where people[person].active && isDue(rule, person) {
        if holds(rule.condition, for: person, period: rule.period, in: seen) {
          needs[rule.product, default: [:]][person, default: 0] += units
        }
      }
    }
    for product in policy.products.indices { fill(needs[product] ?? [:], of: product, seeing: seen) }
  }

  /// Rebates count from month 0 and are paid at a period's end; a stock rule counts from each agent's joining,
  /// that month included; the other kinds from the month in which a whole period has passed.
  func isDue(_ rule: ObviousRule, _ person: Int) -> Bool {
    let age = month - people[person].joined
    switch rule.kind {
    case .rebate: return (month + 1) % (rule.period ?? 1) == 0
    case .stock: return rule.period.map { age % $0 == 0 } ?? true
    case .fee, .deposit, .cost: return age > 0 && age % (rule.period ?? 1) == 0
    }
  }

  mutating func close() {
    rise(.thisMonth)
    let seen = people
    for (index, rule) in policy.rules.enumerated() where rule.kind != .stock {
      var isPeriodic = rule.period != nil
      if case .volume = rule.base { isPeriodic = true }
      guard isPeriodic else { continue }
      if rule.ceiling != nil, rule.capCounter != nil {
        if rule.capCounter == index { payUnderSharedCeiling(index, seeing: seen) }
        continue
      }
      if rule.isLessDownline || rule.isPool || rule.ceiling != nil {
        payTogether(index, seen.indices.filter { seen[$0].active && isDue(rule, $0) }, seeing: seen)
        continue
      }
      if rule.isOnce {
        if month > 0, month % (rule.period ?? 1) == 0, rule.condition == nil { payOnce(index) }
        continue
      }
      for person in seen.indices where seen[person].active && isDue(rule, person) {
        let event = Event(
          kind: .period(index), agent: person, number: nextEvent(), isJoining: comesOfJoining(rule))
        run(event, seeing: seen)
      }
    }
    flush()
    rise(.next)
  }

  /// Whether a rule of a period is of loads, or of what was paid on joining.
  func comesOfJoining(_ rule: ObviousRule) -> Bool {
    guard case .rule(let named) = rule.base else { return rule.base == .load }
    let matched = policy.rules[named]
    return matched.event == .join && matched.period == nil || comesOfJoining(matched)
  }

  /// What the company pays the world, whoever its agents are.
  private mutating func payOnce(_ index: Int) {
    guard case .money(let fen) = policy.rules[index].amount else { return }
    company -= fen
    spent += fen
    row.rules[index] += fen
  }

  /// From one snapshot: the highest tier reached wins; who does not keep its tier falls one.
  mutating func rise(_ timing: ObviousTier.Timing) {
    let seen = people
    var risen: [Int] = []
    for person in seen.indices where seen[person].active {
      let tier = seen[person].tier
      for (rank, tier) in policy.tiers.enumerated() where tier.reach?.timing == timing {
        guard holds(tier.reach?.condition, for: person, in: seen) else { continue }
        people[person].met[rank, default: []].insert(month)
      }
      let reached = policy.tiers.indices.last { rank in
        guard rank > tier, let reach = policy.tiers[rank].reach, reach.timing == timing else { return false }
        guard let (months, of) = policy.tiers[rank].standing else {
          return holds(reach.condition, for: person, in: seen)
        }
        return people[person].met[rank, default: []].count { $0 > month - of } >= months
      }
      if let reached {
        people[person].tier = reached
        risen.append(person)
      }
      guard timing == .next else { continue }
      people[person].missed = people[person].missed.filter { $0.key == tier }
      guard tier > 0, let keep = policy.tiers[tier].keep, !holds(keep, for: person, in: seen) else {
        continue
      }
      people[person].missed[tier, default: []].insert(month)
      let (most, of) = policy.tiers[tier].misses ?? (0, 1)
      if reached == nil, people[person].missed[tier, default: []].count(where: { $0 > month - of }) > most {
        people[person].tier = policy.tiers[tier].fallsTo ?? tier - 1
      }
    }
    promote(risen)
  }

  mutating func promote(_ risen: [Int]) {
    let seen = people
    for person in risen { run(Event(kind: .promotion, agent: person, number: nextEvent()), seeing: seen) }
  }

  /// One deed of a story, settled in full.
  mutating func act(_ person: Int, _ deed: ObviousStory.Deed) {
    switch deed {
    case .joins(let tier, let under, let placed):
      let place = placed ?? freePlace(below: under)
      people.append(Person(key: 0, sponsor: under, place: place, joined: month, tier: tier))
      if let under { people[under].recruits += 1 }
      join(from: person)
    case .orders(let units, let product): fill([person: units], of: product, seeing: people)
    case .uses(let units, let product): use(units, of: product, by: person, seeing: people)
    case .returns(let units, let product): takeBack(units, of: product, from: person)
    case .sells(let units, let product, let customer, let price):
      let price = price ?? policy.retail(of: product, people[person].tier)
      sell(units, of: product, by: person, at: price, to: customer, seeing: people)
    case .refunds(let units, let product, let customer):
      refund(units, of: product, by: person, to: customer)
    case .becomes(let tier):
      let before = people[person].tier
      people[person].tier = tier
      if tier > before { promote([person]) }
    case .quits: quit([person])
    }
    rise(.now)
  }

  /// The end of a story's month.
  mutating func endMonth() {
    restock()
    rise(.now)
    close()
    balance()
  }
}
