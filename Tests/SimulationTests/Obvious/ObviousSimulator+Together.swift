// Brackets, groups, and rules whose payments hang together: what is paid less what others are paid, and what is
// divided among everyone.

extension ObviousRule {
  var isPool: Bool {
    if case .everyone? = recipients.first?.party { return true }
    return false
  }
  var isFixedPool: Bool { isPool && base == nil }
}

extension ObviousSimulator {
  /// A person and everyone below whose way up meets nobody of that tier or above before it meets the person.
  func group(of person: Int, shortOf rank: Int?, in seen: [Person]) -> [Int] {
    seen.indices.filter { member in
      if member == person { return true }
      var next: Int? = member
      while let it = next, it != person {
        if let rank, seen[it].tier >= rank, seen[it].active { return false }
        next = seen[it].sponsor
      }
      return next == person
    }
  }

  /// Volumes of teams, and what each of a team has of them.
  private static var teams: [ObviousCondition.Figure: KeyPath<Person, ByMonth>] {
    [
      .teamOrders: \.ownOrders, .teamSales: \.ownSales, .teamSalePoints: \.salePoints,
      .teamOrderVolume: \.orderVolume,
    ]
  }

  /// What a table says of a base; without one, of an event.
  func looked(up table: ObviousTable, _ base: Int?, _ rule: ObviousRule, _ event: Event, in seen: [Person])
    -> Int
  {
    let key =
      table.by.map { figure in
        let window = figure.isVolume ? rule.ownPeriod : nil
        guard rule.shortOf != nil, let own = Self.teams[figure] else {
          return self.figure(figure, window, of: event.agent, in: seen)
        }
        return group(of: event.agent, shortOf: rule.shortOf, in: seen)
          .reduce(0) { $0 + sum(seen[$1][keyPath: own], window) }
      } ?? base ?? 0
    switch table.reading {
    case .step:
      let worth = table.rows.last { $0.from <= key }?.worth ?? 0
      return base.map { Points(worth).of($0, policy.rounding) } ?? worth
    case .slice:
      var sum = 0
      for (place, row) in table.rows.enumerated() {
        let end = place + 1 < table.rows.count ? min(key, table.rows[place + 1].from) : key
        sum += max(0, end - row.from) * row.worth
      }
      return divided(sum, by: 10_000, policy.rounding)
    }
  }

  /// Pays a rule of a period in one go.
  mutating func payTogether(_ index: Int, _ due: [Int], seeing seen: [Person]) {
    let whole = uncut(index, due, seeing: seen)
    let amounts = underCeiling(whole.flatMap { $0.payments.map(\.amount) }, policy.rules[index], in: seen)
    pay(whole.map { (index, $0.event, $0.payments) }, amounts, seeing: seen)
  }

  /// Pays several rules of a period that share a ceiling; each sees what those before it would pay.
  mutating func payUnderSharedCeiling(_ first: Int, seeing seen: [Person]) {
    var all: [(rule: Int, event: Event, payments: [Payment])] = []
    for index in policy.rules.indices where policy.rules[index].capCounter == first {
      let due = seen.indices.filter { seen[$0].active && isDue(policy.rules[index], $0) }
      for (event, payments) in uncut(index, due, seeing: seen) {
        all.append((index, event, payments))
        for payment in payments {
          if let to = payment.to { pending[index, default: [:]][to, default: 0] += payment.amount }
        }
      }
    }
    pending = [:]
    let amounts = underCeiling(
      all.flatMap { $0.payments.map(\.amount) }, policy.rules[first], in: seen)
    pay(all, amounts, seeing: seen)
  }

  private mutating func pay(
    _ all: [(rule: Int, event: Event, payments: [Payment])], _ amounts: [Int], seeing seen: [Person]
  ) {
    var next = 0
    for (rule, event, payments) in all {
      var payments = payments
      for place in payments.indices {
        payments[place].amount = amounts[next]
        next += 1
      }
      settle(payments.filter { $0.amount > 0 }, rule, event, seeing: seen)
    }
  }

