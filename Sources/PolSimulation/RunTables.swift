import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

/// The table `months`: one row a month, month 0 included; or one for each of a longer period, whose last may be short.
struct MonthRows: RowSource {
  private let months: [World.MonthRow]
  private let period: Int
  private let decimals: Int

  init(_ world: World, every period: Int, decimals: Int) {
    (months, self.period, self.decimals) = (world.months, period, decimals)
  }

  var rowCount: Int { (months.count + period - 1) / period }
  var luck: Luck { Luck(seed: 0, month: 0) }
  func personKeys(in rows: Range<Int>) -> [UInt64] { [] }
  func name(ofRow row: Int) -> String { "month \(last(of: row))" }

  /// The last month of a row's period.
  private func last(of row: Int) -> Int { min((row + 1) * period, months.count) - 1 }

  /// What the months of each row come to together.
  private func sums(in rows: Range<Int>, scale: Int, _ value: (World.MonthRow) -> Int64) -> Vector {
    guard period > 1 else { return .integers(months[rows].map(value), scale: scale) }
    return .exacts(
      rows.map { row in
        months[row * period...last(of: row)].reduce(ExactNumber.zero) {
          $0.adding(ExactNumber(coefficient: value($1), scale: scale)) ?? $0
        }
      })
  }

  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    guard case .month(let column) = column else {
      preconditionFailure("a column of another table: \(column)")
    }
    func money(_ value: (World.MonthRow) -> Int64) -> Vector { sums(in: rows, scale: decimals, value) }
    func number(_ value: (World.MonthRow) -> Int64) -> Vector { sums(in: rows, scale: 0, value) }
    return switch column {
    case .month: .integers(rows.map { Int64(last(of: $0)) }, scale: 0)
    case .headcount: .integers(rows.map { Int64(months[last(of: $0)].headcount) }, scale: 0)
    case .joins: number { Int64($0.joins) }
    case .quits: number { Int64($0.quits) }
    case .sold: number(\.totals.sold)
    case .used: number(\.totals.used)
    case .ordered: number(\.totals.ordered)
    case .shipped: number(\.totals.shipped)
    case .made: number(\.totals.made)
    case .returned: number(\.totals.returned)
    case .companyCash: .integers(rows.map { months[last(of: $0)].companyCash }, scale: decimals)
    case .turnover: money(\.totals.turnover)
    case .purchases: money(\.totals.purchases)
    case .supplied: money(\.totals.companyPurchases)
    case .fees: money(\.totals.fees)
    case .deposits: money(\.totals.deposits)
    case .rebates: money(\.totals.rebates)
    case .costs: money(\.totals.costs)
    case .receipts: money(\.totals.receipts)
    case .recruiting: money(\.totals.recruiting)
    case .rule(let rule): money { $0.totals.rules[rule] }
    }
  }
}

/// The table `tiers`: one row a tier, from the bottom up, with the figures of the last month. Prices, loads
/// and costs are those of the one product: the checker lets nobody ask for them where there are several.
struct TierRows: RowSource {
  private let terms: Terms
  private let cost: Scalar
  private let headcounts: [Int64]

  init(_ simulation: Simulation) {
    terms = simulation.terms
    let agents = simulation.world.agents
    var headcounts = Array(repeating: Int64(0), count: simulation.policy.tiers.count)
    for agent in agents.tier.indices where agents.active[agent] { headcounts[Int(agents.tier[agent])] += 1 }
    self.headcounts = headcounts
    let rate = simulation.terms.cost[0]
    let minor = ExactNumber(coefficient: rate.numerator, scale: simulation.policy.currency.decimals)
    cost = .exact(minor.divided(by: ExactNumber(coefficient: rate.denominator, scale: 0)) ?? .zero)
  }

  var rowCount: Int { headcounts.count }
  var luck: Luck { Luck(seed: 0, month: 0) }
  func personKeys(in rows: Range<Int>) -> [UInt64] { [] }
  func name(ofRow row: Int) -> String { "tier \(row + 1)" }

  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    guard case .tier(let column) = column else { preconditionFailure("a column of another table: \(column)") }
    func exacts(_ scalars: [Scalar]) -> Vector {
      .exacts(scalars[rows].map { if case .exact(let number) = $0 { number } else { .zero } })
    }
    return switch column {
    case .tier: .codes(rows.map { Int32($0) })
    case .price: exacts(terms.shown.price[0])
    case .retail: exacts(terms.shown.retail[0])
    case .load: exacts(terms.shown.load[0])
    case .cost: .constant(cost)
    case .headcount: .integers(Array(headcounts[rows]), scale: 0)
    }
  }
}

/// The table `ledger`: one row a transfer.
struct LedgerRows: RowSource {
  private let journal: Journal
  private let decimals: Int
  /// Why each rule pays at the end of a period.
  private let causes: [EventTrigger]

  init(_ simulation: Simulation) {
    guard let journal = simulation.world.ledger.journal else {
      preconditionFailure("the transfers of this run were not asked for")
    }
    self.journal = journal
    decimals = simulation.policy.currency.decimals
    causes = simulation.policy.rules.map { simulation.policy.cause(of: $0).event }
  }

  var rowCount: Int { journal.count }
  var luck: Luck { Luck(seed: 0, month: 0) }
  func personKeys(in rows: Range<Int>) -> [UInt64] { [] }
  func name(ofRow row: Int) -> String { "transfer \(row + 1)" }

  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    guard case .ledger(let column) = column else {
      preconditionFailure("a column of another table: \(column)")
    }
    return switch column {
    case .month: .integers(journal.month[rows].map(Int64.init), scale: 0)
    case .event: .integers(journal.event[rows].map(Int64.init), scale: 0)
    case .rule: .codes(rows.map(rule))
    case .kind: .codes(journal.kind[rows].map { Int32($0.rawValue) })
    case .trigger: .codes(journal.trigger[rows].map { Int32($0.rawValue) })
    case .cause: .codes(rows.map(cause))
    case .debit: .codes(journal.debit[rows].map(Self.account))
    case .credit: .codes(journal.credit[rows].map(Self.account))
    case .commodity: .codes(Array(journal.commodity[rows]))
    case .amount:
      .integers(rows.map { journal.commodity[$0] == 0 ? journal.amount[$0] : 0 }, scale: decimals)
    case .units: .integers(rows.map { journal.commodity[$0] == 0 ? 0 : journal.amount[$0] }, scale: 0)
    }
  }

  /// The rule's place in its domain: what no rule made is called by its kind, and kinds come first.
  private func rule(_ row: Int) -> Int32 {
    journal.rule[row] < 0
      ? Int32(journal.kind[row].rawValue) : Int32(TransferKind.allCases.count) + journal.rule[row]
  }

  /// The trigger, or what a rule of a period is paid of.
  private func cause(_ row: Int) -> Int32 {
    let (trigger, rule) = (journal.trigger[row], Int(journal.rule[row]))
    return Int32((trigger == .period && causes.indices.contains(rule) ? causes[rule] : trigger).rawValue)
  }

  /// The account's place in its domain: the parties that are no agents come first.
  private static func account(_ code: Int32) -> Int32 { code >= 0 ? code + 4 : -1 - code }
}

extension RuleDefinition.Trigger {
  /// What the ledger calls it.
  fileprivate var event: EventTrigger {
    switch self {
    case .join: .join
    case .order, .reorder, .restock: .ownOrder
    case .sale: .sale
    case .use: .use
    case .win: .win
    case .promotion: .promotion
    case .quit: .quit
    case .period, .posting: .period
    }
  }
}
