import FoundationEssentials
import Glibc
import Synchronization

/// A file, or a pipe, that is written from its beginning to its end.
///
/// A file has another name until it is whole, so that whoever finds the name finds all of it, and what had the
/// name before stays until then.
final class OutputFile: Sendable {
  /// As it was named.
  let path: String
  private let descriptor: Int32
  /// What it is called while it is written, and then; nil for a pipe or a device.
  private let names: (partial: String, whole: String)?
  private let reason = Mutex<String?>(nil)

  /// Why it can't be opened: some words for a person.
  struct Refusal: Error { var reason: String }

  /// Opens it. A file that is there already is only overwritten if its first bytes are `mark`.
  init(_ path: String, over mark: [UInt8]) throws(Refusal) {
    self.path = path
    var status = stat()
    // The system calls borrow the path, and fill in the one structure that they are given.
    let isThere = unsafe stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if isThere, kind != S_IFREG {
      if kind == S_IFDIR { throw Refusal(reason: "it is a directory") }
      names = nil
      descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
      if descriptor < 0 { throw Refusal(reason: Self.lastReason) }
      return
    }
    let whole = isThere ? URL(filePath: path).resolvingSymlinksInPath().path : path
    if isThere, status.st_size > 0, !Self.file(whole, beginsWith: mark) {
      throw Refusal(reason: "there is another file of this name; take it away, or name another")
    }
    let partial = whole + ".partial"
    names = (partial, whole)
    descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw Refusal(reason: Self.lastReason) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, ftruncate(descriptor, 0) == 0 else {
      _ = Glibc.close(descriptor)
      throw Refusal(reason: "`\(partial)` is being written already")
    }
  }

  /// Why something failed, if it did: nothing is written any more then.
  var trouble: String? { reason.withLock(\.self) }

  /// Notes that something failed; the first reason counts.
  func fail(_ words: String) { reason.withLock { $0 = $0 ?? words } }

  /// Writes values as they lie in memory; returns whether all of them were taken.
  func write<Value: BitwiseCopyable>(_ values: [Value]) -> Bool {
    guard trouble == nil else { return false }
    // The system call borrows the bytes for its own duration, and is told how many there are.
    let isWritten = unsafe values.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let written = unsafe Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        done += written
      }
      return true
    }
    if !isWritten { fail(Self.lastReason) }
    return isWritten
  }

  /// Closes it: a whole file gets its name, half of one is removed. Returns what failed, if something did.
  func close(isWhole: Bool) -> String? {
    if Glibc.close(descriptor) != 0 { fail(Self.lastReason) }
    guard let names else { return trouble }
    if isWhole, trouble == nil, unsafe rename(names.partial, names.whole) != 0 { fail(Self.lastReason) }
    if !isWhole || trouble != nil { _ = unsafe unlink(names.partial) }
    return trouble
  }

  private static func file(_ path: String, beginsWith mark: [UInt8]) -> Bool {
    guard let file = InputFile(path) else { return false }
    return file.bytes(0..<mark.count) == mark
  }

  /// Why the last call failed.
  private static var lastReason: String {
    switch errno {
    case ENOSPC, EDQUOT: "the disk is full"
    case EPIPE: "nobody reads it any more"
    case EACCES, EPERM, EROFS: "permission denied"
    case ENOENT: "there is no such directory"
    default: unsafe String(cString: strerror(errno)).lowercased()
    }
  }
}

/// A file that is read by places.
final class InputFile {
  private let descriptor: Int32
  /// Its length in bytes; nil for what has no length, as a pipe.
  let size: Int?

  /// Opens a file; nil where that fails.
  init?(_ path: String) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int(status.st_size) : nil
  }

  deinit { _ = Glibc.close(descriptor) }

  /// Some of its bytes; nil where they can't be read.
  func bytes(_ range: Range<Int>) -> [UInt8]? { values(range.count, at: range.lowerBound, like: 0) }

  /// So many values that lie from a byte on, as they would in memory; nil where they can't be read.
  func values<Value: BitwiseCopyable>(_ count: Int, at offset: Int, like blank: Value) -> [Value]? {
    var values = Array(repeating: blank, count: count)
    // The system call fills in the bytes that it is given, and is told how many there are.
    let isRead = unsafe values.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        let got = unsafe pread(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, offset + done)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return false }
        done += got
      }
      return true
    }
    return isRead ? values : nil
  }
}
