import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSyntax

/// What the columns of agents are in this world, now.
struct ColumnMaker {
  let world: World
  let policy: PolicyDefinition
  let terms: Terms
  /// The names of a story's people.
  let names: [String]

  /// The agents with the columns that `readings` names.
  func rows(_ readings: Readings, figures: MarketFigures, drawing: Bool = false) -> AgentRows {
    var columns: [AgentReading: AgentValues] = [:]
    for reading in readings.columns { columns[reading] = values(of: reading) }
    return AgentRows(
      rowCount: world.agents.count, luck: figures.luck, columns: columns, figures: figures,
      keys: drawing ? world.agents.keys : [], sponsor: readings.readsUplines ? world.agents.sponsor : [])
  }

  /// One column, over its period if it has one.
  func values(of reading: AgentReading) -> AgentValues {
    if case .perLeg(_, let most) = reading.column {
      guard
        case .integers(let own, let scale) = values(of: reading.started).vector(in: 0..<world.agents.count)
      else { preconditionFailure("a volume that is no running total: \(reading)") }
      return .integers(world.agents.teams(own, mostPerLeg: most), scale: scale)
    }
    let now = values(of: reading.column)
    guard reading.window != nil, let (values, scale) = now.integers else { return now }
    let start = world.periodStarts[reading] ?? []
    return .since(values, start: start, scale: scale)
  }

  private func values(of column: AgentColumn) -> AgentValues {
    let (agents, ledger) = (world.agents, world.ledger)
    let decimals = policy.currency.decimals
    func money(_ values: [Int64]) -> AgentValues { .integers(values, scale: decimals) }
    func units(_ values: [Int64]) -> AgentValues { .integers(values, scale: 0) }
    switch column {
    case .number: return .number
    case .name: return names.isEmpty ? .same(.text("")) : .texts(names)
    case .founder: return .isFounder(agents.sponsor)
    case .tier: return .tiers(agents.tier)
    case .sponsor: return .sponsors(agents.sponsor)
    case .recruitNumber: return units(agents.recruitNumbers)
    case .depth: return units(Agents.depths(up: agents.sponsor))
    case .placement: return .sponsors(seating.parents)
    case .level: return units(Agents.depths(up: seating.parents))
    case .joined: return .joined(cohorts: agents.cohorts)
    case .age: return .age(cohorts: agents.cohorts, month: world.month)
    case .active: return .booleans(agents.active)
    case .net: return .balances(ledger.cash, scale: decimals)
    case .worth: return money(worths())
    case .paid: return .balances(ledger.paid, scale: decimals)
    case .got: return money(zip(ledger.cash, ledger.paid).map { $0 &+ $1 })
    case .stock: return ledger.stock.count == 1 ? .balances(ledger.stock[0], scale: 0) : units(allStock())
    case .stockOf(let product): return .balances(ledger.stock[product], scale: 0)
    case .ordered: return units(ledger.tallies.ordered.values)
    case .ownOrders: return money(ledger.tallies.ownOrders.values)
    case .ownLoads: return money(ledger.tallies.ownLoads.values)
    case .ownReorders:
      return money(zip(ledger.tallies.ownOrders.values, ledger.tallies.ownLoads.values).map { $0 &- $1 })
    case .ownUses: return money(ledger.tallies.ownUses.values)
    case .sold: return units(ledger.tallies.sold.values)
    case .ownSales: return money(ledger.tallies.ownSales.values)
    case .used: return units(ledger.tallies.used.values)
    case .returned: return units(ledger.tallies.returned.values)
    case .owed: return money(ledger.tallies.owed.values)
    case .recruits: return .counts(agents.recruits)
    case .downline: return units(agents.teams(Array(repeating: 1, count: agents.count)).map { $0 - 1 })
    case .perLeg: preconditionFailure("each leg is looked at over the period that is asked for")
    case .legs(let rank): return units(agents.legs(reaching: rank))
    case .recruitsAt(let rank): return units(agents.recruits(at: rank))
    case .customers: return units(customers())
    case .teamOrders: return money(agents.teams(ledger.tallies.ownOrders.values))
    case .leftOrders: return money(legs(.left, ledger.tallies.ownOrders.values, .ownOrders))
    case .rightOrders: return money(legs(.right, ledger.tallies.ownOrders.values, .ownOrders))
    case .weakerLeg: return money(legs(.weaker, ledger.tallies.ownOrders.values, .ownOrders))
    case .leftCarry: return money(legs(.leftCarry, ledger.tallies.ownOrders.values, .ownOrders))
    case .rightCarry: return money(legs(.rightCarry, ledger.tallies.ownOrders.values, .ownOrders))
    case .teamSales: return money(agents.teams(ledger.tallies.ownSales.values))
    case .teamOrdersUnits: return units(agents.teams(ledger.tallies.ordered.values))
    case .teamSalesUnits: return units(agents.teams(ledger.tallies.sold.values))
    case .score(let score):
      return .integers(values(of: score), scale: score.measure == .points ? 2 : decimals)
    case .rule(let rule): return money(ledger.tallies.rules[rule].values)
    case .rules(let kind): return money(sums(of: kind))
    case .trait(let trait): return .reals(agents.traits[trait])
    case .price(let product): return .byTier(agents.tier, terms.shown.price[product])
    case .retail(let product): return .byTier(agents.tier, terms.shown.retail[product])
    case .load(let product): return .byTier(agents.tier, terms.shown.load[product])
    }
  }

