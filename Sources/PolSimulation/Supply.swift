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
  let stock: [Int64]
  /// Whether a tier buys at a higher price than another; nil where the company fills every order.
  let dearer: [[Bool]]?

  /// One order of an agent: for itself, for its downline, or for both.
  struct Order {
    var buyer: Int32
    /// An account code.
    var seller: Int32
    var units: Int64
    /// Whether some of it is the buyer's own need.
    var isOwn: Bool
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

  /// The orders of a phase, ascending by buyer: `need` is each agent's own, the rest follows from it.
  func orders(for need: [(agent: Int, units: Int64)]) -> (orders: [Order], overflow: Bool) {
    guard dearer != nil else {
      return (
        need.map {
          Order(buyer: Int32($0.agent), seller: Account.company.code, units: $0.units, isOwn: true)
        }, false
      )
    }
    var own = Array(repeating: Int64(0), count: agents.count)
    var asked = own
    var overflow = false
    for (agent, units) in need { overflow = addUnits(units, to: &own[agent]) || overflow }
    var result: [Order] = []
    // Sponsors come before their recruits, so from the last to the first every buyer's order is whole
    // before its seller's turn.
    for agent in own.indices.reversed() where own[agent] > 0 || asked[agent] > stock[agent] {
      var units = own[agent]
      overflow = addUnits(max(0, asked[agent] - stock[agent]), to: &units) || overflow
      let seller = seller(for: agent)
      if seller >= 0 { overflow = addUnits(units, to: &asked[Int(seller)]) || overflow }
      result.append(Order(buyer: Int32(agent), seller: seller, units: units, isOwn: own[agent] > 0))
    }
    result.reverse()
    return (result, overflow)
  }

  private func addUnits(_ units: Int64, to sum: inout Int64) -> Bool {
    let (value, overflow) = sum.addingReportingOverflow(units)
    sum = overflow ? 0 : value
    return overflow
  }
}
