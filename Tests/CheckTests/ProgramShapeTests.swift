import PolCheck
import PolColumns
import PolSource
import PolSyntax
import Testing

@Suite("What a program says")
struct ProgramShapeTests {
  static let script = """
    product mask { cost 6 CNY; retail 128 CNY }
    policy base {
      sells mask
      supply company
      tier low { price 68 CNY; load 50 units; reach when net > 0 }
      tier high { price 45 CNY }
      fee one: 1 CNY on join
      fee two: 2 CNY on join
      rebate three: 3% of sale to upline
    }
    policy next from base {
      supply dropship
      fee two: none
      fee one: 10 CNY on join
      rebate four: 4% of one to upline
      tier low { load none; price 60 CNY }
      tier top_one { price 40 CNY }
    }
    market m { people 100; founders 1 low; recruits poisson(1) + poisson(2); demand chance(50%) * 1 unit; trait luck: beta(1, 1) }
    market n from m { arrivals 2; founders 2 high }
    story s { month 0: Ann joins as high; month 1: Bob joins as low under Ann; Bob sells 1 unit }

    """

  private func steps(_ text: String) -> [Step] {
    let checked = check(Self.script + text)
    #expect(checked.diagnostics.isEmpty, "\(checked.text)")
    return checked.program.steps
  }

  private func made(_ text: String) -> RunDefinition? {
    for step in steps(text) { if case .run(let run) = step.kind { return run } }
    return nil
  }

  @Test("A policy that extends another keeps places and takes what is new")
  func flattening() throws {
    let policy = try #require(made("run r = next in s\n")).policy
    #expect(policy.name == "next")
    #expect(policy.supply == .dropship)
    #expect(policy.rules.map(\.name) == ["one", "three", "four"])
    #expect(policy.tiers.map(\.name) == ["low", "high", "top_one"])
    #expect(policy.tiers[0].load.allSatisfy { $0 == nil })
    #expect(policy.tiers[0].reach != nil)
    guard case .money(let amount) = policy.rules[0].amount, case .constant(let fee) = amount.kind else {
      Issue.record("the fee is no constant")
      return
    }
    #expect(fee == .exact(ExactNumber(10)))
    guard case .rate(_, of: .posting(0)) = policy.rules[2].amount, policy.rules[2].trigger == .posting(0)
    else {
      Issue.record("the matching rule doesn't match")
      return
    }
  }

  @Test("`with` lays bodies one over the other")
  func with() throws {
    let run = try #require(made("run r = base with { fee one: none } with { fee two: 5 CNY on join } in s\n"))
    #expect(run.policy.name == "base")
    #expect(run.policy.rules.map(\.name) == ["two", "three"])
  }

  @Test("A market that extends another replaces how people come")
  func markets() throws {
    let run = try #require(made("run r = base in n with { people 50 } for 1 year\n"))
    guard case .market(let market) = run.setting, case .arrivals = market.growth else {
      Issue.record("no arrivals")
      return
    }
    #expect(market.founders.map(\.tier) == [1])
    #expect(market.traits.map(\.name) == ["luck"])
  }

  @Test("A draw is named for its clause, and counted in order of writing")
  func draws() throws {
    let run = try #require(made("run r = base in m for 3 months\n"))
    guard case .market(let market) = run.setting, case .recruits(let mean) = market.growth,
      case .arithmetic(_, let left, let right) = mean.kind, case .draw(let one) = left.kind,
      case .draw(let two) = right.kind, case .draw(let trait) = market.traits[0].value.kind
    else {
      Issue.record("no draws")
      return
    }
    #expect([one.clause, two.clause, trait.clause] == ["recruits", "recruits", "luck"])
    #expect([one.place, two.place, trait.place] == [0, 1, 0])
  }

  @Test("A story's people come in the order of their joining")
  func stories() throws {
    let run = try #require(made("run r = base in s\n"))
    guard case .story(let story) = run.setting else {
      Issue.record("no story")
      return
    }
    #expect(story.people == ["Ann", "Bob"])
    #expect(story.lastMonth == 1)
    #expect(story.actions.map(\.month) == [0, 1, 1])
  }

