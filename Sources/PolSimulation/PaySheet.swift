import PolCheck
import PolLedger
import PolSource
import PolSyntax

/// The payments of one rule, as they are worked out event by event.
///
/// Who is paid what is the heart of every plan; the sentences under "Exactly" 7 to 11 of the language
/// reference are this file and `Chain.swift`.
struct PaySheet: Sendable {
  let rule: RuleDefinition
  let batch: EventBatch
  let amounts: Amounts
  let ladder: Ladder
  let rounding: Rounding
  /// Whether the amount is divided into shares.
  private let isSplit: Bool
  /// Whether there is a cap, so that payments must remember their place in the batch.
  private let isCapped: Bool
  /// The payer, where it is the same in every event.
  private let house: Account?
  private var lines = Lines()
  /// Reused from event to event.
  private var takers: [Int32] = []

  /// By payment: the event's number in its batch and its position, who pays, who is paid, how much.
  private struct Lines {
    var events: [Int32] = []
    var positions: [Int32] = []
    var from: [Int32] = []
    var to: [Int32] = []
    var amounts: [Int64] = []
  }

  init(rule: Int, rules: Rules, batch: EventBatch, amounts: Amounts) {
    self.rule = rules.policy.rules[rule]
    self.batch = batch
    self.amounts = amounts
    ladder = Ladder(rule: rule, rules: rules)
    rounding = rules.policy.rounding.ledgerRule
    isSplit = amounts.portions.contains { $0 != nil }
    isCapped = self.rule.cap != nil
    house =
      switch self.rule.payer {
      case .company: .company
      case .customer: .customers
      case .outside: .outside
      case .`self`, .upline: nil
      }
    let room = batch.agents.count * self.rule.recipients.count
    lines.events.reserveCapacity(room)
    if house == nil { lines.from.reserveCapacity(room) }
    lines.to.reserveCapacity(room)
    lines.amounts.reserveCapacity(room)
  }

  /// What has been worked out so far.
  var payments: Payments {
    if let house {
      return Payments(events: lines.events, from: .same(house), to: .each(lines.to), amounts: lines.amounts)
    }
    return Payments(
      events: lines.events, from: .each(lines.from), to: .each(lines.to), amounts: lines.amounts)
  }

  /// Works out every event that is due.
  mutating func payAll() throws(Diagnostic) {
    for event in batch.agents.indices where amounts.isDue[event] {
      let payer = payer(of: event)
      if payer == Account.nobody.code { continue }
      if isSplit { try split(event, payer: payer) } else { try pay(event, payer: payer) }
    }
  }

  /// Pays each recipient, and each level of a chain, its rate or the amount.
  private mutating func pay(_ event: Int, payer: Int32) throws(Diagnostic) {
    var level = 0
    for seat in rule.recipients.indices {
      guard let chain = Chain(seat: seat, rule.recipients[seat].target) else {
        let payee = try payee(of: seat, event: event)
        add(try whole(event, level: level), event, from: payer, to: payee)
        level += 1
        continue
      }
      guard amounts.steps.isEmpty else {
        try payDifferences(along: chain, event, payer: payer)
        continue
      }
      try ladder.takers(of: chain, source: Int(batch.agents[event]), into: &takers)
      for index in takers.indices {
        add(try whole(event, level: level + index), event, from: payer, to: takers[index])
      }
      level += chain.last == nil ? takers.count : chain.length
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
      let upline = ladder.sponsor[Int(agent)]
      return upline >= 0 && ladder.isMember(upline) ? upline : Account.nobody.code
    }
  }

  /// A party that is no chain: an account code; where its condition does not hold, nobody or who is next above.
  private func payee(of seat: Int, event: Int) throws(Diagnostic) -> Int32 {
    switch rule.recipients[seat].target {
    case .company: return Account.company.code
    case .customer: return Account.customers.code
    case .outside: return Account.outside.code
    case .`self`, .chain, .first, .everyAgent:
      let agent = batch.agents[event]
      return try ladder.taker(agent, seat: seat, source: Int(agent)).payee
    }
  }

  /// The whole amount of an event at a level's rate.
  @inline(__always)
  private func whole(_ event: Int, level: Int) throws(Diagnostic) -> Int64 {
    guard let amount = amounts.whole(event: event, level: level, rounding) else {
      throw .tooMuchMoney(at: rule.span)
    }
    return amount
  }

  /// Notes a payment. A share that nobody takes stays with the company: where the company would pay it, no
  /// money moves, and where somebody else pays it, the company gets it.
  @inline(__always)
  private mutating func add(_ amount: Int64, _ event: Int, from payer: Int32, to payee: Int32) {
    let payee = payee == Account.nobody.code ? Account.company.code : payee
    guard amount > 0, payer != payee else { return }
    note(amount, event, from: payer, to: payee)
  }

