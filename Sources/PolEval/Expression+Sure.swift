import PolCheck

extension Expression {
  /// Whether it is made of operations that a sure walk knows, over exact numbers and conditions.
  var maybeSure: Bool {
    switch kind {
    case .negate(let inner): isWhole && inner.leafOrSure
    case .not(let inner): inner.leafOrSure
    case .and(let left, let right), .or(let left, let right), .compare(_, let left, let right):
      left.leafOrSure && right.leafOrSure
    case .arithmetic(let operation, let left, let right):
      isWhole && (operation != .divide || right.isConstant) && left.leafOrSure && right.leafOrSure
    case .conditional(let condition, let then, let otherwise):
      (isWhole || type == .boolean) && condition.leafOrSure && then.leafOrSure && otherwise.leafOrSure
    case .call(let function, let arguments):
      switch function {
      case .abs, .least, .greatest: isWhole && arguments.allSatisfy(\.leafOrSure)
      case .round, .floor, .ln, .exp, .sqrt, .pow: false
      }
    case .inlined(_, let inner): inner.maybeSure
    case .constant, .column, .variable, .cell, .company, .hash, .fact, .draw, .query: false
    }
  }

  private var leafOrSure: Bool {
    switch kind {
    case .constant, .column: isWhole || type == .boolean
    case .inlined(_, let inner): inner.leafOrSure
    case .negate, .not, .and, .or, .arithmetic, .compare, .conditional, .call: maybeSure
    case .variable, .cell, .company, .hash, .fact, .draw, .query: false
    }
  }

  private var isConstant: Bool {
    if case .constant = kind { true } else { false }
  }

  private var isWhole: Bool {
    switch type {
    case .number(let type): type.isExact
    case .point: true
    case .boolean, .text, .name: false
    }
  }
}
