@testable import PolCheck
import PolColumns
import PolEval
import PolSource
import Testing

@Suite("Queries")
struct QueryTests {
  static let span = Span(SourceID(0), 3, 9)
  static let table = TableReference.kept(Slot(0))

  static func column(_ index: Int, _ type: ValueType = ExpressionGenerator.exact) -> Expression {
    Expression(.column(.kept(index)), type, at: span)
  }
  static func constant(_ text: String) -> Expression {
    Expression(.constant(.exact(ExactNumber(text) ?? .zero)), ExpressionGenerator.exact, at: span)
  }
  static func less(_ a: Expression, _ b: Expression) -> Expression {
    Expression(.compare(.less, a, b), .boolean, at: span)
  }
  static func evaluator(_ columns: [Vector], rows: Int) -> Evaluator<TestEnvironment> {
    Evaluator(in: TestEnvironment(table: TestRows(columns: columns, rowCount: rows)))
  }
  static func answer(
    _ aggregate: Aggregate, _ value: Expression?, of columns: [Vector], rows: Int,
    where filter: Expression? = nil
  ) throws -> Scalar {
    let query = Query(aggregate: aggregate, value: value, table: table, filter: filter)
    return try evaluator(columns, rows: rows).answer(query, at: span)
  }
  static func exact(_ text: String) -> Scalar { .exact(ExactNumber(text) ?? .zero) }

  @Test("Aggregates over many chunks are those of the naive ones")
  func naive() throws {
    var random = SeededGenerator(seed: 1)
    let count = 5_000
    let values = (0..<count).map { _ in Int64.random(in: -4_000...9_000, using: &random) }
    let columns: [Vector] = [.integers(values, scale: 2)]
    let filter = Self.less(Self.column(0), Self.constant("70"))
    let kept = values.filter { $0 < 7_000 }.sorted()
    let doubles = kept.map { Double($0) / 100 }
    func found(_ aggregate: Aggregate, _ value: Expression? = Self.column(0)) throws -> Scalar {
      try Self.answer(aggregate, value, of: columns, rows: count, where: filter)
    }
    let sum = kept.reduce(0, +)
    #expect(try found(.count, nil) == .exact(ExactNumber(kept.count)))
    #expect(try found(.sum) == .exact(ExactNumber(coefficient: sum, scale: 2)))
    #expect(try found(.min) == .exact(ExactNumber(coefficient: kept[0], scale: 2)))
    #expect(try found(.max) == .exact(ExactNumber(coefficient: kept[kept.count - 1], scale: 2)))
    #expect(try near(found(.mean), Double(sum) / 100 / Double(kept.count)))
    let middle = kept.count / 2
    let median = kept.count % 2 == 1 ? doubles[middle] : (doubles[middle - 1] + doubles[middle]) / 2
    #expect(try near(found(.median), median))
    let n = Double(kept.count)
    var difference = 0.0
    for (index, value) in doubles.enumerated() { difference += (2 * Double(index + 1) - n - 1) * value }
    let size = doubles.reduce(0) { $0 + $1.magnitude }
    #expect(try near(found(.gini), difference / n / size))
    let top = doubles.suffix(kept.count / 10).reduce(0, +) / doubles.reduce(0, +)
    #expect(try near(found(.top(Self.constant("0.1"))), top))
    let negative = Self.less(Self.column(0), Self.constant("0"))
    let losers = ExactNumber(kept.count { $0 < 0 })
    #expect(try found(.share, negative) == .exact(losers.divided(by: ExactNumber(kept.count)) ?? .zero))
    #expect(try found(.any, negative) == .boolean(true))
    #expect(try found(.all, negative) == .boolean(false))
  }

  private func near(_ value: Scalar, _ expected: Double) -> Bool {
    if case .real(let found) = value {
      (found - expected).magnitude <= 1e-12 * expected.magnitude
    } else {
      false
    }
  }

  @Test("A share is exact: 61 of 200 is 30.5%")
  func exactShare() throws {
    let flags = (0..<200).map { $0 % 10 < 3 || $0 == 9 }
    let share = try Self.answer(.share, Self.column(0, .boolean), of: [.booleans(flags)], rows: 200)
    #expect(share == Self.exact("0.305"))
  }

