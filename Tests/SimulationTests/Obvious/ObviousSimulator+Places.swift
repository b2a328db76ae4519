// Where people sit: `placement`, `by placement`, `weaker_leg`.

extension ObviousSimulator {
  /// The first free place below somebody: level by level, each from left to right; nil if there is none.
  func freePlace(below sponsor: Int?) -> ObviousPlace? {
    guard let placement = policy.placement, let sponsor else { return nil }
    var level = [sponsor]
    for _ in 0..<(placement.depth ?? people.count) {
      let places = level.flatMap { person in
        (0..<placement.width).map { ObviousPlace(parent: person, leg: $0) }
      }
      if let free = places.first(where: { who(sitsAt: $0) == nil }) { return free }
      level = places.compactMap { who(sitsAt: $0) }
    }
    return nil
  }

  private func who(sitsAt place: ObviousPlace) -> Int? { people.firstIndex { $0.place == place } }

  /// Everyone above a person, nearest first: who recruited, or by where they sit.
  func uplines(of person: Int, byPlacement: Bool) -> [Int] {
    guard byPlacement else { return uplines(of: person) }
    var chain: [Int] = []
    var next = people[person].place?.parent
    while let upline = next {
      chain.append(upline)
      next = people[upline].place?.parent
    }
    return chain
  }

  /// What the last period so far took off both legs, each with what the periods before it carried over.
  func weakerLeg(
    of person: Int, _ window: Int?, in seen: [Person], _ values: KeyPath<Person, ByMonth> = \.ownOrders
  ) -> Int {
    var carried = [0, 0]
    var taken = 0
    for months in periods(window) {
      for leg in 0...1 { carried[leg] += sum(onLeg: leg, of: person, in: months, seen, values) }
      taken = min(carried[0], carried[1])
      carried = carried.map { $0 - taken }
    }
    return taken
  }

  /// The months of each period up to this one; what is counted from joining has the last few, and all before them.
  private func periods(_ window: Int?) -> [Range<Int>] {
    guard let window else { return [0..<month + 1] }
    if window < 0 {
      let first = max(0, month + window + 1)
      return [0..<first, first..<month + 1]
    }
    return (0...month / window).map { $0 * window..<($0 + 1) * window }
  }

  private func sum(
    onLeg leg: Int, of person: Int, in months: Range<Int>, _ seen: [Person],
    _ values: KeyPath<Person, ByMonth>
  ) -> Int {
    seen.indices.reduce(0) { sum, other in
      let chain = [other] + uplines(of: other, byPlacement: true)
      guard let place = chain.firstIndex(of: person), place > 0,
        seen[chain[place - 1]].place?.leg == leg
      else { return sum }
      return seen[other][keyPath: values].reduce(sum) { months.contains($1.key) ? $0 + $1.value : $0 }
    }
  }
}

/// One leg of one person.
struct ObviousPlace: Equatable {
  var parent: Int
  var leg: Int
}
