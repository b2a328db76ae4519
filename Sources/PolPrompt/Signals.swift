import Dispatch
import Glibc
import Synchronization

/// What the outside tells a prompt: that the terminal has another size, that it is to stop a run, or to end.
///
/// Each signal is taken by a thread of its own, never in a handler, so anything may be done about it.
struct Signals {
  /// A pipe that becomes readable when a line being edited has to be looked at again.
  let wakeUp: Int32
  private let sources: [any DispatchSourceSignal]

  /// Catches the signals as long as it lives; `modes` are restored when it has to end at once.
  init(modes: TerminalModes, interruption: Interruption) {
    var ends: [Int32] = [0, 0]
    _ = unsafe pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (output, input) = (ends[0], ends[1])
    wakeUp = output
    func source(_ number: Int32, _ action: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
      signal(number, number == SIGWINCH ? SIG_DFL : SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler(handler: action)
      source.resume()
      return source
    }
    sources = [
      source(SIGWINCH) { _ = unsafe write(input, [0], 1) },
      source(SIGINT) { interruption.request(restoring: modes) },
      source(SIGTERM) { Self.die(of: SIGTERM, restoring: modes) },
      source(SIGHUP) { Self.die(of: SIGHUP, restoring: modes) },
    ]
  }

  /// Ends the process as if the signal had not been caught, with the terminal as it was.
  private static func die(of number: Int32, restoring modes: TerminalModes) {
    modes.restore()
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }
}

/// Whether a run is to be stopped; asked by the run after each month.
package final class Interruption: Sendable {
  private let count = Atomic<Int>(0)

  /// Nothing is to be stopped.
  package init() {}

  /// Whether ctrl-C was pressed since work began.
  package var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// New work begins.
  package func clear() { count.store(0, ordering: .relaxed) }

  /// Ctrl-C: the second one does not wait for the month to end.
  func request(restoring modes: TerminalModes) {
    guard count.add(1, ordering: .relaxed).newValue > 1 else { return }
    modes.restore()
    // Threads are still at work, so nothing may be torn down under them.
    _exit(130)
  }
}