  @Test("A run keeps what later statements ask of it, also through functions and in sweeps")
  func needs() throws {
    let all = steps(
      """
      let losers(x) = share net < 0 of x.agents where active
      run r = base in m for 3 months
      show r
      show losers(r)
      show sum ordered this year of r.agents
      run t = next in s
      check "Ann": t.Ann.one == 10 CNY
      show count of t.ledger
      sweep w for seed in 1..2 {
        run x = base in m for 3 months seed seed
        keep x.losers, mean age of x.agents
      }

      """.replacing("mean age of x.agents", with: "old = (mean age of x.agents)"))
    guard all.count == 8, case .run(let first) = all[0].kind, case .run(let second) = all[4].kind,
      case .sweep(let sweep) = all[7].kind, case .run(let third) = sweep.variants[0].steps[0].kind
    else {
      Issue.record("other steps")
      return
    }
    #expect(
      first.needs.columns == [AgentReading(.net), AgentReading(.active), AgentReading(.ordered, window: 12)])
    #expect(!first.needs.journal)
    #expect(second.needs.columns == [AgentReading(.rule(0))])
    #expect(second.needs.journal)
    #expect(third.needs.columns == [AgentReading(.net), AgentReading(.active), AgentReading(.age)])
  }

  @Test("In a rule with a period a volume is that period's")
  func windows() throws {
    let run = try #require(
      made(
        "policy q from base { rebate x: 1 CNY every quarter to self when team_orders > 0 and ordered > 0 }\nrun r = q in s\n"
      ))
    let condition = try #require(run.policy.rules.last?.condition)
    guard case .and(let left, let right) = condition.kind, case .compare(_, let volume, _) = left.kind,
      case .compare(_, let total, _) = right.kind
    else {
      Issue.record("no such condition")
      return
    }
    #expect(volume.readings == [AgentReading(.teamOrders, window: 3)])
    #expect(total.readings == [AgentReading(.ordered)])
  }

  @Test("A sweep over policies has a body for each")
  func sweeps() throws {
    let all = steps(
      "sweep w for p in [base, next], k in 1..2 { run x = p in s; keep x.Ann.net }\nshow mean net of w by p\n"
    )
    guard case .sweep(let sweep)? = all.first?.kind else {
      Issue.record("no sweep")
      return
    }
    #expect(sweep.variants.map(\.choice) == [[0], [1]])
    #expect(sweep.columns.map(\.name) == ["p", "k", "net"])
    #expect(sweep.columns[0].type == .name(NameDomain(.choice, ["base", "next"])))
    let names = sweep.variants.compactMap { variant -> String? in
      if case .run(let run)? = variant.steps.first?.kind { run.policy.name } else { nil }
    }
    #expect(names == ["base", "next"])
  }

  @Test("The facts of a policy are known before it runs")
  func facts() {
    let checked = check(
      Self.script
        + """
        check "cost": base.entry_cost == 3 CNY + 50 * 68 CNY
        check "less": next.entry_cost == 10 CNY
        check "recruiting": next.pays_for_recruiting and not base.pays_for_recruiting
        check "levels": base.paid_levels == 1 and base.pays_on_downline and base.tiers == 2

        """)
    #expect(checked.diagnostics.isEmpty, "\(checked.text)")
    for step in checked.program.steps {
      guard case .check(let claim) = step.kind, truth(of: claim.condition) == true else {
        Issue.record("not known to be true: \(step)")
        continue
      }
    }
  }

  /// What a condition on constants comes to.
  private func truth(of condition: PolCheck.Expression) -> Bool? {
    func number(_ expression: PolCheck.Expression) -> ExactNumber? {
      switch expression.kind {
      case .constant(.exact(let number)): number
      case .inlined(_, let inner): number(inner)
      default: nil
      }
    }
    switch condition.kind {
    case .constant(.boolean(let truth)): return truth
    case .inlined(_, let inner): return truth(of: inner)
    case .not(let inner): return truth(of: inner).map { !$0 }
    case .and(let left, let right): return truth(of: left) == true && truth(of: right) == true
    case .compare(.equal, let left, let right): return number(left).map { $0 == number(right) }
    default: return nil
    }
  }
}

extension PolCheck.Expression {
  /// The readings right in it.
  var readings: [AgentReading] {
    if case .column(.agent(let reading, of: .row)) = kind { [reading] } else { [] }
  }
}
