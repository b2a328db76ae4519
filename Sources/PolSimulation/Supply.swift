import PolCheck
import PolLedger

/// Who fills whose order, and who must order first because it is short.
///
/// The supplier of an order is the nearest active sponsor whose tier buys at a lower price, else the company
/// (design, "Exactly" 4). What a supplier lacks it orders from its own supplier in the same phase, together
/// with its own need (6): pressure travels up, goods travel down.
struct Supply {
  let agents: Agents
  /// Stock of the product as the phase began.
  let stock: Balances
  /// Whether a tier buys at a higher price than another; nil where the company fills every order.
  let dearer: [[Bool]]?

  /// Orders of a phase, ascending by buyer.
  struct Requests {
    var buyers: [Int32]
    var sellers: Accounts
    var units: [Int64]
    /// Whether some of it is the buyer's own need; nil where all are only that.
    var isOwn: [Bool]?
  }

  /// The account that fills the order of the agent at `buyer`.
  func seller(for buyer: Int) -> Int32 {
    guard let dearer else { return Account.company.code }
    var upline = agents.sponsor[buyer]
    let tier = Int(agents.tier[buyer])
    while upline >= 0 {
      if agents.active[Int(upline)], dearer[tier][Int(agents.tier[Int(upline)])] { return upline }
      upline = agents.sponsor[Int(upline)]
    }
    return Account.company.code
  }

  /// The orders of a phase: `need` is each agent's own, the rest follows from it.
  func requests(for need: Need) -> (requests: Requests, overflow: Bool) {
    guard dearer != nil else {
      return (Requests(buyers: need.agents, sellers: .same(.company), units: need.units, isOwn: nil), false)
    }
    var own = Array(repeating: Int64(0), count: agents.count)
    var asked = own
    var overflow = false
    for (agent, units) in zip(need.agents, need.units) {
      overflow = addUnits(units, to: &own[Int(agent)]) || overflow
    }
    var buyers: [Int32] = []
    var sellers: [Int32] = []
    var ordered: [Int64] = []
    var isOwn: [Bool] = []
    // Sponsors come before their recruits, so from the last to the first every buyer's order is whole
    // before its seller's turn.
    for agent in own.indices.reversed() where own[agent] > 0 || asked[agent] > stock[agent] {
      var units = own[agent]
      overflow = addUnits(max(0, asked[agent] - stock[agent]), to: &units) || overflow
      let seller = seller(for: agent)
      if seller >= 0 { overflow = addUnits(units, to: &asked[Int(seller)]) || overflow }
      buyers.append(Int32(agent))
      sellers.append(seller)
      ordered.append(units)
      isOwn.append(own[agent] > 0)
    }
    return (
      Requests(
        buyers: buyers.reversed(), sellers: .each(sellers.reversed()), units: ordered.reversed(),
        isOwn: isOwn.allSatisfy(\.self) ? nil : isOwn.reversed()), overflow
    )
  }

  private func addUnits(_ units: Int64, to sum: inout Int64) -> Bool {
    let (value, overflow) = sum.addingReportingOverflow(units)
    sum = overflow ? 0 : value
    return overflow
  }
}

/// What agents need of one product, ascending by agent; units are above zero.
struct Need: Sendable {
  var agents: [Int32] = []
  var units: [Int64] = []

  mutating func append(_ agent: Int, _ units: Int64) {
    agents.append(Int32(truncatingIfNeeded: agent))
    self.units.append(units)
  }

  mutating func append(_ other: Need) {
    agents += other.agents
    units += other.units
  }
}
