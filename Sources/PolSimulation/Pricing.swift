import PolCheck
import PolLedger
import PolSource

/// What orders cost their buyers in a month, and the company, which makes the goods.
struct Pricing: Sendable {
  let policy: PolicyDefinition
  let terms: Terms
  /// By agent, as the phase began.
  let tiers: [UInt8]
  /// Of a story's people.
  let names: [String]

  /// Orders of one product, each a part of the event at `events`.
  func orders(
    _ requests: Supply.Requests, events: [Int32], product: Int, at span: Span
  ) throws(RunFailure) -> Orders {
    var quotes = Quotes(terms, product: product, policy.rounding.ledgerRule)
    var amounts = Array(repeating: Int64(0), count: requests.buyers.count)
    var production = amounts
    let (buyers, units, tiers) = (requests.buyers.span, requests.units.span, tiers.span)
    var amount = amounts.mutableSpan
    var cost = production.mutableSpan
    for k in buyers.indices {
      let tier = Int(tiers[Int(buyers[k])])
      guard let quote = quotes.quote(units[k], tier: tier) else {
        if quotes.sells(to: tier) { throw .script(.tooMuchMoney(at: span)) }
        throw .script(noPrice(for: Int(buyers[k]), product: product, at: span))
      }
      amount[k] = quote.amount
      if requests.sellers.code(k) < 0 { cost[k] = quote.production }
    }
    return Orders(
      events: events, buyers: requests.buyers, sellers: requests.sellers, units: requests.units,
      amounts: amounts, production: production)
  }

  private func noPrice(for buyer: Int, product: Int, at span: Span) -> Diagnostic {
    let tier = policy.tiers[Int(tiers[buyer])].name
    return Diagnostic(
      "E0628",
      "\(tier) has no price for \(policy.products[product].name), so \(Simulation.name(of: buyer, in: names)) "
        + "can't order it", at: span, help: "give the tier a price: tier \(tier) { price ... }")
  }
}

extension Simulation {
  /// Prices as they are in this phase.
  var pricing: Pricing {
    Pricing(policy: policy, terms: terms, tiers: world.agents.tier, names: names)
  }
}
