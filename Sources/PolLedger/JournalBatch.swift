/// Postings on their way to a journal on disk, in the order in which they were made.
///
/// The columns of a posting are kept as they came, so that whoever posts copies nothing; rows are made of them,
/// event by event, by whoever writes.
struct JournalBatch: Sendable {
  /// Transfers in columns, their events ascending.
  private struct Entry: Sendable {
    var firstEvent: Int
    var payments: Payments
    var marks: Marks
  }

  /// The last word of every row of an entry, or of each.
  private enum Marks: Sendable {
    case same(UInt64)
    case each([UInt64])

    @inline(__always)
    func of(_ index: Int) -> UInt64 {
      switch self {
      case .same(let marks): marks
      case .each(let marks): marks[index]
      }
    }
  }

  /// Transfers that were posted one by one, as those of people who quit are.
  private struct Singles: Sendable {
    var firstEvent = 0
    var events: [Int32] = []
    var from: [Int32] = []
    var to: [Int32] = []
    var amounts: [Int64] = []
    var marks: [UInt64] = []
  }

  private var entries: [Entry] = []
  private var singles = Singles()
  /// How many transfers there are.
  private(set) var count = 0

  /// Rows are ordered so many events at a time, to stay in the cache.
  private static let window = 2048

  /// Adds the transfers of one posting.
  mutating func append(_ payments: Payments, of commodity: Int32, _ posting: Posting) {
    count += payments.amounts.count
    let marks = JournalRow.marks(posting, of: commodity)
    guard payments.amounts.count > 1, payments.areInOrder else {
      for k in payments.amounts.indices { append(payments, k, marks, posting) }
      return
    }
    closeSingles()
    let all: Marks =
      switch posting.trigger {
      case .same(let trigger): .same(JournalRow.marks(marks, trigger))
      case .each(let triggers):
        .each(payments.events.map { JournalRow.marks(marks, triggers[Int($0)]) })
      }
    entries.append(Entry(firstEvent: posting.firstEvent, payments: payments, marks: all))
  }

  private mutating func append(_ payments: Payments, _ k: Int, _ marks: UInt64, _ posting: Posting) {
    let event = payments.events[k]
    if singles.firstEvent != posting.firstEvent || singles.events.last.map({ $0 > event }) ?? false {
      closeSingles()
      singles.firstEvent = posting.firstEvent
    }
    singles.events.append(event)
    singles.from.append(payments.from.code(k))
    singles.to.append(payments.to.code(k))
    singles.amounts.append(payments.amounts[k])
    singles.marks.append(JournalRow.marks(marks, posting.trigger.of(Int(event))))
  }

  private mutating func closeSingles() {
    guard !singles.events.isEmpty else { return }
    let payments = Payments(
      events: singles.events, from: .each(singles.from), to: .each(singles.to), amounts: singles.amounts)
    entries.append(
      Entry(firstEvent: singles.firstEvent, payments: payments, marks: .each(singles.marks)))
    singles = Singles()
  }

  /// Hands all transfers on as rows, in the order of their events; those of one event stay in their order.
  /// Stops where `take` returns false.
  consuming func write(_ take: ([JournalRow]) -> Bool) {
    closeSingles()
    var next = Array(repeating: 0, count: entries.count)
    while let first = earliest(next) {
      let ends = entries.indices.map { end(of: $0, from: next[$0], before: first + Self.window) }
      guard take(rows(from: next, to: ends, first: first)) else { return }
      next = ends
    }
  }

  /// The number of the first event that is not written yet; nil at the end.
  private func earliest(_ next: [Int]) -> Int? {
    entries.indices.compactMap { index in
      let entry = entries[index]
      guard next[index] < entry.payments.events.count else { return nil }
      return entry.firstEvent + Int(entry.payments.events[next[index]])
    }.min()
  }

  /// Where the transfers of an entry that belong to events before `limit` end.
  private func end(of index: Int, from start: Int, before limit: Int) -> Int {
    let events = entries[index].payments.events
    let limit = limit - entries[index].firstEvent
    var end = start
    while end < events.count, Int(events[end]) < limit { end += 1 }
    return end
  }

  /// The rows of some parts of the entries: each is put where its event's rows are.
  private func rows(from starts: [Int], to ends: [Int], first: Int) -> [JournalRow] {
    var places = Array(repeating: 0, count: Self.window + 1)
    var count = 0
    for (index, entry) in entries.enumerated() {
      let offset = entry.firstEvent - first + 1
      for k in starts[index]..<ends[index] { places[offset + Int(entry.payments.events[k])] += 1 }
      count += ends[index] - starts[index]
    }
    for event in 1..<places.count { places[event] += places[event - 1] }
    var rows = Array(repeating: JournalRow.blank, count: count)
    for (index, entry) in entries.enumerated() {
      entry.payments.scatter(
        starts[index]..<ends[index], entry.firstEvent - first, first, entry.marks.of, &places, &rows)
    }
    return rows
  }
}

extension Payments {
  /// Whether their events ascend.
  fileprivate var areInOrder: Bool {
    var isSo = true
    for k in events.indices.dropFirst() where events[k] < events[k - 1] { isSo = false }
    return isSo
  }

  /// Puts the rows of some payments where `places` says, by event; each moves its place on by one.
  @inline(__always)
  fileprivate func scatter(
    _ range: Range<Int>, _ offset: Int, _ first: Int, _ marks: (Int) -> UInt64, _ places: inout [Int],
    _ rows: inout [JournalRow]
  ) {
    for k in range {
      let event = offset + Int(events[k])
      let place = places[event]
      places[event] = place + 1
      rows[place] = JournalRow(
        amount: amounts[k], event: Int64(first + event), from: from.code(k), to: to.code(k), marks: marks(k))
    }
  }
}
