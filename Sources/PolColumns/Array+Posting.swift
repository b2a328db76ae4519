import CLanes

/// Adds up what is looked up for agents, and for nobody, whose number is below zero; says whether a sum left 64 bits.
package func lookedSums(
  of agents: [Int32], _ places: [UInt8], _ table: [Int64]
) -> (received: Int64, kept: Int64, overflow: Bool) {
  precondition(agents.count == places.count)
  var (received, kept) = (Int64(0), Int64(0))
  let overflow = unsafe pol_looked_sums(
    agents, places, agents.count, table.forEveryPlace, &received, &kept)
  return (received, kept, overflow)
}

extension [Int32] {
  /// Goes from each agent to the one above it; nobody stays nobody. Returns how many are.
  package mutating func rise(_ parents: [Int32]) -> Int { unsafe pol_rise(&self, count, parents) }

  /// Adds an amount, looked up for each, to the cell of each agent; nobody has one. Returns how many were added: it ends
  /// before the first that doesn't fit.
  package mutating func post(
    _ table: [Int64], _ places: [UInt8], times sign: Int64, to agents: [Int32]
  ) -> Int {
    precondition(agents.count == places.count)
    let table = table.map { sign &* $0 }.forEveryPlace
    return unsafe pol_post_looked(&self, agents, places, agents.count, table)
  }

  /// The same of amounts of their own.
  package mutating func post(_ amounts: [Int64], to agents: [Int32]) -> Int {
    precondition(agents.count == amounts.count)
    return unsafe pol_post_each(&self, agents, amounts, agents.count)
  }
}

extension [Int64] {
  /// The table with something at each place that 8 bits can name.
  fileprivate var forEveryPlace: [Int64] { self + repeatElement(0, count: Swift.max(0, 256 - count)) }
}
