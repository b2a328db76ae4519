import FoundationEssentials
import PolLedger
package import PolReports

/// Reads a journal that `JournalFile` wrote.
package struct JournalReader {
  private let path: String
  private let file: InputFile
  private let index: JournalIndex

  /// Rows are read so many at a time.
  private static let part = 1 << 13

  /// Opens a journal and reads its names; it must be whole.
  package init(_ path: String) throws(Loader.Failure) {
    func failure(_ reason: String) -> Loader.Failure { Loader.Failure(path: path, reason: reason) }
    // Where there is no file, the loader has the words.
    try Loader.expectFile(path)
    guard let file = InputFile(path) else { throw failure("it can't be opened") }
    guard let size = file.size else { throw failure("only a file can be read, no pipe") }
    let head = JournalFile.head.count
    let tail = 8 + JournalFile.end.count
    guard size >= head, file.bytes(0..<head) == JournalFile.head else { throw failure("it is no journal") }
    guard size >= head + tail, let last = file.bytes(size - tail..<size),
      Array(last.dropFirst(8)) == JournalFile.end
    else { throw failure("it is half a journal: its end is missing") }
    let length = last.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(size - head - tail) else {
      throw failure("it is damaged at byte \(size - tail): its names can't be as long as it says there")
    }
    let rows = size - head - tail - Int(length)
    guard let names = file.bytes(head + rows..<head + rows + Int(length)),
      let index = try? JSONDecoder().decode(JournalIndex.self, from: Data(names)),
      index.rowCount.map({ $0 <= rows && $0 * JournalRow.width == rows }) == true
    else { throw failure("it is damaged from byte \(head + rows) on, where its names should stand") }
    (self.path, self.file, self.index) = (path, file, index)
  }

  /// Hands on the transfers that are wanted as text, part by part; stops where `take` returns false.
  package func text(_ filter: JournalFilter, _ take: ([UInt8]) -> Bool) throws(Loader.Failure) {
    let sieves = index.runs.map { filter.sieve(of: $0, in: index) }
    if let stranger = filter.stranger(to: index) { throw Loader.Failure(path: path, reason: stranger) }
    guard take(JournalText.head) else { return }
    var next = JournalFile.head.count
    for (run, sieve) in zip(index.runs, sieves) {
      let end = next + run.rows * JournalRow.width
      if let sieve { guard try print(run, from: next, to: end, sieve, take) else { return } }
      next = end
    }
  }

  private func print(
    _ run: JournalIndex.Run, from start: Int, to end: Int, _ sieve: JournalFilter.Sieve,
    _ take: ([UInt8]) -> Bool
  ) throws(Loader.Failure) -> Bool {
    let text = JournalText(run, of: index)
    var lines: [UInt8] = []
    for place in stride(from: start, to: end, by: Self.part * JournalRow.width) {
      let count = min(Self.part, (end - place) / JournalRow.width)
      guard let rows = file.values(count, at: place, like: JournalRow.blank) else {
        throw Loader.Failure(path: path, reason: "it can't be read from byte \(place) on")
      }
      lines.removeAll(keepingCapacity: true)
      for (row, transfer) in rows.enumerated() where sieve.passes(transfer) {
        guard text.add(transfer, to: &lines) else {
          throw Loader.Failure(
            path: path,
            reason: "it is damaged at byte \(place + row * JournalRow.width), where a transfer of "
              + "`\(run.name)` has a number that stands for nothing")
        }
      }
      guard lines.isEmpty || take(lines) else { return false }
    }
    return true
  }
}

extension JournalIndex {
  /// How many rows its runs have in all; nil where it can't be.
  fileprivate var rowCount: Int? {
    var sum = 0
    for run in runs {
      let (count, overflow) = sum.addingReportingOverflow(run.rows)
      guard run.rows >= 0, !overflow else { return nil }
      sum = count
    }
    return sum
  }
}
