import Dispatch
import Synchronization

/// Puts transfers into rows and hands these on, on a thread of its own, in the order in which they were posted.
package final class JournalWriter: Sendable {
  private let queue = DispatchQueue(label: "journal")
  /// Batches that may wait: whoever posts waits, too, once the disk is so far behind.
  private let room = DispatchSemaphore(value: 3)
  private let take: @Sendable ([JournalRow]) -> Bool
  private let state = Mutex((rows: 0, hasFailed: false))

  /// Makes a writer; `take` puts rows away, and returns false where it can't.
  package init(_ take: @escaping @Sendable ([JournalRow]) -> Bool) { self.take = take }

  /// Whether rows could not be put away; none is any more.
  package var hasFailed: Bool { state.withLock(\.hasFailed) }

  /// Waits until everything is put away; returns how many rows there are in all.
  package func drained() -> Int {
    queue.sync {}
    return state.withLock(\.rows)
  }

  func write(_ batch: JournalBatch) {
    guard !hasFailed else { return }
    room.wait()
    queue.async { [self] in
      batch.write { rows in
        guard !hasFailed else { return false }
        let isTaken = take(rows)
        state.withLock { state in
          if isTaken { state.rows += rows.count } else { state.hasFailed = true }
        }
        return isTaken
      }
      room.signal()
    }
  }
}

/// What a ledger has posted and not handed to a writer yet.
///
/// Books that are copied must not both go on with it: the journal would have transfers of both.
package struct JournalStream: Sendable {
  private let writer: JournalWriter
  private var batch = JournalBatch()

  /// Fewer transfers are not worth another thread's attention.
  private static let least = 1 << 14

  /// Makes a stream to a writer.
  package init(to writer: JournalWriter) { self.writer = writer }

  mutating func append(_ payments: Payments, of commodity: Int32, _ posting: Posting) {
    batch.append(payments, of: commodity, posting)
  }

  /// Ends a batch of events: no transfer of theirs will follow.
  mutating func endBatch() { if batch.count >= Self.least { flush() } }

  /// Hands on what there is.
  mutating func flush() {
    guard batch.count > 0 else { return }
    writer.write(batch)
    batch = JournalBatch()
  }
}
