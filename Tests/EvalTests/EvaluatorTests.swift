import PolCheck
import PolColumns
import PolEval
import PolSource
import Testing

@Suite("The evaluator and the obvious one")
struct EvaluatorTests {
  static let rowCount = 97
  static let types = ExpressionGenerator.numbers + [.boolean]

  /// What the oracle finds: a value or a failure per row.
  static func expected(_ e: Expression, _ rows: TestRows, _ mask: [Bool]?) -> [Result<
    Scalar, Oracle.Trouble
  >?] {
    (0..<rows.rowCount).map { row in
      if let mask, !mask[row] { return nil }
      return Result { () throws(Oracle.Trouble) in try Oracle(rows: rows, row: row).value(e) }
    }
  }

  static func same(_ a: Scalar, _ b: Scalar) -> Bool {
    // Bit by bit, but for the sign of zero, which can't be seen in the language.
    if case .real(let x) = a, case .real(let y) = b { return x == y }
    return a == b
  }

  @Test("Generated expressions get the same values and failures at every size of chunk", arguments: 0..<40)
  func generated(seed: Int) throws {
    var generator = ExpressionGenerator(seed: UInt64(seed))
    for round in 0..<30 {
      let rows = TestRows.generated(count: Self.rowCount, seed: UInt64(seed * 1_000 + round))
      let type = Self.types[round % Self.types.count]
      let expression = generator.expression(type, depth: 1 + round % 5)
      let mask = round % 2 == 0 ? nil : (0..<Self.rowCount).map { $0 % 3 != 0 }
      let expected = Self.expected(expression, rows, mask)
      for size in [1, 7, 64, Self.rowCount] {
        try compare(
          expression, rows, mask, expected, size: size, "seed \(seed), round \(round), chunks of \(size)")
      }
    }
  }

  private func compare(
    _ expression: Expression, _ rows: TestRows, _ mask: [Bool]?,
    _ expected: [Result<Scalar, Oracle.Trouble>?],
    size: Int, _ note: Comment
  ) throws {
    let evaluator = Evaluator(in: TestEnvironment())
    var failures = Failures()
    for start in stride(from: 0, to: rows.rowCount, by: size) {
      let range = start..<min(start + size, rows.rowCount)
      var own = Failures()
      let vector = evaluator.vector(
        of: expression, over: rows, in: range, where: mask.map { Array($0[range]) }, noting: &own)
      // In any order.
      own.merge(failures)
      failures = own
      for row in range {
        guard case .success(let value)? = expected[row] else { continue }
        let found = vector.scalar(at: row - start)
        #expect(Self.same(found, value), "\(found) is not \(value) in row \(row), \(note)")
      }
    }
    var troubles: [(row: Int, trouble: Oracle.Trouble)] = []
    for (row, result) in expected.enumerated() {
      if case .failure(let trouble)? = result { troubles.append((row, trouble)) }
    }
    #expect(failures.count == troubles.count, note)
    #expect(failures.firstRow == troubles.first?.row, note)
    let diagnostic = failures.diagnostic(naming: rows.name)
    #expect(diagnostic?.code == troubles.first?.trouble.code, note)
    #expect(diagnostic?.span == troubles.first?.trouble.span, note)
    if let first = troubles.first, let message = diagnostic?.message {
      let count = troubles.count { $0.trouble == first.trouble }
      let end = count == 1 ? " for row \(first.row)" : " in \(count) rows, first for row \(first.row)"
      #expect(message.hasSuffix(end), note)
    }
  }

  @Test("Most generated expressions have values in most rows")
  func generatorIsUseful() {
    var generator = ExpressionGenerator(seed: 5)
    var (values, failures) = (0, 0)
    for round in 0..<300 {
      let rows = TestRows.generated(count: 20, seed: UInt64(round))
      let expression = generator.expression(Self.types[round % Self.types.count], depth: 4)
      for case .some(let result) in Self.expected(expression, rows, nil) {
        if case .success = result { values += 1 } else { failures += 1 }
      }
    }
    #expect(values > failures && failures > 300, "\(values) values, \(failures) failures")
  }
}
