import FoundationEssentials
import Glibc
package import PolReports

/// Where bytes go, and what is known of who reads them.
package enum Terminal {
  /// The two streams.
  package enum Stream: Int32 {
    case output = 1
    case error = 2

    /// Whether a person looks at it.
    package var isTerminal: Bool { isatty(rawValue) == 1 }
  }

  /// Whether a person would type what is read.
  package static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Writes a text at once. Nobody can be told that nobody listens, so what is not taken is lost.
  package static func write(_ text: String, to stream: Stream) {
    _ = write(ArraySlice(text.utf8), to: stream)
  }

  /// Writes bytes; returns whether all of them were taken.
  package static func write(_ bytes: ArraySlice<UInt8>, to stream: Stream) -> Bool {
    var bytes = bytes
    while !bytes.isEmpty {
      // The system call borrows the bytes for its own duration, and is told how many there are.
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(stream.rawValue, $0.baseAddress, $0.count)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      bytes = bytes.dropFirst(written)
    }
    return true
  }

  /// The page that a stream is: as wide as its terminal, coloured where a person wants it.
  package static func page(_ stream: Stream) -> Page {
    guard stream.isTerminal else { return Page() }
    let environment = ProcessInfo.processInfo.environment
    let isPlain = environment["TERM"] == "dumb" || !(environment["NO_COLOR"] ?? "").isEmpty
    return Page(width: size(of: stream)?.columns ?? 80, colour: !isPlain)
  }

  /// The columns and rows of a terminal, if it tells.
  static func size(of stream: Stream) -> (columns: Int, rows: Int)? {
    var size = winsize()
    // The system call fills in the one structure that it is given.
    let answer = unsafe ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size)
    guard answer == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// A closed pipe ends the process without a word, as it does for other commands.
  package static func dieQuietlyOnClosedPipes() { signal(SIGPIPE, SIG_DFL) }

  /// A closed pipe is a failure like others, for whoever writes to one besides.
  package static func outliveClosedPipes() { signal(SIGPIPE, SIG_IGN) }
}
