import CTerminal
import Foundation
import Glibc

/// A program on a terminal of its own, and the screen that it draws.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var screen: ScreenModel
  /// Everything that was written to the terminal.
  private(set) var output: [UInt8] = []
  let process: pid_t
  private let master: Int32
  private let slave: Int32
  private var status: Int32?

  /// Starts a program, whose first word is its path, with nothing in its environment but what is given.
  init(
    _ words: [String], environment: [String: String], folder: String, columns: Int = 80, rows: Int = 24
  ) throws {
    screen = ScreenModel(columns: columns, rows: rows)
    let settings = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let (words, variables) = unsafe (Self.strings(words), Self.strings(settings))
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var (master, slave): (Int32, Int32) = (-1, -1)
    process = unsafe pol_test_start(
      words, variables, folder, Int32(columns), Int32(rows), &master, &slave)
    (self.master, self.slave) = (master, slave)
    guard process > 0 else { throw Failure(description: "can't start a terminal: error \(-process)") }
  }

  /// Strings as C wants them, to be freed.
  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe texts.map { unsafe strdup($0) } + [nil]
  }

  deinit {
    if process > 0, status == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      _ = unsafe waitpid(process, &status, 0)
    }
    close(master)
    close(slave)
  }

  // MARK: The terminal

  /// Changes the size of the window, which the program is told by a signal.
  func resize(columns: Int, rows: Int, _ flavour: ScreenModel.Flavour) throws {
    try settle()
    screen.resize(columns: columns, rows: rows, flavour)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Whether the terminal echoes and cuts its input into lines, as a shell expects it.
  var isCooked: Bool {
    var modes = termios()
    _ = unsafe tcgetattr(slave, &modes)
    let wanted = tcflag_t(ICANON | ECHO | ISIG)
    return modes.c_lflag & wanted == wanted && modes.c_oflag & tcflag_t(OPOST) != 0
  }

  // MARK: Keys and the screen

  /// Types; what the program writes meanwhile is taken in.
  func type(_ keys: String) throws { try type(bytes: Array(keys.utf8)) }

  func type(bytes: [UInt8]) throws {
    var rest = bytes[...]
    let end = ContinuousClock.now + .seconds(20)
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe write(master, $0.baseAddress, min($0.count, 1024)) }
      if written > 0 { rest = rest.dropFirst(written) } else { _ = take(within: 5) }
      if ContinuousClock.now > end { throw Failure(description: "the program doesn't read its keys") }
    }
  }

  /// Reads what has come within some milliseconds; whether anything has.
  @discardableResult func take(within patience: Int32) -> Bool {
    var wanted = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&wanted, 1, patience) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let got = unsafe read(master, &buffer, buffer.count)
    guard got > 0 else { return false }
    output += buffer[..<got]
    screen.feed(buffer[..<got])
    return true
  }

  /// Waits until the program waits for keys and has nothing more to write.
  func settle(within seconds: Int = 20) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while take(within: 8) || (isRunning && !hasExited) {
      if ContinuousClock.now > end {
        throw Failure(description: "the program never waits:\n\(screen.picture)")
      }
    }
  }

  /// Waits until the screen is as it should be.
  func wait(
    for what: String, within seconds: Int = 20, until isAsWanted: (ScreenModel) -> Bool
  ) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while !isAsWanted(screen) {
      if !take(within: 50), ContinuousClock.now > end || hasExited, !isAsWanted(screen) {
        throw Failure(description: "never \(what):\n\(screen.picture)")
      }
    }
  }

  /// Waits until a row of the screen holds a text.
  func wait(forText text: String) throws {
    try wait(for: "shows \(text)") { screen in screen.texts.contains { $0.contains(text) } }
  }

  // MARK: The process

  /// Whether the program's main thread is at work, rather than waiting for something.
  private var isRunning: Bool {
    let fields = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    return fields.split(separator: ")").last?.split(separator: " ").first.map { $0 != "S" && $0 != "T" }
      ?? false
  }

  func signal(_ number: Int32) { kill(process, number) }

  var hasExited: Bool {
    if status != nil { return true }
    var status: Int32 = 0
    guard unsafe waitpid(process, &status, WNOHANG) == process else { return false }
    self.status = status
    return true
  }

  /// Waits for the end of the program; its exit status, or 128 and the signal that killed it.
  func end(within seconds: Int = 20) throws -> Int {
    let end = ContinuousClock.now + .seconds(seconds)
    while !hasExited {
      take(within: 10)
      if ContinuousClock.now > end { throw Failure(description: "never ends:\n\(screen.picture)") }
    }
    while take(within: 5) {}
    let status = status ?? 0
    return Int(status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
  }
}
