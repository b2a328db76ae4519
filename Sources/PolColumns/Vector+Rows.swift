import Synchronization

extension Vector {
  /// How many rows a kernel goes through at a time: large enough to spread the cost of a call, small enough
  /// for a few columns to stay in a core's own cache.
  package static var chunkSize: Int { chunk.load(ordering: .relaxed) }

  /// Sets it, for a test that shows that no result depends on it; everything that is cut into parts follows.
  package static func setChunkSize(_ rows: Int) { chunk.store(max(rows, 1), ordering: .relaxed) }

  private static let chunk = Atomic(16_384)

  /// The value in one row.
  package func scalar(at row: Int) -> Scalar {
    switch self {
    case .constant(let value): value
    case .integers(let values, let scale): .exact(ExactNumber(coefficient: values[row], scale: scale))
    case .exacts(let values): .exact(values[row])
    case .reals(let values): .real(values[row])
    case .booleans(let values): .boolean(values[row])
    case .codes(let values): .code(values[row])
    case .texts(let values): .text(values[row])
    }
  }

  /// The same values, one per row, also where they are all the same.
  package func spread(rows: Int) -> Vector {
    guard case .constant(let value) = self else { return self }
    switch value {
    case .exact(let number):
      if let scaled, case .constant(let digits) = scaled.digits {
        return .integers([Int64](repeating: digits, count: rows), scale: scaled.scale)
      }
      return .exacts([ExactNumber](repeating: number, count: rows))
    case .real(let number): return .reals([Double](repeating: number, count: rows))
    case .boolean(let flag): return .booleans([Bool](repeating: flag, count: rows))
    case .code(let code): return .codes([Int32](repeating: code, count: rows))
    case .text(let text): return .texts([String](repeating: text, count: rows))
    }
  }

  /// Some of the rows, in order.
  package func slice(_ rows: Range<Int>) -> Vector {
    switch self {
    case .constant: self
    case .integers(let values, let scale): .integers(Array(values[rows]), scale: scale)
    case .exacts(let values): .exacts(Array(values[rows]))
    case .reals(let values): .reals(Array(values[rows]))
    case .booleans(let values): .booleans(Array(values[rows]))
    case .codes(let values): .codes(Array(values[rows]))
    case .texts(let values): .texts(Array(values[rows]))
    }
  }

  /// The rows in the mask, in order.
  package func kept(where mask: [Bool]) -> Vector {
    func keep<Element>(_ values: [Element]) -> [Element] {
      var result: [Element] = []
      for row in mask.indices where mask[row] { result.append(values[row]) }
      return result
    }
    switch self {
    case .constant: return self
    case .integers(let values, let scale): return .integers(keep(values), scale: scale)
    case .exacts(let values): return .exacts(keep(values))
    case .reals(let values): return .reals(keep(values))
    case .booleans(let values): return .booleans(keep(values))
    case .codes(let values): return .codes(keep(values))
    case .texts(let values): return .texts(keep(values))
    }
  }

  /// This many values of one type, one per row; numbers are real if one of them is.
  package static func column(_ values: [Scalar]) -> Vector {
    var result: Vector?
    for value in values {
      let row = Vector.constant(value).spread(rows: 1)
      if result == nil { result = row } else { result?.append(row) }
    }
    return result ?? .integers([], scale: 0)
  }

  /// Adds rows at the end. Both must have one value per row and one type; exact numbers move to the larger
  /// scale, or to 34 digits where that doesn't fit.
  package mutating func append(_ other: Vector) {
    switch (consume self, other) {
    case (.reals(var values), .reals(let more)):
      values += more
      self = .reals(values)
    case (.booleans(var values), .booleans(let more)):
      values += more
      self = .booleans(values)
    case (.codes(var values), .codes(let more)):
      values += more
      self = .codes(values)
    case (.texts(var values), .texts(let more)):
      values += more
      self = .texts(values)
    case (.exacts(var values), .exacts(let more)):
      values += more
      self = .exacts(values)
    case (.integers(var values, let scale), .integers(let more, let other)) where scale == other:
      values += more
      self = .integers(values, scale: scale)
    case (let values, let more):
      self = Vector.joined(values, more)
    }
  }

  /// Rows of numbers whose representations differ.
  private static func joined(_ a: Vector, _ b: Vector) -> Vector {
    if a.isReal || b.isReal, case .column(let first) = a.realOperand, case .column(let second) = b.realOperand
    {
      return .reals(first + second)
    }
    if case .integers(let first, let i) = a, case .integers(let second, let j) = b,
      case .column(let left)? = ScaledOperand(digits: .column(first), scale: i)
        .rescaled(to: max(i, j), rows: first.count),
      case .column(let right)? = ScaledOperand(digits: .column(second), scale: j)
        .rescaled(to: max(i, j), rows: second.count)
    {
      return .integers(left + right, scale: max(i, j))
    }
    guard case .column(let first) = a.exactOperand, case .column(let second) = b.exactOperand else {
      preconditionFailure("rows, not a constant")
    }
    return .exacts(first + second)
  }
}
