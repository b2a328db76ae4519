import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

extension Simulation {
  /// What legs carry above the limit is gone, and all that they carry of who doesn't meet the condition.
  mutating func flush() throws(RunFailure) {
    guard let carry = policy.carry, let seating = world.agents.seating else { return }
    let rows = rows(Readings(carry.expressions))
    let active = world.agents.active
    do throws(Diagnostic) {
      var keeps = active
      if let condition = carry.condition { keeps = try evaluator.holds(condition, over: rows, where: active) }
      for (column, own) in world.ledger.tallies.onLegs {
        let limits =
          carry.limits(column)
          ? try limits(carry, decimals: column.decimals(policy.currency), rows, keeps) : nil
        var flushed = world.flushed[column] ?? Flushed()
        flushed.grow(to: active.count)
        let sums = seating.legs(own)
        let (left, right) = flushed.leaves(sums.left, sums.right)
        for agent in active.indices {
          let limit = keeps[agent] ? limits?[agent] ?? .max : 0
          flushed.take(agent, left: left[agent], right: right[agent], above: limit)
        }
        world.flushed[column] = flushed
      }
    } catch { throw .script(error) }
  }

  /// The limit of each agent, in the smallest parts.
  private func limits(
    _ carry: CarryDefinition, decimals: Int, _ rows: AgentRows, _ keeps: [Bool]
  ) throws(Diagnostic) -> [Int64]? {
    guard let limit = carry.limit else { return nil }
    let vector = try evaluator.batch(limit, over: rows, where: keeps).spread(rows: keeps.count)
    guard let limits = Quantities.money(vector, where: keeps, decimals: decimals, policy.rounding) else {
      throw .tooMuchMoney(at: limit.span)
    }
    return limits
  }
}

extension CarryDefinition {
  /// What is asked of agents.
  var expressions: [Expression] { [limit, condition].compactMap(\.self) }
}

extension Tallies {
  /// What legs may count, where it is kept: what each agent has of it, in the smallest parts.
  fileprivate var onLegs: [(column: AgentColumn, own: [Int64])] {
    func score(_ measure: Score.Measure) -> AgentColumn {
      .score(Score(extent: .own, trade: .orders, measure: measure))
    }
    let all = [
      (AgentColumn.ownOrders, ownOrders), (score(.points), orderScores.points),
      (score(.volume), orderScores.volume),
    ]
    return all.filter(\.1.isKept).map { ($0, $1.values) }
  }
}
