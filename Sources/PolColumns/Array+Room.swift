private import CMemory

#if canImport(Glibc)
  import Glibc
#endif

extension Array {
  /// Makes room for so many elements in all, so that appending moves nobody; room that is never used is never
  /// touched, and costs nothing.
  ///
  /// Much of it is asked for in large pages, where the system has them: a column of ten million rows is then cleared
  /// and found five hundred times less often, which was a tenth of a large run's time.
  package mutating func makeRoom(_ count: Int) {
    reserveCapacity(count)
    _ = Room.isKept
    #if canImport(Glibc)
      let bytes = count * MemoryLayout<Element>.stride
      guard bytes >= 1 << 22 else { return }
      unsafe withUnsafeBytes { cells in
        guard let start = cells.baseAddress else { return }
        let page = 1 << 12
        let skipped = -Int(bitPattern: start) & (page - 1)
        // Only advice: where it isn't taken nothing changes but the time.
        _ = unsafe madvise(
          UnsafeMutableRawPointer(mutating: start + skipped), (bytes - skipped) & -page, MADV_HUGEPAGE)
      }
    #endif
  }
}

private enum Room {
  /// Whether memory that was freed is kept, set up once. A run asks every month for what it gave back the month before;
  /// without this the system would clear tens of thousands of pages each time.
  static let isKept = pol_keep_freed_memory() == 1
}
