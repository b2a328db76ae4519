package import PolCheck
package import PolColumns
package import PolEval
import PolLedger
package import PolSource
import PolSyntax

/// The figures of a policy in one month: what its expressions over product and month are worth.
struct Terms: Sendable {
  /// By tier and product: minor units per unit; nil where that tier can't buy it.
  var price: [[Rate?]]
  /// By tier and product: what a customer pays, minor units per unit.
  var retail: [[Rate]]
  /// By tier and product: units bought on joining.
  var load: [[Int64]]
  /// By product: what making one costs, minor units per unit.
  var cost: [Rate]
  /// By product: what a unit counts besides units and money.
  var scores: [UnitScore]
  /// `returns agent`, if declared.
  var returns: ReturnTerms?
  /// `returns customer`, if declared.
  var customerReturns: ReturnTerms?
  /// For how many months customers are locked, where that ends.
  var lock: Int?
  /// The same as values for expressions.
  var shown: Shown
  /// By product: whether a tier (first index) buys at a higher price than another (second).
  var dearer: [[[Bool]]]

  /// What expressions over agents see of their tier, by product and tier.
  struct Shown: Sendable {
    var price: [[Scalar]]
    var retail: [[Scalar]]
    var load: [[Scalar]]
  }
}

extension Terms {
  /// Works out the figures of one month.
  init(
    _ policy: PolicyDefinition, _ evaluator: Evaluator<Surroundings>, _ figures: MarketFigures
  ) throws(Diagnostic) {
    let reader = TermsReader(policy: policy, evaluator: evaluator, figures: figures)
    var prices: [[ExactNumber?]] = []
    (price, retail, load, cost) = ([], [], [], [])
    shown = Shown(price: [], retail: [], load: [])
    var retails: [[ExactNumber]] = []
    for tier in policy.tiers {
      var row: [ExactNumber?] = []
      for expression in tier.price {
        row.append(expression == nil ? nil : try reader.amount(expression!))
      }
      prices.append(row)
      var rates: [Rate?] = []
      for (number, expression) in zip(row, tier.price) {
        rates.append(number == nil ? nil : try reader.rate(number!, expression!))
      }
      price.append(rates)
      let sold = try reader.each(tier.retail) { e throws(Diagnostic) in try reader.amount(e) }
      retails.append(sold)
      retail.append(
        try reader.each(Array(zip(sold, tier.retail))) { pair throws(Diagnostic) in
          try reader.rate(pair.0, pair.1)
        })
      load.append(
        try reader.each(tier.load) { e throws(Diagnostic) in e == nil ? 0 : try reader.units(e!) })
    }
    cost = try reader.each(policy.products) { product throws(Diagnostic) in
      try reader.rate(try reader.amount(product.cost), product.cost)
    }
    scores = try reader.each(policy.products) { product throws(Diagnostic) in
      UnitScore(
        points: try reader.minorUnits(product.points, decimals: 2),
        volume: try reader.minorUnits(product.volume, decimals: policy.currency.decimals))
    }
    returns = try policy.agentReturns.map { terms throws(Diagnostic) in try reader.returns(terms) }
    customerReturns = try policy.customerReturns.map { terms throws(Diagnostic) in
      try reader.returns(terms)
    }
    if case .months(let time)? = policy.lock { lock = Int(try reader.months(time)) }
    let products = policy.products.indices
    shown.price = products.map { p in prices.map { .exact($0[p] ?? .zero) } }
    shown.retail = products.map { p in retails.map { .exact($0[p]) } }
    let loads = load
    shown.load = products.map { p in loads.map { .exact(ExactNumber($0[p])) } }
    dearer = products.map { p in
      prices.map { own in
        prices.map { other in
          guard let own = own[p], let other = other[p] else { return false }
          return other < own
        }
      }
    }
  }
}

/// Reads the expressions of a policy that depend on nothing but the month.
private struct TermsReader {
  let policy: PolicyDefinition
  let evaluator: Evaluator<Surroundings>
  let figures: MarketFigures

