import PolColumns

/// Everyone who ever joined, in order of joining: fixed-width columns, one row each.
///
/// A sponsor's index is always lower than its recruits', because people are appended as they join; so one
/// pass from the last row to the first gathers whole teams.
package struct Agents: Sendable {
  /// The person's key: what its draws depend on; a hash of its lineage.
  package internal(set) var keys: [UInt64] = []
  /// The sponsor's index, or -1 for a founder.
  package internal(set) var sponsor: [Int32] = []
  /// The tier's rank.
  package internal(set) var tier: [UInt8] = []
  /// Joined and not quit.
  package internal(set) var active: [Bool] = []
  /// Direct recruits.
  package internal(set) var recruits: [UInt32] = []
  /// How many each has asked to join, where people may refuse; who joined since is not counted yet.
  package internal(set) var asked: [UInt64] = []
  /// The index of the first agent who joined in month m or later, for each month so far.
  package internal(set) var cohorts: [Int] = []
  /// Traits by the market's order, as drawn.
  package internal(set) var traits: [[Double]] = []
  /// Where everyone sits, if the policy says how.
  var seating: Seating?
  /// How many are active.
  package internal(set) var activeCount = 0

  /// How many ever joined.
  package var count: Int { sponsor.count }

  /// The month in which the agent at `index` joined.
  package func joined(_ index: Int) -> Int {
    cohorts.partitioningIndex { $0 > index } - 1
  }

  /// Makes room for so many people in all, so that appending moves nobody.
  mutating func reserve(_ count: Int) {
    keys.makeRoom(count)
    sponsor.makeRoom(count)
    tier.makeRoom(count)
    active.makeRoom(count)
    recruits.makeRoom(count)
    seating?.reserve(count)
  }

  /// Appends people at the lowest tier, active; each counts at once as a recruit of its sponsor.
  mutating func append(_ groups: [Newcomers], threads: Int) {
    var keys = keys
    self.keys = []
    Threads.change(
      &keys, leaving: [], { keys in for group in groups { keys += group.keys } },
      &self, leaving: Agents(), { $0.appendAllButKeys(groups) }, threads: threads)
    self.keys = keys
  }

  private mutating func appendAllButKeys(_ groups: [Newcomers]) {
    for group in groups {
      sponsor += group.sponsors
      for sponsor in group.sponsors where sponsor >= 0 { recruits[Int(sponsor)] += 1 }
      guard seating != nil else { continue }
      for sponsor in group.sponsors { seating?.sit(below: sponsor, at: group.place) }
    }
    let count = sponsor.count - tier.count
    tier.append(contentsOf: repeatElement(0, count: count))
    active.append(contentsOf: repeatElement(true, count: count))
    recruits.append(contentsOf: repeatElement(0, count: count))
    activeCount += count
  }

  /// Each one's place among those whom its sponsor recruited, from 1; 0 for a founder.
  var recruitNumbers: [Int64] {
    var counts = Array(repeating: Int64(0), count: count)
    return sponsor.map { sponsor in
      guard sponsor >= 0 else { return 0 }
      counts[Int(sponsor)] += 1
      return counts[Int(sponsor)]
    }
  }

  /// Steps from the top of a tree, by agent.
  static func depths(up parents: [Int32]) -> [Int64] {
    var depth = Array(repeating: Int64(0), count: parents.count)
    for index in depth.indices where parents[index] >= 0 { depth[index] = depth[Int(parents[index])] + 1 }
    return depth
  }

  /// By agent: its own value and those of its whole downline.
  func teams(_ own: [Int64]) -> [Int64] { Self.teams(own, up: sponsor) }

  /// By agent: its own value, and of each leg at most so much.
  func teams(_ own: [Int64], mostPerLeg most: Int64) -> [Int64] {
    let teams = teams(own)
    var sums = own
    for index in teams.indices where sponsor[index] >= 0 {
      sums[Int(sponsor[index])] &+= min(teams[index], most)
    }
    return sums
  }

  /// By agent: how many of its recruits are active at a tier or above.
  func recruits(at rank: Int) -> [Int64] {
    var recruits = Array(repeating: Int64(0), count: count)
    for index in recruits.indices where sponsor[index] >= 0 && active[index] && Int(tier[index]) >= rank {
      recruits[Int(sponsor[index])] += 1
    }
    return recruits
  }

  /// By agent: how many of its legs have somebody active at a tier or above.
  func legs(reaching rank: Int) -> [Int64] {
    var reach = zip(tier, active).map { Int($0) >= rank && $1 }
    var legs = Array(repeating: Int64(0), count: count)
    for index in legs.indices.reversed() where reach[index] && sponsor[index] >= 0 {
      legs[Int(sponsor[index])] += 1
      reach[Int(sponsor[index])] = true
    }
    return legs
  }

  /// By agent: its own value and those of everyone below it in a tree.
  static func teams(_ own: [Int64], up parents: [Int32]) -> [Int64] {
    var team = own
    for index in team.indices.reversed() where parents[index] >= 0 {
      team[Int(parents[index])] &+= team[index]
    }
    return team
  }
}

/// People who join: their keys, and who asked them, or -1.
struct Newcomers: Sendable {
  var keys: [UInt64] = []
  var sponsors: [Int32] = []
  /// Where a single one is to sit, if a story says so.
  var place: Seating.Place?
}

extension Newcomers {
  /// The first `count` whom some agents bring: by sponsor, then by the order of asking.
  init(of shard: RowCounter.Shard, _ agents: Agents, count: Int) {
    var parents = Array(repeating: UInt64(0), count: count)
    var ordinals = parents
    sponsors = Array(repeating: 0, count: count)
    let (all, recruits) = (agents.keys.span, agents.recruits.span)
    var next = 0
    bringing: for place in shard.counts.placesAboveZero {
      let agent = shard.agents.lowerBound + Int(place)
      for ordinal in 1...UInt64(shard.counts[Int(place)]) {
        guard next < count else { break bringing }
        parents[next] = all[agent]
        ordinals[next] = UInt64(recruits[agent]) + ordinal
        sponsors[next] = Int32(truncatingIfNeeded: agent)
        next += 1
      }
    }
    keys = childKeys(of: parents, ordinals: ordinals)
  }
}
