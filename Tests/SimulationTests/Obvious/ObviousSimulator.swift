import PolColumns

/// The obvious simulation: one agent after the other, one event after the other, everything in dictionaries.
///
/// It was written from the design alone, to find misreadings in the quick one. Sums over months are kept by
/// month and added up whenever they are asked for; a team is found by walking up from everyone.
struct ObviousSimulator {
  struct Lot {
    var product: Int
    var month: Int
    var units: Int
    var left: Int
    var paid: Int
    var event: Int
  }
  /// What a customer bought, and the lots that it came from: what was paid for how many, and in which event.
  struct Sale {
    var product: Int
    var month: Int
    var seller: Int
    var winner: Int
    var customer: Int?
    var units: Int
    var paid: Int
    var event: Int
    var back = 0
    var refunded = 0
    var sources: [(lot: Lot, left: Int)] = []
  }
  /// What one rebate paid in one event, so that it can be clawed back.
  struct Reward {
    var payee: Int
    var rule: Int
    /// The deposit that it was paid of.
    var bond: Int?
    var amount: Int
    var clawed = 0
  }
  /// By month.
  typealias ByMonth = [Int: Int]

  struct Person {
    var key: UInt64
    var sponsor: Int?
    var place: ObviousPlace?
    var joined: Int
    var tier: Int
    var active = true
    /// The months in which a tier's condition was met, by rank.
    var met: [Int: Set<Int>] = [:]
    /// The months in which it missed what keeps its tier, since it came to that tier.
    var missed: [Int: Set<Int>] = [:]
    var trust = 0.0
    var cash = 0
    /// In all.
    var paid = 0
    var got = 0
    var deposits = 0
    /// In which events it paid them, by which rules.
    var bonds: [(event: Int, rule: Int)] = []
    var lots: [Lot] = []
    /// By rule.
    var debts: [Int: Int] = [:]
    var sums: [Int: Int] = [:]
    var ordered: ByMonth = [:]
    var sold: ByMonth = [:]
    var used: ByMonth = [:]
    var returned: ByMonth = [:]
    var ownOrders: ByMonth = [:]
    var ownSales: ByMonth = [:]
    var ownLoads: ByMonth = [:]
    var ownUses: ByMonth = [:]
    /// Less what came back.
    var orderPoints: ByMonth = [:]
    var orderVolume: ByMonth = [:]
    var salePoints: ByMonth = [:]
    var saleVolume: ByMonth = [:]
    /// What a limit on the carry took from each leg at the end of a month, by what legs count.
    var flushed: [PartialKeyPath<Person>: [Int: [Int]]] = [:]
    /// By rule.
    var months: [Int: ByMonth] = [:]
    var rebates: ByMonth = [:]
    var recruits = 0
    /// How many it has asked to join.
    var asked = 0
    /// Customers by the month in which they were won.
    var customers: ByMonth = [:]
    /// Customers of a story, and the month in which each was won.
    var ties: [Int: Int] = [:]
    var stock: Int { lots.reduce(0) { $0 + $1.left } }
    func stock(of product: Int) -> Int { lots.reduce(0) { $1.product == product ? $0 + $1.left : $0 } }
  }

  /// A month's row, as the table `months` shows it.
  struct Row: Equatable {
    var headcount = 0
    var companyCash = 0
    var joins = 0
    var quits = 0
    var made = 0
    var ordered = 0
    var shipped = 0
    var sold = 0
    var used = 0
    var returned = 0
    var turnover = 0
    /// Of all orders, and what the company got of it.
    var purchases = 0
    var supplied = 0
    /// What agents got in all, and because somebody joined.
    var receipts = 0
    var recruiting = 0
    /// Fees that the company got; what it paid for making goods, for those that came back, and of deposits.
    var companyFees = 0
    var production = 0
    var buyback = 0
    var refunds = 0
    var rules: [Int]
  }

