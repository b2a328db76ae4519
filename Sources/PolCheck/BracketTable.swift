/// `step { from 0 CNY: 0%, from 10_000 CNY: 3% }`, or `slice { ... }`.
///
/// A threshold belongs to the bracket that it opens; below the first one there is nothing.
package struct BracketTable: Sendable {
  /// How the table is read.
  package enum Reading: String, Sendable {
    /// The whole at the rate of the bracket in which it lies.
    case step
    /// Each part at the rate of its own bracket.
    case slice
  }
  /// One bracket; both figures are over `MarketFigure.month` only.
  package struct Bracket: Sendable {
    /// Where it begins.
    package var from: Expression
    /// A rate, money per unit, or money.
    package var rate: Expression
  }

  /// How the table is read.
  package var reading: Reading
  /// What is looked up, over the columns of the event's agent; nil for the base.
  package var column: Expression?
  /// At least one, the lowest first.
  package var brackets: [Bracket]
}
