import CLanes

/// Walks up chains, many at once: a step in each before the next in any, so that none waits for another.
package struct Climbs: Sendable {
  private var walks: [pol_walk]
  private let moves: Moves
  private let tiers: [UInt8]
  private let higher: [Int32]
  private let peers: [Int32]

  /// Who is paid on a step, and how much.
  package struct Paid: Sendable {
    package fileprivate(set) var agents: [Int32] = []
    package fileprivate(set) var amounts: [Int64] = []
  }

  /// What can happen on a step: move `state * tiers + tier` is that of an agent of a tier.
  package struct Moves: Sendable {
    /// By move: the state after it.
    let nexts: [UInt8]
    /// By move and kind: what is paid, less than `most`.
    let amounts: [Int64]
    /// By state: whether the step after it may go to a peer.
    let toPeers: [Bool]
    let tiers: Int
    let kinds: Int

    /// What is paid on a step is less: so no sum of it leaves 64 bits.
    package static var most: Int64 { 1 << 40 }

    /// Makes moves for so many tiers and kinds.
    package init(nexts: [UInt8], amounts: [Int64], toPeers: [Bool], tiers: Int, kinds: Int) {
      precondition(nexts.count == toPeers.count * tiers && amounts.count == nexts.count * kinds)
      precondition(amounts.allSatisfy { 0..<Self.most ~= $0 })
      (self.nexts, self.amounts, self.toPeers) = (nexts, amounts, toPeers)
      (self.tiers, self.kinds) = (tiers, kinds)
    }
  }

  /// No walks yet; by agent: its tier, the next above it who could get more, and the next who could get as much, or -1.
  package init(_ moves: Moves, tiers: [UInt8], higher: [Int32], peers: [Int32]) {
    (walks, self.moves) = ([], moves)
    (self.tiers, self.higher, self.peers) = (tiers, higher, peers)
  }

  /// Starts at agents, all in one state; nobody makes no walk.
  package mutating func start(at agents: [Int32], kinds: [UInt8], state: UInt8) {
    walks = zip(agents, kinds).filter { $0.0 >= 0 }.map { pol_walk(agent: $0, kind: $1, state: state) }
  }

  /// Starts above agents, who are left in the state that their kind says.
  package mutating func start(above rows: KindRows, states: [UInt8]) {
    let states = states + repeatElement(0, count: max(0, KindRows.most - states.count))
    let count = rows.agents.count
    walks = unsafe [pol_walk](unsafeUninitializedCapacity: count) { walks, found in
      guard let walks = walks.baseAddress else { return }
      found = unsafe moves.withCells {
        unsafe pol_walks_above(rows.agents, rows.kinds, count, states, $0, higher, peers, walks)
      }
    }
  }

  /// Whether all have come to the top.
  package var isEmpty: Bool { walks.isEmpty }

  /// Makes a step in each.
  package mutating func step() -> Paid {
    let count = walks.count
    var paid = Paid()
    var left = 0
    paid.agents = unsafe [Int32](unsafeUninitializedCapacity: count) { payees, found in
      paid.amounts = unsafe [Int64](unsafeUninitializedCapacity: count) { amounts, places in
        guard let payees = payees.baseAddress, let amounts = amounts.baseAddress else { return }
        left = unsafe moves.withCells {
          unsafe pol_climb(&walks, count, $0, tiers, higher, peers, payees, amounts, &found)
        }
        places = found
      }
    }
    walks.removeLast(count - left)
    return paid
  }
}

extension Climbs.Paid {
  /// All of it.
  package var sum: Int64 { unsafe pol_lane_sum(amounts, amounts.count) }
}

extension Climbs.Moves {
  fileprivate func withCells(_ work: (pol_moves) -> Int) -> Int {
    unsafe nexts.withUnsafeBufferPointer { nexts in
      unsafe amounts.withUnsafeBufferPointer { amounts in
        unsafe toPeers.withUnsafeBufferPointer { toPeers in
          unsafe work(
            pol_moves(
              nexts: nexts.baseAddress, amounts: amounts.baseAddress, to_peers: toPeers.baseAddress,
              count: self.nexts.count, tiers: tiers, kinds: kinds))
        }
      }
    }
  }
}
