import Dispatch
import Synchronization

extension Threads {
  /// Calls `work` for each item, on up to `threads` threads, and hands the results on to `take`: one after the other, in
  /// the order of the items, while other threads go on working. So what must be done in order costs no time of its own
  /// as long as it is the smaller part.
  ///
  /// The state must be held by nobody else, or what it holds is copied.
  package static func relay<Item: Sendable, R: Sendable, State: Sendable>(
    _ items: [Item], to state: inout State, leaving nothing: State, threads: Int,
    _ work: @Sendable (Item) -> R, _ take: @Sendable (inout State, R) -> Void
  ) {
    guard threads > 1, items.count > 1 else {
      for item in items { take(&state, work(item)) }
      return
    }
    let line = Line<R>(count: items.count)
    let taker = Box(state)
    state = nothing
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, items.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < items.count else { break }
        line.put(work(items[index]), at: index)
        taker.changeIfFree { line.empty(into: &$0, take) }
      }
    }
    // Whoever put the last ones may have found the taker busy with those before.
    taker.changeIfFree { line.empty(into: &$0, take) }
    state = taker.takeOut(leaving: nothing)
  }

  /// Results that wait for those before them.
  private final class Line<R: Sendable>: Sendable {
    private let places: Mutex<(results: [R?], taken: Int)>

    init(count: Int) { places = Mutex((Array(repeating: nil, count: count), 0)) }

    func put(_ result: R, at index: Int) { places.withLock { $0.results[index] = result } }

    /// Takes results in order, up to the first that isn't there yet; only one thread at a time may.
    func empty<State>(into state: inout State, _ take: (inout State, R) -> Void) {
      while let result = next() { take(&state, result) }
    }

    private func next() -> R? {
      places.withLock { places in
        guard places.taken < places.results.count, let result = places.results[places.taken] else {
          return nil
        }
        places.results[places.taken] = nil
        places.taken += 1
        return result
      }
    }
  }
}
