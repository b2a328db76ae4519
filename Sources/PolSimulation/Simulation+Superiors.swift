import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource

extension Simulation {
  /// Finds the superiors of a rule: those of a differential up a whole chain, in a market, where everyone is paid.
  mutating func findSuperiors(_ rule: Int) throws(Diagnostic) {
    let definition = policy.rules[rule]
    guard names.isEmpty, case .differential(let list, let peers, _) = definition.amount,
      let recipient = definition.recipients.first, definition.recipients.count == 1,
      recipient.condition == nil, case .chain(_, _, nil) = recipient.target, let ranks = try ranks(list)
    else { return }
    var found = superiors.removeValue(forKey: rule)
    if found?.fits(ranks: ranks) != true {
      found = Superiors(ranks: ranks, hasPeers: !peers.isEmpty)
    }
    let parents = recipient.byPlacement ? world.agents.seating?.parents : nil
    found?.add(parents: parents ?? world.agents.sponsor, tiers: world.agents.tier, threads: options.threads)
    superiors[rule] = found
  }

  /// By tier: how many tiers have a lower rate.
  private func ranks(_ rates: [Expression]) throws(Diagnostic) -> [Int]? {
    var numbers: [ExactNumber] = []
    for rate in rates {
      // What is no exact number is refused when an amount is made of it.
      guard case .exact(let number) = try evaluator.single(rate, over: figures) else { return nil }
      numbers.append(number)
    }
    return numbers.map { number in numbers.count { $0 < number } }
  }
}
