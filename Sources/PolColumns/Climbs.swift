import CLanes

/// Walks up chains, many at once: a step in each before the next in any, so that none waits for another.
package struct Climbs: Sendable {
  /// By walk: who stands there, what it is about, and the state on arriving.
  private var agents: [Int32]
  private var bases: [Int32]
  private var states: [Int32]

  /// Who is paid on a step, by which move, for what.
  package struct Paid: Sendable {
    package fileprivate(set) var agents: [Int32]
    package fileprivate(set) var moves: [Int32]
    package fileprivate(set) var bases: [Int32]
  }

  /// What can happen on a step: move `state * tiers + tier` is that of an agent of a tier.
  package struct Moves: Sendable {
    /// By move: the state after it, and whether somebody is paid.
    let nexts: [Int32]
    let pays: [Bool]
    /// By state: whether the step after it may go to a peer.
    let toPeers: [Bool]
    let tiers: Int

    /// Makes moves for so many tiers.
    package init(nexts: [Int32], pays: [Bool], toPeers: [Bool], tiers: Int) {
      precondition(nexts.count == toPeers.count * tiers && pays.count == nexts.count)
      (self.nexts, self.pays, self.toPeers, self.tiers) = (nexts, pays, toPeers, tiers)
    }
  }

  /// Walks from agents, all in one state.
  package init(from agents: [Int32], bases: [Int32], state: Int32) {
    precondition(agents.count == bases.count)
    (self.agents, self.bases) = (agents, bases)
    states = Array(repeating: state, count: agents.count)
  }

  /// Whether all have come to the top.
  package var isEmpty: Bool { agents.isEmpty }

  /// Makes a step in each; by agent: its tier, the next above it who could get more, and the next who could get as much,
  /// or -1.
  package mutating func step(_ moves: Moves, tiers: [UInt8], higher: [Int32], peers: [Int32]) -> Paid {
    var paid = Paid(agents: agents, moves: agents, bases: agents)
    var left = 0
    let count = unsafe agents.withUnsafeMutableBufferPointer { agents in
      unsafe bases.withUnsafeMutableBufferPointer { bases in
        unsafe states.withUnsafeMutableBufferPointer { states in
          var climbs = unsafe pol_climbs(
            agents: agents.baseAddress, bases: bases.baseAddress, states: states.baseAddress,
            count: agents.count)
          defer { left = unsafe climbs.count }
          return unsafe pol_climb(&climbs, moves, tiers, higher, peers, &paid)
        }
      }
    }
    agents.removeLast(agents.count - left)
    bases.removeLast(bases.count - left)
    states.removeLast(states.count - left)
    paid.keep(count)
    return paid
  }
}

extension Climbs.Paid {
  fileprivate mutating func keep(_ count: Int) {
    agents.removeLast(agents.count - count)
    moves.removeLast(moves.count - count)
    bases.removeLast(bases.count - count)
  }
}

private func pol_climb(
  _ climbs: inout pol_climbs, _ moves: Climbs.Moves, _ tiers: [UInt8], _ higher: [Int32], _ peers: [Int32],
  _ paid: inout Climbs.Paid
) -> Int {
  unsafe moves.nexts.withUnsafeBufferPointer { nexts in
    unsafe moves.pays.withUnsafeBufferPointer { pays in
      unsafe moves.toPeers.withUnsafeBufferPointer { toPeers in
        let moves = unsafe pol_moves(
          nexts: nexts.baseAddress, pays: pays.baseAddress, to_peers: toPeers.baseAddress, tiers: moves.tiers)
        return unsafe CLanes.pol_climb(
          &climbs, moves, tiers, higher, peers, &paid.agents, &paid.moves, &paid.bases)
      }
    }
  }
}
