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
    var boxes: [Box<[Int64]>] = []
    // Taken out one by one, so that each has one holder.
    while let column = columns.popLast() { boxes.append(Box(column)) }
    _ = each(boxes, threads: threads) { box in
      box.change { $0.append(contentsOf: repeatElement(0, count: count)) }
    }
    while let box = boxes.popLast() { columns.append(box.takeOut(leaving: [])) }
  }

  /// Changes two things at once, each on a thread of its own; they must be held by nobody else, or they are copied.
  package static func change<A: Sendable, B: Sendable>(
    _ first: inout A, leaving nothing: A, _ changeFirst: @Sendable (inout A) -> Void,
    _ second: inout B, leaving nought: B, _ changeSecond: @Sendable (inout B) -> Void, threads: Int
  ) {
    let (a, b) = (Box(first), Box(second))
    (first, second) = (nothing, nought)
    _ = each([true, false], threads: threads) { isFirst in
      if isFirst { a.change(changeFirst) } else { b.change(changeSecond) }
    }
    first = a.takeOut(leaving: nothing)
    second = b.takeOut(leaving: nought)
  }
}
