import CLanes

/// Walks up chains, many at once: a step in each before the next in any, so that none waits for another.
package struct Climbs: Sendable {
  /// By walk: who stands there, the kind of what it is about, and the state on arriving.
  private var agents: [Int32]
  private var kinds: [UInt8]
  private var states: [UInt8]

  /// Who is paid on a step, and how much.
  package struct Paid: Sendable {
    package fileprivate(set) var agents: [Int32] = []
    package fileprivate(set) var amounts: [Int64] = []
    /// All of it; nil where that, or an amount, leaves 64 bits.
    package fileprivate(set) var sum: Int64?
  }

  /// What can happen on a step: move `state * tiers + tier` is that of an agent of a tier.
  package struct Moves: Sendable {
    /// By move: the state after it.
    let nexts: [UInt8]
    /// By move and kind: what is paid, below zero where that leaves 64 bits.
    let amounts: [Int64]
    /// By state: whether the step after it may go to a peer.
    let toPeers: [Bool]
    let tiers: Int
    let kinds: Int

    /// Makes moves for so many tiers and kinds.
    package init(nexts: [UInt8], amounts: [Int64], toPeers: [Bool], tiers: Int, kinds: Int) {
      precondition(nexts.count == toPeers.count * tiers && amounts.count == nexts.count * kinds)
      (self.nexts, self.amounts, self.toPeers) = (nexts, amounts, toPeers)
      (self.tiers, self.kinds) = (tiers, kinds)
    }
  }

  /// Walks from agents, all in one state.
  package init(from agents: [Int32], kinds: [UInt8], state: UInt8) {
    precondition(agents.count == kinds.count)
    (self.agents, self.kinds) = (agents, kinds)
    states = Array(repeating: state, count: agents.count)
  }

  /// Whether all have come to the top.
  package var isEmpty: Bool { agents.isEmpty }

  /// Makes a step in each; by agent: its tier, the next above it who could get more, and the next who could get as much,
  /// or -1.
  package mutating func step(_ moves: Moves, tiers: [UInt8], higher: [Int32], peers: [Int32]) -> Paid {
    let count = agents.count
    var (paid, left, sum) = (Paid(), 0, Int64(0))
    paid.agents = unsafe [Int32](unsafeUninitializedCapacity: count) { payees, found in
      paid.amounts = unsafe [Int64](unsafeUninitializedCapacity: count) { amounts, places in
        unsafe agents.withUnsafeMutableBufferPointer { agents in
          unsafe kinds.withUnsafeMutableBufferPointer { kinds in
            unsafe states.withUnsafeMutableBufferPointer { states in
              var climbs = unsafe pol_climbs(
                agents: agents.baseAddress, kinds: kinds.baseAddress, states: states.baseAddress, count: count
              )
              found = unsafe moves.climb(
                &climbs, tiers, higher, peers, payees.baseAddress, amounts.baseAddress, &sum)
              left = unsafe climbs.count
            }
          }
        }
        places = found
      }
    }
    agents.removeLast(count - left)
    kinds.removeLast(count - left)
    states.removeLast(count - left)
    paid.sum = sum < 0 ? nil : sum
    return paid
  }
}

extension Climbs.Moves {
  fileprivate func climb(
    _ climbs: inout pol_climbs, _ tiers: [UInt8], _ higher: [Int32], _ peers: [Int32],
    _ payees: UnsafeMutablePointer<Int32>?, _ amounts: UnsafeMutablePointer<Int64>?, _ sum: inout Int64
  ) -> Int {
    unsafe nexts.withUnsafeBufferPointer { nexts in
      unsafe self.amounts.withUnsafeBufferPointer { table in
        unsafe toPeers.withUnsafeBufferPointer { toPeers in
          let moves = unsafe pol_moves(
            nexts: nexts.baseAddress, amounts: table.baseAddress, to_peers: toPeers.baseAddress,
            tiers: self.tiers, kinds: kinds)
          return unsafe pol_climb(&climbs, moves, tiers, higher, peers, payees, amounts, &sum)
        }
      }
    }
  }
}
