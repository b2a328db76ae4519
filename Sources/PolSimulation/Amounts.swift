import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

/// How much one rule moves in each of some events, before it is known to whom.
struct Amounts {
  /// Whether the rule's condition holds, and there is something to take a rate of.
  let isDue: [Bool]
  /// Minor units, where the amount is no rate: one, or one per level.
  private(set) var fixed: [Column<Int64>] = [.same(0)]
  /// What rates are taken of, minor units.
  private(set) var base: [Int64] = []
  /// One rate, or one per level; for a differential one per tier.
  private(set) var rates: [Column<Rate>] = []
  /// For a differential: what a tier (first) gets above another (second), by event where rates differ.
  private(set) var steps: [[Rate]] = []
  private(set) var peers: [Column<Rate>] = []
  /// Each recipient's share of the amount, where the rule has shares.
  private(set) var portions: [Column<Rate>?] = []

  /// A value for all events, or one for each.
  enum Column<Value: Sendable>: Sendable {
    case same(Value)
    case each([Value])

    @inline(__always)
    subscript(event: Int) -> Value {
      switch self {
      case .same(let value): value
      case .each(let values): values[event]
      }
    }
  }

  init(
    of rule: RuleDefinition, in batch: EventBatch, rows: EventRows, _ rules: Rules
  ) throws(Diagnostic) {
    let reader = AmountReader(rule: rule, batch: batch, rows: rows, rules: rules)
    var due = Array(repeating: true, count: batch.agents.count)
    if [.join, .order].contains(batch.occasion), rule.trigger == .order || rule.trigger == .reorder {
      for k in due.indices { due[k] = batch.units[k] > 0 }
    }
    if let condition = rule.condition {
      due = try rules.evaluator.holds(condition, over: rows, where: due)
    }
    switch rule.amount {
    case .money(let expression): fixed = [try reader.money(expression, due)]
    case .sums(let list):
      fixed = []
      for sum in list { fixed.append(try reader.money(sum, due)) }
    case .perUnit(let expression): fixed = [try reader.perUnit(expression, due)]
    case .units: break
    case .rate(let rate, let base):
      self.base = try reader.base(base)
      rates = [try reader.share(rate, due)]
    case .rates(let list, let base):
      self.base = try reader.base(base)
      for rate in list { rates.append(try reader.share(rate, due)) }
    case .differential(let list, let peers, let base):
      self.base = try reader.base(base)
      (steps, rates) = try reader.steps(list)
      for peer in peers { self.peers.append(try reader.rate(peer, due)) }
    case .brackets(let table, let base):
      if let base { self.base = try reader.base(base) }
      let terms = try BracketTerms(table, of: rule, base, rules, rows.agents.figures)
      let looked = try table.column.map { column throws(Diagnostic) in try reader.looked(up: column, due) }
      switch table.reading {
      case .step where base != nil:
        rates = [.each(terms.rates(looked ?? .integers(self.base, scale: terms.scale), count: due.count))]
      case .step: fixed = [.each(terms.sums(looked ?? .constant(.exact(.zero)), count: due.count))]
      case .slice: fixed = [.each(try terms.slices(self.base, due))]
      }
    }
    if batch.occasion == .win {
      fixed = try fixed.map { sum throws(Diagnostic) in try reader.each(sum, due) }
    }
    if !base.isEmpty { for k in due.indices where base[k] <= 0 { due[k] = false } }
    for recipient in rule.recipients {
      if let portion = recipient.portion {
        portions.append(try reader.rate(portion, due))
      } else {
        portions.append(nil)
      }
    }
    isDue = due
  }

  /// The whole amount of an event, at one of the rates if it is one; nil on overflow.
  @inline(__always)
  func whole(event: Int, level: Int, _ rounding: Rounding) -> Int64? {
    rates.isEmpty
      ? fixed[min(level, fixed.count - 1)][event]
      : rates[min(level, rates.count - 1)][event].of(base[event], rounding)
  }
}

/// Reads the amounts of one rule over a batch of events.
struct AmountReader {
  let rule: RuleDefinition
  let batch: EventBatch
  let rows: EventRows
  let rules: Rules

  private func vector(_ expression: Expression, _ due: [Bool]) throws(Diagnostic) -> Vector {
    try rules.evaluator.batch(expression, over: rows, where: due)
  }

  /// What is looked up in brackets, by event.
  func looked(up column: Expression, _ due: [Bool]) throws(Diagnostic) -> Vector {
    guard case .period(let index) = batch.occasion, let group = rules.lookedUp[index] else {
      return try vector(column, due)
    }
    return .integers(rows.rows.map { group.values[Int($0)] }, scale: group.scale)
  }

  func money(_ expression: Expression, _ due: [Bool]) throws(Diagnostic) -> Amounts.Column<Int64> {
    let vector = try vector(expression, due)
    if case .constant(.exact(let number)) = vector {
      guard
        let amount = Quantities.minorUnits(number, rules.policy.currency.decimals, rules.policy.rounding)
      else { throw .tooMuchMoney(at: expression.span) }
      return .same(try notNegative(amount, expression))
    }
    guard
      let amounts = Quantities.money(
        vector, where: due, decimals: rules.policy.currency.decimals, rules.policy.rounding)
    else { throw .tooMuchMoney(at: expression.span) }
    for k in due.indices where due[k] { _ = try notNegative(amounts[k], expression) }
    return .each(amounts)
  }

