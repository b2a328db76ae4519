import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

extension Rules {
  /// The amounts of all events together, rounded once, divided among the active agents who meet the condition:
  /// each part is floored, and what is left over goes to the first of them.
  func pool(
    _ rule: Int, _ batch: EventBatch, _ used: inout [Int32: Int64]
  ) throws(Diagnostic) -> Payments {
    let definition = policy.rules[rule]
    let recipient = definition.recipients[0]
    let whole = try filled(rule, batch)
    var holders = agents.active
    if let mask = qualified[rule][0] {
      for agent in holders.indices { holders[agent] = holders[agent] && mask[agent] }
    }
    let weights = try recipient.weight.map { weight throws(Diagnostic) in
      try self.weights(weight, of: definition, where: holders)
    }
    var sum = Int128(0)
    for agent in holders.indices where holders[agent] { sum += weights.map { Int128($0[agent]) } ?? 1 }
    let limit = try limit(of: definition)
    var payees: [Int32] = []
    var parts: [Int64] = []
    if whole > 0, sum > 0 {
      for agent in holders.indices where holders[agent] {
        let weight = weights.map { Int128($0[agent]) } ?? 1
        guard weight > 0 else { continue }
        payees.append(Int32(truncatingIfNeeded: agent))
        parts.append(Int64(truncatingIfNeeded: Int128(whole) * weight / sum))
      }
      parts[0] += whole - parts.reduce(0, +)
    }
    for (k, payee) in payees.enumerated() {
      parts[k] = definition.left(of: parts[k], cap: limit, to: payee, &used)
    }
    return Payments(
      events: parts.map { _ in 0 }, from: .same(.company), to: .each(payees), amounts: parts
    ).withoutZeros
  }

  /// What is to be divided: a fixed sum, or the rates of all bases added up and rounded once.
  private func filled(_ rule: Int, _ batch: EventBatch) throws(Diagnostic) -> Int64 {
    let definition = policy.rules[rule]
    if definition.isOnce, case .money(let sum) = definition.amount {
      if let condition = definition.condition {
        guard case .boolean(true) = try evaluator.single(condition, over: rows.figures) else { return 0 }
      }
      return try money(sum, of: definition)
    }
    let results = Threads.each(parts(of: batch), threads: threads) { part in
      Result { () throws(Diagnostic) -> Shares in
        let amounts = try Amounts(of: definition, in: part, rows: eventRows(part), self)
        var shares = Shares()
        for event in part.agents.indices where amounts.isDue[event] {
          if let rate = amounts.rates.first {
            shares.add(rate[event], of: amounts.base[event])
          } else {
            shares.add(.one, of: amounts.fixed[0][event])
          }
        }
        return shares
      }
    }
    var shares = Shares()
    for result in results { shares.add(try result.get()) }
    guard let whole = shares.sum(policy.rounding.ledgerRule) else { throw .tooMuchMoney(at: definition.span) }
    return whole
  }

  private func limit(of rule: RuleDefinition) throws(Diagnostic) -> Int64? {
    guard let cap = rule.cap, !cap.isForAll else { return nil }
    return try money(cap.limit, of: rule)
  }

  /// A sum of money that belongs to no agent.
  func money(_ expression: Expression, of rule: RuleDefinition) throws(Diagnostic) -> Int64 {
    guard case .exact(let number) = try evaluator.single(expression, over: rows.figures),
      let amount = Quantities.minorUnits(number, policy.currency.decimals, policy.rounding)
    else { throw .tooMuchMoney(at: expression.span) }
    guard amount >= 0 else {
      throw Diagnostic(
        "E0623", "the amount of `\(rule.name)` comes to less than zero", at: expression.span,
        help: "money the other way round is a rule of another kind; to stop at zero write `greatest(0, ...)`")
    }
    return amount
  }

  /// Weights as whole numbers, all in the same measure, and 0 for those below zero; of agents outside the
  /// mask anything.
  private func weights(
    _ weight: Expression, of rule: RuleDefinition, where mask: [Bool]
  ) throws(Diagnostic) -> [Int64] {
    let numbers: [ExactNumber]
    switch try evaluator.column(of: weight, over: rows, in: 0..<rows.rowCount, where: mask) {
    case .integers(let values, _): return values.map { max(0, $0) }
    case .exacts(let values): numbers = values
    case .constant(.exact(let value)): numbers = Array(repeating: value, count: mask.count)
    case .constant, .reals, .booleans, .codes, .texts: throw .tooMuchMoney(at: weight.span)
    }
    var scale = 0
    for agent in numbers.indices where mask[agent] { scale = max(scale, numbers[agent].scale) }
    var weights = Array(repeating: Int64(0), count: numbers.count)
    for agent in numbers.indices where mask[agent] {
      guard let whole = numbers[agent].wholeNumber(atScale: scale) else {
        throw Diagnostic(
          "E0640", "the weights of `\(rule.name)` have too many digits to divide by", at: weight.span,
          help: "write `round(...)` around them")
      }
      weights[agent] = max(0, whole)
    }
    return weights
  }
}

/// Rates of amounts, added up exactly: by the power of ten below the line.
struct Shares: Sendable {
  private var sums = Array(repeating: Int128(0), count: 19)
  private var isTooMuch = false

  mutating func add(_ rate: Rate, of amount: Int64) {
    var place = 0
    var power: Int64 = 1
    while power < rate.denominator {
      power *= 10
      place += 1
    }
    add(Int128(rate.numerator) * Int128(amount), at: place)
  }

  mutating func add(_ other: Shares) {
    isTooMuch = isTooMuch || other.isTooMuch
    for place in sums.indices { add(other.sums[place], at: place) }
  }

  private mutating func add(_ sum: Int128, at place: Int) {
    let (next, overflow) = sums[place].addingReportingOverflow(sum)
    (sums[place], isTooMuch) = (next, isTooMuch || overflow)
  }

  /// The sum, rounded once; nil where it leaves the range.
  func sum(_ rounding: Rounding) -> Int64? {
    guard !isTooMuch, let last = sums.lastIndex(where: { $0 != 0 }) else { return isTooMuch ? nil : 0 }
    var whole = Int128(0)
    for place in 0...last {
      let (shifted, first) = whole.multipliedReportingOverflow(by: place == 0 ? 1 : 10)
      let (next, second) = shifted.addingReportingOverflow(sums[place])
      if first || second { return nil }
      whole = next
    }
    return rounding.quotient(whole, by: Int128(Quantities.tenTo(last)))
  }
}