  var policy: ObviousPolicy
  let seed: UInt64
  var month = 0
  /// In a market whoever quits gives up, and is still paid; in a story it leaves for good.
  var paysQuitters = false
  var people: [Person] = []
  var company = 0
  /// Every unit ever made, and everything paid for that and to the outside world.
  var spent = 0
  var row: Row
  var rows: [Row] = []
  /// By event and product: how many units it brought, what was paid for them, how many came back.
  var goods: [Int: [Int: (units: Int, paid: Int, back: Int)]] = [:]
  /// By event: what it paid.
  var rewards: [Int: [Reward]] = [:]
  var lastEvent = 0
  var sales: [Sale] = []
  /// By rule and agent: what is worked out in this close, and not paid yet.
  var pending: [Int: [Int: Int]] = [:]
  /// By rule and agent: what a cap per period has let through.
  var capped: [Int: [Int: Int]] = [:]
  var arrivals: UInt64 = 0

  init(_ policy: ObviousPolicy, seed: UInt64) {
    self.policy = policy
    self.seed = seed
    row = Row(rules: Array(repeating: 0, count: policy.rules.count))
  }

  mutating func open(month: Int) {
    self.month = month
    for (index, rule) in policy.rules.enumerated() {
      if let period = rule.cap?.period, month % period == 0 { capped[index] = [:] }
    }
  }

  /// Balance: the month's row.
  mutating func balance() {
    row.headcount = people.filter(\.active).count
    row.companyCash = company
    rows.append(row)
    row = Row(rules: Array(repeating: 0, count: policy.rules.count))
  }
}

extension ObviousSimulator {
  /// An agent's money comes; what is paid back is taken off.
  mutating func pay(_ amount: Int, to person: Int, isJoining: Bool = false) {
    people[person].cash += amount
    people[person].got += amount
    row.receipts += amount
    if isJoining { row.recruiting += amount }
  }

  /// An agent's money goes.
  mutating func charge(_ amount: Int, to person: Int) {
    people[person].cash -= amount
    people[person].paid += amount
  }

  /// Whom a person is under, nearest first.
  func uplines(of person: Int) -> [Int] {
    var chain: [Int] = []
    var next = people[person].sponsor
    while let upline = next {
      chain.append(upline)
      next = people[upline].sponsor
    }
    return chain
  }

  /// A person and its whole downline.
  static func team(of person: Int, in people: [Person]) -> [Int] {
    var isIn = Array(repeating: false, count: people.count)
    isIn[person] = true
    // A sponsor always joined before.
    for index in people.indices {
      if let sponsor = people[index].sponsor, isIn[sponsor] { isIn[index] = true }
    }
    return people.indices.filter { isIn[$0] }
  }

  /// Whether a customer who was won in a month is still locked.
  func holds(_ won: Int) -> Bool {
    if case .months(let months) = policy.lock { return month < won + months }
    return true
  }

  /// The months that a period which holds this month has had so far.
  func isIn(_ window: Int?, _ month: Int) -> Bool {
    guard let window else { return true }
    if window < 0 { return month > self.month + window }
    return month / window == self.month / window
  }

  func sum(_ values: ByMonth, _ window: Int?) -> Int {
    values.reduce(0) { isIn(window, $1.key) ? $0 + $1.value : $0 }
  }

