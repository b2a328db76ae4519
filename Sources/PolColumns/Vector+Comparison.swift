extension Vector {
  /// Which rows are equal: numbers by value, all else as it is.
  package func equals(_ other: Vector, rows: Int) -> Vector {
    compared(Equal.self, with: other, rows: rows)
  }

  /// Which rows differ.
  package func differs(from other: Vector, rows: Int) -> Vector {
    compared(Unequal.self, with: other, rows: rows)
  }

  /// In which rows this is smaller; codes by rank, `false` before `true`, texts by their characters' numbers.
  package func isLess(than other: Vector, rows: Int) -> Vector {
    compared(Less.self, with: other, rows: rows)
  }

  /// In which rows this is not larger.
  package func isAtMost(_ other: Vector, rows: Int) -> Vector {
    compared(AtMost.self, with: other, rows: rows)
  }

  @inline(__always)
  private func compared<O: Order>(_ order: O.Type, with other: Vector, rows: Int) -> Vector {
    guard isConstant, other.isConstant else { return .booleans(holds(order, other, rows: rows)) }
    return .constant(.boolean(holds(order, other, rows: 1)[0]))
  }

  @inline(__always)
  private func holds<O: Order>(_ order: O.Type, _ other: Vector, rows: Int) -> [Bool] {
    if let a = codeOperand, let b = other.codeOperand {
      return run(Compare<O, Int32>.self, a, b, rows: rows).values
    }
    if let a = textOperand, let b = other.textOperand {
      return run(Compare<O, String>.self, a, b, rows: rows).values
    }
    if isReal || other.isReal {
      return run(Compare<O, Double>.self, realOperand, other.realOperand, rows: rows).values
    }
    if let a = scaled, let b = other.scaled {
      let scale = max(a.scale, b.scale)
      if let left = a.rescaled(to: scale, rows: rows), let right = b.rescaled(to: scale, rows: rows) {
        return run(Compare<O, Int64>.self, left, right, rows: rows).values
      }
    }
    return run(Compare<O, ExactNumber>.self, exactOperand, other.exactOperand, rows: rows).values
  }

  /// Codes, or booleans as 0 and 1.
  private var codeOperand: Operand<Int32>? {
    switch self {
    case .constant(.code(let code)): .constant(code)
    case .constant(.boolean(let value)): .constant(value ? 1 : 0)
    case .codes(let codes): .column(codes)
    case .booleans(let values): .column(values.map { $0 ? 1 : 0 })
    default: nil
    }
  }

  private var textOperand: Operand<String>? {
    switch self {
    case .constant(.text(let text)): .constant(text)
    case .texts(let texts): .column(texts)
    default: nil
    }
  }
}
