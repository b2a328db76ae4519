/// What happens on the way up, by state and tier: a state is the highest tier paid so far, if any, and how many
/// peers have been paid.
struct ClimbTable: Sendable {
  struct Move: Sendable {
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
    for paid in 0...climb.peers.count {
      for highest in [nil] + climb.rates.indices.map(Optional.some) {
        let state = Self.state(climb, highest, paid)
        let row = climb.rates.indices.map { Self.move(climb, to: $0, above: highest, paid) }
        isPeerOpen.append(paid < climb.peers.count && highest != nil)
        isOver.append(row.allSatisfy { $0.rate.numerator == 0 && $0.next == state })
        moves += row
      }
    }
    self.moves = moves
  }

  @inline(__always)
  func place(_ state: Int, tier: UInt8) -> Int { state &* tierCount &+ Int(tier) }

  private static func state(_ climb: Climb, _ highest: Int?, _ paid: Int) -> Int {
    paid * (climb.rates.count + 1) + (highest.map { $0 + 1 } ?? 0)
  }

  private static func move(_ climb: Climb, to tier: Int, above highest: Int?, _ paid: Int) -> Move {
    let step = highest.map { climb.steps[tier][$0] } ?? climb.rates[tier]
    if step.numerator > 0 { return Move(rate: step, next: state(climb, tier, paid)) }
    if paid < climb.peers.count, let highest, climb.rates[tier] == climb.rates[highest] {
      return Move(rate: climb.peers[paid], next: state(climb, highest, paid + 1))
    }
    return Move(rate: .zero, next: state(climb, highest, paid))
  }
}