  /// What a rule pays in a period, event by event, if nothing were capped in all.
  private mutating func uncut(
    _ index: Int, _ due: [Int], seeing seen: [Person]
  ) -> [(event: Event, payments: [Payment])] {
    let rule = policy.rules[index]
    if rule.isPool { return pool(index, due, seeing: seen) }
    if rule.isLessDownline { return net(index, due, seeing: seen) }
    return due.compactMap { person in
      let event = Event(
        kind: .period(index), agent: person, number: nextEvent(), isJoining: comesOfJoining(rule))
      guard holds(rule.condition, for: person, period: rule.ownPeriod, in: seen) else { return nil }
      return (event, payments(index, event, seeing: seen).filter { $0.to != nil || $0.isOutside })
    }
  }

  private mutating func pool(
    _ index: Int, _ due: [Int], seeing seen: [Person]
  ) -> [(event: Event, payments: [Payment])] {
    let rule = policy.rules[index]
    let filling = due.filter { holds(rule.condition, for: $0, period: rule.volumePeriod, in: seen) }
    let event = Event(kind: .period(index), agent: 0, number: nextEvent(), isJoining: comesOfJoining(rule))
    let whole: Int
    switch rule.amount {
    case .money(let fen): whole = filling.isEmpty ? 0 : fen
    case .rate(let rate, _):
      let bases = filling.map { money(rule, Event(kind: .period(index), agent: $0, number: 0), in: seen) }
      whole = rate.of(bases.reduce(0) { $0 + max(0, $1) }, policy.rounding)
    default: preconditionFailure("no pool")
    }
    guard let recipient = rule.recipients.first, case .everyone(let by) = recipient.party else { return [] }
    var holders: [(person: Int, weight: Int)] = []
    for person in seen.indices where seen[person].active {
      guard holds(recipient.condition, for: person, period: rule.volumePeriod, in: seen) else { continue }
      let window = by?.isVolume == true ? rule.volumePeriod : nil
      let weight = by.map { figure($0, window, of: person, in: seen) } ?? 1
      if weight > 0 { holders.append((person, weight)) }
    }
    guard !holders.isEmpty else { return [] }
    let sum = holders.reduce(0) { $0 + $1.weight }
    var payments = holders.map { Payment(to: $0.person, amount: portion($0.weight, of: sum, whole)) }
    payments[0].amount += whole - payments.reduce(0) { $0 + $1.amount }
    return [(event, payments.filter { $0.amount > 0 })]
  }

  /// Amounts cut in proportion, where there is a ceiling and they are above it.
  private func underCeiling(_ amounts: [Int], _ rule: ObviousRule, in seen: [Person]) -> [Int] {
    let limit: Int
    switch rule.ceiling {
    case .money(let fen): limit = fen
    case .orders(let share):
      limit = share.of(seen.reduce(0) { $0 + sum($1.ownOrders, rule.volumePeriod) }, policy.rounding)
    case .sales(let share):
      limit = share.of(seen.reduce(0) { $0 + sum($1.ownSales, rule.volumePeriod) }, policy.rounding)
    case nil: return amounts
    }
    let whole = amounts.reduce(0, +)
    return whole <= max(0, limit) ? amounts : amounts.map { portion(max(0, limit), of: whole, $0) }
  }

  /// From the last who joined to the first: what the rule says less what those in the group are paid.
  private mutating func net(
    _ index: Int, _ due: [Int], seeing seen: [Person]
  ) -> [(event: Event, payments: [Payment])] {
    let rule = policy.rules[index]
    let due = due.filter { holds(rule.condition, for: $0, period: rule.volumePeriod, in: seen) }
    var paid: [Int: Int] = [:]
    for person in due.reversed() {
      let event = Event(kind: .period(index), agent: person, number: 0)
      let base = max(0, money(rule, event, in: seen))
      let gross = base == 0 ? 0 : amount(rule, 0, base, event, in: seen)
      let below = group(of: person, shortOf: rule.shortOf, in: seen).filter { $0 != person }
      let net = max(0, gross - below.reduce(0) { $0 + (paid[$1] ?? 0) })
      let before = rule.cap?.period == nil ? 0 : capped[policy.counter(index)]?[person] ?? 0
      paid[person] =
        rule.cap == nil ? net : min(net, max(0, policy.limit(index, tier: seen[person].tier) - before))
    }
    return due.filter { paid[$0, default: 0] > 0 }.map { person in
      let event = Event(
        kind: .period(index), agent: person, number: nextEvent(), isJoining: comesOfJoining(rule))
      return (event, [Payment(to: person, amount: paid[person, default: 0])])
    }
  }
}