  func each<T, R>(_ items: [T], _ read: (T) throws(Diagnostic) -> R) throws(Diagnostic) -> [R] {
    var result: [R] = []
    for item in items { result.append(try read(item)) }
    return result
  }

  func amount(_ expression: Expression) throws(Diagnostic) -> ExactNumber {
    let scalar = try evaluator.single(expression, over: figures)
    guard case .exact(let number) = scalar, number >= .zero else {
      throw Diagnostic(
        "E0620", "this comes to \(scalar.plainText), and it can't be below zero", at: expression.span,
        help: "write an amount of at least 0")
    }
    return number
  }

  func rate(_ number: ExactNumber, _ expression: Expression) throws(Diagnostic) -> Rate {
    guard let rate = Quantities.rate(number, timesTenTo: policy.currency.decimals) else {
      throw Diagnostic.tooMuchMoney(at: expression.span)
    }
    return rate
  }

  /// The smallest parts of an amount, rounded; 0 where there is none.
  func minorUnits(_ expression: Expression?, decimals: Int) throws(Diagnostic) -> Int64 {
    guard let expression else { return 0 }
    guard let parts = Quantities.minorUnits(try amount(expression), decimals, policy.rounding) else {
      throw Diagnostic.tooMuchMoney(at: expression.span)
    }
    return parts
  }

  func units(_ expression: Expression) throws(Diagnostic) -> Int64 {
    let number = try amount(expression)
    guard let units = number.wholeNumber(atScale: 0) else {
      throw Diagnostic(
        "E0621", "goods are counted in whole units, and this comes to \(number.description)",
        at: expression.span, help: "write a whole number of units, or `round(...)`")
    }
    return units
  }

  func months(_ expression: Expression) throws(Diagnostic) -> Int64 {
    let number = try amount(expression)
    // A time longer than any run has no end.
    guard let months = number.rounded(toScale: 0, .floor).wholeNumber(atScale: 0) else { return 1 << 32 }
    return min(months, 1 << 32)
  }

  func returns(_ terms: GoodsReturns) throws(Diagnostic) -> ReturnTerms {
    let share = try amount(terms.at)
    let within = try units(terms.within)
    guard let rate = Quantities.rate(share) else { throw Diagnostic.tooMuchMoney(at: terms.at.span) }
    return ReturnTerms(share: rate, within: Int(within), rounding: policy.rounding.ledgerRule)
  }
}

extension Scalar {
  /// The value for a message, without its unit.
  var plainText: String {
    switch self {
    case .exact(let number): number.description
    case .real(let value): String(value)
    case .boolean(let value): value ? "true" : "false"
    case .code(let code): String(code)
    case .text(let text): text
    }
  }
}

extension Diagnostic {
  /// An amount that leaves the range of 64 bits of minor units.
  static func tooMuchMoney(at span: Span?) -> Diagnostic {
    Diagnostic(
      "E0622", "this comes to more money than the books can hold (9.2e18 of the smallest coin)", at: span,
      help: "use smaller amounts or fewer people; pol never lets money overflow silently")
  }
}

/// The values of a script that a simulation reads, whatever holds them.
package struct Surroundings: Environment {
  private let base: any Environment

  /// Wraps an environment.
  package init(_ base: any Environment) { self.base = base }

  package func value(of slot: Slot) throws(Diagnostic) -> Scalar { try base.value(of: slot) }
  package func rows(of table: TableReference) throws(Diagnostic) -> any RowSource {
    try base.rows(of: table)
  }
  package func figure(_ column: CompanyColumn, of run: Slot) throws(Diagnostic) -> Scalar {
    try base.figure(column, of: run)
  }
  package func hash(of run: Slot) throws(Diagnostic) -> String { try base.hash(of: run) }
  package func fact(_ fact: PolicyFact, of policy: PolicyDefinition) throws(Diagnostic) -> Scalar {
    try base.fact(fact, of: policy)
  }
}
