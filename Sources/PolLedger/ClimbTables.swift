import PolColumns

/// What the moves of a climb come to for each of some bases.
package struct ClimbTables: Sendable {
  let climb: Climb
  let table: ClimbTable
  /// By move and base: minor units; nothing of bases that are too large.
  private(set) var amounts: [Int64]
  /// By base: whether a move comes to more than can be looked up.
  private(set) var isTooLarge: [Bool]
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
    let all = table.moves.map { move in bases.map { move.rate.of($0, climb.rounding) ?? Climbs.Moves.most } }
    let isTooLarge = bases.indices.map { base in all.contains { $0[base] >= Climbs.Moves.most } }
    amounts = all.flatMap { zip($0, isTooLarge).map { $1 ? 0 : $0 } }
    self.isTooLarge = isTooLarge
  }

  /// What a move comes to.
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

  /// Pays nothing of some bases.
  package mutating func leaveOut(_ isOut: (_ base: Int) -> Bool) {
    for k in amounts.indices where isOut(k % bases) { amounts[k] = 0 }
  }
}
