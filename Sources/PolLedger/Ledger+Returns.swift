/// On what terms a company takes unsold stock back.
package struct ReturnTerms: Sendable, Hashable {
  /// The share of the price that was paid for the lot.
  package var share: Rate
  /// How many months after it was bought.
  package var within: Int
  package var rounding: Rounding

  /// Makes terms.
  package init(share: Rate, within: Int, rounding: Rounding) {
    self.share = share
    self.within = within
    self.rounding = rounding
  }

  /// What `units` of a lot are worth now, rounded once; nil on overflow.
  package func value(of units: Int64, in lot: Lots.Lot) -> Int64? {
    value(of: units, outOf: lot.units, paid: lot.amount)
  }

  /// The share of what was paid for some units of all, rounded once; nil on overflow.
  func value(of units: Int64, outOf all: Int64, paid amount: Int64) -> Int64? {
    // share * amount * units / all units, rounded once, is exact in 128 bits as long as the price fits 64.
    let whole = Int128(amount) * Int128(units)
    let divisor = Int128(share.denominator) * Int128(all)
    let (product, overflow) = whole.multipliedReportingOverflow(by: Int128(share.numerator))
    return overflow ? nil : rounding.quotient(product, by: divisor)
  }
}

extension Ledger {
  /// Takes back up to `units` of an agent's stock that are not too old, oldest lot first: goods to the company,
  /// its money to the agent, one posting a lot, and the rebates on those goods become debts of who got them.
  ///
  /// Returns how many units went back.
  package mutating func takeBack(
    _ units: Int64, of agent: Int, product: Int, _ terms: ReturnTerms, event: Int = 0, _ posting: Posting
  ) throws(LedgerRefusal) -> Int64 {
    let given = lots?.giveBack(
      units, of: agent, product: product, boughtSince: posting.month - terms.within)
    var total: Int64 = 0
    for (lot, taken) in given ?? [] {
      try moveStock(-taken, of: agent, product: product)
      guard let value = terms.value(of: taken, in: lot) else { throw .overflow }
      var posting = posting
      posting.kind = .returned
      record(
        Payments(
          events: [Int32(event)], from: .same(.agent(agent)), to: .same(.company), amounts: [taken]),
        of: Int32(product + 1), posting)
      posting.kind = .buyback
      if value > 0 {
        try post(
          Payments(
            events: [Int32(event)], from: .same(.company), to: .same(.agent(agent)), amounts: [value]),
          posting)
      }
      try clawBack(lot.event, product: product, of: lot.units, taken)
      guard tallies.orderScores.add(-taken, of: lot.score, to: agent) else { throw .overflow }
      total += taken
    }
    var fits = !add(total, to: &goods[product].returned)
    fits = !add(total, to: &month.returned) && fits
    fits = tallies.returned.add(total, to: agent) && fits
    if !fits { throw .overflow }
    return total
  }

  /// Of what each rebate of an event paid for a product, of which it had so many units, floor(paid * back / units),
  /// less what was before.
  mutating func clawBack(
    _ event: Int, product: Int, of units: Int64, _ taken: Int64
  ) throws(LedgerRefusal) {
    for (index, reward) in (lots?.rewards[event] ?? []).enumerated() {
      let before = reward.returned[product, default: 0]
      let part = Int128(lots?.part(of: reward, event: event, product: product) ?? 0)
      let due = part * Int128(before + taken) / Int128(units) - part * Int128(before) / Int128(units)
      guard let due = Int64(exactly: due) else { throw .overflow }
      lots?.rewards[event]?[index].returned[product] = before + taken
      clawBack(due, event, index)
    }
  }

  /// So much more of a rebate is a debt of who got it.
  private mutating func clawBack(_ due: Int64, _ event: Int, _ index: Int) {
    guard let reward = lots?.rewards[event]?[index], due > 0 else { return }
    lots?.rewards[event]?[index].clawedBack += due
    guard lots?.forgiven[reward.payee] == false else { return }
    lots?.debts[reward.payee][reward.rule, default: 0] += due
  }

  /// Remembers who paid a deposit when.
  mutating func noteDeposits(_ payments: Payments, _ posting: Posting) {
    guard lots != nil, let rule = posting.rule else { return }
    for k in payments.amounts.indices {
      let event = posting.firstEvent + Int(payments.events[k])
      lots?.deposits[payments.from.code(k), default: []].append((event, rule))
    }
  }

  /// An agent has its deposits back: all that was paid of them becomes a debt of who got it.
  package mutating func clawBackDeposits(of agent: Int) {
    for (event, rule) in lots?.deposits.removeValue(forKey: Int32(agent)) ?? [] {
      for (index, reward) in (lots?.rewards[event] ?? []).enumerated() where reward.deposit == rule {
        clawBack(reward.amount - reward.clawedBack, event, index)
      }
    }
  }

  /// Notes rebates for a later clawback, and takes from new ones what their recipients owe, under the rules
  /// that they owe it for.
  mutating func settleDebts(_ payments: Payments, _ posting: Posting) throws(LedgerRefusal) {
    guard lots != nil, let rule = posting.rule else { return }
    for k in payments.amounts.indices {
      let code = payments.to.code(k)
      guard code >= 0 else { continue }
      let event = posting.firstEvent + Int(payments.events[k])
      lots?.rewards[event, default: []].append(
        Lots.Reward(
          payee: Int(code), rule: rule, deposit: posting.deposit, goodsCause: posting.goodsCause,
          amount: payments.amounts[k]))
      for part in lots?.payOff(payments.amounts[k], of: Int(code)) ?? [] {
        var posting = posting
        posting.rule = part.rule
        try postBack(
          Payments(
            events: [payments.events[k]], from: .same(.agent(Int(code))), to: .same(.company),
            amounts: [part.amount]),
          posting)
      }
    }
  }

  /// Forgets what an agent owes, for good: it has quit, and the loss is the company's.
  package mutating func forgiveDebts(of agent: Int) {
    lots?.debts[agent] = [:]
    lots?.forgiven[agent] = true
  }
}

extension Lots {
  /// What an agent owes in all, minor units.
  package func debt(of agent: Int) -> Int64 { debts[agent].values.reduce(0, &+) }

  /// Takes up to `amount` from what an agent owes, the rule written first before the others; returns how much
  /// under which.
  fileprivate mutating func payOff(_ amount: Int64, of agent: Int) -> [(rule: Int, amount: Int64)] {
    guard !debts[agent].isEmpty else { return [] }
    var rest = amount
    var parts: [(rule: Int, amount: Int64)] = []
    for rule in debts[agent].keys.sorted() where rest > 0 {
      let taken = min(rest, debts[agent][rule] ?? 0)
      debts[agent][rule]? -= taken
      if debts[agent][rule] == 0 { debts[agent][rule] = nil }
      rest -= taken
      parts.append((rule, taken))
    }
    return parts
  }
}