  func figure(_ figure: ObviousCondition.Figure, _ window: Int?, of person: Int, in seen: [Person]) -> Int {
    func team(_ values: KeyPath<Person, ByMonth>) -> Int {
      Self.team(of: person, in: seen).reduce(0) { $0 + sum(seen[$1][keyPath: values], window) }
    }
    let it = seen[person]
    func perLeg(_ values: KeyPath<Person, ByMonth>, _ most: Int) -> Int {
      seen.indices.filter { seen[$0].sponsor == person }.reduce(sum(it[keyPath: values], window)) {
        all, head in
        let leg = Self.team(of: head, in: seen).reduce(0) { $0 + sum(seen[$1][keyPath: values], window) }
        return all + min(leg, most)
      }
    }
    switch figure {
    case .net: return it.cash
    case .stock: return it.stock
    case .ordered: return sum(it.ordered, window)
    case .sold: return sum(it.sold, window)
    case .used: return sum(it.used, window)
    case .age: return month - it.joined
    case .recruits: return it.recruits
    case .recruitNumber: return seen[...person].count { it.sponsor != nil && $0.sponsor == it.sponsor }
    case .downline: return Self.team(of: person, in: seen).count - 1
    case .recruitsAt:
      let rank = min(1, policy.tiers.count - 1)
      return seen.count { $0.sponsor == person && $0.active && $0.tier >= rank }
    case .legs:
      let rank = min(1, policy.tiers.count - 1)
      let recruited = seen.indices.filter { seen[$0].sponsor == person }
      return recruited.count { head in
        Self.team(of: head, in: seen).contains { seen[$0].active && seen[$0].tier >= rank }
      }
    case .depth: return uplines(of: person).count
    case .customers:
      return sum(it.customers, nil) + it.ties.values.count { holds($0) }
    case .ownOrders: return sum(it.ownOrders, window)
    case .ownSales: return sum(it.ownSales, window)
    case .teamOrders: return team(\.ownOrders)
    case .teamSales: return team(\.ownSales)
    case .weakerLeg: return weakerLeg(of: person, window, in: seen)
    case .leftCarry: return legs(of: person, in: seen, \.ownOrders).carried[0]
    case .teamOrdersPerLeg: return perLeg(\.ownOrders, 30_000)
    case .teamSalesPerLeg: return perLeg(\.ownSales, 15_000)
    case .ownOrderPoints: return sum(it.orderPoints, window)
    case .teamSalePoints: return team(\.salePoints)
    case .weakerLegPoints: return weakerLeg(of: person, window, in: seen, \.orderPoints)
    case .teamOrderVolume: return team(\.orderVolume)
    }
  }

  /// Whether a condition holds for a person, as things stood when the phase began; `period` is that of the rule
  /// that asks, for in a rule with `every` a volume is that period's.
  func holds(
    _ condition: ObviousCondition?, for person: Int, source: Int? = nil, period: Int? = nil, in seen: [Person]
  ) -> Bool {
    guard let condition else { return true }
    func holds(_ inner: ObviousCondition) -> Bool {
      self.holds(inner, for: person, source: source, period: period, in: seen)
    }
    switch condition {
    case .tierAtLeast(let tier): return seen[person].tier >= tier
    case .tierIs(let tier): return seen[person].tier == tier
    case .aboveSource: return seen[person].tier > seen[source ?? person].tier
    case .isFounder: return seen[person].sponsor == nil
    case .isShort(let product, let units): return seen[person].stock(of: product) < units
    case .not(let inner): return !holds(inner)
    case .both(let a, let b):
      return holds(a) && holds(b)
    case .either(let a, let b):
      return holds(a) || holds(b)
    case .figure(let figure, let window, let sign, let value):
      let it = self.figure(figure, window ?? (figure.isVolume ? period : nil), of: person, in: seen)
      switch sign {
      case "<": return it < value
      case "<=": return it <= value
      case ">": return it > value
      case ">=": return it >= value
      case "==": return it == value
      default: return it != value
      }
    }
  }

  /// `net`, unsold stock at what `returns agent` would pay now, deposits owed, less debts.
  func worth(of person: Int) -> Int {
    let it = people[person]
    var worth = it.cash + it.deposits - it.debts.values.reduce(0, +)
    guard let returns = policy.returns else { return worth }
    for lot in it.lots where lot.left > 0 && month - lot.month <= returns.within {
      worth += divided(lot.paid * lot.left * returns.at.value, by: lot.units * 10_000, policy.rounding)
    }
    return worth
  }
}
