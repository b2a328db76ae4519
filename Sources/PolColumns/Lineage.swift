import CDraws

// A person is its lineage: founder n, the n-th arrival, or the n-th asked by a given person. Its key is a hash
// of that, 64 bits; two persons with one key share their luck, which harms nothing.

/// How a person without a sponsor came.
package enum RootKind: UInt64, Sendable {
  case founder = 1
  case arrival = 2
  /// A customer who comes to the whole market, in one month.
  case customer = 3
}

/// The key of the n-th founder, arrival or customer.
package func rootKey(_ kind: RootKind, ordinal: UInt64) -> UInt64 {
  childKey(of: mixed(kind.rawValue), ordinal: ordinal)
}

/// The key of the n-th person that `parent` asked.
package func childKey(of parent: UInt64, ordinal: UInt64) -> UInt64 {
  mixed(mixed(parent &+ goldenGamma) ^ (ordinal &+ 1) &* goldenGamma)
}

/// For each parent the key of the person that it asked as the one of that ordinal: the same as `childKey`, for many.
package func childKeys(of parents: [UInt64], ordinals: [UInt64]) -> [UInt64] {
  precondition(parents.count == ordinals.count)
  var keys = [UInt64](repeating: 0, count: parents.count)
  unsafe pol_child_keys(parents, ordinals, parents.count, &keys)
  return keys
}

/// 2^64 divided by the golden ratio, odd.
let goldenGamma: UInt64 = 0x9e37_79b9_7f4a_7c15

/// SplitMix64's finaliser: every bit of the result depends on every bit of the argument; one to one.
func mixed(_ value: UInt64) -> UInt64 {
  var z = value
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}
