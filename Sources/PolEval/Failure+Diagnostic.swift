import PolColumns
import PolSource

extension Failure {
  /// What to say of it, without the rows.
  func diagnostic(at span: Span) -> Diagnostic {
    switch self {
    case .divisionByZero:
      Diagnostic(
        "E0601", "this divides by zero", at: span,
        help:
          "say what it is worth then: `if DIVISOR == 0 then 0 else ...`, or leave such rows out by `where`")
    case .overflow:
      Diagnostic(
        "E0602", "this number is too large", at: span,
        help: "money has to fit 18 digits of its minor unit, a real number has to stay below 1.8e308")
    case .chance:
      Diagnostic(
        "E0604", "this chance is not between 0 and 1", at: span,
        help: "keep it there: `greatest(0, least(1, ...))`")
    case .parameter(let distribution):
      Diagnostic(
        "E0605", "`\(distribution.rawValue)` can't be drawn with these numbers", at: span,
        help: distribution.parameterHelp)
    case .logarithm:
      Diagnostic(
        "E0606", "only a number above zero has a logarithm", at: span,
        help: "`ln` takes numbers above 0; leave the others out by `if` or `where`")
    case .squareRoot:
      Diagnostic(
        "E0607", "a number below zero has no square root", at: span,
        help: "`sqrt` takes 0 and more; leave the others out by `if` or `where`")
    case .power:
      Diagnostic(
        "E0608", "this number has no such power", at: span,
        help: "a number below zero takes only whole powers, and zero no power below zero")
    }
  }
}

extension Distribution {
  /// What its parameters may be.
  fileprivate var parameterHelp: String {
    switch self {
    case .chance: "the chance has to be between 0 and 1"
    case .poisson: "the mean has to be between 0 and 1e15"
    case .binomial: "the number of trials has to be between 0 and 1e15, the chance between 0 and 1"
    case .uniform: "the first number must not be above the second"
    case .normal, .lognormal: "the second number, the spread, must not be below 0"
    case .beta: "both numbers have to be above 0"
    }
  }
}