  private func notNegative(_ amount: Int64, _ expression: Expression) throws(Diagnostic) -> Int64 {
    if amount < 0 {
      throw Diagnostic(
        "E0623", "the amount of `\(rule.name)` comes to less than zero", at: expression.span,
        help: "money the other way round is a rule of another kind; to stop at zero write `greatest(0, ...)`")
    }
    return amount
  }

  func perUnit(_ expression: Expression, _ due: [Bool]) throws(Diagnostic) -> Amounts.Column<Int64> {
    let prices = try rate(expression, due, timesTenTo: rules.policy.currency.decimals)
    var amounts: [Int64] = []
    for k in due.indices {
      guard let amount = due[k] ? prices[k].of(batch.units[k], rules.policy.rounding.ledgerRule) : 0 else {
        throw .tooMuchMoney(at: expression.span)
      }
      amounts.append(amount)
    }
    return .each(amounts)
  }

  /// So much for each customer of the event.
  func each(_ sum: Amounts.Column<Int64>, _ due: [Bool]) throws(Diagnostic) -> Amounts.Column<Int64> {
    var amounts: [Int64] = []
    for k in due.indices {
      let (amount, overflow) = (due[k] ? sum[k] : 0).multipliedReportingOverflow(by: batch.units[k])
      if overflow { throw .tooMuchMoney(at: rule.span) }
      amounts.append(amount)
    }
    return .each(amounts)
  }

  /// A rate of a base: of money it is a share, of units money per unit.
  func share(_ expression: Expression, _ due: [Bool]) throws(Diagnostic) -> Amounts.Column<Rate> {
    try rate(expression, due, timesTenTo: minorDigits(of: expression))
  }

  /// The digits by which minor units are finer than what a rate is in: those of the currency for money per unit, none
  /// for a share.
  private func minorDigits(of expression: Expression) -> Int {
    guard case .number(let number) = expression.type, !number.dimension.currencies.isEmpty else { return 0 }
    return rules.policy.currency.decimals
  }

  func rate(
    _ expression: Expression, _ due: [Bool], timesTenTo power: Int = 0
  ) throws(Diagnostic) -> Amounts.Column<Rate> {
    switch try vector(expression, due) {
    case .constant(.exact(let number)): return .same(try rate(number, expression, power))
    case .integers(let values, let scale):
      return try each(values, due) { value throws(Diagnostic) in
        try rate(ExactNumber(coefficient: value, scale: scale), expression, power)
      }
    case .exacts(let numbers):
      return try each(numbers, due) { number throws(Diagnostic) in try rate(number, expression, power) }
    case .constant, .reals, .booleans, .codes, .texts: throw .tooMuchMoney(at: expression.span)
    }
  }

  private func each<T>(
    _ values: [T], _ due: [Bool], _ rate: (T) throws(Diagnostic) -> Rate
  ) throws(Diagnostic) -> Amounts.Column<Rate> {
    var result: [Rate] = []
    for (value, isDue) in zip(values, due) { result.append(isDue ? try rate(value) : .zero) }
    return .each(result)
  }

  private func rate(
    _ number: ExactNumber, _ expression: Expression, _ power: Int
  ) throws(Diagnostic) -> Rate {
    guard let rate = Quantities.rate(number, timesTenTo: power) else {
      throw Diagnostic(
        "E0624", "the rate of `\(rule.name)` comes to \(number.description), and it can't be below zero",
        at: expression.span, help: "to stop at zero write `greatest(0, ...)`")
    }
    return rate
  }

  /// What a rate is taken of, by event, minor units.
  func base(_ base: RuleDefinition.Base) throws(Diagnostic) -> [Int64] {
    guard case .period(let index) = batch.occasion, let reading = rule.volumeReading else {
      return batch.pays(base) ? batch.money : Array(repeating: 0, count: batch.agents.count)
    }
    if let group = rules.groups[index] { return rows.rows.map { group[Int($0)] } }
    let vector = rows.agents.values(
      of: .agent(reading, of: .row), at: rows.rows.map(Int.init), source: nil)
    guard case .integers(let values, _) = vector else {
      preconditionFailure("a volume that is no running total: \(reading)")
    }
    return values
  }

  /// What each tier gets above each other: rates are subtracted first, rounded once per person.
  func steps(_ list: [Expression]) throws(Diagnostic) -> ([[Rate]], [Amounts.Column<Rate>]) {
    var numbers: [ExactNumber] = []
    for expression in list {
      guard case .exact(let number) = try rules.evaluator.single(expression, over: rows.agents.figures) else {
        throw .tooMuchMoney(at: expression.span)
      }
      numbers.append(number)
    }
    var steps: [[Rate]] = []
    var own: [Amounts.Column<Rate>] = []
    for (number, expression) in zip(numbers, list) {
      let digits = minorDigits(of: expression)
      own.append(.same(try rate(number, expression, digits)))
      steps.append(
        numbers.map { Quantities.rate(number.subtracting($0) ?? .zero, timesTenTo: digits) ?? .zero })
    }
    return (steps, own)
  }
}
