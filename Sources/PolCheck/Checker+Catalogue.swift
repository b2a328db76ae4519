package import PolSource
package import PolSyntax

/// Something declared, as a list of names or a completion tells of it.
package struct CatalogueEntry: Sendable {
  /// The kinds of names.
  package enum Kind: String, Sendable, CaseIterable {
    case product, policy, market, story, run, value, table, function
  }
  /// Its name.
  package var name: String
  /// What it is.
  package var kind: Kind
  /// What it is, in a few words.
  package var words: String
  /// Of a run: its slot.
  package var run: Slot?
  /// Of a run: which world it is.
  package var world: Slot?
  /// Where the name stands in its declaration.
  package var span: Span
}

extension Checker {
  /// Everything declared, in the order in which the names came up.
  package var catalogue: [CatalogueEntry] { order.compactMap { entry(named: $0) } }

  /// What a name was declared as; nil for what is not declared, or was declared wrongly.
  package func entry(named name: String) -> CatalogueEntry? {
    guard let declaration = declared[name] else { return nil }
    func entry(_ kind: CatalogueEntry.Kind, _ words: String, run: RunBinding? = nil) -> CatalogueEntry {
      CatalogueEntry(
        name: name, kind: kind, words: words, run: run?.slot, world: run?.definition.world,
        span: declaration.span)
    }
    switch declaration.meaning {
    case .failed: return nil
    case .value(let value): return entry(.value, value.type.words)
    case .function(let function): return entry(.function, "function \(Self.pattern(of: function))")
    case .table(.kept): return entry(.table, "table")
    case .table(.run(let run, let table, _)): return entry(.table, "\(table) of \(run.name)")
    case .record(.product): return entry(.product, "product")
    case .record(.policy(let policy)):
      return entry(.policy, policy.definition.map { "policy, \(Self.contents(of: $0))" } ?? "policy")
    case .record(.market): return entry(.market, "market")
    case .record(.story): return entry(.story, "story")
    case .record(.run(let run)):
      return entry(.run, "run of \(run.policy.name) in \(run.definition.settingName)", run: run)
    case .record(let record): return entry(.value, record.noun)
    }
  }

  /// The dimension or sort of what is written; nil where that is wrong, and the diagnostics say why.
  package mutating func words(for expression: PolSyntax.Expression) -> (
    words: String?, diagnostics: [Diagnostic]
  ) {
    (diagnostics, nodes, depth, isExhausted, inner, calls, clause) = ([], 0, 0, false, nil, [], nil)
    let meaning = meaning(of: expression, in: Scope())
    let words: String?
    switch meaning {
    case .failed: words = nil
    case .value(let value): words = value.type.words + (value.type.isInexact ? ", not exact" : "")
    case .record(let record): words = record.noun
    case .table: words = "a table"
    case .function(let function): words = "a function: \(Self.pattern(of: function))"
    }
    return (words, diagnostics)
  }

  /// What may stand behind `owner.`, or in a query of a table: each name with what it is.
  package mutating func members(of owner: PolSyntax.Expression) -> [(name: String, words: String)] {
    (diagnostics, nodes, depth, isExhausted, inner, calls, clause) = ([], 0, 0, false, nil, [], nil)
    switch meaning(of: owner, in: Scope()) {
    case .failed, .value, .function: return []
    case .table(let table): return columns(of: table)
    case .record(let record):
      var found: [(name: String, words: String)] = memberNames(of: record).map {
        ($0, words(forMember: $0, of: record))
      }
      if case .run = record { found += measures }
      if case .product = record { found.append(("stock", "units of it that an agent has")) }
      return found
    }
  }

  /// What may stand behind the dot of some run: its tables and the like, people, functions of one record.
  package var membersOfRuns: [(name: String, words: String)] {
    let people = order.flatMap { name -> [String] in
      if case .record(.run(let run))? = declared[name]?.meaning { run.people } else { [] }
    }
    return people.map { ($0, "person") }
      + Self.runMembers.map { ($0, RunTable(rawValue: $0) == nil ? "of the run" : "table") } + measures
  }

