extension Vector {
  /// Which rows are equal: numbers by value, all else as it is.
  package func equals(_ other: Vector, rows: Int) -> Vector {
    compared(
      with: other, rows: rows, integers: Equal<Int64>.self, exacts: Equal<ExactNumber>.self,
      reals: Equal<Double>.self, codes: Equal<Int32>.self, texts: Equal<String>.self)
  }

  /// Which rows differ.
  package func differs(from other: Vector, rows: Int) -> Vector {
    compared(
      with: other, rows: rows, integers: Unequal<Int64>.self, exacts: Unequal<ExactNumber>.self,
      reals: Unequal<Double>.self, codes: Unequal<Int32>.self, texts: Unequal<String>.self)
  }

  /// In which rows this is smaller; codes by rank, `false` before `true`, texts by their characters' numbers.
  package func isLess(than other: Vector, rows: Int) -> Vector {
    compared(
      with: other, rows: rows, integers: Less<Int64>.self, exacts: Less<ExactNumber>.self,
      reals: Less<Double>.self, codes: Less<Int32>.self, texts: Less<String>.self)
  }

  /// In which rows this is not larger.
  package func isAtMost(_ other: Vector, rows: Int) -> Vector {
    compared(
      with: other, rows: rows, integers: AtMost<Int64>.self, exacts: AtMost<ExactNumber>.self,
      reals: AtMost<Double>.self, codes: AtMost<Int32>.self, texts: AtMost<String>.self)
  }

  private func compared<I: Kernel, E: Kernel, R: Kernel, C: Kernel, T: Kernel>(
    with other: Vector, rows: Int,
    integers: I.Type, exacts: E.Type, reals: R.Type, codes: C.Type, texts: T.Type
  ) -> Vector
  where
    I.Input == Int64, I.Output == Bool, E.Input == ExactNumber, E.Output == Bool,
    R.Input == Double, R.Output == Bool, C.Input == Int32, C.Output == Bool,
    T.Input == String, T.Output == Bool
  {
    if isConstant, other.isConstant {
      // One row is enough.
      guard
        case .booleans(let one) = spread(rows: 1).compared(
          with: other, rows: 1, integers: integers, exacts: exacts, reals: reals, codes: codes, texts: texts)
      else { preconditionFailure("a comparison is boolean") }
      return .constant(.boolean(one[0]))
    }
    if let a = codeOperand, let b = other.codeOperand {
      return .booleans(run(codes, a, b, rows: rows).values)
    }
    if let a = textOperand, let b = other.textOperand {
      return .booleans(run(texts, a, b, rows: rows).values)
    }
    if isReal || other.isReal {
      return .booleans(run(reals, realOperand, other.realOperand, rows: rows).values)
    }
    if let a = scaled, let b = other.scaled {
      let scale = max(a.scale, b.scale)
      if let left = a.rescaled(to: scale, rows: rows), let right = b.rescaled(to: scale, rows: rows) {
        return .booleans(run(integers, left, right, rows: rows).values)
      }
    }
    return .booleans(run(exacts, exactOperand, other.exactOperand, rows: rows).values)
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
