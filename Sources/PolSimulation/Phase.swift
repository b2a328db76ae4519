/// The phases of a month, in their order.
package enum Phase: String, Sendable, CaseIterable {
  /// The month's figures, and what its periods begin with.
  case open
  /// A story's actions; it has neither `recruit`, `join`, `sell` nor `leave`.
  case act
  case recruit, join, sell, restock, close, leave, balance
}

extension Simulation {
  /// Tells whoever looks on that a phase begins.
  func enter(_ phase: Phase) { options.entering?(phase) }
}

extension Run {
  /// The people who were active at the end of a month, added up over all months that it lived itself, but the
  /// founders' month 0.
  package var agentMonths: Int {
    simulation.world.months.dropFirst(max(1, monthsHeld)).reduce(0) { $0 + $1.headcount }
  }
}
