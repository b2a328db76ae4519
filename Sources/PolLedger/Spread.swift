/// What a rule pays in every event of a batch: the same payer and the same seats in each, and of each seat either
/// a fixed amount or a rate of the event's base.
///
/// Most rules of most markets are so. Their payments are added up, and never written down one by one (`Gathering`); so only
/// a ledger that keeps no transfers can post them (`Ledger.canSpread`).
package struct Spread: Sendable {
  /// Who pays.
  package var payer: Place
  /// Who is paid, those of a chain from the nearest up.
  package var seats: [Seat]
  /// What the seats divide; where it is nil, each has an amount of its own.
  package var whole: Measure?
  /// How rates of a base become minor units; shares of a whole are floored, and its rest goes to the first seat
  /// that is taken.
  package var rounding: Rounding

  /// A party of an event.
  package enum Place: Sendable, Hashable {
    /// The event's agent, or so many parents above it.
    case above(Int)
    /// One that is no agent.
    case house(Account)
  }
  /// An amount of money.
  package enum Measure: Sendable, Hashable {
    /// Minor units, not negative.
    case fixed(Int64)
    /// Of the event's base; of the whole where there is one.
    case rate(Rate)
  }
  /// One recipient.
  package struct Seat: Sendable {
    package var place: Place
    package var measure: Measure
    /// By agent: who may be paid here; nil for everyone. What nobody takes stays with the company.
    package var takers: [Bool]?

    /// Makes a seat.
    package init(_ place: Place, _ measure: Measure, takers: [Bool]?) {
      (self.place, self.measure, self.takers) = (place, measure, takers)
    }
  }

  /// Makes a spread.
  package init(payer: Place, seats: [Seat], whole: Measure?, rounding: Rounding) {
    (self.payer, self.seats, self.whole, self.rounding) = (payer, seats, whole, rounding)
  }

}

/// The events of a spread, one row each.
package struct SpreadEvents: Sendable {
  /// The agent of each.
  package var agents: [Int32]
  /// What rates are taken of, minor units; empty where nothing is a rate.
  package var bases: [Int64]
  /// Whether anything is paid.
  package var isDue: [Bool]
  /// By agent: its parent, or -1.
  package var parents: [Int32]

  /// Makes events; the columns by event are of one length.
  package init(agents: [Int32], bases: [Int64], isDue: [Bool], parents: [Int32]) {
    (self.agents, self.bases, self.isDue, self.parents) = (agents, bases, isDue, parents)
  }
}
