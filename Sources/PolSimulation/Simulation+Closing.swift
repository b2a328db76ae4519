import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

extension Simulation {
  /// Stock rules: every active agent that meets one orders its units once, all from one snapshot.
  mutating func restock() throws(RunFailure) {
    let stocking = policy.rules.filter { $0.trigger == .restock }
    guard !stocking.isEmpty else { return }
    let needs = try policy.products.indices.map { product throws(RunFailure) in
      try need(of: stocking.filter { $0.product == product })
    }
    let rules = try rules(on: [.order, .reorder])
    for (product, need) in needs.enumerated() {
      try fill(need, product: product, at: stocking[0].span, rules)
    }
  }

  /// What some stock rules together make agents order.
  private func need(of stocking: [RuleDefinition]) throws(RunFailure) -> Need {
    if stocking.count == 1 { return try need(of: stocking[0]) }
    var sums = Array(repeating: Int64(0), count: stocking.isEmpty ? 0 : world.agents.count)
    var overflow = false
    for rule in stocking {
      let need = try need(of: rule)
      for (agent, units) in zip(need.agents, need.units) {
        let (sum, isOver) = sums[Int(agent)].addingReportingOverflow(units)
        sums[Int(agent)] = sum
        overflow = overflow || isOver
      }
    }
    if overflow { throw .script(.tooMuchMoney(at: stocking[0].span)) }
    var wanted = Need()
    for agent in sums.indices where sums[agent] > 0 { wanted.append(agent, sums[agent]) }
    return wanted
  }

  /// What a stock rule makes agents order.
  private func need(of rule: RuleDefinition) throws(RunFailure) -> Need {
    guard case .units(let expression) = rule.amount else { return Need() }
    let (agents, evaluator) = (world.agents, evaluator)
    let rows = rows(rule.readings)
    let due = isDue(rule)
    let units = evaluator.folded(expression)
    let parts = try chunks(of: rows) { chunk, failures in
      var mask = Array(agents.active[chunk])
      if let due { mask = zip(chunk, mask).map { $1 && due($0) } }
      if let condition = rule.condition {
        mask = evaluator.holds(condition, over: rows, in: chunk, where: mask, noting: &failures)
      }
      guard mask.contains(true) else { return Need() }
      let vector = evaluator.vector(of: units, over: rows, in: chunk, where: mask, noting: &failures)
      guard let counts = Quantities.counts(vector, where: mask) else {
        if failures.isEmpty {
          failures.note(.notACount(rule.name, expression), at: expression.span, row: chunk.lowerBound)
        }
        return Need()
      }
      let ordering = counts.placesAboveZero
      return Need(
        agents: ordering.map { Int32(chunk.lowerBound) + $0 }, units: ordering.map { counts[Int($0)] })
    }
    var need = Need()
    for part in parts { need.append(part) }
    return need
  }

  /// Whether a rule of a period is due for an agent this month: a rebate counts from month 0 and is paid at a
  /// period's end; the other kinds count from each agent's own joining, stock from its first month on. Nil for
  /// always.
  private func isDue(_ rule: RuleDefinition) -> (@Sendable (Int) -> Bool)? {
    guard let period = rule.period else { return nil }
    let (month, cohorts) = (world.month, world.agents)
    switch rule.kind {
    case .rebate: return { _ in (month + 1) % period == 0 }
    case .stock: return { (month - cohorts.joined($0)) % period == 0 }
    case .fee, .deposit, .cost:
      return { agent in
        let age = month - cohorts.joined(agent)
        return age > 0 && age % period == 0
      }
    }
  }

