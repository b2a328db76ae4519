import FoundationEssentials
import Glibc

/// A file of entries that several sessions add to at once: a line that names the format, then one entry a line, each a
/// JSON string. Whatever can't be read is passed over.
///
/// An entry is one write behind the others, under a lock, so none is lost and none is torn. A file that has grown
/// too long is written anew beside the old one and takes its name; whoever holds the old one notices and opens the
/// new one.
struct HistoryFile {
  /// Why the file can't be used.
  struct Failure: Error {
    var reason: String
  }

  static let header = "pol history 1\n"
  /// The bytes from which on a file is written anew with fewer entries.
  static let mostBytes = 4 << 20

  private let path: String
  /// How far this session has read, and in which file of that name.
  private var offset = 0
  private var inode: UInt = 0

  init(path: String) { self.path = path }

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
    guard let line = try? JSONEncoder().encode(entry), line.count < Self.mostBytes / 4 else {
      return others + [entry]
    }
    var bytes = file.size == 0 ? Array(Self.header.utf8) : []
    // A line that was left unfinished stays by itself.
    if !file.endsWithLine { bytes.append(0x0A) }
    bytes += line + [0x0A]
    guard file.append(bytes) else { throw Failure(reason: "can't write the history `\(path)`") }
    offset = file.size
    if offset > Self.mostBytes { try rewrite(file) }
    return others + [entry]
  }

  // MARK: Reading

  private mutating func read(_ file: LockedFile) throws(Failure) -> [String] {
    if file.inode != inode || file.size < offset { (inode, offset) = (file.inode, 0) }
    let isFirst = offset == 0
    let bytes = file.bytes(from: offset)
    if isFirst, !bytes.isEmpty, !bytes.starts(with: Self.header.utf8) {
      throw Failure(reason: "`\(path)` is not a history that this pol knows")
    }
    // A last line without its end is still being written, or never will be.
    let whole = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    offset += whole
    return Self.entries(in: bytes[..<whole].dropFirst(isFirst ? Self.header.utf8.count : 0))
  }

  private static func entries(in bytes: ArraySlice<UInt8>) -> [String] {
    let decoder = JSONDecoder()
    return bytes.split(separator: 0x0A).compactMap { try? decoder.decode(String.self, from: Data($0)) }
  }

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

  /// Puts a shorter file in the place of one that has grown too long, while its lock is held.
  private mutating func rewrite(_ file: LockedFile) throws(Failure) {
    let all = History.distinct(Self.entries(in: file.bytes(from: 0)[...])).suffix(History.most)
    var kept: [[UInt8]] = []
    var size = Self.header.utf8.count
    let encoder = JSONEncoder()
    for entry in all.reversed() {
      guard let line = try? encoder.encode(entry), size + line.count + 1 <= Self.mostBytes * 3 / 4 else {
        break
      }
      kept.append(Array(line) + [0x0A])
      size += line.count + 1
    }
    let beside = "\(path).\(getpid()).new"
    _ = unsafe unlink(beside)
    guard let new = LockedFile(beside, creating: true) else { return }
    defer { new.close() }
    let bytes = Array(Self.header.utf8) + kept.reversed().joined()
    guard new.append(bytes), new.takesName(path, from: beside) else {
      _ = unsafe unlink(beside)
      return
    }
    (inode, offset) = (new.inode, new.size)
  }
}