  private var measures: [(name: String, words: String)] {
    order.filter { name in
      if case .function(let function)? = declared[name]?.meaning {
        function.parameters?.count == 1
      } else {
        false
      }
    }
    .map { ($0, "measure") }
  }

  /// What is known of a policy before it runs.
  package static var policyFacts: [String] { facts }

  /// The volumes that a rate may be taken of.
  package static var volumes: [String] { AgentColumn.volumes.sorted() }

  /// The currencies of products, those of the last one first.
  package var currencies: [String] {
    var seen: Set<String> = []
    return order.reversed().compactMap { name in
      guard case .record(.product(let product))? = declared[name]?.meaning else { return nil }
      return product.retail.type.number?.dimension.currencies.first?.currency.code
    }
    .filter { seen.insert($0).inserted }
  }

  /// The columns of every table: what a query may read before it says of what.
  package var allColumns: [(name: String, words: String)] {
    var seen: Set<String> = []
    let all = tables.flatMap { columns(of: $0) } + columnsAtWork(inMarket: false)
    return all.filter { seen.insert($0.name).inserted }
  }

  /// The names that the values of a column are, in whichever table it is; none for a column of something else.
  package func names(ofColumn name: String) -> [String] {
    var copy = self
    let place = Name(name, at: Span(SourceID(0), 0, 0))
    let all = tables.flatMap { table -> [String] in
      guard case .value(let value)? = copy.column(place, in: Scope(rows: .table(table))),
        case .name(let domain) = value.type
      else { return [] }
      return domain.names
    }
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }

  /// Every table there is, those declared last first.
  private var tables: [Table] {
    order.reversed().flatMap { name -> [Table] in
      switch declared[name]?.meaning {
      case .record(.run(let run))?: RunTable.allCases.map { .run(run, $0) }
      case .table(let table)?: [table]
      default: []
      }
    }
  }

  /// What rules of policies and clauses of markets read: columns of agents, and the figures of a market.
  package func columnsAtWork(inMarket: Bool) -> [(name: String, words: String)] {
    let names = PolicyNames(currency: Currency(code: "CNY", decimals: 2), products: [], tiers: [], rules: [])
    let scope = Scope(rows: .agents(AgentRows(names: names, place: inMarket ? .market : .policy)))
    return columnNames(in: scope).map { ($0, "of the agent") }
  }

  /// The names inside the policies that are declared: tiers, and rules.
  package var policyNames: (tiers: [String], rules: [String]) {
    let policies = order.compactMap { name -> PolicyDefinition? in
      if case .record(.policy(let policy))? = declared[name]?.meaning { policy.definition } else { nil }
    }
    return (policies.flatMap { $0.tiers.map(\.name) }, policies.flatMap { $0.rules.map(\.name) })
  }

  private func columns(of table: Table) -> [(name: String, words: String)] {
    let scope = Scope(rows: .table(table))
    var copy = self
    return columnNames(in: scope).map { name in
      guard case .value(let value)? = copy.column(Name(name, at: Span(SourceID(0), 0, 0)), in: scope) else {
        return (name, "column")
      }
      return (name, "column: \(value.type.words)")
    }
  }

  private func words(forMember name: String, of record: Record) -> String {
    switch record {
    case .product: "price a unit"
    case .policy: "fact of the policy"
    case .market, .story: ""
    case .run(let run):
      run.people.contains(name) ? "person" : RunTable(rawValue: name) == nil ? "of the run" : "table"
    case .agent: "of the agent"
    case .company: "of the company"
    case .law, .findings: "a finding"
    }
  }

  private static func contents(of policy: PolicyDefinition) -> String {
    count(policy.tiers.count, "tier") + ", " + count(policy.rules.count, "rule")
  }
}

extension ValueType {
  fileprivate var isInexact: Bool { if case .number(let number) = self { !number.isExact } else { false } }
}

extension RunDefinition {
  /// The name of its market or story.
  package var settingName: String {
    switch setting {
    case .market(let market): market.name
    case .story(let story): story.name
    }
  }
}
