import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

/// The rules of a policy at work: for the events of a phase, in the order written, who pays whom how much.
///
/// It reads the world as the phase found it (`rows`) and hands payments to the ledger, rule by rule; nothing
/// that it posts can change what a later rule of the same phase sees.
struct Rules: Sendable {
  let policy: PolicyDefinition
  let evaluator: Evaluator<Surroundings>
  /// Sponsors, tiers and who is active, as the phase began.
  let agents: Agents
  /// The columns that rules read, as the phase began.
  let rows: AgentRows
  /// Whether rules pay agents who have quit. In a story, who quits leaves for good, and is paid nothing. In a
  /// market, `quits` is giving up: such a person recruits, sells, orders and supplies nothing any more, but what
  /// its downline brings is still paid to it, unless the policy says `where active`.
  let paysQuitters: Bool
  /// Who meets a recipient's condition, by rule and recipient; nil where there is none, or it reads `source`.
  let qualified: [[[Bool]?]]
  /// Volumes that are no column, by rule: of every agent. They stop at a tier, or are what another rule has paid.
  var groups: [Int: [Int64]] = [:]
  /// What a group's rule looks up in its brackets, where that is a team's volume, by rule: of every agent.
  private(set) var lookedUp: [Int: (values: [Int64], scale: Int)] = [:]
  /// Who could get more than whom of a differential, by rule.
  let superiors: [Int: Superiors]

  /// How many threads work out payments; they are posted one after the other.
  let threads: Int

  /// Events are worked through in parts of so many, to stay in the cache; one by one where rules that are paid at
  /// events share a cap, for then it matters which of them comes first.
  let part: Int

  /// So many parts are worked out before the first of the next group is.
  private var group: Int { 64 * max(1, Vector.chunkSize / part) }

  /// Readies the rules for a phase in which those of `triggers` may run.
  init(
    _ policy: PolicyDefinition, _ evaluator: Evaluator<Surroundings>, agents: Agents, rows: AgentRows,
    running: [Int], superiors: [Int: Superiors], paysQuitters: Bool, threads: Int
  ) throws(Diagnostic) {
    self.policy = policy
    self.evaluator = evaluator
    self.agents = agents
    self.rows = rows
    self.superiors = superiors
    self.paysQuitters = paysQuitters
    self.threads = threads
    let sharesAtEvents = policy.rules.contains { $0.cap?.counter != nil && !$0.isPaidAtPeriodsEnd }
    part = sharesAtEvents ? 1 : Vector.chunkSize
    var qualified: [[[Bool]?]] = policy.rules.map { $0.recipients.map { _ in nil } }
    for rule in running {
      for (index, recipient) in policy.rules[rule].recipients.enumerated() {
        guard let condition = recipient.condition, !condition.readsSource else { continue }
        qualified[rule][index] = try evaluator.holds(condition, over: rows)
      }
    }
    self.qualified = qualified
    for rule in running {
      groups[rule] = group(rule, policy.rules[rule].volumeReading)?.values
      lookedUp[rule] = group(rule, policy.rules[rule].lookedUpReading)
    }
  }

  /// Whether an agent meets a recipient's condition that reads the agent of the event besides.
  func qualifies(_ agent: Int, rule: Int, seat: Int, source: Int) throws(Diagnostic) -> Bool {
    guard let condition = policy.rules[rule].recipients[seat].condition else { return true }
    let pair = EventRows(agents: rows, rows: [Int32(agent)], sources: [source])
    return try evaluator.holds(condition, over: pair)[0]
  }
}

extension Rules {
  /// Runs every rule of these events, and those that match their postings.
  func run(_ batch: EventBatch, on books: inout Books, month: Int) throws(RunFailure) {
    if case .period(let rule) = batch.occasion,
      let whole = try payments(together: rule, batch, &books.capped)
    {
      return try post(whole, rule, batch, on: &books, month: month)
    }
    try run(count: batch.agents.count, on: &books, month: month) { range in
      EventPart(batches: [batch.part(range)])
    }
  }

