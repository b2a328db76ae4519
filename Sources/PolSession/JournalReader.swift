import FoundationEssentials
import PolLedger
import PolReports

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
    guard length <= UInt64(size - head - tail) else { throw failure("it is damaged") }
    let rows = size - head - tail - Int(length)
    guard let names = file.bytes(head + rows..<head + rows + Int(length)),
      let index = try? JSONDecoder().decode(JournalIndex.self, from: Data(names)),
      index.rowCount.map({ $0 <= rows && $0 * JournalRow.width == rows }) == true
    else { throw failure("it is damaged") }
    (self.path, self.file, self.index) = (path, file, index)
  }

  /// Hands on every transfer as text, part by part; stops where `take` returns false.
  package func text(_ take: ([UInt8]) -> Bool) throws(Loader.Failure) {
    guard take(JournalText.head) else { return }
    var next = JournalFile.head.count
    var lines: [UInt8] = []
    for run in index.runs {
      let text = JournalText(run, of: index)
      for start in stride(from: 0, to: run.rows, by: Self.part) {
        let count = min(Self.part, run.rows - start)
        lines.removeAll(keepingCapacity: true)
        guard let rows = file.values(count, at: next, like: JournalRow.blank), text.add(rows, to: &lines)
        else { throw Loader.Failure(path: path, reason: "it is damaged") }
        guard take(lines) else { return }
        next += count * JournalRow.width
      }
    }
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
