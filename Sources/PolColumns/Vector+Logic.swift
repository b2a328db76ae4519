import CLanes

extension Vector {
  /// The booleans turned round.
  package var inverted: Vector {
    switch self {
    case .constant(.boolean(let value)): .constant(.boolean(!value))
    case .booleans(let values): .booleans(values.map { !$0 })
    default: preconditionFailure("no booleans")
    }
  }

  /// The booleans, one per row.
  package func mask(rows: Int) -> [Bool] {
    guard case .booleans(let values) = spread(rows: rows) else { preconditionFailure("no booleans") }
    return values
  }

  /// In which rows both hold.
  package func and(_ other: Vector) -> Vector {
    switch (self, other) {
    case (.constant(.boolean(false)), _), (_, .constant(.boolean(false))): .constant(.boolean(false))
    case (.constant(.boolean(true)), _): other
    case (_, .constant(.boolean(true))): self
    case (.booleans(let a), .booleans(let b)): .booleans(Vector.both(a, b))
    default: preconditionFailure("no booleans")
    }
  }

  /// In which rows one holds.
  package func or(_ other: Vector) -> Vector {
    switch (self, other) {
    case (.constant(.boolean(true)), _), (_, .constant(.boolean(true))): .constant(.boolean(true))
    case (.constant(.boolean(false)), _): other
    case (_, .constant(.boolean(false))): self
    case (.booleans(let a), .booleans(let b)): .booleans(Vector.either(a, b))
    default: preconditionFailure("no booleans")
    }
  }

  /// The mask's rows in which the booleans are `wanted`; nil where no row is left.
  package func narrowing(_ mask: [Bool]?, to wanted: Bool) -> (mask: [Bool]?, isEmpty: Bool) {
    switch self {
    case .constant(.boolean(let value)):
      return value == wanted ? (mask, mask.map { !$0.contains(true) } ?? false) : (mask, true)
    case .booleans(let values):
      var result = values
      if !wanted { for row in result.indices { result[row] = !result[row] } }
      if let mask { result = Vector.both(mask, result) }
      return (result, !result.contains(true))
    default: preconditionFailure("no booleans")
    }
  }

  private static func both(_ a: [Bool], _ b: [Bool]) -> [Bool] {
    precondition(a.count == b.count)
    return unsafe written(a.count) { unsafe pol_both(a, b, a.count, $0) }
  }

  private static func either(_ a: [Bool], _ b: [Bool]) -> [Bool] {
    precondition(a.count == b.count)
    return unsafe written(a.count) { unsafe pol_either(a, b, a.count, $0) }
  }
}
