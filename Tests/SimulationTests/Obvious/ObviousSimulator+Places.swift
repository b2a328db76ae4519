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

  /// What the months of the last period so far took off both legs, each with what the months before carried over.
  func weakerLeg(
    of person: Int, _ window: Int?, in seen: [Person], _ values: KeyPath<Person, ByMonth> = \.ownOrders
  ) -> Int {
    legs(of: person, in: seen, values).taken.reduce(0) { isIn(window, $1.key) ? $0 + $1.value : $0 }
  }

  /// What each month took off both legs, and what lies on them now.
  func legs(
    of person: Int, in seen: [Person], _ values: KeyPath<Person, ByMonth>
  ) -> (taken: ByMonth, carried: [Int]) {
    var carried = [0, 0]
    var taken: ByMonth = [:]
    for month in 0...self.month {
      for leg in 0...1 { carried[leg] += sum(onLeg: leg, of: person, in: month, seen, values) }
      let least = min(carried[0], carried[1])
      taken[month] = least
      carried = carried.map { $0 - least }
      for (leg, gone) in (seen[person].flushed[values]?[month] ?? []).enumerated() { carried[leg] -= gone }
    }
    return (taken, carried)
  }

  /// The end of a month: what lies on a leg above the limit is gone.
  mutating func flush() {
    guard let carry = policy.carry, policy.placement != nil else { return }
    let seen = people
    let counted: [(values: KeyPath<Person, ByMonth>, isPoints: Bool)] = [
      (\.ownOrders, false), (\.orderPoints, true), (\.orderVolume, false),
    ]
    for person in seen.indices {
      let keeps = seen[person].active && holds(carry.condition, for: person, in: seen)
      for (values, isPoints) in counted {
        let limit = carry.isPoints == isPoints || carry.limit == 0 ? carry.limit ?? .max : .max
        let carried = legs(of: person, in: seen, values).carried
        people[person].flushed[values, default: [:]][month] = carried.map { max(0, $0 - (keeps ? limit : 0)) }
      }
    }
  }

  private func sum(
    onLeg leg: Int, of person: Int, in month: Int, _ seen: [Person],
    _ values: KeyPath<Person, ByMonth>
  ) -> Int {
    seen.indices.reduce(0) { sum, other in
      let chain = [other] + uplines(of: other, byPlacement: true)
      guard let place = chain.firstIndex(of: person), place > 0,
        seen[chain[place - 1]].place?.leg == leg
      else { return sum }
      return sum + (seen[other][keyPath: values][month] ?? 0)
    }
  }
}

/// One leg of one person.
struct ObviousPlace: Equatable {
  var parent: Int
  var leg: Int
}
