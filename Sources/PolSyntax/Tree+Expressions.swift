package import PolSource

/// An expression as written.
package struct Expression: Sendable {
  /// From its first to its last token, parentheses around it not included.
  package var span: Span
  /// What it is.
  package var kind: Kind

  /// The forms of an expression.
  package indirect enum Kind: Sendable {
    /// Digits as written, without `_`: `30`, `0.55`, `1e6`; with its measure, if one follows.
    case number(String, Measure?)
    /// Digits as written before `%`.
    case percent(String)
    /// `¥425`: digits as written; always CNY.
    case yuan(String)
    case text(String)
    /// `month 5`.
    case monthLiteral(Int)
    case truth(Bool)
    case unknown
    case list([Expression])
    /// A name, its calls and its members.
    case path(Path)
    /// `(x).f(a)`.
    case member(Expression, Name, [Argument]?)
    /// `a with { ... }`.
    case made(Made)
    /// `x this month`.
    case this(Expression, Period)
    /// `x per unit`.
    case per(Expression, Measure)
    case negative(Expression)
    case not(Expression)
    case binary(Operator, Expression, Expression)
    /// `x is y`, `x is not y`.
    case isName(Expression, Expression, negated: Bool)
    case conditional(Expression, then: Expression, otherwise: Expression)
    case query(Query)
    /// `R under LAW(...)`.
    case under(Path, Name, [Argument]?)
  }

  /// `name = value` or a value, in a call.
  package struct Argument: Sendable {
    /// Before `=`.
    package var name: Name?
    /// The value.
    package var value: Expression
  }

  /// Makes an expression.
  package init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// The operators that stand between two expressions.
package enum Operator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and
  case or
}

/// What follows a number, or `per`.
package struct Measure: Sendable, Hashable {
  /// The measures.
  package enum Kind: Sendable, Hashable {
    case currency(Currency)
    case unit
    /// 1, 3 or 12 months.
    case months(Int)
  }
  /// Which.
  package var kind: Kind
  /// Where it stands.
  package var span: Span

  /// Makes a measure.
  package init(kind: Kind, span: Span) { (self.kind, self.span) = (kind, span) }
}

/// `party.Ann.net`, `r.agent(17).team`, `f(x)`: a name and what follows it.
package struct Path: Sendable {
  /// One name with its arguments.
  package struct Step: Sendable {
    /// The name.
    package var name: Name
    /// Its arguments; nil where there are no parentheses.
    package var arguments: [Expression.Argument]?
  }
  /// At least one.
  package var steps: [Step]
  /// The whole.
  package var span: Span
}

/// `AGGREGATE VALUE of TABLE where CONDITION by KEY, ...`
package struct Query: Sendable {
  /// The aggregates, as written.
  package enum Aggregate: String, Sendable, CaseIterable {
    case count, sum, mean, median, min, max, share, all, any, gini, top, quantile
  }
  /// Which.
  package var aggregate: Aggregate
  /// The argument of `top` and `quantile`.
  package var argument: Expression?
  /// What is aggregated; nil for a bare `count`.
  package var value: Expression?
  /// The table.
  package var table: Path
  /// After `every`: a row for each period.
  package var period: Period?
  /// After `where`.
  package var filter: Expression?
  /// After `by`; empty where there is none.
  package var keys: [Expression]
  /// The whole.
  package var span: Span
}