  /// What everyone's goods count, in the smallest parts.
  private func values(of score: Score) -> [Int64] {
    let tallies = world.ledger.tallies
    let both = score.trade == .orders ? tallies.orderScores : tallies.saleScores
    let own = score.measure == .points ? both.points.values : both.volume.values
    switch score.extent {
    case .own: return own
    case .team: return world.agents.teams(own)
    case .left, .right, .weaker, .leftCarry, .rightCarry:
      return legs(score.extent, own, .score(score.own))
    }
  }

  /// What everyone has on its legs, of what `column` counts; what a limit on the carry has taken is not matched.
  private func legs(_ extent: Score.Extent, _ own: [Int64], _ column: AgentColumn) -> [Int64] {
    let (left, right) = seating.legs(own)
    switch extent {
    case .own, .team: return own
    case .left: return left
    case .right: return right
    case .weaker, .leftCarry, .rightCarry:
      let (left, right) = world.flushed[column, default: Flushed()].leaves(left, right)
      let taken = zip(left, right).map { min($0, $1) }
      if extent == .weaker { return taken }
      return zip(extent == .leftCarry ? left : right, taken).map { $0 &- $1 }
    }
  }

  /// Where everyone sits; under a policy that doesn't say, as kept for one that comes later, alone.
  private var seating: Seating {
    if let seating = world.agents.seating { return seating }
    var alone = Seating(width: 2, depth: nil)
    for _ in 0..<world.agents.count { alone.sit(below: -1) }
    return alone
  }

  private func sums(of kind: RuleDeclaration.Kind) -> [Int64] {
    var sum = [Int64](repeating: 0, count: world.agents.count)
    for (rule, tally) in zip(policy.rules, world.ledger.tallies.rules) where rule.kind == kind {
      for agent in sum.indices { sum[agent] &+= tally.values[agent] }
    }
    return sum
  }

  private func allStock() -> [Int64] {
    var sum = [Int64](repeating: 0, count: world.agents.count)
    for product in world.ledger.stock {
      for agent in sum.indices { sum[agent] &+= product[agent] }
    }
    return sum
  }

  /// Cash, what `returns agent` would pay for unsold stock now, deposits owed, less debts from clawbacks.
  private func worths() -> [Int64] {
    var worth = Array(world.ledger.cash)
    let owed = world.ledger.tallies.owed.values
    for agent in worth.indices {
      worth[agent] &+= owed[agent]
      guard let lots = world.ledger.lots else { continue }
      worth[agent] &-= lots.debt(of: agent)
      guard let returns = terms.returns else { continue }
      for product in world.ledger.stock.indices {
        for lot in lots.lots(of: agent, product: product) where lot.month >= world.month - returns.within {
          worth[agent] &+= returns.value(of: lot.left, in: lot) ?? 0
        }
      }
    }
    return worth
  }
}
