import Glibc
import Synchronization

/// How the terminal was before pol touched it, to leave it so again: also in the middle of a line.
final class TerminalModes: Sendable {
  private let original: Mutex<termios>

  /// Notes how the terminal is.
  init() {
    var modes = termios()
    _ = unsafe tcgetattr(STDIN_FILENO, &modes)
    original = Mutex(modes)
  }

  /// Puts everything back: modes, bracketed paste, the cursor.
  func restore() {
    original.withLock { modes in _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) }
    Terminal.write("\u{1B}[?2004l\u{1B}[?25h", to: .output)
  }
}
