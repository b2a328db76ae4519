package import PolColumns
package import PolSource

/// A checked expression.
package struct Expression: Sendable {
  /// Where it is written; of an inlined function, the call.
  package var span: Span
  /// What it is worth.
  package var type: ValueType
  /// How it is found.
  package var kind: Kind

  /// The forms of a checked expression.
  package indirect enum Kind: Sendable {
    case constant(Scalar)
    /// A `let`, or a variable of a sweep.
    case variable(Slot)
    /// A column of the rows at hand.
    case column(Column)
    /// `party.Ann.net`, `party.agent(17).net`.
    case cell(Slot, row: RowPick, AgentReading)
    /// `party.company.net`
    case company(Slot, CompanyColumn)
    /// `party.hash`: the checksum of the run's whole state, as text.
    case hash(Slot)
    /// `policy.worst_payout`: what is known of a policy before it runs, but needs its figures.
    case fact(PolicyFact, PolicyDefinition)
    case negate(Expression)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    /// Both sides are of one type: numbers of one dimension, points, tiers, names, texts or booleans.
    case compare(Comparison, Expression, Expression)
    case conditional(Expression, then: Expression, otherwise: Expression)
    case call(Function, [Expression])
    case draw(Draw)
    case query(Query)
    /// A function of the script, its parameters put in: shown as the call it was.
    case inlined(name: String, Expression)
    /// Something that nobody has said, and why: only in laws. It counts as a condition.
    case unknown(String)
    /// Whether a condition that may be undecided is hit, or is undecided.
    case verdict(VerdictQuestion, of: Expression)
  }

  /// Makes an expression.
  package init(_ kind: Kind, _ type: ValueType, at span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

extension Expression {
  /// The expressions that it is made of, one level down. A query's own are over other rows, and not among them.
  package var parts: [Expression] {
    switch kind {
    case .constant, .variable, .column, .cell, .company, .hash, .fact, .query, .unknown: []
    case .negate(let value), .not(let value), .inlined(_, let value), .verdict(_, let value): [value]
    case .and(let left, let right), .or(let left, let right), .arithmetic(_, let left, let right),
      .compare(_, let left, let right):
      [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(_, let arguments): arguments
    case .draw(let draw): draw.arguments
    }
  }

  /// Whether it, or one of its parts at any depth, is such a one.
  package func contains(_ matches: (Expression) -> Bool) -> Bool {
    matches(self) || parts.contains { $0.contains(matches) }
  }
}

/// What can be asked of findings.
package enum VerdictQuestion: String, Sendable { case hit, undecided }

/// The four operations. Exact results have up to 34 digits, half-even; real ones are IEEE doubles.
package enum Arithmetic: String, Sendable { case add = "+", subtract = "-", multiply = "*", divide = "/" }

/// The six comparisons; names other than tiers have only the first two.
package enum Comparison: String, Sendable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// The functions that are built in. `round` and `floor` give whole numbers of the minor unit for money, of
/// the unit for everything else; the result of `round` is exact.
package enum Function: String, Sendable, CaseIterable {
  case abs, round, floor, ln, exp, sqrt, pow, least, greatest
}

/// A draw: a pure function of seed, person, month, clause and place.
package struct Draw: Sendable {
  /// From what.
  package var distribution: Distribution
  /// Its parameters: `chance(p)`, `poisson(mean)`, `binomial(n, p)`, `uniform(a, b)`, `normal(mean, sd)`,
  /// `lognormal(mu, sigma)`, `beta(a, b)`.
  package var arguments: [Expression]
  /// The name of the clause: `recruits`, `demand`, `trust` for a trait.
  package var clause: String
  /// The draw's place in its clause, from 0.
  package var place: Int

  /// Makes a draw.
  package init(distribution: Distribution, arguments: [Expression], clause: String, place: Int) {
    self.distribution = distribution
    self.arguments = arguments
    self.clause = clause
    self.place = place
  }
}

/// An aggregate over the rows of a table: one value.
package struct Query: Sendable {
  /// Which.
  package var aggregate: Aggregate
  /// What is aggregated; nil only for `count`.
  package var value: Expression?
  /// Over what.
  package var table: TableReference
  /// Which rows.
  package var filter: Expression?
}

/// The aggregates. `top` takes a share of the rows, `quantile` a share of their order.
package indirect enum Aggregate: Sendable {
  case count, sum, mean, median, min, max, share, all, any, gini
  case top(Expression)
  case quantile(Expression)
}

/// A query that makes a table: a listing, or an aggregate `by` keys.
package indirect enum TableQuery: Sendable {
  case listing(columns: [TableColumn], values: [Expression], table: TableReference, filter: Expression?)
  /// Rows in the order of their keys, each key ascending.
  case grouped(columns: [TableColumn], keys: [Expression], Query)

  /// The columns of the table that it makes.
  package var columns: [TableColumn] {
    switch self {
    case .listing(let columns, _, _, _), .grouped(let columns, _, _): columns
    }
  }
}

/// The rows that a query goes through.
package enum TableReference: Hashable, Sendable {
  /// A table of a run; with a period's months a row for each period.
  case run(Slot, RunTable, every: Int?)
  /// A sweep, or a `let` with `by`.
  case kept(Slot)
}

/// The tables of a run.
package enum RunTable: String, Hashable, Sendable, CaseIterable { case agents, ledger, months, tiers }

/// Which row of `agents`.
package indirect enum RowPick: Sendable {
  /// A person of a story by its place in the story, from 0.
  case person(Int, name: String)
  /// `agent(N)`: the N-th to join, from 1.
  case number(Expression)
}
