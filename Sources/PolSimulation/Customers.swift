/// How many customers each agent of a market has.
///
/// Who is locked to an agent for so many months belongs to nobody afterwards; so where a lock may end,
/// customers are kept by the month in which they were won.
struct Customers: Sendable {
  /// By agent.
  private(set) var counts: [Int64] = []
  /// Oldest first; nil where no lock ends.
  private var cohorts: [Cohort]?

  /// Those of one month who are still there, by agent; agents who joined later have no row.
  private struct Cohort {
    var month: Int
    var counts: [Int64]
  }

  init(ending: Bool) { cohorts = ending ? [] : nil }

  /// Whether it is known who was won when.
  var keepsMonths: Bool { cohorts != nil }

  /// Makes rows for so many more agents.
  mutating func grow(by count: Int) { counts.append(contentsOf: repeatElement(0, count: count)) }

  /// A month begins: those won before `first` belong to nobody any more, where that is known.
  mutating func open(month: Int, lockedSince first: Int?) {
    guard let cohorts else { return }
    if let first {
      for cohort in cohorts where cohort.month < first {
        for agent in cohort.counts.indices { counts[agent] -= cohort.counts[agent] }
      }
    }
    let kept = cohorts.filter { cohort in first.map { cohort.month >= $0 } ?? true }
    self.cohorts = kept + [Cohort(month: month, counts: Array(repeating: 0, count: counts.count))]
  }

  /// An agent wins some in the month that is open; returns false where there are too many to count.
  mutating func win(_ count: Int64, by agent: Int) -> Bool {
    let (sum, overflow) = counts[agent].addingReportingOverflow(count)
    guard !overflow else { return false }
    counts[agent] = sum
    guard let last = cohorts?.indices.last else { return true }
    if let rows = cohorts?[last].counts.count, rows < counts.count {
      cohorts?[last].counts.append(contentsOf: repeatElement(0, count: counts.count - rows))
    }
    cohorts?[last].counts[agent] += count
    return true
  }

  /// Of an agent's customers so many stay, of each month's alike: rounded from the oldest on, so that the parts
  /// add up.
  mutating func keep(_ kept: Int64, of agent: Int) {
    let all = counts[agent]
    guard kept < all else { return }
    counts[agent] = kept
    guard let last = cohorts?.indices else { return }
    var (before, keptBefore) = (Int64(0), Int64(0))
    for index in last {
      guard let count = cohorts?[index].counts, agent < count.count else { continue }
      before += count[agent]
      let sum = Int64(Int128(kept) * Int128(before) / Int128(all))
      cohorts?[index].counts[agent] = sum - keptBefore
      keptBefore = sum
    }
  }
}
