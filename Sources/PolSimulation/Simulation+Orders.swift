import PolCheck
import PolLedger
import PolSource

extension Simulation {
  /// Fills the needs of agents for one product: finds sellers, moves goods and money, runs the rules on orders.
  mutating func fill(
    _ need: Need, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    guard !need.agents.isEmpty else { return }
    let requests = try resolve(need, product: product, at: span)
    for part in partsToPost(of: requests.buyers.count) {
      try order(requests.part(part), product: product, at: span, rules)
    }
  }

  /// Who orders what from whom.
  func resolve(_ need: Need, product: Int, at span: Span) throws(RunFailure) -> Supply.Requests {
    let supply = Supply(
      agents: world.agents, stock: policy.supply == .upline ? world.ledger.stock[product] : Balances(),
      dearer: policy.supply == .upline ? terms.dearer[product] : nil)
    let (requests, overflow) = supply.requests(for: need)
    if overflow { throw .script(.tooMuchMoney(at: span)) }
    return requests
  }

  /// Moves the goods and the money of some orders, each an event of its own, and runs the rules on them.
  mutating func order(
    _ requests: Supply.Requests, product: Int, at span: Span, _ rules: Rules
  ) throws(RunFailure) {
    let firstEvent = world.ledger.numberEvents(requests.buyers.count)
    let triggers: Posting.Triggers =
      requests.isOwn.map { .each($0.map { $0 ? .ownOrder : .downlineOrder }) } ?? .same(.ownOrder)
    let (pricing, month) = (pricing, world.month)
    try change { books throws(RunFailure) in
      try rules.run(count: requests.buyers.count, on: &books, month: month) {
        part throws(RunFailure) in
        let orders = try pricing.orders(
          requests.part(part), events: part.map { Int32($0) }, product: product, at: span)
        return EventPart(
          batches: [
            EventBatch(
              .order, agents: orders.buyers, units: orders.units, money: orders.amounts,
              firstEvent: firstEvent, at: part.lowerBound, triggers: triggers)
          ], orders: [(product, orders)], span: span,
          names: pricing.names)
      }
    }
    world.ledger.endBatch()
  }
}
