/// A differential in every event of a batch: up the parents, each gets its tier's rate less the highest rate paid below
/// it, and the next whose rates are that highest may get rates for peers.
///
/// Like what a `Spread` pays it is added up before it is posted. A chain is left where nobody above can get anything any
/// more.
package struct Climb: Sendable {
  /// The house that pays.
  package var payer: Account
  /// Whether the event's agent itself stands first in its chain.
  package var andSelf: Bool
  /// How many parents above the agent are the last who are paid; nil for all of them.
  package var last: Int?
  /// By tier and by the highest tier paid below: the difference of their rates, nothing where it isn't above zero.
  package var steps: [[Rate]]
  /// By tier.
  package var rates: [Rate]
  /// What the first peer gets, the second, ...
  package var peers: [Rate]
  /// By agent: who may be paid at all; nil for everyone.
  package var takers: [Bool]?
  /// By agent.
  package var tiers: [UInt8]
  package var rounding: Rounding
  /// Who could get more than whom; nil where that doesn't say who is paid: where a chain ends, or not all are paid.
  package var superiors: Superiors?

  /// Makes a climb; rates are in the order of tiers.
  package init(
    payer: Account, andSelf: Bool, last: Int?, steps: [[Rate]], rates: [Rate], peers: [Rate],
    takers: [Bool]?, tiers: [UInt8], rounding: Rounding, superiors: Superiors?
  ) {
    (self.payer, self.andSelf, self.last, self.steps, self.rates) = (payer, andSelf, last, steps, rates)
    (self.peers, self.takers, self.tiers, self.rounding) = (peers, takers, tiers, rounding)
    self.superiors = last == nil && takers == nil ? superiors : nil
  }
}
