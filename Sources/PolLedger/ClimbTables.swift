import PolColumns

/// What the moves of a climb come to for each of some bases.
package struct ClimbTables: Sendable {
  let climb: Climb
  let table: ClimbTable
  /// By move and base: minor units, below zero where that leaves 64 bits.
  private(set) var amounts: [Int64]
  private let bases: Int
  /// By base: what an agent whose tier it is moves itself, where that is known.
  private let own: [Int]

  /// Works out all moves for some bases, of agents whose tiers may be known by the base; nil where they are more than
  /// `most`, and take longer than to do without.
  package init?(_ climb: Climb, of bases: [Int64], tiers: [UInt8] = [], most: Int = 1 << 12) {
    table = ClimbTable(climb)
    guard bases.count * table.moves.count <= most, table.isOver.count <= 256 else { return nil }
    (self.climb, self.bases) = (climb, bases.count)
    own = climb.andSelf ? tiers.map { [table] in table.place(ClimbTable.start, tier: $0) } : []
    amounts = table.moves.flatMap { move in bases.map { move.rate.of($0, climb.rounding) ?? .min } }
  }

  /// What a move comes to; below zero where that leaves 64 bits.
  func amount(_ move: Int, at base: UInt8) -> Int64 { amounts[move &* bases &+ Int(base)] }

  /// The same for many climbs at once.
  var moves: Climbs.Moves {
    Climbs.Moves(
      nexts: table.moves.map { UInt8($0.next) }, amounts: amounts, toPeers: table.isPeerOpen,
      tiers: table.tierCount, kinds: bases)
  }
}

extension ClimbTables {
  /// By base: what the agent itself gets, and in which state it is left; nil where that isn't known, or it gets nothing.
  var firstStep: (amounts: [Int64], states: [UInt8])? {
    if own.isEmpty { return nil }
    return (own.indices.map { amounts[own[$0] * bases + $0] }, own.map { UInt8(table.moves[$0].next) })
  }

  /// The largest amount of a base; nil where one leaves 64 bits.
  func largest(of base: Int) -> Int64? {
    let all = stride(from: base, to: amounts.count, by: bases).map { amounts[$0] }
    return all.contains { $0 < 0 } ? nil : all.max()
  }

  /// Pays nothing of some bases.
  package mutating func leaveOut(_ isOut: (_ base: Int) -> Bool) {
    for k in amounts.indices where isOut(k % bases) { amounts[k] = 0 }
  }
}
