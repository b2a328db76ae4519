import PolCheck
import PolColumns
import PolSource

/// What rules pay at most, if every agent had the best tier for each of them at once: a bound that spares the
/// search the chains without hope.
extension CountedRule {
  /// What an event of the rule pays out at most, with all that matches it, as a share of its base.
  func most() throws(Diagnostic) -> ExactNumber {
    var most = ExactNumber.zero
    for tier in isDue.indices where isDue[tier] {
      var sum = ExactNumber.zero
      var level = 0
      for (index, seat) in seats.enumerated() {
        var claim = Claim(rule: 0, seat: index, source: tier, base: .one, skip: 0, left: seat.target.levels)
        claim.level = level
        if rates[tier].count > 1, !isDifferential { level += seat.target.levels ?? 0 }
        if seat.target != .company { sum = try sum.plus(self.most(of: claim), at: span) }
      }
      most = max(most, sum)
    }
    return most
  }

  /// What may come of a claim at most.
  func most(of claim: Claim) throws(Diagnostic) -> ExactNumber {
    let rates = rates[claim.source]
    var sum = ExactNumber.zero
    if claim.left == 0 {
      // Only what is on its way up.
    } else if isDifferential {
      let highest = try (rates.max() ?? .zero).plus(claim.highest.negated, at: span)
      sum = highest
      for peer in claim.openPeers(of: self) { sum = try sum.plus(peer, at: span) }
    } else if let left = claim.left, rates.count == 1 {
      sum = try rates[0].times(ExactNumber(left), at: span)
    } else if let left = claim.left {
      for rate in rates.dropFirst(claim.level).prefix(left) { sum = try sum.plus(rate, at: span) }
    }
    let portion = seats[claim.seat].portions[claim.source]
    return try sum.times(portion, at: span).times(claim.base, at: span).plus(claim.pending, at: span)
      .times(worth, at: span)
  }
}
