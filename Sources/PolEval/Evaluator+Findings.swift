package import PolCheck
import PolColumns
import PolSource

/// What a condition comes to where a fact may be missing: Kleene's three values.
package enum Answer: Hashable, Sendable {
  case yes, no
  /// Nobody can tell, and what is missing.
  case undecided([String])
}

extension Evaluator {
  /// The code of a condition that nobody can decide.
  static var undecided: String { "E0613" }

  /// What a condition comes to: `false and unknown` is false, `true or unknown` true, and a figure that can't
  /// be had (a mean of nobody, a division by zero) is a missing fact, not a failure.
  package func answer(to condition: Expression) -> Answer {
    switch condition.kind {
    case .inlined(_, let inner), .verdict(.hit, let inner): return answer(to: inner)
    case .unknown(let reason): return .undecided([reason])
    case .verdict(.undecided, let inner):
      if case .undecided = answer(to: inner) { return .yes }
      return .no
    case .not(let inner): return answer(to: inner).opposite
    case .and(let left, let right): return answer(to: left).and(answer(to: right))
    case .or(let left, let right):
      return answer(to: left).opposite.and(answer(to: right).opposite).opposite
    case .conditional(let test, let then, let otherwise):
      switch answer(to: test) {
      case .yes: return answer(to: then)
      case .no: return answer(to: otherwise)
      case .undecided(let missing):
        let arms = (answer(to: then), answer(to: otherwise))
        return arms.0 == arms.1 ? arms.0 : .undecided(missing)
      }
    case .constant, .variable, .column, .cell, .company, .hash, .fact, .negate, .arithmetic, .compare, .call,
      .draw, .query:
      do throws(Diagnostic) {
        return try value(of: condition) == .boolean(true) ? .yes : .no
      } catch {
        return .undecided([error.message])
      }
    }
  }

  /// The answer as a value; a failure where there is none.
  func verdict(_ expression: Expression) throws(Diagnostic) -> Scalar {
    switch answer(to: expression) {
    case .yes: return .boolean(true)
    case .no: return .boolean(false)
    case .undecided(let missing):
      throw Diagnostic(
        Self.undecided, "this is undecided: \(missing.joined(separator: "; "))", at: expression.span,
        help: "`undecided(...)` asks for that; what is known is given to a law: `r under cn(fraud = true)`")
    }
  }
}

extension Expression {
  /// Whether it is made of conditions.
  var joinsConditions: Bool {
    switch kind {
    case .and, .or, .not, .inlined, .conditional: type == .boolean
    case .constant, .variable, .column, .cell, .company, .hash, .fact, .negate, .arithmetic, .compare, .call,
      .draw, .query, .unknown, .verdict:
      false
    }
  }
}

extension Answer {
  var opposite: Answer {
    switch self {
    case .yes: .no
    case .no: .yes
    case .undecided: self
    }
  }

  func and(_ other: Answer) -> Answer {
    switch (self, other) {
    case (.no, _), (_, .no): .no
    case (.yes, _): other
    case (_, .yes): self
    case (.undecided(let some), .undecided(let others)):
      .undecided(some + others.filter { !some.contains($0) })
    }
  }
}
