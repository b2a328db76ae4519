import PolColumns
import PolSource
import PolSyntax

extension Dimension {
  /// The dimension of a product; a quotient takes the second to the power -1.
  func combined(with other: Dimension, power: Int) -> Dimension {
    var powers = currencies
    for theirs in other.currencies {
      if let index = powers.firstIndex(where: { $0.currency == theirs.currency }) {
        powers[index].power += power * theirs.power
      } else {
        powers.append(CurrencyPower(currency: theirs.currency, power: power * theirs.power))
      }
    }
    powers.removeAll { $0.power == 0 }
    powers.sort { $0.currency.code < $1.currency.code }
    return Dimension(
      currencies: powers, units: units + power * other.units, months: months + power * other.months)
  }

  /// The dimension of a square root; nil where a power is odd.
  var halved: Dimension? {
    guard units % 2 == 0, months % 2 == 0, currencies.allSatisfy({ $0.power % 2 == 0 }) else { return nil }
    return Dimension(
      currencies: currencies.map { CurrencyPower(currency: $0.currency, power: $0.power / 2) },
      units: units / 2, months: months / 2)
  }

  /// What a person calls it: "CNY per unit", "units", "a time", "a plain number".
  package var words: String {
    if self == .one { return "a plain number" }
    if self == .units { return "units" }
    if self == .time { return "a time" }
    func word(_ name: String, _ power: Int) -> String { power == 1 ? name : "\(name)^\(power)" }
    var above = currencies.filter { $0.power > 0 }.map { word($0.currency.code, $0.power) }
    var below = currencies.filter { $0.power < 0 }.map { word($0.currency.code, -$0.power) }
    if units > 0 { above.append(word("units", units)) }
    if units < 0 { below.append(word("unit", -units)) }
    if months > 0 { above.append(word("months", months)) }
    if months < 0 { below.append(word("month", -months)) }
    let first = above.isEmpty ? "a number" : above.joined(separator: " times ")
    return ([first] + below).joined(separator: " per ")
  }
}

extension ValueType {
  /// What a person calls it.
  package var words: String {
    switch self {
    case .number(let number): number.dimension.words
    case .point: "a month"
    case .boolean: "a condition"
    case .text: "a text"
    case .name(let domain):
      switch domain.kind {
      case .tier: "a tier"
      case .rule: "a rule"
      case .kind: "a kind of transfer"
      case .trigger: "a trigger"
      case .account: "an account"
      case .commodity: "a commodity"
      case .choice: "a choice of the sweep"
      }
    }
  }

  /// The number that it is.
  var number: NumberType? { if case .number(let number) = self { number } else { nil } }
}

extension Expression {
  /// A bare `0`, which fits every dimension.
  var isBareZero: Bool {
    guard case .constant(.exact(let value)) = kind, value.isZero, let number = type.number else {
      return false
    }
    return number.dimension == .one
  }

  /// The same value under another type of the same size: 68 CNY as 68 CNY per unit.
  func typed(_ type: ValueType) -> Expression {
    var copy = self
    copy.type = type
    return copy
  }

  /// The same value in another dimension.
  func measured(in dimension: Dimension) -> Expression {
    guard var number = type.number else { return self }
    number.dimension = dimension
    return typed(.number(number))
  }
}

extension Checker {
  /// Checks a number that must have a dimension; the shorter spellings also fit.
  mutating func number(
    _ written: Written, _ what: String, is dimension: Dimension, or shorter: [Dimension] = [],
    exact: Bool = false, in scope: Scope
  ) -> Expression? {
    guard let value = check(written, in: scope) else { return nil }
    return fit(value, what, is: dimension, or: shorter, exact: exact)
  }

  /// Makes a number fit a dimension, or says what it is instead.
  mutating func fit(
    _ value: Expression, _ what: String, is dimension: Dimension, or shorter: [Dimension] = [],
    exact: Bool = false
  ) -> Expression? {
    guard let number = value.type.number else {
      report("E0402", "\(what) must be \(dimension.words), not \(value.type.words)", at: value.span)
      return nil
    }
    if exact, !number.isExact {
      report(
        "E0405", "\(what) must be exact, and this is a statistic or a draw", at: value.span,
        help: "write `round(...)` around it")
      return nil
    }
    if number.dimension == dimension { return value }
    if value.isBareZero || shorter.contains(number.dimension) { return value.measured(in: dimension) }
    if mixesCurrencies(number.dimension, dimension) {
      report(
        "E0404",
        "\(what) must be \(dimension.words), and this is \(number.dimension.words): two currencies never mix",
        at: value.span)
      return nil
    }
    report(
      "E0402", "\(what) must be \(dimension.words), not \(number.dimension.words)", at: value.span,
      help: number.dimension == .one ? measure(dimension, .one) : nil)
    return nil
  }

  /// What a plain number opposite another dimension lacks.
  func measure(_ one: Dimension, _ other: Dimension) -> String? {
    guard one == .one || other == .one else { return nil }
    let wanted = one == .one ? other : one
    if wanted == .units { return "give the plain number its measure: `5 units`" }
    if wanted == .time { return "give the plain number its measure: `3 months`" }
    if let currency = wanted.currencies.first?.currency, wanted.currencies.count == 1, wanted.months == 0 {
      return "give the plain number its measure: `5 \(currency.code)\(wanted.units == -1 ? " per unit" : "")`"
    }
    return "give the plain number its measure: \(wanted.words)"
  }

  /// Checks a condition.
  mutating func condition(_ written: Written, in scope: Scope) -> Expression? {
    guard let value = check(written, in: scope) else { return nil }
    guard value.type == .boolean else {
      report(
        "E0403", "a condition is needed here, not \(value.type.words)", at: value.span,
        help: "compare it with something: `... > 0`")
      return nil
    }
    return value
  }

  /// Whether two dimensions differ in their currency.
  func mixesCurrencies(_ one: Dimension, _ other: Dimension) -> Bool {
    let first = Set(one.currencies.map(\.currency))
    let second = Set(other.currencies.map(\.currency))
    return !first.isEmpty && !second.isEmpty && first != second
  }

  /// The operand as it is written, if it is short enough to repeat, else what it is.
  func words(_ written: Written, _ value: Expression) -> String {
    guard case .path(let path) = written.kind else { return value.type.words }
    let text = path.steps.map(\.name.text).joined(separator: ".")
    return "`\(text)` (\(value.type.words))"
  }
}
