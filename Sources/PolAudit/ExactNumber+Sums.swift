import PolColumns
import PolSource

extension ExactNumber {
  /// The sum.
  func plus(_ other: ExactNumber, at span: Span) throws(Diagnostic) -> ExactNumber {
    guard let sum = adding(other) else { throw Self.outOfRange(span) }
    return sum
  }

  /// The product.
  func times(_ other: ExactNumber, at span: Span) throws(Diagnostic) -> ExactNumber {
    guard let product = multiplied(by: other) else { throw Self.outOfRange(span) }
    return product
  }

  private static func outOfRange(_ span: Span) -> Diagnostic {
    Diagnostic(
      "E0715", "the rates of this policy are too large to add up", at: span,
      help: "a rate is a share, such as `10%`")
  }
}
