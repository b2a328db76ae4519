import Glibc

/// Bytes of the terminal to keys.
///
/// A key that sends several bytes becomes one character that nobody can type: one of the control characters from
/// U+0080 on, to which the editor binds its functions. So ESC stays a key by itself, in vi's modes too.
struct KeyReader {
  /// What is known of a key.
  enum Event: Equatable {
    case character(Unicode.Scalar)
    /// The wake-up pipe has something, or the time is over.
    case wake
    /// The terminal is gone.
    case end
  }

  /// Keys by what they send after ESC.
  static let sequences: [String: Key] = {
    var keys: [String: Key] = [
      "[A": .up, "[B": .down, "[C": .right, "[D": .left, "OA": .up, "OB": .down, "OC": .right, "OD": .left,
      "[H": .home, "[F": .end, "OH": .home, "OF": .end, "[1~": .home, "[4~": .end, "[7~": .home, "[8~": .end,
      "[3~": .delete, "[5~": .pageUp, "[6~": .pageDown, "[Z": .backTab, "\r": .alternateEnter,
      "\n": .alternateEnter, "[27;3;13~": .alternateEnter, "[13;3u": .alternateEnter,
    ]
    for modifier in ["3", "5"] {
      keys["[1;\(modifier)C"] = .wordRight
      keys["[1;\(modifier)D"] = .wordLeft
      keys["[1;\(modifier)A"] = .pageUp
      keys["[1;\(modifier)B"] = .pageDown
    }
    return keys
  }()

  /// Keys that send more than one byte, by the character that stands for them.
  enum Key: UInt32, CaseIterable {
    case up = 0x80
    case down, left, right, home, end, delete, pageUp, pageDown, wordLeft, wordRight, backTab, alternateEnter
    case paste, wake, killRow, killRest
    /// The one of an unknown key.
    case unknown

    /// The character that stands for it.
    var scalar: Unicode.Scalar { Unicode.Scalar(rawValue) ?? "\u{FFFD}" }
  }

  /// Sequences that the user has bound, to be handed on as they are.
  var usersSequences: Set<String> = []
  /// What was pasted last.
  private(set) var pasted = ""

  private let wakeUp: Int32
  private var bytes: ArraySlice<UInt8> = []
  private var ready: [Unicode.Scalar] = []
  private var isAtEnd = false

  /// How long the rest of a key may take, in milliseconds; a person who types ESC and then a key takes longer.
  private static let pause: Int32 = 40

  /// Reads standard input, and looks at `wakeUp` meanwhile.
  init(wakeUp: Int32) { self.wakeUp = wakeUp }

  /// Whether a key can be had without waiting.
  var isBusy: Bool { !ready.isEmpty || !bytes.isEmpty }

  /// The next key; `patience` in milliseconds, or -1 for ever.
  mutating func next(patience: Int32) -> Event {
    while true {
      if !ready.isEmpty { return .character(ready.removeFirst()) }
      if bytes.isEmpty {
        if isAtEnd { return .end }
        guard wait(patience, heedsWakeUp: true) else { return isAtEnd ? .end : .wake }
      }
      decode()
    }
  }

  /// Puts a key back, to be the next one.
  mutating func putBack(_ scalar: Unicode.Scalar) { ready.insert(scalar, at: 0) }

  /// Reads what there is; false where nothing came.
  private mutating func wait(_ patience: Int32, heedsWakeUp: Bool) -> Bool {
    var descriptors = [pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)]
    if heedsWakeUp { descriptors.append(pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)) }
    let count = unsafe poll(&descriptors, nfds_t(descriptors.count), patience)
    if heedsWakeUp, descriptors[1].revents != 0 {
      var drained = [UInt8](repeating: 0, count: 64)
      _ = unsafe read(wakeUp, &drained, drained.count)
      return false
    }
    guard count > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let got = unsafe read(STDIN_FILENO, &buffer, buffer.count)
    if got < 0, errno == EINTR || errno == EAGAIN { return false }
    guard got > 0 else {
      isAtEnd = true
      return false
    }
    bytes += buffer[..<got]
    return true
  }

  /// Takes one key from the bytes.
  private mutating func decode() {
    guard let first = bytes.first else { return }
    if first == 0x1B {
      decodeEscape()
    } else if first < 0x80 {
      bytes.removeFirst()
      ready.append(Unicode.Scalar(first))
    } else {
      decodeWide(first)
    }
  }

  /// A character of several bytes; bytes that are none become U+FFFD.
  private mutating func decodeWide(_ first: UInt8) {
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    while bytes.count < length, wait(Self.pause, heedsWakeUp: false) {}
    var decoder = UTF8()
    var input = bytes.prefix(length).makeIterator()
    switch decoder.decode(&input) {
    case .scalarValue(let scalar):
      bytes.removeFirst(length)
      // The characters that stand for keys can't be typed.
      ready.append((0x80..<0xA0).contains(scalar.value) ? "\u{FFFD}" : scalar)
    case .emptyInput, .error:
      bytes.removeFirst()
      ready.append("\u{FFFD}")
    }
  }

  /// ESC: a key by itself, or the beginning of one.
  private mutating func decodeEscape() {
    bytes.removeFirst()
    if bytes.isEmpty { _ = wait(Self.pause, heedsWakeUp: false) }
    guard let second = bytes.first else {
      ready.append("\u{1B}")
      return
    }
    var sequence = [second]
    if second == UInt8(ascii: "[") || second == UInt8(ascii: "O") {
      sequence = wholeSequence()
      guard sequence.count > 1 else {
        ready.append("\u{1B}")
        return
      }
    } else if second != 0x0D, second != 0x0A {
      ready.append("\u{1B}")
      return
    }
    bytes.removeFirst(sequence.count)
    finish(String(decoding: sequence, as: UTF8.self))
  }

  /// The bytes of a sequence up to its last one; fewer than two where there is none.
  private mutating func wholeSequence() -> [UInt8] {
    var length = 1
    let isShort = bytes.first == UInt8(ascii: "O")
    while length < 32 {
      while bytes.count <= length {
        guard wait(Self.pause, heedsWakeUp: false) else { return [] }
      }
      let byte = bytes[bytes.startIndex + length]
      length += 1
      if isShort || (0x40...0x7E).contains(byte) { return Array(bytes.prefix(length)) }
      guard (0x20...0x3F).contains(byte) else { return [] }
    }
    return []
  }

  private mutating func finish(_ sequence: String) {
    if usersSequences.contains(sequence) {
      ready += ["\u{1B}"] + sequence.unicodeScalars
    } else if sequence == "[200~" {
      takePaste()
    } else {
      ready.append((Self.sequences[sequence] ?? .unknown).scalar)
    }
  }

  /// Takes everything up to the end of a paste; one that breaks off ends after a second.
  private mutating func takePaste() {
    let end = Array("\u{1B}[201~".utf8)
    var taken: [UInt8] = []
    while true {
      if let place = taken.indices.suffix(4096 + end.count).first(where: { taken[$0...].starts(with: end) }) {
        bytes = taken[(place + end.count)...] + []
        taken.removeSubrange(place...)
        break
      }
      if bytes.isEmpty, !wait(1000, heedsWakeUp: false) { break }
      taken += bytes
      bytes = []
    }
    let text = String(decoding: taken, as: UTF8.self)
    // A terminal sends CR for a line end; the language knows LF, and CR LF for one character is neither.
    var scalars = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in text.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      if scalar == "\n", wasReturn { continue }
      scalars.append(scalar == "\r" ? "\n" : scalar)
    }
    pasted = String(scalars)
    ready.append(Key.paste.scalar)
  }
}
