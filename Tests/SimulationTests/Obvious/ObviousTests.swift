import Foundation
import PolSimulation
import Testing

/// The obvious simulation against the real one, on made-up policies.
struct ObviousTests {
  /// More cases with `POL_SOAK=1`.
  static let isSoaking = ProcessInfo.processInfo.environment["POL_SOAK"] == "1"
  private static let marketSeeds = 1...(isSoaking ? 3_000 : 120)
  private static let storySeeds = 1...(isSoaking ? 6_000 : 150)

  @Test("markets of made-up policies come out as in the obvious simulation")
  func markets() {
    for seed in Self.marketSeeds {
      let policy = PolicyMaker(seed: seed).policy
      expectSameMarket(policy, months: 1 + seed % 8, seed: seed)
    }
  }

  @Test("stories of made-up policies come out as in the obvious simulation")
  func stories() {
    for seed in Self.storySeeds {
      let policy = PolicyMaker(seed: seed &+ 1_000_000).policy
      let (story, obvious) = StoryMaker.story(seed: seed, for: policy)
      expectSame(obvious, policy.text + story.text(of: policy) + "run r = p in m\n", seed: seed)
    }
  }

  func expectSameMarket(_ policy: ObviousPolicy, months: Int, seed: Int) {
    let market = MarketMaker.market(seed: seed, for: policy)
    let script =
      policy.text + market.text(of: policy) + "run r = p in m for \(months) months seed \(seed)\n"
    let obvious = ObviousSimulator.run(policy, in: market, months: months, seed: UInt64(seed))
    expectSame(obvious, script, seed: seed)
  }

  func expectSame(_ obvious: ObviousSimulator, _ script: String, seed: Int) {
    let rules = obvious.policy.rules.filter { $0.kind != .stock }.map(\.name)
    let agentColumns =
      Self.agentColumns + (obvious.policy.placement == nil ? [] : Self.seatColumns)
      + (obvious.policy.hasLegs ? Self.legColumns : []) + rules
      + obvious.policy.products.map { "\($0.name).stock" }
      + (obvious.policy.isScored ? Self.scoreColumns : [])
    let monthColumns = Self.monthColumns + rules
    let questions =
      "show \(agentColumns.joined(separator: ", ")) of r.agents\n"
      + "show \(monthColumns.joined(separator: ", ")) of r.months\n"
      + "show \(Self.historyColumns.joined(separator: ", ")) of r.agents every 2 months\nshow r\n"
    let report: String
    do {
      let pipeline = try Pipeline(script + questions)
      let tables = pipeline.tables
      let agents = difference(agentColumns, tables[0], obvious.agentTable, "agent")
      let months = difference(monthColumns, tables[1], obvious.monthTable, "month")
      report =
        agents + months
        + difference(Self.historyColumns, tables[2], obvious.historyTable(every: 2), "period")
        + difference(pipeline.summary, obvious)
    } catch { report = "\(error)" }
    if !report.isEmpty { Issue.record("seed \(seed):\n\(report)\n\(script)") }
    if let unbalanced = obvious.imbalance {
      Issue.record("seed \(seed): the oracle's own \(unbalanced)\n\(script)")
    }
  }

  private func difference(_ summary: RunSummary?, _ obvious: ObviousSimulator) -> String {
    guard let summary else { return "there is no summary\n" }
    let (got, wanted) = (summary.figures, obvious.summary(naming: summary.people.map(\.name)))
    return Set(got.keys).union(wanted.keys).sorted().filter { got[$0] != wanted[$0] }
      .map { "summary, \($0): pol \(got[$0] ?? 0), obvious \(wanted[$0] ?? 0)\n" }.joined()
  }

  static let agentColumns = [
    "tier", "active", "sponsor", "net", "worth", "stock", "ordered", "sold", "used", "returned", "recruits",
    "downline", "own_orders", "own_sales", "team_orders", "team_sales", "customers", "paid", "got", "owed",
    "rebates", "fees", "team_orders(most_per_leg = 300 CNY)",
  ]
  static let scoreColumns = [
    "100 * own_orders_points", "100 * own_sales_points", "100 * team_sales_points", "own_orders_volume",
    "own_sales_volume", "team_orders_volume",
  ]
  static let seatColumns = ["placement", "level"]
  static let legColumns = ["weaker_leg", "left_carry", "right_carry", "weaker_leg this quarter"]
  static let historyColumns = [
    "month", "number", "ordered", "sold", "used", "returned", "own_orders", "own_sales", "rebates",
  ]
  static let monthColumns = [
    "month", "headcount", "company_cash", "joins", "quits", "made", "ordered", "shipped", "sold", "used",
    "returned", "turnover", "purchases", "supplied", "receipts", "recruiting", "rebates", "fees", "deposits",
    "costs",
  ]

