import Glibc

/// What tells one state of a file from another without reading it.
struct FileStamp: Equatable {
  private var seconds = 0
  private var nanoseconds = 0
  private var size = 0
  private var inode: UInt = 0

  /// The stamp of a file; one that is not there has a stamp, too.
  init(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return }
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    size = Int(status.st_size)
    inode = UInt(status.st_ino)
  }
}
