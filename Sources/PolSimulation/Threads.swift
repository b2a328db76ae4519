import Dispatch
import Synchronization

/// Work on many rows, cut into shards of one size, so that the number of threads can't show in a result.
enum Threads {
  /// Rows in a shard; a multiple of the evaluator's chunk.
  static let shard = 1 << 16

  /// `0..<count` in parts of one shard each.
  static func parts(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: shard).map { $0..<min($0 + shard, count) }
  }

  /// Calls `work` for each shard of `0..<count`, on up to `threads` threads; results in order.
  static func shards<R: Sendable>(
    of count: Int, threads: Int, _ work: @Sendable (Range<Int>) -> R
  ) -> [R] {
    let ranges = parts(of: count)
    guard threads > 1, ranges.count > 1 else { return ranges.map(work) }
    let results = Mutex<[R?]>(Array(repeating: nil, count: ranges.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, ranges.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < ranges.count else { return }
        let result = work(ranges[index])
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
