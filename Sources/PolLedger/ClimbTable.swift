import PolColumns

/// What happens on the way up, by state and tier: a state is the highest tier paid so far, if any, and whether the
/// peer has been paid.
struct ClimbTable {
  struct Move {
    var rate: Rate
    var next: Int
  }
  let tierCount: Int
  let moves: [Move]
  /// By state: whether nobody can get anything any more, and whether a peer could.
  private(set) var isOver: [Bool] = []
  private(set) var isPeerOpen: [Bool] = []
  /// Nobody has been paid.
  static let start = 0

  init(_ climb: Climb) {
    tierCount = climb.rates.count
    var moves: [Move] = []
    for isPeerPaid in [false, true] {
      for highest in [nil] + climb.rates.indices.map(Optional.some) {
        let row = climb.rates.indices.map { tier in
          Self.move(climb, to: tier, above: highest, isPeerPaid || climb.peer == nil)
        }
        isPeerOpen.append(climb.peer != nil && !isPeerPaid && highest != nil)
        isOver.append(row.allSatisfy { $0.rate.numerator == 0 })
        moves += row
      }
    }
    self.moves = moves
  }

  /// The same for many climbs at once.
  var climbMoves: Climbs.Moves {
    Climbs.Moves(
      nexts: moves.map { Int32($0.next) }, pays: moves.map { $0.rate.numerator > 0 }, toPeers: isPeerOpen,
      tiers: tierCount)
  }

  @inline(__always)
  func place(_ state: Int, tier: UInt8) -> Int { state &* tierCount &+ Int(tier) }

  private static func move(_ climb: Climb, to tier: Int, above highest: Int?, _ isPeerPaid: Bool) -> Move {
    let states = climb.rates.count + 1
    func state(_ highest: Int?, _ isPeerPaid: Bool) -> Int {
      (isPeerPaid ? states : 0) + (highest.map { $0 + 1 } ?? 0)
    }
    let step = highest.map { climb.steps[tier][$0] } ?? climb.rates[tier]
    if step.numerator > 0 {
      return Move(rate: step, next: state(tier, isPeerPaid && climb.peer != nil))
    }
    if !isPeerPaid, let peer = climb.peer, let highest, climb.rates[tier] == climb.rates[highest] {
      return Move(rate: peer, next: state(highest, true))
    }
    return Move(rate: .zero, next: state(highest, isPeerPaid))
  }
}
