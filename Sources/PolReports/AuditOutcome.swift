package import PolEval
package import PolSource

/// What a law finds in a run. It never says that anything is legal: the strongest word is "not hit".
package struct AuditOutcome: Sendable {
  /// A finding and what became of it.
  package struct Finding: Sendable {
    /// Its name, what it says, and where that is written.
    package var name: String
    package var text: String
    package var cites: String
    /// Whether it is hit.
    package var answer: Answer
    /// The figures that were used.
    package var figures: [CheckOutcome.Part]
    /// The clauses of the policy that they come from.
    package var clauses: [Clause]

    /// Makes a finding.
    package init(
      name: String, text: String, cites: String, answer: Answer, figures: [CheckOutcome.Part],
      clauses: [Clause]
    ) {
      self.name = name
      self.text = text
      self.cites = cites
      self.answer = answer
      self.figures = figures
      self.clauses = clauses
    }
  }
  /// A clause of a policy as it is written.
  package struct Clause: Sendable {
    /// On one line.
    package var text: String
    /// Where.
    package var place: DiagnosticRecord.Place?

    /// Makes a clause.
    package init(text: String, place: DiagnosticRecord.Place?) {
      self.text = text
      self.place = place
    }
  }

  /// The run, the law, and what it is called in full.
  package var run: String
  package var law: String
  package var title: String?
  /// What is a judgement, as it was taken.
  package var parameters: [CheckOutcome.Part]
  /// In the order of the law.
  package var findings: [Finding]

  /// What every report says.
  package static let disclaimer =
    "This is no legal advice. It compares figures with words of a law; it calls nothing legal."

  /// Makes an outcome.
  package init(
    run: String, law: String, title: String?, parameters: [CheckOutcome.Part], findings: [Finding]
  ) {
    self.run = run
    self.law = law
    self.title = title
    self.parameters = parameters
    self.findings = findings
  }

  /// How many findings are hit.
  package var hits: Int { findings.filter { $0.answer == .yes }.count }
}

extension Answer {
  /// What a report calls it.
  var words: String {
    switch self {
    case .yes: "hit"
    case .no: "not hit"
    case .undecided: "undecided"
    }
  }

  /// What is missing.
  var missing: [String] {
    if case .undecided(let missing) = self { missing } else { [] }
  }
}
