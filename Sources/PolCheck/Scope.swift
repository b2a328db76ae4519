import PolSource
import PolSyntax

/// An expression as written; `Expression` in this module is a checked one.
typealias Written = PolSyntax.Expression

/// What a name or a path stands for.
indirect enum Meaning: Sendable {
  case value(Expression)
  case record(Record)
  case table(Table)
  case function(LetDeclaration)
  /// It is wrong, and that has been said.
  case failed
}

/// Something with members that is no value.
indirect enum Record: Sendable {
  case product(ProductBinding)
  case policy(PolicyBinding)
  case market(BodyBinding)
  case story(StoryBinding)
  case run(RunBinding)
  case agent(RunBinding, RowPick)
  case company(RunBinding)
  case law(LawBinding)
  /// `R under LAW`
  case findings(AuditDefinition)

  /// What it is called in a message.
  var noun: String {
    switch self {
    case .product: "a product"
    case .policy: "a policy"
    case .market: "a market"
    case .story: "a story"
    case .run: "a run"
    case .agent: "an agent"
    case .company: "the company of a run"
    case .law: "a law"
    case .findings: "what a law finds"
    }
  }
}

/// A product with its checked money per unit.
struct ProductBinding: Sendable {
  var name: Name
  var cost: Expression
  var retail: Expression
  /// A plain number, and money; nil where there is none.
  var points: Expression?
  var volume: Expression?
  var span: Span
}

/// A law as it is written: it is checked where it meets a run.
struct LawBinding: Sendable {
  var declaration: LawDeclaration
  var span: Span
}

/// The flattened clauses of a policy or market.
struct BodyBinding: Sendable {
  var name: Name
  var clauses: [BoundClause]
  var span: Span
}

/// A clause, and what the names in it mean: where it is laid over others, they may mean something else.
struct BoundClause: Sendable {
  var clause: Clause
  /// Parameters of the function and variables of the sweep around it.
  var names: [String: Checker.Declaration]
  /// Of a tier: those of each of its parts.
  var namesOfParts: [[String: Checker.Declaration]] = []

  var kind: Clause.Kind { clause.kind }
  var isSharedCap: Bool { if case .sharedCap = kind { true } else { false } }
  var span: Span { clause.span }
}

/// A story and where it is declared.
struct StoryBinding: Sendable {
  var declaration: StoryDeclaration
  var span: Span
}

/// A policy: its clauses, to be laid under others, and its checked form, nil if something in it is wrong.
struct PolicyBinding: Sendable {
  var body: BodyBinding
  var definition: PolicyDefinition?
}

/// A run, as later statements see it.
struct RunBinding: Sendable {
  var slot: Slot
  var name: String
  var policy: PolicyDefinition
  var names: PolicyNames
  /// The people of a story.
  var people: [String]
  var isStory: Bool
  /// The traits of a market.
  var traits: [String]
  /// The last month, where it is known before running.
  var lastMonth: Int?
  /// What makes it again, for a run that goes on from it.
  var definition: RunDefinition
  /// The clauses of its policy, the names of rules among them that no longer run, and its market or story.
  var clauses: BodyBinding
  var gone: Set<String> = []
  var place: Record
}

/// The names of a policy that its own expressions, its markets and its runs read.
struct PolicyNames: Sendable {
  var currency: Currency
  var products: [String]
  var tiers: [String]
  var rules: [(name: String, kind: RuleDeclaration.Kind)]
  /// Where its people sit, if it says so.
  var placement: PlacementDefinition?
  /// What its products count besides units and money.
  var measures: Set<Score.Measure> = []

  var tierDomain: NameDomain { NameDomain(.tier, tiers) }
  /// The columns that not every policy has.
  var columns: [(name: String, column: AgentColumn)] {
    AgentColumn.spellings(of: placement)
      + AgentColumn.spellings(of: measures, hasLegs: placement?.isBinary == true)
  }
}

/// What can stand after `of` in a query.
enum Table: Sendable {
  case run(RunBinding, RunTable, every: Int? = nil)
  case kept(Slot, name: String, columns: [TableColumn])

  var reference: TableReference {
    switch self {
    case .run(let run, let table, let period): .run(run.slot, table, every: period)
    case .kept(let slot, _, _): .kept(slot)
    }
  }
}

/// What the names in an expression may mean.
struct Scope: Sendable {
  /// The rows at hand.
  var rows = Rows.none
  /// Parameters of a function, or `retail` and `cost` in a price.
  var locals: [String: Meaning] = [:]
  /// Whether the expression stands in a query inside a function, where a column that came in by a parameter
  /// would be read in the wrong table.
  var isInnerQuery = false

  enum Rows: Sendable {
    case none
    /// Agents while a policy or a market works.
    case agents(AgentRows)
    case table(Table)
  }
}

/// The agents that an expression of a policy or market reads.
struct AgentRows: Sendable {
  enum Place: Sendable {
    /// Prices: the month and nothing else.
    case price
    case policy
    /// A clause of a market: draws, traits and figures too.
    case market
    /// A trait: draws and the traits before it.
    case trait
    /// Whether somebody who is asked joins: draws, figures, its traits and who asks.
    case newcomer
    /// A number of the whole market that nothing changes: people and founders.
    case crowd
    /// A number of the whole market in a month: draws and figures, no agent.
    case arrivals

    /// Whether luck may be drawn here.
    var draws: Bool {
      switch self {
      case .price, .policy, .crowd: false
      case .market, .trait, .newcomer, .arrivals: true
      }
    }
  }
  var names: PolicyNames
  var place: Place
  var traits: [String] = []
  /// In a rule with `every PERIOD` a volume is that period's.
  var window: Int?
  /// Whether that period is counted from joining.
  var isFromJoining = false
  /// In a `where`: the event's agent is `source`.
  var hasSource = false
}
