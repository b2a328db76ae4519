extension Threads {
  /// Changes several things at once, each on a thread of its own; they must be held by nobody else, or they are copied.
  package static func changeEach<A: Sendable>(
    _ list: inout [A], leaving nothing: A, threads: Int, _ change: @Sendable (inout A) -> Void
  ) {
    var boxes: [Box<A>] = []
    // Taken out one by one, so that each has one holder.
    while let one = list.popLast() { boxes.append(Box(one)) }
    _ = each(boxes, threads: threads) { $0.change(change) }
    while let box = boxes.popLast() { list.append(box.takeOut(leaving: nothing)) }
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