  /// Close: promotions that count for this month, the period rules in written order, then promotions and
  /// demotions for the next month, each from one snapshot.
  mutating func close() throws(RunFailure) {
    try promote(.thisMonth)
    let periodic = policy.rules.indices.filter { policy.rules[$0].isPeriodic }
    if !periodic.isEmpty {
      let rules = try rules(on: Set(periodic.map { policy.rules[$0].trigger }))
      for index in periodic {
        if policy.rules[index].isOnce {
          try happenOnce(index, rules)
          continue
        }
        if let group = policy.sharingCeiling(with: index) {
          if group[0] == index { try payUnderCeiling(group, rules) }
          continue
        }
        var rules = rules
        rules.groups[index] = sumOfPostings(index) ?? rules.groups[index]
        try run(rules, on: .period(index), of: dueAgents(index), .period)
      }
    }
    try flush()
    try promote(.nextMonth)
  }

  /// For whom a rule of a period happens now.
  func dueAgents(_ index: Int) -> [Int32] {
    let due = isDue(policy.rules[index])
    return world.agents.active.indices.filter { world.agents.active[$0] && due?($0) != false }.map {
      Int32($0)
    }
  }

  /// What another rule has moved in the period of this one, by agent, also in this close; nil for other bases.
  func sumOfPostings(_ index: Int) -> [Int64]? {
    guard case .posting? = policy.rules[index].amount.base, let reading = policy.rules[index].volumeReading
    else { return nil }
    let maker = ColumnMaker(world: world, policy: policy, terms: terms, names: names)
    guard case .integers(let sums, _) = maker.values(of: reading).vector(in: 0..<world.agents.count) else {
      preconditionFailure("a sum of money that is no column of whole numbers")
    }
    return sums
  }

  /// A rule of a period that is no agent's: due as it would be for a founder.
  private mutating func happenOnce(_ index: Int, _ rules: Rules) throws(RunFailure) {
    let rule = policy.rules[index]
    let age = rule.kind == .rebate ? world.month + 1 : world.month
    guard age > 0, age % (rule.period ?? 1) == 0 else { return }
    try run(
      rules,
      in: EventBatch(
        .period(index), agents: [EventBatch.nobody], units: [0], money: [0],
        firstEvent: world.ledger.numberEvents(1), triggers: .same(.period)))
    world.ledger.endBatch()
  }

  /// The rules on promotion.
  mutating func announce(_ risen: [Int32]) throws(RunFailure) {
    guard !risen.isEmpty else { return }
    let rules = try rules(on: [.promotion])
    try run(rules, on: .promotion, of: risen, .promotion)
  }

  /// Runs the rules of events without goods or money of their own, one for each agent.
  private mutating func run(
    _ rules: Rules, on occasion: EventBatch.Occasion, of agents: [Int32], _ trigger: EventTrigger
  ) throws(RunFailure) {
    guard !agents.isEmpty else { return }
    var (hangTogether, isOneEvent) = (false, false)
    if case .period(let index) = occasion {
      isOneEvent = policy.rules[index].isPool
      hangTogether = isOneEvent || policy.rules[index].isLessDownline
    }
    for part in hangTogether ? [0..<agents.count] : partsToPost(of: agents.count) {
      let firstEvent = world.ledger.numberEvents(isOneEvent ? 1 : part.count)
      let nothing = Array(repeating: Int64(0), count: part.count)
      try run(
        rules,
        in: EventBatch(
          occasion, agents: Array(agents[part]), units: nothing, money: nothing, firstEvent: firstEvent,
          triggers: .same(trigger)))
      world.ledger.endBatch()
    }
  }

  /// Balance: the books are proved, and the month's row is written.
  mutating func balance() throws(RunFailure) {
    if options.spoiledMonth == world.month { world.ledger.spoil() }
    let findings = world.ledger.prove(replaying: world.month == lastMonth)
    guard findings.isEmpty else {
      throw .imbalance(
        Imbalance(run: definition.name, seed: seed, month: world.month, findings: findings))
    }
    world.months.append(
      World.MonthRow(
        totals: world.ledger.closeMonth(), joins: joins, quits: quits, headcount: world.agents.activeCount,
        companyCash: world.ledger.houses.company))
    (joins, quits) = (0, 0)
    keepHistory()
  }
}
