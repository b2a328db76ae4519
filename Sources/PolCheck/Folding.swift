import PolColumns
import PolSource
import PolSyntax

/// Works out operations on constants, exactly as a run would; what would fail is left to the run, or to the
/// check that finds it.
enum Folding {
  /// `left op right` of two exact constants.
  static func value(_ operation: Arithmetic, _ left: ExactNumber, _ right: ExactNumber) -> ExactNumber? {
    switch operation {
    case .add: left.adding(right)
    case .subtract: left.subtracting(right)
    case .multiply: left.multiplied(by: right)
    case .divide: right.isZero ? nil : left.divided(by: right)
    }
  }

  /// A comparison of two constants.
  static func value(_ comparison: Comparison, _ left: Scalar, _ right: Scalar) -> Bool? {
    switch (left, right) {
    case (.exact(let one), .exact(let other)): ordered(comparison, one, other)
    case (.code(let one), .code(let other)): ordered(comparison, one, other)
    case (.boolean(let one), .boolean(let other)): equality(comparison, one == other)
    case (.text(let one), .text(let other)): equality(comparison, one == other)
    default: nil
    }
  }

  private static func ordered<T: Comparable>(_ comparison: Comparison, _ one: T, _ other: T) -> Bool {
    switch comparison {
    case .equal: one == other
    case .unequal: one != other
    case .less: one < other
    case .lessOrEqual: one <= other
    case .greater: one > other
    case .greaterOrEqual: one >= other
    }
  }

  private static func equality(_ comparison: Comparison, _ isEqual: Bool) -> Bool? {
    switch comparison {
    case .equal: isEqual
    case .unequal: !isEqual
    case .less, .lessOrEqual, .greater, .greaterOrEqual: nil
    }
  }
}

extension Expression {
  /// The constant that it is.
  var constant: Scalar? { if case .constant(let value) = kind { value } else { nil } }
  /// The exact constant that it is.
  var exactConstant: ExactNumber? { if case .exact(let value)? = constant { value } else { nil } }
  /// The truth that it is known to have.
  var truth: Bool? { if case .boolean(let value)? = constant { value } else { nil } }

  /// A constant.
  static func exact(_ value: ExactNumber, _ type: ValueType, at span: Span) -> Expression {
    Expression(.constant(.exact(value)), type, at: span)
  }
}

extension Checker {
  /// The value of an expression as far as it is known before running: constants, and `let`s of constants.
  func known(_ expression: Expression) -> ExactNumber? {
    switch expression.kind {
    case .constant(.exact(let value)): value
    case .variable(let slot): constants[slot]
    case .inlined(_, let value): known(value)
    case .negate(let value): known(value)?.negated
    case .arithmetic(let operation, let left, let right):
      if let one = known(left), let other = known(right) { Folding.value(operation, one, other) } else { nil }
    default: nil
    }
  }

  /// A whole number known before running.
  func knownWhole(_ expression: Expression) -> Int? {
    known(expression).flatMap { $0.wholeNumber(atScale: 0) }.map { Int($0) }
  }
}
