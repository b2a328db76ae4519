import Dispatch
package import PolSession
import Synchronization

/// One line on standard error that tells how far a long run is; it is rewritten, and gone at the end.
package final class ProgressLine: Sendable {
  private struct State {
    var isShown = false
    var next: DispatchTime
  }
  private let state: Mutex<State>
  private let width: Int

  /// Makes a line for work that begins now; short work never shows it.
  package init(width: Int) {
    self.width = width
    state = Mutex(State(next: .now() + .milliseconds(500)))
  }

  /// New work begins.
  func restart() {
    state.withLock { $0.next = .now() + .milliseconds(500) }
  }

  /// Tells how far the work is.
  package func show(_ progress: Session.Progress) {
    let now = DispatchTime.now()
    state.withLock { state in
      guard now >= state.next else { return }
      state.next = now + .milliseconds(100)
      state.isShown = true
      Terminal.write("\r\u{1B}[K" + String(Self.text(progress).prefix(width - 1)), to: .error)
    }
  }

  /// Takes the line away, before anything else is written.
  package func clear() {
    state.withLock { state in
      if state.isShown { Terminal.write("\r\u{1B}[K", to: .error) }
      state.isShown = false
    }
  }

  private static func text(_ progress: Session.Progress) -> String {
    switch progress {
    case .run(let name, let month, let months, let people):
      "\(name): month \(month) of \(months), \(people) people"
    case .sweep(let name, let done, let count): "\(name): \(done) of \(count) runs"
    }
  }
}
