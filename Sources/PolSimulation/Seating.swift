import PolColumns

/// Where everyone sits under `placement`: a tree of its own, apart from who recruited whom.
///
/// A newcomer takes the first free place below its sponsor: breadth first, and left to right within a level.
/// Each person knows how many levels below it the nearest free place is, so finding one is a walk straight
/// down. That number only ever grows, and a person with `n` below has it at most about log(n): so a million
/// newcomers cost a few million steps, however unevenly they come.
struct Seating: Sendable {
  /// How many legs each person has, and how many levels down a sponsor's newcomers may sit; nil for any.
  let width: Int
  let depth: Int?
  /// Whom each agent sits below, or -1 at the top of a tree. Always somebody who joined before.
  private(set) var parents: [Int32] = []
  /// Who sits on each leg of each agent, or -1.
  private var legs: [Int32] = []
  /// Levels down to the nearest person who has a free leg; 0 for who has one.
  private var nearest: [UInt8] = []

  /// One leg of one person.
  struct Place: Sendable {
    var parent: Int32
    var leg: Int
  }

  init(width: Int, depth: Int?) {
    self.width = width
    self.depth = depth
  }

  mutating func reserve(_ count: Int) {
    parents.makeRoom(count)
    legs.makeRoom(count * width)
    nearest.makeRoom(count)
  }

  /// Seats the next agent: at a place that was chosen, or below its sponsor. A founder, and whoever finds all
  /// places of its sponsor's matrix taken, sits at the top of a tree of its own.
  mutating func sit(below sponsor: Int32, at chosen: Place? = nil) {
    let agent = Int32(parents.count)
    let place = chosen ?? firstFree(below: sponsor)
    parents.append(place?.parent ?? -1)
    legs.append(contentsOf: repeatElement(-1, count: width))
    nearest.append(0)
    guard let place else { return }
    legs[Int(place.parent) * width + place.leg] = agent
    settle(from: Int(place.parent))
  }

  /// Who sits on a leg, or -1.
  @inline(__always)
  func child(of agent: Int, leg: Int) -> Int32 { legs[agent * width + leg] }

  /// How many levels an agent sits below another; nil if it doesn't.
  func levels(from agent: Int32, upTo top: Int32) -> Int? {
    var (person, count) = (agent, 0)
    while person > top {
      person = parents[Int(person)]
      count += 1
    }
    return person == top ? count : nil
  }

  private func firstFree(below sponsor: Int32) -> Place? {
    guard sponsor >= 0 else { return nil }
    if let depth, Int(nearest[Int(sponsor)]) >= depth { return nil }
    var person = Int(sponsor)
    while nearest[person] > 0 {
      let wanted = nearest[person] - 1
      let next = (0..<width).first { nearest[Int(child(of: person, leg: $0))] == wanted } ?? 0
      person = Int(child(of: person, leg: next))
    }
    let leg = (0..<width).first { child(of: person, leg: $0) < 0 } ?? 0
    return Place(parent: Int32(person), leg: leg)
  }

  /// Works out anew how far the nearest free place is, upwards from somebody as long as that changes.
  private mutating func settle(from agent: Int) {
    var person = agent
    while true {
      var least = UInt8.max
      for leg in 0..<width {
        let child = child(of: person, leg: leg)
        if child < 0 { return }
        least = min(least, nearest[Int(child)])
      }
      guard nearest[person] != least + 1 else { return }
      nearest[person] = least + 1
      guard parents[person] >= 0 else { return }
      person = Int(parents[person])
    }
  }
}

extension Seating {
  /// By agent: what those on its left leg have in all, and those on its right.
  func legs(_ own: [Int64]) -> (left: [Int64], right: [Int64]) {
    let teams = Agents.teams(own, up: parents)
    func leg(_ leg: Int) -> [Int64] {
      teams.indices.map { agent in
        let child = child(of: agent, leg: leg)
        return child < 0 ? 0 : teams[Int(child)]
      }
    }
    return (leg(0), leg(1))
  }
}

/// What a limit on the carry has taken from each leg, by agent, since joining.
///
/// What a period takes off both legs leaves nothing on one of them; so all that was ever taken off is the smaller
/// of what was on both, less what was flushed, and what is carried is the rest of the other. No carry need be kept.
struct Flushed: Sendable {
  private var left: [Int64] = []
  private var right: [Int64] = []

  /// What is left of the sums of both legs.
  func leaves(_ left: [Int64], _ right: [Int64]) -> (left: [Int64], right: [Int64]) {
    (less(left, self.left), less(right, self.right))
  }

  private func less(_ sums: [Int64], _ flushed: [Int64]) -> [Int64] {
    var rest = sums
    for agent in flushed.indices { rest[agent] &-= flushed[agent] }
    return rest
  }

  /// Takes what one agent's legs carry above a limit.
  mutating func take(_ agent: Int, left: Int64, right: Int64, above limit: Int64) {
    let most = max(0, limit)
    let taken = min(left, right)
    self.left[agent] &+= max(0, left &- taken &- most)
    self.right[agent] &+= max(0, right &- taken &- most)
  }

  /// Makes room for so many agents.
  mutating func grow(to count: Int) {
    left += repeatElement(0, count: count - left.count)
    right += repeatElement(0, count: count - right.count)
  }
}
