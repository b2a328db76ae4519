import PolColumns

/// The groups of rows that have been met: rows with the same keys are one group.
struct Groups {
  /// The keys of each group, in the order in which the groups were met.
  private(set) var keys: [[Scalar]] = []
  /// The place of each group in `keys`; only looked up, never gone through.
  private var known: [[Scalar]: Int] = [:]

  /// The group of each row of a chunk; -1 outside the mask.
  mutating func places(of parts: [Vector], where mask: [Bool]?, rows: Int) -> [Int] {
    // Rows that are alike within the chunk are found by integers; only the first of them needs its scalars.
    var alike = [Int](repeating: 0, count: rows)
    for part in parts { Self.divide(&alike, by: part) }
    var result = [Int](repeating: -1, count: rows)
    var placeOfKind = [Int](repeating: -1, count: rows)
    for row in 0..<rows where mask?[row] ?? true {
      let kind = alike[row]
      if placeOfKind[kind] < 0 { placeOfKind[kind] = place(of: parts.map { $0.scalar(at: row) }) }
      result[row] = placeOfKind[kind]
    }
    return result
  }

  private mutating func place(of key: [Scalar]) -> Int {
    if let place = known[key] { return place }
    known[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  /// Rows of one kind that differ in a part become different kinds; kinds are numbered from 0.
  private static func divide(_ kinds: inout [Int], by part: Vector) {
    switch part {
    case .constant: break
    case .integers(let values, _): divide(&kinds, by: values)
    case .codes(let values): divide(&kinds, by: values)
    case .booleans(let values): divide(&kinds, by: values)
    case .reals(let values): divide(&kinds, by: values)
    case .exacts(let values): divide(&kinds, by: values)
    case .texts(let values): divide(&kinds, by: values)
    }
  }

  private struct Pair<Value: Hashable>: Hashable {
    var kind: Int
    var value: Value
  }

  private static func divide<Value: Hashable>(_ kinds: inout [Int], by values: [Value]) {
    var seen: [Pair<Value>: Int] = [:]
    var last: Pair<Value>?
    var lastKind = 0
    for row in kinds.indices {
      let pair = Pair(kind: kinds[row], value: values[row])
      if pair != last {
        last = pair
        lastKind = seen[pair] ?? seen.count
        if lastKind == seen.count { seen[pair] = lastKind }
      }
      kinds[row] = lastKind
    }
  }

  /// Whether a group's keys come before another's.
  static func precedes(_ a: [Scalar], _ b: [Scalar]) -> Bool {
    for (first, second) in zip(a, b) where first != second { return first.precedes(second) }
    return false
  }
}
