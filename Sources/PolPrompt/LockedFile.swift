import Glibc

/// An open file that nobody else who asks for its lock can have at the same time; the system calls of a history.
struct LockedFile {
  private let descriptor: Int32

  /// Opens a regular file for reading and adding, and waits for its lock; nil where that fails, `errno` says why.
  init?(_ path: String, creating: Bool) {
    let flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | (creating ? O_CREAT : 0)
    descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, takesLock() else {
      let reason = errno
      close()
      errno = status.st_mode & S_IFMT == S_IFREG ? reason : EINVAL
      return nil
    }
    // What one types may be nobody else's business, whoever made the file.
    if status.st_mode & 0o077 != 0 { _ = fchmod(descriptor, 0o600) }
  }

  /// Waits for the lock, but not for ever: whoever has it may have been stopped.
  private func takesLock() -> Bool {
    for _ in 0..<200 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      usleep(10_000)
    }
    return false
  }

  /// Lets the lock go.
  func close() { _ = Glibc.close(descriptor) }

  /// Why the last call failed.
  static var lastReason: String {
    switch errno {
    case EWOULDBLOCK: "another session keeps it locked"
    case EINVAL: "it is not a file"
    case let number: unsafe String(cString: strerror(number))
    }
  }

  /// Its length in bytes.
  var size: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether its last line has its end.
  var endsWithLine: Bool { size == 0 || bytes(from: size - 1) == [0x0A] }

  /// Whether the file of this name is this one.
  func isStill(_ path: String) -> Bool {
    var (named, own) = (stat(), stat())
    return unsafe stat(path, &named) == 0 && fstat(descriptor, &own) == 0
      && (named.st_dev, named.st_ino) == (own.st_dev, own.st_ino)
  }

  /// Everything from a byte on.
  func bytes(from offset: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = unsafe pread(descriptor, &buffer, buffer.count, offset + bytes.count)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return bytes }
      bytes += buffer[..<got]
    }
  }

  /// Adds bytes behind the others; a part of them is taken back.
  func append(_ bytes: [UInt8]) -> Bool {
    let before = size
    let written = unsafe write(descriptor, bytes, bytes.count)
    if written == bytes.count { return true }
    if written >= 0 { errno = ENOSPC }
    let reason = errno
    if written > 0 { _ = ftruncate(descriptor, before) }
    errno = reason
    return false
  }

  /// Gives it another name, in the place of whatever had that; it is on the disk before.
  func takesName(_ path: String, from old: String) -> Bool {
    unsafe fsync(descriptor) == 0 && rename(old, path) == 0
  }
}
