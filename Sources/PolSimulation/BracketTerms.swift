import PolCheck
import PolColumns
import PolEval
import PolLedger
import PolSource
import PolSyntax

/// A table of brackets with the figures of one month.
struct BracketTerms {
  /// Decimals of what is looked up, where it is the base.
  let scale: Int
  /// Where each bracket begins, the lowest first.
  private let thresholds: [ExactNumber]
  /// What each is worth: rates of the base in minor units, or sums of money.
  private let rates: [Rate]
  private let sums: [Int64]
  private let rule: RuleDefinition
  private let rounding: Rounding

  init(
    _ table: BracketTable, of rule: RuleDefinition, _ base: RuleDefinition.Base?, _ rules: Rules,
    _ figures: MarketFigures
  ) throws(Diagnostic) {
    let decimals = rules.policy.currency.decimals
    var thresholds: [ExactNumber] = []
    var rates: [Rate] = []
    var sums: [Int64] = []
    for bracket in table.brackets {
      let from = try Self.figure(bracket.from, rules, figures)
      if let below = thresholds.last, from <= below {
        throw Diagnostic(
          "E0639",
          "this bracket of `\(rule.name)` begins at \(from.description), not above the one before it",
          at: bracket.from.span, help: "write the lowest bracket first, and each threshold once")
      }
      thresholds.append(from)
      let value = try Self.figure(bracket.rate, rules, figures)
      let isShare = bracket.rate.isWithoutMoney
      guard
        let rate = Quantities.rate(value, timesTenTo: isShare ? 0 : decimals),
        let sum = Quantities.minorUnits(value, decimals, rules.policy.rounding)
      else { throw .tooMuchMoney(at: bracket.rate.span) }
      rates.append(rate)
      sums.append(sum)
    }
    (self.thresholds, self.rates, self.sums) = (thresholds, rates, sums)
    self.rule = rule
    rounding = rules.policy.rounding.ledgerRule
    scale = table.brackets.contains { $0.from.isWithoutMoney } ? 0 : decimals
  }

  private static func figure(
    _ expression: Expression, _ rules: Rules, _ figures: MarketFigures
  ) throws(Diagnostic) -> ExactNumber {
    let value = try rules.evaluator.single(expression, over: figures)
    guard case .exact(let number) = value, !number.isNegative else {
      throw Diagnostic(
        "E0620", "this comes to \(value.plainText), and it can't be below zero", at: expression.span,
        help: "write an amount of at least 0")
    }
    return number
  }

  /// The rate at which each of some values lies.
  func rates(_ looked: Vector, count: Int) -> [Rate] {
    brackets(looked, count: count).map { $0 < 0 ? .zero : rates[$0] }
  }

  /// The sum of money at which each of some values lies.
  func sums(_ looked: Vector, count: Int) -> [Int64] {
    brackets(looked, count: count).map { $0 < 0 ? 0 : sums[$0] }
  }

  /// The bracket in which each of some values lies; -1 below the first.
  private func brackets(_ looked: Vector, count: Int) -> [Int] {
    switch looked {
    case .integers(let values, let scale):
      let starts = Self.starts(thresholds, scale: scale)
      return values.map { value in starts.lastIndex { $0 <= value } ?? -1 }
    case .exacts(let values):
      return values.map { value in thresholds.lastIndex { $0 <= value } ?? -1 }
    case .constant(.exact(let value)):
      return Array(repeating: thresholds.lastIndex { $0 <= value } ?? -1, count: count)
    case .constant, .reals, .booleans, .codes, .texts:
      preconditionFailure("what is looked up in brackets is exact")
    }
  }

  /// The first whole number of so many decimals that lies in each bracket; nothing so large is ever reached
  /// where it leaves the range.
  private static func starts(_ thresholds: [ExactNumber], scale: Int) -> [Int64] {
    thresholds.map { threshold in
      let floor = threshold.rounded(toScale: scale, .floor).wholeNumber(atScale: scale)
      guard let floor, floor < .max else { return .max }
      return ExactNumber(coefficient: floor, scale: scale) < threshold ? floor + 1 : floor
    }
  }

  /// What the parts of each base come to, each at the rate of its own bracket, rounded once.
  func slices(_ bases: [Int64], _ due: [Bool]) throws(Diagnostic) -> [Int64] {
    let starts = Self.starts(thresholds, scale: scale)
    let whole = rates.map(\.denominator).max() ?? 1
    var amounts: [Int64] = []
    for (base, isDue) in zip(bases, due) {
      var sum = Int128(0)
      var isTooMuch = false
      for (bracket, rate) in rates.enumerated() where isDue && base > starts[bracket] {
        let end = bracket + 1 < starts.count ? min(base, starts[bracket + 1]) : base
        let part = Int128(end - starts[bracket]) * Int128(rate.numerator)
        let (scaled, first) = part.multipliedReportingOverflow(by: Int128(whole / rate.denominator))
        let (next, second) = sum.addingReportingOverflow(scaled)
        isTooMuch = isTooMuch || first || second
        sum = next
      }
      guard !isTooMuch, let amount = rounding.quotient(sum, by: Int128(whole)) else {
        throw .tooMuchMoney(at: rule.span)
      }
      amounts.append(amount)
    }
    return amounts
  }
}

extension Expression {
  /// Whether it is a number without a currency.
  fileprivate var isWithoutMoney: Bool {
    if case .number(let number) = type { number.dimension.currencies.isEmpty } else { true }
  }
}
