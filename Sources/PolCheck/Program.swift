// PolCheck: names and dimensions; from a tree to a program.
//
// What comes in is a `Script`, statement by statement; what goes out is a `Program` in which every name is a
// slot, a column or a constant, every dimension is settled, and constants are folded. What checking excludes
// can't be written down here: a program has no misspelt tier, no CNY added to USD, no rate list of the wrong
// length, no function (calls are inlined). A policy that extends another, and every `with`, is flattened:
// trees are laid over each other first and checked whole afterwards. Left out on purpose: values of anything
// that needs a run.

package import PolSource

/// A place for a value while a script runs: a `let`, a run, a sweep, or a variable of a sweep.
package struct Slot: Hashable, Sendable {
  /// The slot's number, unique in a session.
  package var index: Int

  /// Names the slot `index`.
  package init(_ index: Int) { self.index = index }
}

/// A checked script, or as much of one as there is to run.
package struct Program: Sendable {
  /// The steps in their order.
  package var steps: [Step]

  /// Makes a program.
  package init(steps: [Step]) { self.steps = steps }
}

/// One statement, ready to run.
package struct Step: Sendable {
  /// The statement in its source.
  package var span: Span
  /// What it does.
  package var kind: Kind

  /// What statements do. Declarations of products, policies, markets and stories do nothing at run time.
  package indirect enum Kind: Sendable {
    case run(RunDefinition)
    case define(Slot, name: String, Expression)
    /// `let t = count of party.agents by tier`
    case defineTable(Slot, name: String, TableQuery)
    case check(CheckDefinition)
    case show(ShowDefinition)
    case sweep(SweepDefinition)
    case audit(AuditDefinition)
  }

  /// Makes a step.
  package init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A claim and the condition that decides it.
package struct CheckDefinition: Sendable {
  /// The claim in words.
  package var text: String
  /// Whether the claim is documented as one that does not hold.
  package var expectsFailure: Bool
  /// Boolean, over runs and slots.
  package var condition: Expression
}

/// What `show` or `plot` prints.
package struct ShowDefinition: Sendable {
  /// What is shown.
  package enum Subject: Sendable {
    case value(Expression)
    case table(TableQuery)
    case run(Slot, name: String)
    /// A whole kept table: a sweep, or a `let` with `by`.
    case kept(Slot, name: String, columns: [TableColumn])
    /// A declaration, shown as it is written.
    case declaration(Span)
    /// A policy or market with others' clauses laid over its own: the word, its name, its clauses.
    case body(String, name: String, [ShownClause])
  }
  /// `plot` instead of `show`.
  package var plots: Bool
  /// Whether neither word is written.
  package var isBare: Bool
  /// What is shown.
  package var subject: Subject
}

/// A clause as it is written; of a tier the parts, which may have been written in several places.
package enum ShownClause: Sendable {
  case clause(Span)
  case tier(String, parts: [Span])
}

/// A run that is to be made.
package struct RunDefinition: Sendable {
  /// Where the run is kept.
  package var slot: Slot
  /// Its name.
  package var name: String
  /// The policy, flattened.
  package var policy: PolicyDefinition
  /// Where the policy is put to work.
  package var setting: Setting
  /// Which world it is: runs of one world are the same as long as both have lived.
  package var world: Slot
  /// The run that is named after `=`, and the month in it from which this one goes on.
  package var continued: (run: Slot, month: Expression)?
  /// What lives under another policy up to that month; nil where one policy rules from the beginning.
  package var origin: Origin?
  /// Months after month 0; nil only for a story, which ends with its last month.
  package var months: Expression?
  /// The seed; nil for 1.
  package var seed: Expression?
  /// What must be kept of the run because the script asks for it.
  package var needs: RunNeeds
  /// The statement in its source.
  package var span: Span

  /// Whether customers may bring goods back, and do.
  package var customersReturn: Bool {
    guard policy.customerReturns != nil else { return false }
    switch setting {
    case .market(let market): return market.returns != nil
    case .story: return true
    }
  }

  /// A world up to a month, in which another policy rules from then on.
  package indirect enum Origin: Sendable {
    /// The run to live through; its `months` say how far.
    case run(RunDefinition)

    /// That run.
    package var definition: RunDefinition {
      switch self {
      case .run(let definition): definition
      }
    }
  }

  /// A market of drawn people, or a story of named ones.
  package indirect enum Setting: Sendable {
    case market(MarketDefinition)
    case story(StoryDefinition)
  }
}

/// What the rest of a script asks of a run.
package struct RunNeeds: Sendable, Hashable {
  /// Columns of `agents` read by queries, also by those inside functions.
  package var columns: Set<AgentReading> = []
  /// The same of `agents every PERIOD`, by the period's months.
  package var history: [Int: Set<AgentReading>] = [:]
  /// Whether `ledger` is read, so that every transfer is kept.
  package var journal = false

  /// Nothing is needed.
  package init() {}

  /// Adds what others ask of the same run.
  package mutating func formUnion(_ other: RunNeeds) {
    columns.formUnion(other.columns)
    history.merge(other.history) { $0.union($1) }
    journal = journal || other.journal
  }
}

/// A sweep: a body of runs, made for every combination of its variables.
package struct SweepDefinition: Sendable {
  /// One variable and what it goes through.
  package struct Binding: Sendable {
    /// Its slot.
    package var slot: Slot
    /// Its name and type.
    package var column: TableColumn
    /// Its values.
    package var values: Values
  }
  /// What a variable goes through.
  package enum Values: Sendable {
    /// Both ends included where a step meets them; exact.
    case range(Expression, Expression, step: Expression)
    case list([Expression])
    /// Policies or markets: the value is the name's index, and `Variant` says which body belongs to it.
    case choices([String])
  }
  /// The body for one choice of policies and markets; a sweep without such a variable has one variant.
  package struct Variant: Sendable {
    /// The index of each `choices` variable, in the order of those bindings.
    package var choice: [Int]
    /// Runs and lets.
    package var steps: [Step]
    /// One per kept column.
    package var kept: [Expression]
  }

  /// Where the table of kept values is put.
  package var slot: Slot
  /// Its name.
  package var name: String
  /// In the order written; the last goes fastest.
  package var bindings: [Binding]
  /// The bodies.
  package var variants: [Variant]
  /// The table's columns: the bindings' first, then what is kept.
  package var columns: [TableColumn]
}

/// A column of a kept table.
package struct TableColumn: Hashable, Sendable {
  /// What it is called in queries.
  package var name: String
  /// What its values are.
  package var type: ValueType

  /// Makes a column.
  package init(name: String, type: ValueType) {
    self.name = name
    self.type = type
  }
}
