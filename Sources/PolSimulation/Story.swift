import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

extension Simulation {
  /// One month of a story: its actions one by one as written, each settled in full, then restock and close.
  mutating func live(_ story: StoryDefinition) throws(RunFailure) {
    enter(.act)
    for action in story.actions(in: world.month) {
      try act(action, of: story)
      try promoteNow()
    }
    enter(.restock)
    try restock()
    try promoteNow()
    enter(.close)
    try close()
  }

  /// The checker has seen to it that whoever acts has joined and has not quit.
  private mutating func act(
    _ action: StoryDefinition.Action, of story: StoryDefinition
  ) throws(RunFailure) {
    let agent = action.person
    let span = action.span
    if case .joins(let tier, let under, let placed) = action.kind {
      untie(names[agent], in: story)
      try join(tier: tier, under: under, placed: placed)
      return
    }
    switch action.kind {
    case .joins: break
    case .orders(let amount, let product):
      guard let units = try units(amount) else { return }
      let rules = try rules(on: [.order, .reorder])
      try fill(Need(agents: [Int32(agent)], units: [units]), product: product, at: span, rules)
    case .uses(let amount, let product):
      guard let units = try units(amount) else { return }
      try enough(units, of: product, agent, at: amount.span)
      let rules = try rules(on: [.use, .order, .reorder])
      try use(delivery(agent, units, 0), product: product, at: span, rules)
    case .returns(let amount, let product):
      guard let units = try units(amount) else { return }
      try takeBack(units, of: product, agent, at: amount.span)
    case .refunds(let amount, let product, let customer):
      guard let units = try units(amount) else { return }
      try refund(units, of: product, by: agent, to: customer, at: amount.span)
    case .sells(let amount, let product, let customer, let price):
      guard let units = try units(amount) else { return }
      try enough(units, of: product, agent, at: amount.span)
      let money =
        if let price { try money(units, at: price) } else {
          try retailAmount(of: units, agent: agent, product: product, at: span)
        }
      let rules = try rules(on: [.win, .sale, .order, .reorder])
      var sale = delivery(agent, units, money)
      if let customer {
        let (winner, isNew) = winner(of: customer, seller: agent)
        if isNew { try win([1], by: [Int32(winner)], rules) }
        sale.buyers = ([Int32(customer)], [Int32(winner)])
      }
      try sell([sale], product: product, at: span, rules)
    case .becomes(let tier):
      let before = world.agents.tier[agent]
      world.agents.tier[agent] = UInt8(tier)
      if tier > before { try announce([Int32(agent)]) }
    case .quits: try quit([Int32(agent)], at: span)
    }
  }

  private func delivery(_ agent: Int, _ units: Int64, _ amount: Int64) -> Deliveries {
    Deliveries(agents: [Int32(agent)], units: [units], amounts: [amount])
  }

  private mutating func join(
    tier: Int, under: Int?, placed: StoryDefinition.Placed?
  ) throws(RunFailure) {
    let place = try place(placed, of: under)
    let first = world.agents.count
    let key = rootKey(.founder, ordinal: UInt64(first + 1))
    admit([Newcomers(keys: [key], sponsors: [under.map { Int32($0) } ?? -1], place: place)])
    world.agents.tier[first] = UInt8(tier)
    try join(from: first)
  }

  /// A whole number of units; nil for none at all.
  private func units(_ expression: Expression) throws(RunFailure) -> Int64? {
    do throws(Diagnostic) {
      let value = try evaluator.single(expression, over: figures)
      guard case .exact(let number) = value, let units = number.wholeNumber(atScale: 0), units >= 0 else {
        throw Diagnostic(
          "E0621", "goods are counted in whole units, and this comes to \(value.plainText)",
          at: expression.span, help: "write a whole number of units")
      }
      return units > 0 ? units : nil
    } catch { throw .script(error) }
  }

  /// What some units cost at a price that the story names, rounded once.
  private func money(_ units: Int64, at price: Expression) throws(RunFailure) -> Int64 {
    do throws(Diagnostic) {
      let value = try evaluator.single(price, over: figures)
      guard case .exact(let number) = value,
        let rate = Quantities.rate(number, timesTenTo: policy.currency.decimals),
        let amount = rate.of(units, policy.rounding.ledgerRule)
      else { throw .tooMuchMoney(at: price.span) }
      return amount
    } catch { throw .script(error) }
  }

  /// Refuses to hand over more than there is.
  private func enough(_ units: Int64, of product: Int, _ agent: Int, at span: Span) throws(RunFailure) {
    guard policy.supply != .dropship else { return }
    let stock = world.ledger.stock[product][agent]
    guard units > stock else { return }
    throw .script(
      Diagnostic(
        "E0625", "\(name(of: agent)) has \(stock) units of \(policy.products[product].name), not \(units)",
        at: span, help: "let \(name(of: agent)) order more first, or hand over at most \(stock)"))
  }

  private mutating func takeBack(
    _ units: Int64, of product: Int, _ agent: Int, at span: Span
  ) throws(RunFailure) {
    try enough(units, of: product, agent, at: span)
    // The checker refuses a return where the policy takes nothing back.
    guard let returns = terms.returns else { return }
    let firstEvent = world.ledger.numberEvents(1)
    let posting = Posting(
      kind: .buyback, month: world.month, firstEvent: firstEvent, trigger: .same(.returned))
    let before = world.ledger.goods[product].returned
    try post(at: span) { ledger throws(LedgerRefusal) in
      _ = try ledger.takeBack(units, of: agent, product: product, returns, posting)
    }
    let taken = world.ledger.goods[product].returned - before
    guard taken == units else {
      throw .script(
        Diagnostic(
          "E0634",
          "only \(taken) of these \(units) units were bought within \(returns.within) months", at: span,
          help: "return at most \(taken), or return earlier"))
    }
    world.ledger.endBatch()
  }
}

extension StoryDefinition {
  /// What is done in a month; the actions are in order of their months.
  fileprivate func actions(in month: Int) -> ArraySlice<Action> {
    let start = actions.partitioningIndex { $0.month >= month }
    return actions[start..<actions.partitioningIndex { $0.month > month }]
  }
}