  @Test("Quantiles lie between the nearest two")
  func quantiles() throws {
    let columns: [Vector] = [.integers([40, 10, 30, 20], scale: 0)]
    for (share, value) in [("0", 10.0), ("0.5", 25), ("0.9", 37), ("1", 40)] {
      #expect(
        try Self.answer(.quantile(Self.constant(share)), Self.column(0), of: columns, rows: 4) == .real(value)
      )
    }
  }

  @Test("Gini stays between 0 and 1")
  func gini() throws {
    for (values, gini) in [
      ([5, 5, 5], 0.0), ([0, 0, 0], 0), ([0, 0, 9], 2.0 / 3), ([-4, 4], 0.5), ([-3, -3], 0),
    ]
      as [([Int64], Double)]
    {
      let found = try Self.answer(
        .gini, Self.column(0), of: [.integers(values, scale: 0)], rows: values.count)
      #expect(found == .real(gini))
    }
  }

  @Test("The top takes at least one row, and the floor of its share")
  func top() throws {
    let columns: [Vector] = [.integers([1, 2, 3, 4], scale: 0)]
    for (share, part) in [("0.01", 0.4), ("0.5", 0.7), ("0.74", 0.7), ("0.75", 0.9), ("1", 1)] {
      #expect(
        try Self.answer(.top(Self.constant(share)), Self.column(0), of: columns, rows: 4) == .real(part))
    }
  }

  @Test("Sums are exact beyond 64 bits")
  func wideSum() throws {
    let values = [Int64](repeating: .max, count: 3_000)
    let sum = try Self.answer(.sum, Self.column(0), of: [.integers(values, scale: 0)], rows: 3_000)
    #expect(sum == Self.exact("27670116110564327421000"))
  }

  @Test("A sum of money that doesn't fit its minor unit is an overflow")
  func moneyOverflow() {
    let values = [Int64](repeating: .max, count: 2)
    let money = Self.column(0, ExpressionGenerator.money)
    #expect(code { _ = try Self.answer(.sum, money, of: [.integers(values, scale: 2)], rows: 2) } == "E0602")
  }

  @Test("Of no rows count and sum are 0, any is false, all true, and of the rest there is nobody")
  func nobody() throws {
    let columns: [Vector] = [.integers([], scale: 0), .booleans([])]
    func found(_ aggregate: Aggregate, _ value: Expression) throws -> Scalar {
      try Self.answer(aggregate, value, of: columns, rows: 0)
    }
    #expect(try found(.count, Self.column(0)) == Self.exact("0"))
    #expect(try found(.sum, Self.column(0)) == Self.exact("0"))
    #expect(try found(.any, Self.column(1, .boolean)) == .boolean(false))
    #expect(try found(.all, Self.column(1, .boolean)) == .boolean(true))
    for aggregate in [
      Aggregate.mean, .median, .min, .max, .gini, .top(Self.constant("1")), .quantile(Self.constant("0")),
    ] {
      #expect(code { _ = try found(aggregate, Self.column(0)) } == "E0603")
    }
    #expect(code { _ = try found(.share, Self.column(1, .boolean)) } == "E0603")
  }

  @Test("A query inside a condition is answered, and one of nobody fails only where it is asked")
  func nested() throws {
    let columns: [Vector] = [.integers([1, 2, 3, 10], scale: 0)]
    let none = Self.less(Self.column(0), Self.constant("0"))
    let mean = Query(aggregate: .mean, value: Self.column(0), table: Self.table, filter: nil)
    let nobody = Query(aggregate: .mean, value: Self.column(0), table: Self.table, filter: none)
    func query(_ query: Query) -> Expression {
      Expression(.query(query), ExpressionGenerator.real, at: Self.span)
    }
    let above = Self.less(query(mean), Self.column(0))
    #expect(try Self.answer(.count, nil, of: columns, rows: 4, where: above) == Self.exact("1"))
    let guarded = Expression(.and(none, Self.less(query(nobody), Self.column(0))), .boolean, at: Self.span)
    #expect(try Self.answer(.count, nil, of: columns, rows: 4, where: guarded) == Self.exact("0"))
    let asked = Expression(.or(none, Self.less(query(nobody), Self.column(0))), .boolean, at: Self.span)
    #expect(code { _ = try Self.answer(.count, nil, of: columns, rows: 4, where: asked) } == "E0603")
  }

  @Test("Failing rows make one diagnostic with their number and the first of them")
  func rowFailures() {
    let divisors = (0..<6_000).map { Int64($0 % 2_500 == 2_400 ? 0 : $0 + 1) }
    let quotient = Expression(
      .arithmetic(.divide, Self.constant("1"), Self.column(0)), ExpressionGenerator.exact, at: Self.span)
    do throws(any Error) {
      _ = try Self.answer(.sum, quotient, of: [.integers(divisors, scale: 0)], rows: 6_000)
      Issue.record("no failure")
    } catch {
      let diagnostic = error as? Diagnostic
      #expect(diagnostic?.code == "E0601")
      #expect(diagnostic?.message == "this divides by zero in 2 rows, first for row 2400")
    }
  }

  @Test("Any number of threads finds the same, to the last bit, and the same rows that failed")
  func threads() {
    var random = SeededGenerator(seed: 2)
    let count = 300_000
    let values = (0..<count).map { _ in Double.random(in: -1e9...1e12, using: &random) }
    let divisors = (0..<count).map { Int64($0 % 90_000 == 80_000 ? 0 : $0 + 1) }
    let real = Self.column(0, .number(NumberType(.one, isExact: false)))
    let quotient = Expression(
      .arithmetic(.divide, Self.constant("1"), Self.column(1)), ExpressionGenerator.exact, at: Self.span)
    func answers(_ threads: Int) -> [String] {
      let table = TestRows(columns: [.reals(values), .integers(divisors, scale: 0)], rowCount: count)
      let evaluator = Evaluator(in: TestEnvironment(table: table, threads: threads))
      return [
        (Aggregate.sum, real), (.mean, real), (.median, real), (.max, real), (.sum, quotient),
      ].map { aggregate, value in
        let query = Query(aggregate: aggregate, value: value, table: Self.table, filter: nil)
        do throws(Diagnostic) { return "\(try evaluator.answer(query, at: Self.span))" } catch {
          return error.message
        }
      }
    }
    let alone = answers(1)
    #expect(alone.last == "this divides by zero in 3 rows, first for row 80000")
    for threads in [2, 7] { #expect(answers(threads) == alone) }
  }

  func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }
}
