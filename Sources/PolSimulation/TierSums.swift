/// What some people have together. Money in minor units, goods in units.
package struct TierSums: Sendable, Hashable, BitwiseCopyable {
  /// Everyone, and those of them still active.
  package private(set) var people = 0
  package private(set) var active = 0
  /// Cash out, cash in.
  package private(set) var paid: Int64 = 0
  package private(set) var got: Int64 = 0
  /// How many have less cash than they started with, and the sum of what they lack (positive).
  package private(set) var losers = 0
  package private(set) var lost: Int64 = 0
  /// Units unsold with them.
  package private(set) var stock: Int64 = 0

  /// Adds a person; without branches, for who loses can't be foreseen.
  @inline(__always)
  mutating func add(net: Int64, paid: Int64, stock: Int64, isActive: Bool) {
    people &+= 1
    active &+= isActive ? 1 : 0
    self.paid &+= paid
    got &+= net &+ paid
    losers &+= net < 0 ? 1 : 0
    lost &-= min(net, 0)
    self.stock &+= stock
  }

  /// Adds the sums of others.
  mutating func add(_ other: TierSums) {
    people += other.people
    active += other.active
    paid &+= other.paid
    got &+= other.got
    losers += other.losers
    lost &+= other.lost
    stock &+= other.stock
  }
}
