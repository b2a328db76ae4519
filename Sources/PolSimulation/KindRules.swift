import PolCheck
import PolColumns
import PolLedger

/// Rules that pay the same in all sales of a kind: worked out once for each kind, and looked up in each sale.
///
/// Most plans are so: shares of what was ordered or sold, up so many levels or the whole chain, whoever sells.
struct KindRules: Sendable {
  private var list: [(rule: Int, pay: Pay, parents: [Int32])] = []

  private enum Pay: Sendable {
    case spread(Spread, SpreadTables)
    case climb(ClimbTables)
  }

  /// All rules on sales that are orders, too; nil where one is of another sort. Kinds of which a rule pays too much are left
  /// out.
  init?(_ rules: Rules, of kinds: inout SaleKinds) {
    for (occasion, money) in [(EventBatch.Occasion.order, kinds.orders), (.sale, kinds.sales)] {
      // One event of each kind: that nobody's is, for nobody is looked at.
      let batch = EventBatch(
        occasion, agents: money.map { _ in EventBatch.nobody }, units: kinds.units, money: money,
        firstEvent: 0, triggers: .same(.sale))
      for rule in rules.firing(on: occasion) {
        let definition = rules.policy.rules[rule]
        // What can't be worked out is refused when it happens.
        guard definition.readingsOfEvents.columns.isEmpty, rules.climbsOneTree(rule),
          let amounts = try? Amounts(of: definition, in: batch, rows: rules.eventRows(batch), rules),
          let pay = Self.pay(rule, rules, amounts, batch, kinds.tiers)
        else { return nil }
        switch pay {
        case .spread(_, let tables): kinds.limit(to: tables)
        case .climb(let tables): kinds.limit(to: tables)
        }
        list.append((rule, pay, definition.recipients.first.map(rules.parents) ?? rules.agents.sponsor))
      }
    }
  }

  private static func pay(
    _ rule: Int, _ rules: Rules, _ amounts: Amounts, _ batch: EventBatch, _ tiers: [UInt8]
  ) -> Pay? {
    let bases = amounts.base.isEmpty ? batch.money.map { _ in 0 } : amounts.base
    if let spread = rules.spread(rule, amounts, batch.triggers) {
      guard var tables = SpreadTables(spread, of: bases) else { return nil }
      tables.leaveOut { !amounts.isDue[$0] }
      return .spread(spread, tables)
    }
    guard let climb = rules.climb(rule, amounts, batch.triggers),
      var tables = ClimbTables(climb, of: bases, tiers: tiers, most: 1 << 16)
    else { return nil }
    tables.leaveOut { !amounts.isDue[$0] }
    return .climb(tables)
  }

  /// What the rules pay in some sales.
  func gathered(_ rows: KindRows) -> [(rule: Int, gathering: Gathering)] {
    list.map { rule, pay, parents in
      switch pay {
      case .spread(let spread, let tables):
        (rule, Gathering(spread, tables, rows, parents))
      case .climb(let tables): (rule, Gathering(tables, rows, parents))
      }
    }
  }
}