  /// Runs every rule of so many events, which are made part by part.
  func run(
    count: Int, on books: inout Books, month: Int,
    _ make: @Sendable (Range<Int>) throws(RunFailure) -> EventPart
  ) throws(RunFailure) {
    try run(Threads.parts(of: count, each: part), on: &books, month: month, make)
  }

  /// Runs every rule of some events: all threads make and work out their parts, one posts them in order.
  func run<Item: Sendable>(
    _ items: [Item], on books: inout Books, month: Int,
    _ make: @Sendable (Item) throws(RunFailure) -> EventPart
  ) throws(RunFailure) {
    let canSpread = books.ledger.canSpread
    // Group by group, so that what is worked out and not yet posted stays small.
    for group in Threads.parts(of: items.count, each: group) {
      Threads.relay(Array(items[group]), to: &books, leaving: .none, threads: threads) { item in
        Result { () throws(RunFailure) in
          let part = try make(item)
          do throws(Diagnostic) {
            return (part, try part.batches.map { batch throws(Diagnostic) in try worked(batch, canSpread) })
          } catch { throw .script(error) }
        }
      } _: { books, result in
        guard books.failure == nil else { return }
        do throws(RunFailure) {
          let (part, works) = try result.get()
          try part.order(on: &books.ledger, month: month)
          for (batch, works) in zip(part.batches, works) { try post(works, batch, on: &books, month: month) }
        } catch { books.failure = error }
      }
      if let failure = books.failure { throw failure }
    }
  }

  /// Posts what each rule pays in some events.
  private func post(
    _ works: [(rule: Int, worked: Worked)], _ batch: EventBatch, on books: inout Books, month: Int
  ) throws(RunFailure) {
    for (rule, worked) in works {
      switch worked {
      case .gathered(let gathering):
        try post(gathering, rule, batch, on: &books, month: month)
      case .sheet(var sheet, let limits):
        if let limits { sheet.cut(to: limits, &books.capped[policy.counter(of: rule), default: [:]]) }
        try post(sheet.payments, rule, batch, on: &books, month: month)
      }
    }
  }

  /// The events in parts of their own.
  func parts(of batch: EventBatch) -> [EventBatch] {
    Threads.parts(of: batch.agents.count, each: Vector.chunkSize).map(batch.part)
  }

  /// The agents of events as rows.
  func eventRows(_ batch: EventBatch) -> EventRows {
    EventRows(agents: rows, rows: batch.agents, sources: nil)
  }

  /// Whether any rule runs on such an occasion.
  func run(on occasion: EventBatch.Occasion) -> Bool { !firing(on: occasion).isEmpty }

  /// The rules that run on such an occasion.
  func firing(on occasion: EventBatch.Occasion) -> [Int] {
    policy.rules.indices.filter { occasion.fires(policy.rules[$0], at: $0) }
  }

  /// Whom each agent is below, as a recipient's chain goes.
  func parents(_ recipient: RuleDefinition.Recipient) -> [Int32] {
    guard recipient.byPlacement, let seating = agents.seating else { return agents.sponsor }
    return seating.parents
  }

  /// Whether all recipients of a rule go up the same tree.
  func climbsOneTree(_ rule: Int) -> Bool {
    let recipients = policy.rules[rule].recipients
    return recipients.allSatisfy { $0.byPlacement == recipients[0].byPlacement }
  }

  /// What one rule pays in some events, before caps.
  private enum Worked: Sendable {
    case gathered(Gathering)
    case sheet(PaySheet, limits: Amounts.Column<Int64>?)
  }

