import Glibc

/// A file, and what tells one state of it from another without reading it.
struct WatchedFile: Equatable {
  let path: String
  private var seconds = 0
  private var nanoseconds = 0
  private var size = 0
  private var inode: UInt = 0

  /// The file as it is now; one that is not there is a state, too.
  init(_ path: String) {
    self.path = path
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return }
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    size = Int(status.st_size)
    inode = UInt(status.st_ino)
  }
}
