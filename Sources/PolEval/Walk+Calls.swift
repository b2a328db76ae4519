import PolCheck
import PolColumns
import PolSource

extension Walk {
  /// A function that is built in.
  mutating func call(
    _ expression: Expression, _ function: Function, _ arguments: [Expression], _ mask: [Bool]?
  ) -> Vector {
    let values = arguments.map { vector($0, where: mask) }
    var rowFailures = RowFailures(rowCount: range.count, where: mask)
    let result: Vector
    switch function {
    case .abs: result = values[0].absolute(rows: range.count)
    case .round:
      result = values[0].rounded(toScale: expression.type.decimals, .halfEven, noting: &rowFailures)
    case .floor: result = values[0].rounded(toScale: expression.type.decimals, .floor, noting: &rowFailures)
    case .ln: result = values[0].ln(noting: &rowFailures)
    case .exp: result = values[0].exp(noting: &rowFailures)
    case .sqrt: result = values[0].squareRoot(noting: &rowFailures)
    case .pow: result = values[0].raised(to: values[1], noting: &rowFailures)
    case .least, .greatest: result = extreme(expression, function, values)
    }
    note(rowFailures, at: expression.span)
    let typed = expression.type.isReal ? result.asReals : result
    return limited(typed, expression, mask)
  }

  /// The least or greatest of any number of values; real if one of them is.
  private func extreme(_ expression: Expression, _ function: Function, _ values: [Vector]) -> Vector {
    let alike = expression.type.isReal ? values.map(\.asReals) : values
    return alike.dropFirst().reduce(alike[0]) {
      function == .least ? $0.least($1, rows: range.count) : $0.greatest($1, rows: range.count)
    }
  }

  /// A figure of one agent of a run; the agent may differ from row to row.
  mutating func cell(
    _ expression: Expression, _ run: Slot, _ pick: RowPick, _ reading: AgentReading, _ mask: [Bool]?
  ) -> Vector {
    switch pick {
    case .person(let place, let name): return cell(expression, run, place, named: name, reading, mask)
    case .number(let number):
      let numbers = vector(number, where: mask)
      if numbers.isConstant { return cell(expression, run, numbers.scalar(at: 0).agentRow, reading, mask) }
      var result = [Scalar](repeating: expression.type.blank.scalar(at: 0), count: range.count)
      for row in 0..<range.count where mask?[row] ?? true {
        var only = [Bool](repeating: false, count: range.count)
        only[row] = true
        result[row] = cell(expression, run, numbers.scalar(at: row).agentRow, reading, only).scalar(at: 0)
      }
      return Vector.column(result)
    }
  }

  /// A figure of one agent, the same in all rows.
  private mutating func cell(
    _ expression: Expression, _ run: Slot, _ agent: Int, named name: String? = nil, _ reading: AgentReading,
    _ mask: [Bool]?
  ) -> Vector {
    let value = Result { () throws(Diagnostic) in
      Vector.constant(try evaluator.cell(run, row: agent, named: name, reading, at: expression.span))
    }
    return settled(value, expression, mask)
  }
}

extension Scalar {
  /// The row of the agent with this number; -1 where there can't be one.
  fileprivate var agentRow: Int {
    guard case .exact(let number) = self, let whole = number.wholeNumber(atScale: 0), whole > 0 else {
      return -1
    }
    return Int(whole - 1)
  }
}