  /// Works out some rules in some events, one after the other.
  private func worked(
    _ batch: EventBatch, _ canSpread: Bool
  ) throws(Diagnostic) -> [(rule: Int, worked: Worked)] {
    let events = eventRows(batch)
    var result: [(rule: Int, worked: Worked)] = []
    for rule in firing(on: batch.occasion) {
      let amounts = try Amounts(of: policy.rules[rule], in: batch, rows: events, self)
      let events = SpreadEvents(
        agents: batch.agents, bases: amounts.base, isDue: amounts.isDue,
        parents: policy.rules[rule].recipients.first.map(parents) ?? agents.sponsor)
      let canSpread = canSpread && climbsOneTree(rule)
      if canSpread, let spread = spread(rule, amounts, batch.triggers) {
        result.append((rule, .gathered(Gathering(spread, in: events))))
        continue
      }
      if canSpread, let climb = climb(rule, amounts, batch.triggers) {
        result.append((rule, .gathered(Gathering(climb, in: events))))
        continue
      }
      var sheet = PaySheet(rule: rule, rules: self, batch: batch, amounts: amounts)
      try sheet.payAll()
      let limits = try limits(rule, in: batch) { sheet.payees }
      result.append((rule, .sheet(sheet, limits: limits)))
    }
    return result
  }

  /// Posts what was gathered of a rule.
  func post(
    _ gathering: Gathering, _ rule: Int, _ batch: EventBatch, on books: inout Books, month: Int
  ) throws(RunFailure) {
    try post(rule) { () throws(LedgerRefusal) in
      try books.ledger.pay(gathering, posting(rule, batch, month))
    }
  }

  /// Posts what a rule pays; what the ledger refuses is the rule's fault.
  private func post(_ rule: Int, _ pay: () throws(LedgerRefusal) -> Void) throws(RunFailure) {
    do throws(LedgerRefusal) { try pay() } catch {
      throw .script(.tooMuchMoney(at: policy.rules[rule].span))
    }
  }

  private func posting(_ rule: Int, _ batch: EventBatch, _ month: Int) -> Posting {
    Posting(
      rule: rule, deposit: policy.deposit(of: rule), goodsCause: policy.goodsCause(of: rule),
      kind: policy.rules[rule].kind.transferKind, month: month, firstEvent: batch.firstEvent,
      trigger: batch.triggers, isForJoining: isForJoining(rule, batch))
  }

  /// Whether a rule that runs at the end of a period pays because people joined.
  private func isForJoining(_ rule: Int, _ batch: EventBatch) -> Bool {
    guard case .same(.period) = batch.triggers else { return false }
    return policy.cause(of: policy.rules[rule]) == .join
  }

  /// Posts what a rule pays, and runs the rules that match it.
  func post(
    _ payments: Payments, _ rule: Int, _ batch: EventBatch, on books: inout Books, month: Int
  ) throws(RunFailure) {
    guard !payments.amounts.isEmpty else { return }
    try post(rule) { () throws(LedgerRefusal) in
      try books.ledger.pay(payments, posting(rule, batch, month))
    }
    guard policy.rules.contains(where: { $0.trigger == .posting(rule) }) else { return }
    try run(matched(payments, rule, batch), on: &books, month: month)
  }

  /// The postings of a rule as events for those that name it: of a rebate each posting is one, its payee's; of
  /// a fee, deposit or cost all that the payer paid in an event is one, the payer's.
  private func matched(_ payments: Payments, _ rule: Int, _ batch: EventBatch) -> EventBatch {
    var matched = batch.part(0..<0)
    matched.occasion = .posting(rule)
    let isRebate = policy.rules[rule].kind == .rebate
    for k in payments.amounts.indices {
      let agent = isRebate ? payments.to.code(k) : payments.from.code(k)
      guard agent >= 0 else { continue }
      if !isRebate, matched.events.last == payments.events[k] {
        matched.money[matched.money.count - 1] += payments.amounts[k]
        continue
      }
      matched.events.append(payments.events[k])
      matched.agents.append(agent)
      matched.units.append(0)
      matched.money.append(payments.amounts[k])
    }
    return matched
  }
}

extension Result where Failure == Diagnostic {
  /// The value, or the script's fault.
  func orFailure() throws(RunFailure) -> Success {
    do throws(Diagnostic) { return try get() } catch { throw .script(error) }
  }
}

extension RuleDeclaration.Kind {
  /// What the ledger calls its transfers.
  var transferKind: TransferKind {
    switch self {
    case .fee: .fee
    case .deposit: .deposit
    case .rebate: .rebate
    case .cost: .cost
    case .stock: .purchase
    }
  }
}
