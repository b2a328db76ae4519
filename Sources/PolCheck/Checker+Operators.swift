import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// Checks `left op right`.
  mutating func binary(
    _ operation: Operator, _ left: Written, _ right: Written, at span: Span, in scope: Scope
  ) -> Expression? {
    switch operation {
    case .add: return arithmetic(.add, left, right, at: span, in: scope)
    case .subtract: return arithmetic(.subtract, left, right, at: span, in: scope)
    case .multiply: return arithmetic(.multiply, left, right, at: span, in: scope)
    case .divide: return arithmetic(.divide, left, right, at: span, in: scope)
    case .equal: return comparison(.equal, left, right, at: span, in: scope)
    case .unequal: return comparison(.unequal, left, right, at: span, in: scope)
    case .less: return comparison(.less, left, right, at: span, in: scope)
    case .lessOrEqual: return comparison(.lessOrEqual, left, right, at: span, in: scope)
    case .greater: return comparison(.greater, left, right, at: span, in: scope)
    case .greaterOrEqual: return comparison(.greaterOrEqual, left, right, at: span, in: scope)
    case .and, .or:
      let first = condition(left, in: scope)
      let second = condition(right, in: scope)
      guard let first, let second else { return nil }
      if let one = first.truth, let other = second.truth {
        let truth = operation == .and ? one && other : one || other
        return Expression(.constant(.boolean(truth)), .boolean, at: span)
      }
      return Expression(operation == .and ? .and(first, second) : .or(first, second), .boolean, at: span)
    }
  }

  private mutating func arithmetic(
    _ operation: Arithmetic, _ left: Written, _ right: Written, at span: Span, in scope: Scope
  ) -> Expression? {
    let first = check(left, in: scope)
    let second = check(right, in: scope)
    guard let first, let second else { return nil }
    if let unknown = [first, second].first(where: \.isUnknown) { return unknown }
    switch operation {
    case .add, .subtract:
      if first.type == .point || second.type == .point {
        return shift(operation, first, second, at: span)
      }
      return sum(operation, (left, first), (right, second), at: span)
    case .multiply, .divide:
      guard let one = first.type.number, let other = second.type.number else {
        let culprit = first.type.number == nil ? first : second
        report(
          "E0406", "\(culprit.type.words) can't be \(operation == .multiply ? "multiplied" : "divided")",
          at: culprit.span,
          help: culprit.type == .point ? "a point less a point is a time: `joined - month 0`" : nil)
        return nil
      }
      let dimension = one.dimension.combined(with: other.dimension, power: operation == .multiply ? 1 : -1)
      // `100% * x` is how a script asks for a share to be shown as one.
      let isShare = operation == .multiply && dimension == .one && (first.isWhole || second.isWhole)
      let type = NumberType(dimension, isExact: one.isExact && other.isExact, isPercent: isShare)
      return folded(operation, first, second, .number(type), at: span)
    }
  }

  private mutating func sum(
    _ operation: Arithmetic, _ left: (written: Written, value: Expression),
    _ right: (written: Written, value: Expression), at span: Span
  ) -> Expression? {
    let verb = operation == .add ? "added to" : "taken from"
    guard let one = left.value.type.number, let other = right.value.type.number else {
      let isLeft = left.value.type.number == nil
      report(
        "E0406", "\((isLeft ? left : right).value.type.words) can't be added or taken away",
        at: (isLeft ? left : right).value.span)
      return nil
    }
    guard let (first, second, dimension) = unified(left.value, right.value) else {
      let words = (self.words(left.written, left.value), self.words(right.written, right.value))
      // "stock can't be added to price" for `price + stock`: the second is what is added.
      if mixesCurrencies(one.dimension, other.dimension) {
        report("E0404", "\(words.1) can't be \(verb) \(words.0): two currencies never mix", at: span)
      } else {
        report(
          "E0402", "\(words.1) can't be \(verb) \(words.0)", at: span,
          help: mend(one.dimension, other.dimension))
      }
      return nil
    }
    let type = NumberType(
      dimension, isExact: one.isExact && other.isExact, isPercent: one.isPercent && other.isPercent)
    return folded(operation, first, second, .number(type), at: span)
  }

  /// What makes two dimensions one, where it is likely to be meant.
  private func mend(_ one: Dimension, _ other: Dimension) -> String? {
    if one.units + other.units == 0, one.units != 0, one.currencies.isEmpty || other.currencies.isEmpty {
      return "units times a price per unit are money: `stock * price`"
    }
    return measure(one, other)
  }

  /// A point and a time, or two points.
  private mutating func shift(
    _ operation: Arithmetic, _ left: Expression, _ right: Expression, at span: Span
  ) -> Expression? {
    let isTime: (Expression) -> Bool = { $0.type.number?.dimension == .time || $0.isBareZero }
    if operation == .subtract, left.type == .point, right.type == .point {
      return folded(operation, left, right, .number(NumberType(.time)), at: span)
    }
    if left.type == .point, isTime(right) { return folded(operation, left, right, .point, at: span) }
    if operation == .add, right.type == .point, isTime(left) {
      return folded(operation, left, right, .point, at: span)
    }
    report(
      "E0408",
      "a month as a point in time takes only a time more or less, and this is \(otherWords(left, right))",
      at: span, help: "a point less a point is a time: `joined - month 0`; a time is written `3 months`")
    return nil
  }

  private func otherWords(_ left: Expression, _ right: Expression) -> String {
    left.type == .point ? right.type.words : left.type.words
  }

  /// Two numbers in one dimension; a bare 0 takes the other's.
  func unified(_ left: Expression, _ right: Expression) -> (Expression, Expression, Dimension)? {
    guard let one = left.type.number, let other = right.type.number else { return nil }
    if one.dimension == other.dimension { return (left, right, one.dimension) }
    if left.isBareZero { return (left.measured(in: other.dimension), right, other.dimension) }
    if right.isBareZero { return (left, right.measured(in: one.dimension), one.dimension) }
    return nil
  }

  /// An operation, worked out if both sides are constants.
  mutating func folded(
    _ operation: Arithmetic, _ left: Expression, _ right: Expression, _ type: ValueType, at span: Span
  ) -> Expression? {
    if let one = left.exactConstant, let other = right.exactConstant {
      if operation == .divide, other.isZero {
        report("E0411", "this divides by zero", at: span)
        return nil
      }
      if let value = Folding.value(operation, one, other) {
        return checkedMoney(.exact(value, type, at: span))
      }
      report("E0409", "this number is too large", at: span, help: "numbers have at most 34 digits")
      return nil
    }
    return Expression(.arithmetic(operation, left, right), type, at: span)
  }

  /// `-x`
  mutating func negated(_ inner: Written, at span: Span, in scope: Scope) -> Expression? {
    guard let value = check(inner, in: scope) else { return nil }
    guard value.type.number != nil else {
      report("E0406", "\(value.type.words) has no sign", at: span)
      return nil
    }
    if let constant = value.exactConstant { return .exact(constant.negated, value.type, at: span) }
    return Expression(.negate(value), value.type, at: span)
  }

  /// `x per unit`
  mutating func divided(_ value: Expression, by measure: Measure, at span: Span) -> Expression? {
    guard let number = value.type.number else {
      report("E0406", "\(value.type.words) can't be divided", at: value.span)
      return nil
    }
    let divisor: Dimension
    var length = 1
    switch measure.kind {
    case .currency(let currency): divisor = .money(currency)
    case .unit: divisor = .units
    case .months(let months): (divisor, length) = (.time, months)
    }
    let type = ValueType.number(
      NumberType(number.dimension.combined(with: divisor, power: -1), isExact: number.isExact))
    guard length > 1 else { return value.typed(type) }
    let months = Expression.exact(ExactNumber(length), .number(NumberType(.time)), at: measure.span)
    return folded(.divide, value, months, type, at: span)
  }

  /// `if A then B else C`
  mutating func conditional(
    _ test: Written, _ yes: Written, _ no: Written, at span: Span, in scope: Scope
  ) -> Expression? {
    let condition = condition(test, in: scope)
    let first = check(yes, in: scope)
    let second = check(no, in: scope)
    guard let condition, let first, let second else { return nil }
    guard let (one, other, type) = common(first, second) else {
      report(
        "E0412", "`then` gives \(first.type.words) and `else` gives \(second.type.words)", at: span,
        help: "both must be of one kind")
      return nil
    }
    if let truth = condition.truth { return (truth ? one : other).typed(type) }
    return Expression(.conditional(condition, then: one, otherwise: other), type, at: span)
  }

  /// Two values of one type.
  func common(_ left: Expression, _ right: Expression) -> (Expression, Expression, ValueType)? {
    if let one = left.type.number, let other = right.type.number {
      guard let (first, second, dimension) = unified(left, right) else { return nil }
      let type = ValueType.number(
        NumberType(
          dimension, isExact: one.isExact && other.isExact, isPercent: one.isPercent && other.isPercent))
      return (first, second, type)
    }
    return left.type == right.type ? (left, right, left.type) : nil
  }
}

extension Expression {
  /// Whether it is 100%, written as a percentage.
  fileprivate var isWhole: Bool { type.number?.isPercent == true && exactConstant == .one }
}