  /// Divides an amount into shares: each is floored, and the rest goes to the first recipient who is paid.
  private mutating func split(_ event: Int, payer: Int32) throws(Diagnostic) {
    let whole = try whole(event, level: 0)
    var rest = whole
    let first = lines.amounts.count
    for seat in rule.recipients.indices {
      let portion = amounts.portions[seat].map { $0[event] } ?? .one
      guard let share = portion.of(whole, .floor) else { throw .tooMuchMoney(at: rule.span) }
      if let chain = Chain(seat: seat, rule.recipients[seat].target) {
        try ladder.takers(of: chain, source: Int(batch.agents[event]), into: &takers)
      } else {
        takers.removeAll(keepingCapacity: true)
        takers.append(try payee(of: seat, event: event))
      }
      for taker in takers {
        rest -= share
        note(share, event, from: payer, to: taker)
      }
    }
    guard rest >= 0 else {
      throw Diagnostic(
        "E0635", "the shares of `\(rule.name)` come to more than the whole", at: rule.span,
        help: "make them add up to 100%")
    }
    settle(rest, event, from: payer, since: first)
  }

  /// Notes a payment as it is, also of zero, so that the rest of a split can find its first recipient.
  @inline(__always)
  private mutating func note(_ amount: Int64, _ event: Int, from payer: Int32, to payee: Int32) {
    lines.events.append(batch.events[event])
    if isCapped { lines.positions.append(Int32(truncatingIfNeeded: event)) }
    if house == nil { lines.from.append(payer) }
    lines.to.append(payee)
    lines.amounts.append(amount)
  }

  /// Gives the rest of a split to its first recipient who is paid, and drops what moves no money.
  private mutating func settle(_ rest: Int64, _ event: Int, from payer: Int32, since first: Int) {
    let end = lines.amounts.count
    let heir = (first..<end).first { lines.to[$0] != Account.nobody.code } ?? first
    if heir < end { lines.amounts[heir] += rest }
    var kept = first
    for k in first..<end {
      let payee = lines.to[k] == Account.nobody.code ? Account.company.code : lines.to[k]
      guard lines.amounts[k] > 0, payee != payer else { continue }
      (lines.to[kept], lines.amounts[kept]) = (payee, lines.amounts[k])
      kept += 1
    }
    shorten(to: kept)
  }

  private mutating func shorten(to count: Int) {
    let surplus = lines.amounts.count - count
    guard surplus > 0 else { return }
    lines.events.removeLast(surplus)
    if isCapped { lines.positions.removeLast(surplus) }
    if house == nil { lines.from.removeLast(surplus) }
    lines.to.removeLast(surplus)
    lines.amounts.removeLast(surplus)
  }

  /// Who is paid, by payment, and in whose event: an agent each, that of the event for a party that is none.
  var payees: (agents: [Int32], sources: [Int]) {
    let sources = lines.positions.map { batch.agents[Int($0)] }
    return (zip(lines.to, sources).map { $0 >= 0 ? $0 : $1 }, sources.map(Int.init))
  }

  /// Cuts what each recipient gets to a cap, per posting or per period; what is above it is not paid.
  mutating func cut(to limits: Amounts.Column<Int64>, _ used: inout [Int32: Int64]) {
    var kept = 0
    let isPeriodic = rule.cap?.period != nil
    for k in lines.amounts.indices {
      let payee = lines.to[k]
      let before = isPeriodic ? used[payee, default: 0] : 0
      let limit = max(0, limits[k] - before)
      let amount = min(lines.amounts[k], limit)
      if isPeriodic { used[payee] = before + amount }
      guard amount > 0 else { continue }
      (lines.events[kept], lines.positions[kept]) = (lines.events[k], lines.positions[k])
      (lines.to[kept], lines.amounts[kept]) = (payee, amount)
      if house == nil { lines.from[kept] = lines.from[k] }
      kept += 1
    }
    shorten(to: kept)
  }

  /// A differential: each gets its tier's rate less the highest rate paid below it, never less than zero.
  private mutating func payDifferences(along chain: Chain, _ event: Int, payer: Int32) throws(Diagnostic) {
    let source = Int(batch.agents[event])
    let base = amounts.base[event]
    var agent: Int32 = chain.andSelf ? Int32(source) : ladder.above(source, seat: chain.seat)
    var level = chain.andSelf ? 0 : 1
    /// The tier whose rate is the highest paid so far.
    var highest: Int?
    var peersPaid = 0
    while agent >= 0, chain.last.map({ level <= $0 }) ?? true {
      let payee = agent
      let isQualified = try ladder.qualifies(payee, seat: chain.seat, source: source)
      let isNamed = level == 0 || level >= chain.first
      agent = ladder.above(Int(payee), seat: chain.seat)
      if isQualified || level == 0 || rule.otherwise != .compress { level += 1 }
      guard isQualified, isNamed else { continue }
      let tier = Int(ladder.tier[Int(payee)])
      let own = amounts.rates[tier][event]
      let step = highest.map { amounts.steps[tier][$0] } ?? own
      if step.numerator > 0 {
        add(try part(step, of: base), event, from: payer, to: payee)
        highest = tier
      } else if peersPaid < amounts.peers.count, let highest, own == amounts.rates[highest][event] {
        add(try part(amounts.peers[peersPaid][event], of: base), event, from: payer, to: payee)
        peersPaid += 1
      }
    }
  }

  private func part(_ rate: Rate, of base: Int64) throws(Diagnostic) -> Int64 {
    guard let amount = rate.of(base, rounding) else { throw .tooMuchMoney(at: rule.span) }
    return amount
  }
}
