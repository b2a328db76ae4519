import PolCheck
import PolColumns

/// What an aggregate has to keep of the rows that it has seen.
struct Accumulator {
  /// Rows seen.
  private(set) var rows = 0
  /// Rows in which the value was true.
  private(set) var holding = 0
  /// The sum of exact values.
  private(set) var exact = ExactSum()
  /// The sum of real values.
  private(set) var real = RealSum()
  /// The smallest or largest so far.
  private(set) var extreme: Scalar?
  /// All values, where the aggregate is about their order.
  private(set) var values: [Double] = []

  /// Adds one row of a chunk.
  mutating func add(_ vector: Vector?, row: Int, for aggregate: Aggregate) {
    rows += 1
    guard let vector else { return }
    let value = vector.scalar(at: row)
    switch aggregate {
    case .count: break
    case .share, .all, .any: if value == .boolean(true) { holding += 1 }
    case .sum, .mean:
      switch value {
      case .exact(let number): exact.add(number)
      case .real(let number): real.add(number)
      case .boolean, .code, .text: preconditionFailure("no number")
      }
    case .min: if extreme.map({ value.precedes($0) }) ?? true { extreme = value }
    case .max: if extreme.map({ $0.precedes(value) }) ?? true { extreme = value }
    case .median, .gini, .top, .quantile: values.append(value.double)
    }
  }

  /// Adds a chunk, the mask's rows only.
  mutating func add(_ vector: Vector?, where mask: [Bool]?, rowCount: Int, for aggregate: Aggregate) {
    let count = mask.map { mask in mask.reduce(0) { $0 + ($1 ? 1 : 0) } } ?? rowCount
    switch (aggregate, vector) {
    case (.count, _), (_, nil): rows += count
    case (.share, .booleans(let values)?), (.all, .booleans(let values)?), (.any, .booleans(let values)?):
      rows += count
      let (held, _) = Vector.booleans(values).narrowing(mask, to: true)
      holding += held?.reduce(0) { $0 + ($1 ? 1 : 0) } ?? 0
    case (.sum, .integers?), (.mean, .integers?):
      rows += count
      exact.add(vector ?? .constant(.exact(.zero)), where: mask, rows: rowCount)
    case (.median, .some(let vector)), (.gini, .some(let vector)), (.top, .some(let vector)),
      (.quantile, .some(let vector)):
      rows += count
      guard case .reals(let reals) = vector.asReals.spread(rows: rowCount) else { return }
      if let mask {
        for row in reals.indices where mask[row] { values.append(reals[row]) }
      } else {
        values += reals
      }
    default:
      for row in 0..<rowCount where mask?[row] ?? true { add(vector, row: row, for: aggregate) }
    }
  }
}

/// A sum of Doubles in the order of adding, with what rounding takes away kept beside it (Neumaier).
struct RealSum {
  private var sum = 0.0
  private var rest = 0.0

  mutating func add(_ value: Double) {
    let next = sum + value
    rest += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
    sum = next
  }

  /// What has been added up; not finite on overflow.
  var total: Double { sum.isFinite ? sum + rest : sum }
}

extension Scalar {
  /// The nearest Double; the value must be a number.
  var double: Double {
    switch self {
    case .exact(let number): number.doubleValue
    case .real(let number): number
    case .boolean, .code, .text: preconditionFailure("no number")
    }
  }

  /// Whether a value comes before another of the same type: numbers by size, names by code, false before true.
  func precedes(_ other: Scalar) -> Bool {
    switch (self, other) {
    case (.exact(let a), .exact(let b)): a < b
    case (.boolean(let a), .boolean(let b)): !a && b
    case (.code(let a), .code(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    default: double < other.double
    }
  }
}
