/// Running totals by agent, since joining; a total that nobody asked for is empty.
package struct Tallies: Sendable {
  /// Units ordered, for oneself or for a downline.
  package internal(set) var ordered: Tally
  /// Money paid for wholesale orders.
  package internal(set) var ownOrders: Tally
  /// The part of it that was bought on joining.
  package internal(set) var ownLoads: Tally
  /// Units sold to customers.
  package internal(set) var sold: Tally
  /// Money that own customers paid.
  package internal(set) var ownSales: Tally
  /// Units used.
  package internal(set) var used: Tally
  /// What own use was worth.
  package internal(set) var ownUses: Tally
  /// Units returned to the company.
  package internal(set) var returned: Tally
  /// Deposits that the company owes.
  package internal(set) var owed: Tally
  /// Points and volume of what was ordered, less what came back, and of what was sold.
  package internal(set) var orderScores: ScoreTally
  package internal(set) var saleScores: ScoreTally
  /// By rule: received less paid back under a rebate, paid less received under the other kinds.
  package internal(set) var rules: [Tally]

  init(rules count: Int, keeping: Keeping) {
    ordered = Tally(keeping.ordered)
    ownOrders = Tally(keeping.ownOrders)
    ownLoads = Tally(keeping.ownLoads)
    sold = Tally(keeping.sold)
    ownSales = Tally(keeping.ownSales)
    used = Tally(keeping.used)
    ownUses = Tally(keeping.ownUses)
    returned = Tally(keeping.returned)
    owed = Tally(keeping.owed)
    orderScores = ScoreTally(points: keeping.orderPoints, volume: keeping.orderVolume)
    saleScores = ScoreTally(points: keeping.salePoints, volume: keeping.saleVolume)
    rules = (0..<count).map { Tally(keeping.rules.contains($0)) }
  }

  /// Whether all totals are kept that are asked for; those of rules yet to come can be.
  func cover(_ keeping: Keeping) -> Bool {
    let pairs = [
      (keeping.ordered, ordered), (keeping.ownOrders, ownOrders), (keeping.sold, sold),
      (keeping.ownSales, ownSales), (keeping.used, used), (keeping.returned, returned), (keeping.owed, owed),
      (keeping.ownLoads, ownLoads), (keeping.ownUses, ownUses),
      (keeping.orderPoints, orderScores.points), (keeping.orderVolume, orderScores.volume),
      (keeping.salePoints, saleScores.points), (keeping.saleVolume, saleScores.volume),
    ]
    return pairs.allSatisfy { !$0.0 || $0.1.isKept }
      && keeping.rules.allSatisfy { $0 >= rules.count || rules[$0].isKept }
  }

  /// Adds totals for so many more rules and people; `keeping` are the numbers of rules whose sums are kept.
  mutating func openRules(_ count: Int, people: Int, keeping: Set<Int>) {
    for index in rules.count..<rules.count + count {
      rules.append(Tally(keeping.contains(index)))
      rules[index].grow(by: people)
    }
  }

  mutating func grow(by count: Int) {
    ordered.grow(by: count)
    ownOrders.grow(by: count)
    ownLoads.grow(by: count)
    sold.grow(by: count)
    ownSales.grow(by: count)
    used.grow(by: count)
    ownUses.grow(by: count)
    returned.grow(by: count)
    owed.grow(by: count)
    orderScores.grow(by: count)
    saleScores.grow(by: count)
    for rule in rules.indices { rules[rule].grow(by: count) }
  }
}

/// What a unit of a product counts besides: points in hundredths, and a volume in minor units.
package struct UnitScore: Sendable, Hashable {
  package var points: Int64 = 0
  package var volume: Int64 = 0

  /// Makes a score.
  package init(points: Int64 = 0, volume: Int64 = 0) { (self.points, self.volume) = (points, volume) }
}

/// Points and volume by agent, each if it is kept.
package struct ScoreTally: Sendable {
  /// In hundredths.
  package private(set) var points: Tally
  /// Minor units.
  package private(set) var volume: Tally

  init(points: Bool, volume: Bool) { (self.points, self.volume) = (Tally(points), Tally(volume)) }

  /// Whether either is kept.
  var isKept: Bool { points.isKept || volume.isKept }

  mutating func grow(by count: Int) {
    points.grow(by: count)
    volume.grow(by: count)
  }

  /// Adds what some units count, which are fewer than none where they come back; returns false on overflow.
  mutating func add(_ units: Int64, of score: UnitScore, to agent: Int) -> Bool {
    let (points, isOver) = score.points.multipliedReportingOverflow(by: units)
    let (volume, isOverToo) = score.volume.multipliedReportingOverflow(by: units)
    let fits = self.points.add(points, to: agent)
    return self.volume.add(volume, to: agent) && fits && !isOver && !isOverToo
  }

  /// The same of many.
  mutating func add(_ units: Gathering.Amounts, of score: UnitScore, to agents: [Int32]) -> Bool {
    guard isKept, score != UnitScore() else { return true }
    let units = units.each
    var fits = true
    for k in units.indices { fits = add(units[k], of: score, to: Int(agents[k])) && fits }
    return fits
  }
}

/// One running total by agent, if it is kept.
package struct Tally: Sendable {
  /// Whether it is kept.
  package let isKept: Bool
  /// By agent; empty where it is not kept.
  package private(set) var values: [Int64] = []

  init(_ isKept: Bool) { self.isKept = isKept }

  mutating func grow(by count: Int) {
    if isKept { values.append(contentsOf: repeatElement(0, count: count)) }
  }

  /// The values, so that a loop can change them without asking who else holds them; to be put back.
  mutating func takeOut() -> [Int64] {
    defer { values = [] }
    return values
  }

  mutating func putBack(_ values: [Int64]) { self.values = values }

  /// Adds each amount to its agent, if it is kept; returns false on overflow.
  mutating func add(_ amounts: [Int64], to agents: [Int32]) -> Bool {
    guard isKept else { return true }
    var fits = true
    for k in amounts.indices { fits = !PolLedger.add(amounts[k], to: &values[Int(agents[k])]) && fits }
    return fits
  }

  /// The same of amounts that may be looked up.
  mutating func add(_ amounts: Gathering.Amounts, to agents: [Int32]) -> Bool {
    guard isKept else { return true }
    var cells = values.mutableSpan
    var next = 0
    return !Gathering.Column(agents: agents, amounts: amounts).post(to: &cells, from: &next, sign: 1)
  }

  /// Adds, if it is kept; returns false on overflow.
  @inline(__always)
  mutating func add(_ amount: Int64, to agent: Int) -> Bool {
    guard isKept else { return true }
    return !PolLedger.add(amount, to: &values[agent])
  }
}
