package import PolCheck
package import PolColumns
import PolSyntax

/// How values of one type are written: money `1,234.56 CNY`, goods `1,030 units`, `9.5%`, `month 5`.
package struct ValueFormat: Sendable {
  /// The type of the values.
  package var type: ValueType

  /// Makes the format of a type.
  package init(_ type: ValueType) { self.type = type }

  /// A value with its unit.
  package func text(_ value: Scalar) -> String { text(value, decimals: decimals(value)) }

  /// A value with its unit and every digit that it has, so that two values that differ never look alike.
  package func precise(_ value: Scalar) -> String {
    guard case .exact(let number) = value, case .number(let kind) = type else { return text(value) }
    let all = -number.exponent - (kind.isShownAsPercent ? 2 : 0)
    return text(value, decimals: min(max(decimals(value), all), 15))
  }

  /// A value as it stands in a column whose head names the unit.
  package func cell(_ value: Scalar, decimals: Int) -> String {
    switch value {
    case .exact(let number):
      if case .point = type { return Digits.grouped(number, decimals: 0) }
      guard isPercent else { return Digits.grouped(number, decimals: decimals) }
      return Digits.grouped(timesHundred(number), decimals: decimals) + "%"
    case .real(let number):
      guard isPercent else { return Digits.grouped(number, decimals: decimals) }
      return Digits.grouped(number * 100, decimals: decimals) + "%"
    case .boolean(let truth): return truth ? "yes" : "no"
    case .code(let code): return name(ofCode: Int(code))
    case .text(let text): return text
    }
  }

  /// How many decimals a value wants: all of them for short exact numbers, as many as tell something for
  /// others, and always those of the currency for money.
  package func decimals(_ value: Scalar) -> Int {
    guard case .number(let number) = type else { return 0 }
    if let currency = number.dimension.currencies.first?.currency, !number.isShownAsPercent {
      return currency.decimals
    }
    let most = number.dimension == .one ? 6 : 2
    let shift = number.isShownAsPercent ? 2 : 0
    switch value {
    case .exact(let exact) where -exact.exponent - shift <= (shift > 0 ? 2 : most):
      return max(0, -exact.exponent - shift)
    case .exact(let exact):
      return significant(exact.doubleValue * (shift > 0 ? 100 : 1), most: most, shift: shift)
    case .real(let real):
      return significant(real * (shift > 0 ? 100 : 1), most: most, shift: shift)
    default: return 0
    }
  }

  /// How many decimals a column of values wants: exact ones show all that they have, real ones as many as the
  /// largest of them.
  package func decimals(ofColumn values: [Scalar]) -> Int {
    let reals = values.filter { if case .real(let number) = $0 { number != 0 } else { false } }
    if let fewest = reals.map(decimals).min() { return fewest }
    return values.map(decimals).max() ?? 0
  }

  /// The unit that stands in a column's head; empty where there is none.
  package var unit: String {
    guard case .number(let number) = type else { return "" }
    return number.dimension.unitText(isOne: false)
  }

  /// Whether columns of it are lined up on the right.
  package var isNumeric: Bool {
    switch type {
    case .number, .point: true
    case .boolean, .text, .name: false
    }
  }

  /// A value by itself, with so many decimals.
  private func text(_ value: Scalar, decimals: Int) -> String {
    switch type {
    case .number(let number):
      let unit = number.dimension.unitText(isOne: value == .exact(.one))
      return cell(value, decimals: decimals) + (unit.isEmpty ? "" : " \(unit)")
    case .point: return "month \(cell(value, decimals: 0))"
    case .boolean: return value == .boolean(true) ? "true" : "false"
    case .text, .name: return cell(value, decimals: 0)
    }
  }

  private func timesHundred(_ number: ExactNumber) -> ExactNumber {
    number.multiplied(by: ExactNumber(100)) ?? number
  }

  private var isPercent: Bool {
    if case .number(let number) = type { number.isShownAsPercent } else { false }
  }

  /// Four digits that say something, but no more decimals than `most` unless the number is tiny.
  private func significant(_ number: Double, most: Int, shift: Int) -> Int {
    if shift > 0 { return number.magnitude >= 0.1 || number == 0 ? 2 : 5 }
    guard number != 0, number.magnitude < 1000 else { return min(most, 2) }
    var decimals = 1
    var scaled = number.magnitude
    while scaled < 100, decimals < 8 {
      scaled *= 10
      decimals += 1
    }
    return most > 2 ? decimals : min(decimals, most)
  }

  private func name(ofCode code: Int) -> String {
    guard case .name(let domain) = type else { return "\(code)" }
    if domain.names.indices.contains(code) { return domain.names[code] }
    return domain.kind == .account ? "agent \(code - domain.names.count + 1)" : "none"
  }
}

extension NumberType {
  /// A percentage is a plain number that is shown differently.
  fileprivate var isShownAsPercent: Bool { isPercent && dimension == .one }
}

extension Dimension {
  /// `CNY`, `units`, `CNY per unit`, `units per month`; empty for a plain number.
  package func unitText(isOne: Bool) -> String {
    var above: [String] = []
    var below: [String] = []
    func add(_ name: String, _ plural: String, _ power: Int) {
      let raised = power.magnitude == 1 ? "" : "^\(power.magnitude)"
      if power > 0 { above.append((isOne ? name : plural) + raised) }
      if power < 0 { below.append("per \(name)\(raised)") }
    }
    for power in currencies { add(power.currency.code, power.currency.code, power.power) }
    add("unit", "units", units)
    add("month", "months", months)
    return ((above.isEmpty ? [] : [above.joined(separator: " · ")]) + below).joined(separator: " ")
  }
}
