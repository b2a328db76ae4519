import CLanes

/// Agents who do something, each of one of a few kinds: whatever depends on the kind alone is worked out once for each,
/// and looked up.
package struct KindRows: Sendable {
  /// By row.
  package let agents: [Int32]
  package let kinds: [UInt8]
  /// By kind: how many rows are of it; empty where nobody has counted.
  package let counts: [Int64]

  /// More kinds than this have no number.
  package static let most = 256

  /// The agents of a range whose numbers are above zero; the kind of one is `group * few + number`. The groups are by
  /// agent. Nil where a number isn't below `few`.
  package init?(_ numbers: [Int64], of range: Range<Int>, groups: [UInt8], few: Int) {
    precondition(numbers.count == range.count)
    var kinds: [UInt8] = []
    var counts = Array(repeating: Int64(0), count: Self.most)
    var isFine = true
    agents = unsafe [Int32](unsafeUninitializedCapacity: range.count) { agents, found in
      guard let agents = agents.baseAddress else { return }
      kinds = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { kinds, count in
        guard let kinds = kinds.baseAddress else { return }
        let rows = unsafe groups[range].withUnsafeBufferPointer { groups in
          unsafe pol_kinds(
            numbers, groups.baseAddress, groups.count, Int32(range.lowerBound), few, agents, kinds, &counts)
        }
        isFine = rows >= 0
        (count, found) = isFine ? (rows, rows) : (0, 0)
      }
    }
    (self.kinds, self.counts) = (kinds, counts)
    if !isFine { return nil }
  }

  /// Rows whose kinds are known.
  package init(_ agents: [Int32], kinds: [UInt8]) {
    precondition(agents.count == kinds.count)
    (self.agents, self.kinds, counts) = (agents, kinds, [])
  }

  /// The sum of what each row's kind comes to, where that can't leave 64 bits.
  package func sum(of values: [Int64]) -> Int64 {
    zip(counts, values).reduce(0) { $0 &+ $1.0 &* $1.1 }
  }
}
