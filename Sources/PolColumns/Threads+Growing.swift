import Synchronization

extension Threads {
  /// Makes columns of 64 bits longer by so many zeros, each on a thread of its own: most of the time of a growing run
  /// goes into pages that nobody has touched before.
  ///
  /// The columns must be held by nobody else, or they are copied.
  package static func lengthen(_ columns: inout [[Int64]], by count: Int, threads: Int) {
    guard threads > 1, count >= shard else {
      for index in columns.indices { columns[index].append(contentsOf: repeatElement(0, count: count)) }
      return
    }
    var boxes: [Box] = []
    // Taken out one by one, so that each has one holder.
    while let column = columns.popLast() { boxes.append(Box(column)) }
    _ = each(boxes, threads: threads) { box in
      box.column.withLock { $0.append(contentsOf: repeatElement(0, count: count)) }
    }
    while let box = boxes.popLast() {
      columns.append(
        box.column.withLock { column in
          defer { column = [] }
          return column
        })
    }
  }

  /// A column on its way to another thread and back.
  private final class Box: Sendable {
    let column: Mutex<[Int64]>
    init(_ column: consuming [Int64]) { self.column = Mutex(column) }
  }
}
