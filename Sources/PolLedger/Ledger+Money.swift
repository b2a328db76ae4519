extension Ledger {
  /// Posts payments that a rule makes; deposits become debts of the company, rebates pay off what the
  /// recipient owes from goods that came back.
  package mutating func pay(_ payments: Payments, _ posting: Posting) throws(LedgerRefusal) {
    guard !payments.amounts.isEmpty else { return }
    try post(payments, posting)
    switch posting.kind {
    case .deposit:
      try owe(payments, sign: 1)
      noteDeposits(payments, posting)
    case .refund: try owe(payments, sign: -1)
    case .rebate: try settleDebts(payments, posting)
    default: break
    }
  }

  /// Whether payments can be posted without being written down.
  package var canSpread: Bool { journal == nil && stream == nil && lots == nil }

  /// Posts what a rule of any kind but a deposit pays in some events, where transfers aren't kept.
  package mutating func pay(_ gathering: Gathering, _ posting: Posting) throws(LedgerRefusal) {
    guard let rule = posting.rule, canSpread else {
      preconditionFailure("a spread in books that keep transfers")
    }
    var tally = tallies.rules[rule].takeOut()
    var fits = moveCash { $0.post(gathering, tally: &tally, ofPayees: posting.kind == .rebate) }
    tallies.rules[rule].putBack(tally)
    fits = month.add(gathering.sums, rule: rule, posting) && fits
    if !fits { throw .overflow }
  }

  /// Posts payments and nothing else: balances, totals, journal.
  mutating func post(_ payments: Payments, _ posting: Posting) throws(LedgerRefusal) {
    guard moveCash(payments) else { throw .overflow }
    try total(payments, posting)
    try tally(payments, posting)
    record(payments, posting)
  }

  /// Posts payments of agents back to the company under a rebate: the rule's sums shrink.
  mutating func postBack(_ payments: Payments, _ posting: Posting) throws(LedgerRefusal) {
    guard moveCash(payments), let rule = posting.rule else { throw .overflow }
    for k in payments.amounts.indices {
      let amount = payments.amounts[k]
      // What pays off a debt was never in the agent's hands.
      uncount(amount, of: Int(payments.from.code(k)))
      month.rebates &-= amount
      month.receipts &-= amount
      month.rules[rule] &-= amount
      if posting.isForJoining(payments.events[k]) { month.recruiting &-= amount }
      guard tallies.rules[rule].add(-amount, to: Int(payments.from.code(k))) else { throw .overflow }
    }
    record(payments, posting)
  }

  /// Adds to the month's totals.
  private mutating func total(_ payments: Payments, _ posting: Posting) throws(LedgerRefusal) {
    var overflow = false
    guard let sum = Till.sum(of: payments.amounts) else { throw .overflow }
    let (received, toCompany) = payments.parts(sum)
    var recruiting = received
    switch posting.trigger {
    case .same(.join): break
    case .same: recruiting = posting.isForJoining ? received : 0
    case .each(let triggers):
      recruiting = 0
      for k in payments.amounts.indices
      where payments.to.code(k) >= 0 && triggers[Int(payments.events[k])] == .join {
        recruiting &+= payments.amounts[k]
      }
    }
    overflow = add(received, to: &month.receipts) || overflow
    overflow = add(recruiting, to: &month.recruiting) || overflow
    if let rule = posting.rule { overflow = add(sum, to: &month.rules[rule]) || overflow }
    overflow = month.add(sum, toCompany: toCompany, kind: posting.kind) || overflow
    if overflow { throw .overflow }
  }

  /// Adds to the rule's running sums by agent.
  private mutating func tally(_ payments: Payments, _ posting: Posting) throws(LedgerRefusal) {
    guard let rule = posting.rule, tallies.rules[rule].isKept else { return }
    let accounts = posting.kind == .rebate ? payments.to : payments.from
    var fits = true
    for k in payments.amounts.indices {
      let code = accounts.code(k)
      guard code >= 0 else { continue }
      fits = tallies.rules[rule].add(payments.amounts[k], to: Int(code)) && fits
    }
    if !fits { throw .overflow }
  }

  /// What the company owes of deposits.
  private mutating func owe(_ payments: Payments, sign: Int64) throws(LedgerRefusal) {
    var fits = true
    for k in payments.amounts.indices {
      let amount = sign * payments.amounts[k]
      fits = !add(amount, to: &houses.owed) && fits
      let agent = sign > 0 ? payments.from.code(k) : payments.to.code(k)
      if agent >= 0 { fits = tallies.owed.add(amount, to: Int(agent)) && fits }
    }
    if !fits { throw .overflow }
  }
}

extension Payments {
  /// What of the sum agents receive, and what the company.
  fileprivate func parts(_ sum: Int64) -> (agents: Int64, company: Int64) {
    switch to {
    case .same(let account):
      return (account.code >= 0 ? sum : 0, account == .company ? sum : 0)
    case .each(let codes):
      var (agents, company) = (Int64(0), Int64(0))
      for k in amounts.indices {
        if codes[k] >= 0 {
          agents &+= amounts[k]
        } else if codes[k] == Account.company.code {
          company &+= amounts[k]
        }
      }
      return (agents, company)
    }
  }
}

extension MonthTotals {
  /// Adds what a rule paid; returns false where a total overflowed.
  fileprivate mutating func add(_ sums: Gathering.Sums, rule: Int, _ posting: Posting) -> Bool {
    var overflow = PolLedger.add(sums.received, to: &receipts)
    if case .same = posting.trigger, posting.isForJoining(0) {
      overflow = PolLedger.add(sums.received, to: &recruiting) || overflow
    }
    overflow = PolLedger.add(sums.moved, to: &rules[rule]) || overflow
    return !(add(sums.moved, toCompany: sums.toCompany, kind: posting.kind) || overflow)
  }

  /// Adds to the totals of a kind; returns whether one overflowed.
  fileprivate mutating func add(_ sum: Int64, toCompany: Int64, kind: TransferKind) -> Bool {
    switch kind {
    case .purchase:
      PolLedger.add(sum, to: &purchases) || PolLedger.add(toCompany, to: &companyPurchases)
    case .production: PolLedger.add(sum, to: &production)
    case .sale: PolLedger.add(sum, to: &turnover)
    case .buyback: PolLedger.add(sum, to: &buyback)
    case .fee: PolLedger.add(sum, to: &fees) || PolLedger.add(toCompany, to: &companyFees)
    case .deposit: PolLedger.add(sum, to: &deposits)
    case .refund: PolLedger.add(sum, to: &refunds)
    case .rebate: PolLedger.add(sum, to: &rebates)
    case .cost: PolLedger.add(sum, to: &costs)
    case .goods, .delivery, .use, .returned: false
    }
  }
}
