import FoundationEssentials
import Glibc

/// A file of entries that several sessions add to at once: a line that names the format, then one entry a line, each a
/// JSON string. Whatever can't be read is passed over.
///
/// An entry is one write behind the others, under a lock, so none is lost and none is torn. A file that has grown
/// too long is written anew beside the old one and takes its name; whoever waits for the old one notices and opens
/// the new one.
struct HistoryFile {
  /// Why the file can't be used.
  struct Failure: Error {
    var reason: String
  }

  /// When the file is written anew, and how much of it is kept: the newest.
  struct Limits {
    var entries = History.most
    var bytes = 4 << 20

    /// An entry is remembered, but not written, where it would push most others out.
    fileprivate var longestLine: Int { bytes / 4 }

    fileprivate func areExceeded(entries: Int, bytes: Int) -> Bool {
      entries > self.entries * 6 / 5 || bytes > self.bytes * 6 / 5
    }
  }

  static let header = "pol history 1\n"

  private let path: String
  private let limits: Limits
  /// How far this session has read.
  private var offset = 0
  /// The bytes before that place: where others stand there now, the file is another one.
  private var tail: [UInt8] = []
  /// The lines before that place, the first one left out.
  private var lines = 0

  init(path: String, limits: Limits = Limits()) {
    // A link is somebody's way to keep the file elsewhere, and stays one when the file is written anew.
    self.path = URL(filePath: path).resolvingSymlinksInPath().path
    self.limits = limits
  }

  /// What has been added since the last call; a file that isn't there yet has nothing.
  mutating func news() throws(Failure) -> [String] {
    guard let file = try open(creating: false) else { return [] }
    defer { file.close() }
    return try read(file)
  }

  /// Adds an entry; what others have added before it comes back first, then the entry.
  mutating func append(_ entry: String) throws(Failure) -> [String] {
    guard let file = try open(creating: true) else { return [] }
    defer { file.close() }
    let others = try read(file)
    guard let line = Self.line(entry), line.count <= limits.longestLine else { return others + [entry] }
    var bytes = file.size == 0 ? Array(Self.header.utf8) : []
    // A line that was left unfinished stays by itself.
    if !file.endsWithLine { bytes.append(0x0A) }
    guard file.append(bytes + line) else {
      throw Failure(reason: "can't write the history `\(path)`: \(LockedFile.lastReason)")
    }
    _ = try read(file)
    if limits.areExceeded(entries: lines, bytes: offset) { rewrite(file) }
    return others + [entry]
  }

  // MARK: Reading

  /// What stands behind what was read before, or everything in a file that is another one.
  private mutating func read(_ file: LockedFile) throws(Failure) -> [String] {
    var bytes = file.bytes(from: offset - tail.count)[...]
    if !bytes.starts(with: tail) {
      (offset, tail, lines) = (0, [], 0)
      bytes = file.bytes(from: 0)[...]
    }
    bytes = bytes.dropFirst(tail.count)
    if offset == 0 {
      guard bytes.isEmpty || bytes.starts(with: Self.header.utf8) else {
        throw Failure(reason: "`\(path)` is not a history that this pol knows")
      }
      offset = min(bytes.count, Self.header.utf8.count)
      bytes = bytes.dropFirst(offset)
    }
    // A last line without its end never got one.
    let whole = bytes[..<(bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? bytes.startIndex)]
    let found = whole.split(separator: 0x0A)
    offset += whole.count
    lines += found.count
    tail = (tail + whole).suffix(256)
    return found.compactMap(Self.entry)
  }

  /// The entry that a line holds; nil where it holds none.
  private static func entry(_ line: ArraySlice<UInt8>) -> String? {
    // Most lines have nothing to be decoded, and at the start there may be thousands.
    let inside = line.dropFirst().dropLast()
    let isPlain = !inside.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    if isPlain, line.count >= 2, line.first == UInt8(ascii: "\""), line.last == UInt8(ascii: "\"") {
      return String(validating: inside, as: UTF8.self)
    }
    return try? JSONDecoder().decode(String.self, from: Data(line))
  }

  /// The line that holds an entry, with its end.
  private static func line(_ entry: String) -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(entry)).map { Array($0) + [0x0A] }
  }

  // MARK: Opening

  /// Opens and locks the file that has the name now.
  private func open(creating: Bool) throws(Failure) -> LockedFile? {
    if creating { try makeFolder() }
    for _ in 0..<100 {
      guard let file = LockedFile(path, creating: creating) else {
        if !creating, errno == ENOENT { return nil }
        throw Failure(reason: "can't open the history `\(path)`: \(LockedFile.lastReason)")
      }
      if file.isStill(path) { return file }
      file.close()
    }
    throw Failure(reason: "the history `\(path)` is being replaced again and again")
  }

  private func makeFolder() throws(Failure) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard !FileManager.default.fileExists(atPath: folder) else { return }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(reason: "can't make the folder `\(folder)` for the history")
    }
  }

  // MARK: Writing anew

  /// Puts a shorter file in the place of one that has grown too long, while its lock is held. Where that fails the
  /// old one stays, and the next entry tries again.
  private func rewrite(_ file: LockedFile) {
    let lines = file.bytes(from: Self.header.utf8.count).split(separator: 0x0A)
    var kept: [[UInt8]] = []
    var size = Self.header.utf8.count
    for entry in History.distinct(lines.compactMap(Self.entry)).suffix(limits.entries).reversed() {
      guard let line = Self.line(entry), size + line.count <= limits.bytes else { break }
      kept.append(line)
      size += line.count
    }
    // Whoever holds the lock is the only one to write this file; an old one is left from a session that was killed.
    let beside = path + ".new"
    _ = unsafe unlink(beside)
    guard let new = LockedFile(beside, creating: true) else { return }
    defer { new.close() }
    if !new.append(Array(Self.header.utf8) + kept.reversed().joined()) || !new.takesName(path, from: beside) {
      _ = unsafe unlink(beside)
    }
  }
}
