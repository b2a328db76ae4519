package import PolCheck
package import PolColumns
package import PolSource

/// Finds out what expressions are worth.
///
/// It keeps nothing between two calls, so any number of threads may share one.
package struct Evaluator<E: Environment>: Sendable {
  /// Where variables, runs and their tables come from.
  package let environment: E

  /// An evaluator of expressions over `environment`.
  package init(in environment: E) {
    self.environment = environment
  }

  /// The value of an expression that reads no rows. Throws E06xx where it has none.
  package func value(of expression: Expression) throws(Diagnostic) -> Scalar {
    if case .constant(let value) = expression.kind { return value }
    var walk = Walk(self, over: NoRows(), in: 0..<1)
    let vector = walk.vector(expression, where: nil)
    if let diagnostic = walk.failures.diagnostic(naming: nil) {
      // What is undecided in one part may be decided by another.
      if diagnostic.code == Self.undecided, expression.joinsConditions { return try verdict(expression) }
      throw diagnostic
    }
    return vector.scalar(at: 0)
  }

  /// The values in one chunk of rows: one per row, or a constant. Rows outside the mask, and rows that failed,
  /// hold anything.
  package func vector(
    of expression: Expression, over rows: some RowSource, in range: Range<Int>, where mask: [Bool]? = nil,
    noting failures: inout Failures
  ) -> Vector {
    var walk = Walk(self, over: rows, in: range)
    let vector = walk.vector(expression, where: mask)
    failures.merge(walk.failures)
    return vector
  }

  /// In which rows of a chunk a condition holds, the mask's only; rows that failed don't.
  package func holds(
    _ condition: Expression, over rows: some RowSource, in range: Range<Int>, where mask: [Bool]? = nil,
    noting failures: inout Failures
  ) -> [Bool] {
    let vector = vector(of: condition, over: rows, in: range, where: mask, noting: &failures)
    let held = mask.map { Vector.booleans($0).and(vector) } ?? vector
    return held.mask(rows: range.count)
  }

  /// The values in any number of rows, one per row, made chunk by chunk; what does not depend on the row is
  /// found once. Throws one diagnostic for the rows that failed.
  package func column(
    of expression: Expression, over rows: some RowSource, in range: Range<Int>, where mask: [Bool]? = nil
  ) throws(Diagnostic) -> Vector {
    let folded = folded(expression)
    var failures = Failures()
    var result: Vector?
    for chunk in range.chunks {
      let part = mask.map {
        Array($0[chunk.lowerBound - range.lowerBound..<chunk.upperBound - range.lowerBound])
      }
      let values = vector(of: folded, over: rows, in: chunk, where: part, noting: &failures)
        .spread(rows: chunk.count)
      if result == nil { result = values } else { result?.append(values) }
    }
    if let diagnostic = failures.diagnostic(naming: rows.name) { throw diagnostic }
    return result ?? expression.type.blank.spread(rows: 0)
  }
}

extension Range<Int> {
  /// Consecutive parts of the size that kernels like.
  package var chunks: [Range<Int>] {
    stride(from: lowerBound, to: upperBound, by: Vector.chunkSize).map {
      $0..<Swift.min($0 + Vector.chunkSize, upperBound)
    }
  }
}

/// The rows of an expression that has none: one, without columns.
struct NoRows: RowSource {
  var rowCount: Int { 1 }
  var luck: Luck { Luck(seed: 0, month: 0) }
  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    preconditionFailure("the checker lets no column stand where there are no rows: \(column)")
  }
  func personKeys(in rows: Range<Int>) -> [UInt64] { [] }
  func name(ofRow row: Int) -> String { "" }
}
