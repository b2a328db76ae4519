/// One side of a kernel: the same value in every row, or one per row.
enum Operand<Element> {
  case constant(Element)
  case column([Element])

  /// The value in a row.
  @inline(__always)
  func value(at row: Int) -> Element {
    switch self {
    case .constant(let value): value
    case .column(let values): values[row]
    }
  }
}

/// Two numbers to one value, without a branch; a negative flag says that some row's result is no good.
protocol Kernel {
  associatedtype Input
  associatedtype Output
  /// What a result is before it is computed.
  static var blank: Output { get }
  /// One row.
  static func apply(_ a: Input, _ b: Input, _ flag: inout Int64) -> Output
}

/// Reads one side of a kernel, row by row; specialised away.
private protocol Lane {
  associatedtype Element
  subscript(row: Int) -> Element { get }
}

private struct ConstantLane<Element>: Lane {
  let value: Element
  @inline(__always)
  subscript(row: Int) -> Element { value }
}

private struct ColumnLane<Element>: Lane {
  let values: [Element]
  @inline(__always)
  subscript(row: Int) -> Element { values[row] }
}

@inline(__always)
private func loop<K: Kernel, A: Lane, B: Lane>(_ kernel: K.Type, _ a: A, _ b: B, rows: Int) -> (
  [K.Output], Int64
)
where A.Element == K.Input, B.Element == K.Input {
  var result = [K.Output](repeating: K.blank, count: rows)
  var flag: Int64 = 0
  for row in 0..<rows {
    result[row] = K.apply(a[row], b[row], &flag)
  }
  return (result, flag)
}

/// Runs a kernel over all rows, masked ones too; a negative flag says that some result is no good.
@inline(__always)
func run<K: Kernel>(
  _ kernel: K.Type, _ a: Operand<K.Input>, _ b: Operand<K.Input>, rows: Int
) -> (values: [K.Output], flag: Int64) {
  switch (a, b) {
  case (.column(let a), .column(let b)):
    precondition(a.count == rows && b.count == rows)
    return loop(kernel, ColumnLane(values: a), ColumnLane(values: b), rows: rows)
  case (.column(let a), .constant(let b)):
    precondition(a.count == rows)
    return loop(kernel, ColumnLane(values: a), ConstantLane(value: b), rows: rows)
  case (.constant(let a), .column(let b)):
    precondition(b.count == rows)
    return loop(kernel, ConstantLane(value: a), ColumnLane(values: b), rows: rows)
  case (.constant(let a), .constant(let b)):
    return loop(kernel, ConstantLane(value: a), ConstantLane(value: b), rows: rows)
  }
}