  private func difference(_ names: [String], _ got: [[Int]], _ wanted: [[Int]], _ what: String) -> String {
    guard got.count == wanted.count else { return "\(got.count) columns of \(what)s, not \(wanted.count)\n" }
    var lines: [String] = []
    for (name, pair) in zip(names, zip(got, wanted)) where pair.0 != pair.1 {
      guard pair.0.count == pair.1.count else {
        lines.append("\(name): \(pair.0.count) \(what)s, not \(pair.1.count)")
        continue
      }
      let row = pair.0.indices.first { pair.0[$0] != pair.1[$0] } ?? 0
      lines.append("\(name) of \(what) \(row): pol \(pair.0[row]), obvious \(pair.1[row])")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension ObviousSimulator {
  /// Indices of the rules that have a column.
  private var columns: [Int] { policy.rules.indices.filter { policy.rules[$0].kind != .stock } }

  func rules(_ kind: ObviousRule.Kind) -> [Int] {
    policy.rules.indices.filter { policy.rules[$0].kind == kind }
  }

  fileprivate var agentTable: [[Int]] {
    func each(_ value: (Int) -> Int) -> [Int] { people.indices.map(value) }
    let fixed: [[Int]] = [
      each { people[$0].tier }, each { people[$0].active ? 1 : 0 },
      each { people[$0].sponsor.map { $0 + 1 } ?? 0 },
      each { people[$0].cash }, each { worth(of: $0) }, each { people[$0].stock },
      each { sum(people[$0].ordered, nil) }, each { sum(people[$0].sold, nil) },
      each { sum(people[$0].used, nil) }, each { sum(people[$0].returned, nil) },
      each { people[$0].recruits },
      each { figure(.downline, nil, of: $0, in: people) }, each { sum(people[$0].ownOrders, nil) },
      each { sum(people[$0].ownSales, nil) }, each { figure(.teamOrders, nil, of: $0, in: people) },
      each { figure(.teamSales, nil, of: $0, in: people) },
      each { figure(.customers, nil, of: $0, in: people) }, each { people[$0].paid },
      each { people[$0].got }, each { people[$0].deposits }, each { sum(people[$0].rebates, nil) },
      each { person in rules(.fee).reduce(0) { $0 + (people[person].sums[$1] ?? 0) } },
      each { figure(.teamOrdersPerLeg, nil, of: $0, in: people) },
    ]
    let seats: [[Int]] = [
      each { people[$0].place.map { $0.parent + 1 } ?? 0 }, each { uplines(of: $0, byPlacement: true).count },
    ]
    let legs: [[Int]] = [
      each { weakerLeg(of: $0, nil, in: people) },
      each { self.legs(of: $0, in: people, \.ownOrders).carried[0] },
      each { self.legs(of: $0, in: people, \.ownOrders).carried[1] },
      each { weakerLeg(of: $0, 3, in: people) },
    ]
    return fixed + (policy.placement == nil ? [] : seats) + (policy.hasLegs ? legs : [])
      + columns.map { rule in each { people[$0].sums[rule] ?? 0 } }
      + policy.products.indices.map { product in each { people[$0].stock(of: product) } }
      + (policy.isScored ? scores : [])
  }

  private var scores: [[Int]] {
    func each(_ values: KeyPath<Person, ByMonth>) -> [Int] { people.map { sum($0[keyPath: values], nil) } }
    func teams(_ figure: ObviousCondition.Figure) -> [Int] {
      people.indices.map { self.figure(figure, nil, of: $0, in: people) }
    }
    return [
      each(\.orderPoints), each(\.salePoints), teams(.teamSalePoints), each(\.orderVolume),
      each(\.saleVolume), teams(.teamOrderVolume),
    ]
  }

  /// What everyone did in each period, by period and number.
  fileprivate func historyTable(every period: Int) -> [[Int]] {
    let ends = rows.indices.filter { ($0 + 1) % period == 0 || $0 == rows.count - 1 }
    let cells = ends.flatMap { end in people.indices.filter { people[$0].joined <= end }.map { (end, $0) } }
    func each(_ values: KeyPath<Person, ByMonth>) -> [Int] {
      cells.map { end, person in
        (end - end % period...end).reduce(0) { $0 + (people[person][keyPath: values][$1] ?? 0) }
      }
    }
    return [
      cells.map(\.0), cells.map { $0.1 + 1 }, each(\.ordered), each(\.sold), each(\.used), each(\.returned),
      each(\.ownOrders), each(\.ownSales), each(\.rebates),
    ]
  }

  fileprivate var monthTable: [[Int]] {
    func each(_ value: (Row) -> Int) -> [Int] { rows.map(value) }
    let fixed: [[Int]] = [
      Array(rows.indices), each(\.headcount), each(\.companyCash), each(\.joins), each(\.quits), each(\.made),
      each(\.ordered), each(\.shipped), each(\.sold), each(\.used), each(\.returned), each(\.turnover),
      each(\.purchases), each(\.supplied), each(\.receipts), each(\.recruiting),
    ]
    let kinds = [ObviousRule.Kind.rebate, .fee, .deposit, .cost].map { kind in
      each { row in rules(kind).reduce(0) { $0 + row.rules[$1] } }
    }
    return fixed + kinds + columns.map { rule in each { $0.rules[rule] } }
  }

  /// What is wrong with the oracle's own books, if anything.
  fileprivate var imbalance: String? {
    let held = people.reduce(0) { $0 + $1.stock }
    let gone = rows.reduce(0) { $0 + $1.sold + $1.used + $1.returned }
    if rows.reduce(0, { $0 + $1.made }) != held + gone { return "units do not add up" }
    let cash = people.reduce(company) { $0 + $1.cash }
    if cash != rows.reduce(0, { $0 + $1.turnover }) - spent { return "money does not add up" }
    return nil
  }
}
