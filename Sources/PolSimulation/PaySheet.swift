import PolCheck
import PolLedger
import PolSource
import PolSyntax

/// The payments of one rule, as they are worked out event by event.
///
/// Who is paid what is the heart of every plan; the sentences under "Exactly" 7 to 11 of the language
/// reference are this file and `PaySheet+Chains.swift`.
struct PaySheet {
  let rule: RuleDefinition
  let index: Int
  let rules: Rules
  let batch: EventBatch
  let rounding: Rounding
  /// By payment: the event, and its position in the batch.
  private var events: [Int32] = []
  private var positions: [Int32] = []
  private var from: [Int32] = []
  private var to: [Int32] = []
  private var amounts: [Int64] = []

  init(rule: Int, rules: Rules, batch: EventBatch) {
    self.rule = rules.policy.rules[rule]
    self.index = rule
    self.rules = rules
    self.batch = batch
    rounding = rules.policy.rounding.ledgerRule
    let room = batch.agents.count * self.rule.recipients.count
    events.reserveCapacity(room)
    positions.reserveCapacity(room)
    from.reserveCapacity(room)
    to.reserveCapacity(room)
    amounts.reserveCapacity(room)
  }

  /// What has been worked out so far.
  var payments: Payments {
    // Most rules have one payer, and the ledger is quicker where it need not look for it.
    if let first = from.first, first < 0, from.allSatisfy({ $0 == first }) {
      return Payments(events: events, from: .same(Account(code: first)), to: .each(to), amounts: amounts)
    }
    return Payments(events: events, from: .each(from), to: .each(to), amounts: amounts)
  }

  /// Works out one event.
  mutating func pay(event: Int, _ amounts: Amounts) throws(Diagnostic) {
    let payer = payer(of: event)
    guard payer != Account.nobody.code else { return }
    if amounts.portions.contains(where: { $0 != nil }) {
      try split(event: event, amounts, payer: payer)
      return
    }
    var level = 0
    for (seat, recipient) in rule.recipients.enumerated() {
      switch recipient.target {
      case .chain(let andSelf, let first, let last):
        let chain = Chain(seat: seat, andSelf: andSelf, first: first, last: last)
        if amounts.steps.isEmpty {
          level = try pay(chain, event: event, amounts, payer: payer, level: level)
        } else {
          try payDifferences(along: chain, event: event, amounts, payer: payer)
        }
      case .company, .customer, .outside, .`self`:
        let payee = try payee(recipient.target, seat: seat, event: event)
        add(try amount(event, level, amounts), event: event, from: payer, to: payee)
        level += 1
      }
    }
  }

  /// Who pays: an account code, or nobody.
  private func payer(of event: Int) -> Int32 {
    let agent = batch.agents[event]
    switch rule.payer {
    case .`self`: return agent
    case .company: return Account.company.code
    case .customer: return Account.customers.code
    case .outside: return Account.outside.code
    case .upline:
      let upline = rules.agents.sponsor[Int(agent)]
      return upline >= 0 && rules.agents.active[Int(upline)] ? upline : Account.nobody.code
    }
  }

  /// A party that is no chain: an account code, or nobody where its condition does not hold.
  private func payee(
    _ target: RuleDefinition.Target, seat: Int, event: Int
  ) throws(Diagnostic) -> Int32 {
    let agent = Int(batch.agents[event])
    switch target {
    case .company: return Account.company.code
    case .customer: return Account.customers.code
    case .outside: return Account.outside.code
    case .`self`, .chain:
      let seat = Rules.Seat(rule: index, recipient: seat, source: agent)
      return try rules.qualifies(agent, seat) ? Int32(agent) : Account.nobody.code
    }
  }

  /// The whole amount of an event at a level's rate.
  @inline(__always)
  func amount(_ event: Int, _ level: Int, _ amounts: Amounts) throws(Diagnostic) -> Int64 {
    guard let amount = amounts.whole(event: event, level: level, rounding) else {
      throw .tooMuchMoney(at: rule.span)
    }
    return amount
  }

  /// Notes a payment. A share that nobody takes stays with the company: where the company would pay it, no
  /// money moves, and where somebody else pays it, the company gets it.
  @inline(__always)
  mutating func add(_ amount: Int64, event: Int, from payer: Int32, to payee: Int32) {
    let payee = payee == Account.nobody.code ? Account.company.code : payee
    guard amount > 0, payer != payee else { return }
    events.append(batch.events[event])
    positions.append(Int32(event))
    from.append(payer)
    to.append(payee)
    amounts.append(amount)
  }

  /// Cuts what each recipient gets to a cap, per posting or per period; what is above it is not paid.
  mutating func cut(to limits: Amounts.Column<Int64>, _ used: inout [Int32: Int64]) {
    var kept = 0
    for k in amounts.indices {
      let limit = limits[Int(positions[k])]
      let before = rule.cap?.period == nil ? 0 : used[to[k], default: 0]
      let amount = to[k] < 0 ? amounts[k] : min(amounts[k], max(0, limit - before))
      if to[k] >= 0, rule.cap?.period != nil { used[to[k]] = before + amount }
      guard amount > 0 else { continue }
      (events[kept], from[kept], to[kept], amounts[kept]) = (events[k], from[k], to[k], amount)
      kept += 1
    }
    events.removeSubrange(kept...)
    from.removeSubrange(kept...)
    to.removeSubrange(kept...)
    amounts.removeSubrange(kept...)
  }

  /// Divides an amount into shares: each is floored, and the rest goes to the first recipient who is paid.
  private mutating func split(event: Int, _ amounts: Amounts, payer: Int32) throws(Diagnostic) {
    let whole = try amount(event, 0, amounts)
    var shares: [(payee: Int32, amount: Int64)] = []
    for (seat, recipient) in rule.recipients.enumerated() {
      let portion = amounts.portions[seat].map { $0[event] } ?? .one
      guard let share = portion.of(whole, .floor) else { throw .tooMuchMoney(at: rule.span) }
      if case .chain(let andSelf, let first, let last) = recipient.target {
        let chain = Chain(seat: seat, andSelf: andSelf, first: first, last: last)
        for payee in try takers(of: chain, event: event) { shares.append((payee, share)) }
      } else {
        shares.append((try payee(recipient.target, seat: seat, event: event), share))
      }
    }
    let rest = shares.reduce(whole) { $0 - $1.amount }
    let first = shares.firstIndex { $0.payee != Account.nobody.code } ?? 0
    if !shares.isEmpty { shares[first].amount += rest }
    for share in shares { add(share.amount, event: event, from: payer, to: share.payee) }
  }
}
