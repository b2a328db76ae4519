package import PolSource

/// `run NAME = POLICY in MARKET for N months seed S`, `run NAME = RUN at MONTH with { ... } for N months`
package struct RunDeclaration: Sendable {
  /// The run's name.
  package var name: Name
  /// How its world begins.
  package var beginning: Beginning
  /// After `for`.
  package var length: Expression?

  /// How a world begins.
  package enum Beginning: Sendable {
    /// With nobody in it.
    case empty(policy: Made, setting: Made, seed: Expression?)
    /// As another run stood when a month was closed, perhaps with the bodies of `with` laid over its policy.
    case run(Path, month: Expression, bodies: [Body])
  }
}

/// A policy or market by name, with the bodies of `with` laid over it one after the other.
package struct Made: Sendable {
  /// The name.
  package var path: Path
  /// The bodies after `with`.
  package var bodies: [Body]
  /// The whole.
  package var span: Span
}

/// `let x = ...` or `let f(a, b) = ...`
package struct LetDeclaration: Sendable {
  /// The name.
  package var name: Name
  /// Its parameters; nil for a value.
  package var parameters: [Name]?
  /// The value: an expression, or a `grouped` query.
  package var value: Expression
}

/// `check "text" expect fail: EXPR`
package struct CheckStatement: Sendable {
  /// The claim in words.
  package var text: Quoted
  /// Whether it is expected not to hold.
  package var expectsFailure: Bool
  /// The claim.
  package var condition: Expression
}

/// `show EXPR`, `plot EXPR`
package struct ShowStatement: Sendable {
  /// What is shown.
  package enum Subject: Sendable {
    case expression(Expression)
    case listing(Listing)
  }
  /// `plot` instead of `show`.
  package var plots: Bool
  /// Whether the word is left out, as an entry of a prompt may.
  package var isBare = false
  /// What is shown.
  package var subject: Subject
}

/// `number, tier, net of party.agents where depth == 1`
package struct Listing: Sendable {
  /// The columns.
  package var columns: [Expression]
  /// The table.
  package var table: Path
  /// After `every`: a row for each period.
  package var period: Period?
  /// After `where`.
  package var filter: Expression?
  /// The whole.
  package var span: Span
}

/// `sweep NAME for a in 1..3 { run ...; keep ... }`
package struct SweepDeclaration: Sendable {
  /// One variable and its values.
  package struct Binding: Sendable {
    /// The variable.
    package var name: Name
    /// Its values.
    package var values: Values
  }
  /// What a variable goes through.
  package enum Values: Sendable {
    case range(Range)
    /// A list, or a single policy or market.
    case expression(Expression)
  }
  /// `A..B step C`, both ends included.
  package struct Range: Sendable {
    /// First value.
    package var lower: Expression
    /// Last value, if a step meets it.
    package var upper: Expression
    /// The step; 1 where not written.
    package var step: Expression?
    /// The whole.
    package var span: Span
  }
  /// One line of the body.
  package enum Part: Sendable {
    case run(RunDeclaration, at: Span)
    case `let`(LetDeclaration, at: Span)
    case keep([Kept], at: Span)
  }
  /// `name = EXPR` after `keep`.
  package struct Kept: Sendable {
    /// The name before `=`.
    package var name: Name?
    /// What is kept of each run.
    package var value: Expression
  }

  /// The sweep's name.
  package var name: Name
  /// In the order written; the last goes fastest.
  package var bindings: [Binding]
  /// In the order written.
  package var parts: [Part]
}

/// `compare a, b in m for N months seed 1..20`
package struct CompareStatement: Sendable {
  /// The name before `=`.
  package var name: Name?
  /// The policies.
  package var policies: [Made]
  /// The market.
  package var setting: Made
  /// After `for`.
  package var length: Expression?
  /// After `seed`.
  package var seeds: SweepDeclaration.Values?
}

/// `law NAME "title" (r, p = 50%) { finding ... }`
package struct LawDeclaration: Sendable {
  /// One line of a law.
  package enum Part: Sendable {
    case `let`(LetDeclaration, at: Span)
    case finding(name: Name, text: Quoted, cites: Quoted, condition: Expression, at: Span)
  }
  /// The law's name.
  package var name: Name
  /// What a person reads.
  package var title: Quoted?
  /// Its parameters; the first has no default.
  package var parameters: [(name: Name, standard: Expression?)]
  /// In the order written.
  package var parts: [Part]
}

/// `audit RUN under LAW(name = value)`
package struct AuditStatement: Sendable {
  /// The run.
  package var run: Path
  /// The law.
  package var law: Name
  /// Its arguments.
  package var arguments: [Expression.Argument]?
}
