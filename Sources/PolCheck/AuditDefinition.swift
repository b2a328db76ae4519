package import PolSource

/// A run looked at under a law: `party under cn(primarily = 60%)`.
package struct AuditDefinition: Sendable {
  /// One finding of the law, with its run and its parameters put in.
  package struct Finding: Sendable {
    /// What scripts call it.
    package var name: String
    /// What it says, and where that is written.
    package var text: String
    package var cites: String
    /// Boolean, and three-valued: it may come to nothing for want of a fact.
    package var condition: Expression
    /// The clauses of the policy that the facts in it come from.
    package var clauses: [Span]
  }

  /// The run's name.
  package var run: String
  /// The law's name, and what it is called in full.
  package var law: String
  package var title: String?
  /// What is a judgement, as it was taken here.
  package var parameters: [Expression]
  /// In the order of the law.
  package var findings: [Finding]

  /// Whether any finding is hit, or is undecided.
  func any(_ question: VerdictQuestion, at span: Span) -> Expression {
    func any(_ conditions: [Expression]) -> Expression {
      conditions.dropFirst().reduce(conditions[0]) { Expression(.or($0, $1), .boolean, at: span) }
    }
    func verdict(_ condition: Expression) -> Expression {
      Expression(.verdict(question, of: condition), .boolean, at: span)
    }
    let conditions = findings.map(\.condition)
    switch question {
    case .hit: return verdict(any(conditions))
    case .undecided: return any(conditions.map(verdict))
    }
  }
}
