import PolCheck
import PolColumns
import PolLedger

/// One column of agents, whole: stored values by index, or how they follow from something smaller.
enum AgentValues: Sendable {
  case integers([Int64], scale: Int)
  case balances(Balances, scale: Int)
  /// Since the start of a period: what it is now less what it was then; who joined later had 0.
  case since([Int64], start: [Int64], scale: Int)
  case counts([UInt32])
  case reals([Double])
  case booleans([Bool])
  case texts([String])
  case tiers([UInt8])
  /// What belongs to the agent's tier.
  case byTier([UInt8], [Scalar])
  /// The sponsor's number, 0 for a founder.
  case sponsors([Int32])
  case isFounder([Int32])
  /// 1, 2, 3, ...
  case number
  /// The month of joining.
  case joined(cohorts: [Int])
  /// Months since joining, seen from `month`.
  case age(cohorts: [Int], month: Int)
  case same(Scalar)

  /// All values, where they are whole numbers of some unit, and how many digits that has behind the point.
  var integers: (values: [Int64], scale: Int)? {
    switch self {
    case .integers(let values, let scale): (values, scale)
    case .balances(let values, let scale): (Array(values), scale)
    case .counts(let values): (values.map { Int64($0) }, 0)
    case .since, .reals, .booleans, .texts, .tiers, .byTier, .sponsors, .isFounder, .number, .joined,
      .age,
      .same:
      nil
    }
  }

  /// The values of a range of agents: stored ones in one piece.
  func vector(in range: Range<Int>) -> Vector {
    switch self {
    case .integers(let values, let scale): .integers(Array(values[range]), scale: scale)
    case .balances(let values, let scale): .integers(values.values(in: range), scale: scale)
    case .reals(let values): .reals(Array(values[range]))
    case .booleans(let values): .booleans(Array(values[range]))
    case .texts(let values): .texts(Array(values[range]))
    case .counts(let values): .integers(values[range].map { Int64($0) }, scale: 0)
    case .number: .integers(Self.numbers(of: range), scale: 0)
    case .joined(let cohorts): Self.together(range, cohorts) { $0 } ?? vector(at: range)
    case .age(let cohorts, let now): Self.together(range, cohorts) { now - $0 } ?? vector(at: range)
    case .since, .tiers, .byTier, .sponsors, .isFounder, .same: vector(at: range)
    }
  }

  /// The same of stored whole numbers, where their size is known or they need not be copied; nil for all others.
  func wholes(in range: Range<Int>) -> Wholes? {
    switch self {
    case .integers(let values, let scale): Wholes(values[range], scale: scale)
    case .balances(let values, let scale):
      values.largest.flatMap { Wholes(values.values(in: range)[...], upTo: $0, scale: scale) }
    case .number: Wholes(Self.numbers(of: range)[...], upTo: Int64(range.upperBound), scale: 0)
    case .since, .counts, .reals, .booleans, .texts, .tiers, .byTier, .sponsors, .isFounder, .joined, .age,
      .same:
      nil
    }
  }

  /// The one value of agents who all joined in one month, as most that stand together did; nil where they didn't.
  private static func together(_ agents: Range<Int>, _ cohorts: [Int], _ value: (Int) -> Int) -> Vector? {
    guard !agents.isEmpty, let month = cohorts.lastIndex(where: { $0 <= agents.lowerBound }),
      month + 1 == cohorts.count || cohorts[month + 1] >= agents.upperBound
    else { return nil }
    return .constant(.exact(ExactNumber(value(month))))
  }

  /// The values of some agents by index. Ascending or not; a cohort is found from the one before.
  func vector(at agents: some Collection<Int>) -> Vector {
    switch self {
    case .integers(let values, let scale): .integers(agents.map { values[$0] }, scale: scale)
    case .balances(let values, let scale): .integers(agents.map { values[$0] }, scale: scale)
    case .since(let values, let start, let scale):
      .integers(agents.map { values[$0] &- ($0 < start.count ? start[$0] : 0) }, scale: scale)
    case .counts(let values): .integers(agents.map { Int64(values[$0]) }, scale: 0)
    case .reals(let values): .reals(agents.map { values[$0] })
    case .booleans(let values): .booleans(agents.map { values[$0] })
    case .texts(let values): .texts(agents.map { values[$0] })
    case .tiers(let values): .codes(agents.map { Int32(values[$0]) })
    case .byTier(let tiers, let table): Self.looked(up: agents.map { tiers[$0] }, in: table)
    case .sponsors(let values): .integers(agents.map { Int64(values[$0]) + 1 }, scale: 0)
    case .isFounder(let values): .booleans(agents.map { values[$0] < 0 })
    case .number: .integers(agents.map { Int64($0) + 1 }, scale: 0)
    case .joined(let cohorts): .integers(Self.months(of: agents, cohorts) { Int64($0) }, scale: 0)
    case .age(let cohorts, let now):
      .integers(Self.months(of: agents, cohorts) { Int64(now - $0) }, scale: 0)
    case .same(let value): .constant(value)
    }
  }

  private static func numbers(of agents: Range<Int>) -> [Int64] {
    var numbers = [Int64](repeating: Int64(agents.lowerBound) + 1, count: agents.count)
    for place in 0..<numbers.count { numbers[place] &+= Int64(truncatingIfNeeded: place) }
    return numbers
  }

  private static func months(
    of agents: some Collection<Int>, _ cohorts: [Int], _ value: (Int) -> Int64
  ) -> [Int64] {
    var month = 0
    return agents.map { agent in
      while month > 0, cohorts[month] > agent { month -= 1 }
      while month + 1 < cohorts.count, cohorts[month + 1] <= agent { month += 1 }
      return value(month)
    }
  }

  private static func looked(up tiers: [UInt8], in table: [Scalar]) -> Vector {
    if let first = table.first, table.allSatisfy({ $0 == first }) { return .constant(first) }
    if case .integers(let values, let scale) = Vector.column(table) {
      return .integers(tiers.map { values[Int($0)] }, scale: scale)
    }
    return .exacts(
      tiers.map { tier in
        if case .exact(let number) = table[Int(tier)] { number } else { ExactNumber.zero }
      })
  }
}
