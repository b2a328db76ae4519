import Dispatch
import Glibc
import PolPrompt

/// What happens on ctrl-C: the progress line goes, and so does the process, with status 130.
struct Interrupt {
  private let source: any DispatchSourceSignal

  /// Catches the signal as long as it lives.
  init(_ line: ProgressLine?) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global(qos: .userInteractive))
    source.setEventHandler {
      line?.clear()
      // Threads are still at work, so nothing may be torn down under them.
      _exit(Pol.Status.interrupted.rawValue)
    }
    source.resume()
  }
}
