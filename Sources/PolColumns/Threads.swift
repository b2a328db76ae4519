import Dispatch
import Synchronization

/// Work on many rows, cut into shards of one size, so that the number of threads can't show in a result.
package enum Threads {
  /// Rows in a shard; a multiple of the evaluator's chunk.
  package static var shard: Int { 4 * Vector.chunkSize }

  /// `0..<count` in parts of one shard, or of another size, each.
  package static func parts(of count: Int, each size: Int = shard) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Calls `work` for each shard of `0..<count`, on up to `threads` threads; results in order.
  package static func shards<R: Sendable>(
    of count: Int, threads: Int, _ work: @Sendable (Range<Int>) -> R
  ) -> [R] {
    each(parts(of: count), threads: threads, work)
  }

  /// Calls `work` for each item, on up to `threads` threads; results in order.
  package static func each<Item: Sendable, R: Sendable>(
    _ items: [Item], threads: Int, _ work: @Sendable (Item) -> R
  ) -> [R] {
    guard threads > 1, items.count > 1 else { return items.map(work) }
    let results = Mutex<[R?]>(Array(repeating: nil, count: items.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, items.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < items.count else { return }
        let result = work(items[index])
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
