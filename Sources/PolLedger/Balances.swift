import PolColumns

/// Whole numbers, one for each agent: in 32 bits each as long as all of them fit, and in 64 from then on.
///
/// Hardly anybody ever has, or holds, two thousand million of anything, and a large run mostly waits for memory: so a
/// column of half the size is half the time. Nothing but time and memory shows the width.
package struct Balances: Sendable {
  private var narrow: [Int32] = []
  private var wide: [Int64] = []
  private var isWide = false
  /// How many agents there are, as long as none of them has ever had anything, and no number is stored.
  private var untouched = 0
  /// Agents that there is to be room for.
  private var room = 0

  /// Of nobody yet.
  package init() {}

  /// Makes room for so many agents in all.
  mutating func makeRoom(_ count: Int) {
    room = count
    if isWide { wide.makeRoom(count) } else if !narrow.isEmpty { narrow.makeRoom(count) }
  }

  /// Adds agents who have nothing.
  mutating func grow(by count: Int) {
    if isWide {
      wide.append(contentsOf: repeatElement(0, count: count))
    } else if narrow.isEmpty {
      untouched += count
    } else {
      narrow.append(contentsOf: repeatElement(0, count: count))
    }
  }

  /// Stores numbers from now on.
  private mutating func touch() {
    guard untouched > 0 else { return }
    narrow.makeRoom(room)
    narrow.append(contentsOf: repeatElement(0, count: untouched))
    untouched = 0
  }

  /// Uses 64 bits from now on.
  mutating func widen() {
    guard !isWide else { return }
    touch()
    wide.makeRoom(room)
    wide += narrow.lazy.map { Int64($0) }
    narrow = []
    isWide = true
  }

  /// The numbers of a range of agents.
  package func values(in rows: Range<Int>) -> [Int64] {
    if untouched > 0 { return Array(repeating: 0, count: rows.count) }
    return isWide ? Array(wide[rows]) : narrow[rows].widened
  }

  /// What no number is larger than in size, where that is known without looking.
  package var largest: Int64? { isWide ? nil : 1 << 31 }

  /// The sum, modulo 2^64.
  package var sum: Int64 { isWide ? wide.reduce(0, &+) : narrow.reduce(0) { $0 &+ Int64($1) } }

  /// The first agent whose number is below zero.
  var firstBelowZero: Int? { isWide ? wide.firstIndex { $0 < 0 } : narrow.firstIndex { $0 < 0 } }
}

extension Balances: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { isWide ? wide.count : untouched + narrow.count }
  package subscript(agent: Int) -> Int64 {
    isWide ? wide[agent] : untouched > 0 ? 0 : Int64(narrow[agent])
  }
}

extension Balances {
  /// Adds to the number of one agent; returns whether that left 64 bits.
  mutating func add(_ amount: Int64, to agent: Int) -> Bool {
    touch()
    if !isWide {
      let (sum, overflow) = Int64(narrow[agent]).addingReportingOverflow(amount)
      if overflow { return true }
      if let cell = Int32(exactly: sum) {
        narrow[agent] = cell
        return false
      }
      widen()
    }
    return PolLedger.add(amount, to: &wide[agent])
  }

  /// Adds to the numbers of many, one after the other; returns whether one left 64 bits.
  mutating func add(_ column: Gathering.Column, sign: Int64 = 1) -> Bool {
    touch()
    var next = 0
    if !isWide {
      next = column.post(to: &narrow, sign: sign)
      if next == column.agents.count { return false }
      widen()
    }
    var cells = wide.mutableSpan
    return column.post(to: &cells, from: &next, sign: sign)
  }

  /// Lets threads change the rows of three columns at once; once one is wide, all are.
  static func write(
    _ parts: [Range<Int>], of first: inout Balances, _ second: inout Balances, _ third: inout Balances,
    threads: Int, _ work: some RowWork
  ) -> [Ledger.RowSums] {
    first.touch()
    second.touch()
    third.touch()
    if first.isWide || second.isWide || third.isWide {
      first.widen()
      second.widen()
      third.widen()
      return Threads.write(parts, of: &first.wide, &second.wide, &third.wide, threads: threads) {
        work.change($0, &$1, &$2, &$3)
      }
    }
    return Threads.write(parts, of: &first.narrow, &second.narrow, &third.narrow, threads: threads) {
      work.change($0, &$1, &$2, &$3)
    }
  }
}

/// What a balance is kept in.
typealias BalanceCell = FixedWidthInteger & BitwiseCopyable & Sendable

/// Adds to a cell; returns false where the sum doesn't fit, and leaves it then.
@inline(__always)
func add<Cell: BalanceCell>(_ amount: Int64, to cell: inout Cell, noting overflow: inout Bool) -> Bool {
  let (sum, isOver) = Int64(truncatingIfNeeded: cell).addingReportingOverflow(amount)
  overflow = overflow || isOver
  let fitting = Cell(truncatingIfNeeded: sum)
  guard Int64(truncatingIfNeeded: fitting) == sum else { return false }
  cell = fitting
  return true
}
