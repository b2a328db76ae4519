import PolAudit
import PolCheck
import PolColumns
import PolEval
import PolSource
import PolSyntax
import Testing

/// Nothing outside the policy but the values of its slots.
struct Figures: Environment {
  var values: [Slot: Scalar] = [:]

  func value(of slot: Slot) throws(Diagnostic) -> Scalar {
    guard let value = values[slot] else {
      throw Diagnostic("E0000", "no value of slot \(slot.index)", at: nil)
    }
    return value
  }
  func rows(of table: TableReference) throws(Diagnostic) -> any RowSource {
    throw Diagnostic("E0000", "no tables", at: nil)
  }
  func figure(_ column: CompanyColumn, of run: Slot) throws(Diagnostic) -> Scalar {
    throw Diagnostic("E0000", "no runs", at: nil)
  }
  func hash(of run: Slot) throws(Diagnostic) -> String { throw Diagnostic("E0000", "no runs", at: nil) }
  func fact(_ fact: PolicyFact, of policy: PolicyDefinition) throws(Diagnostic) -> Scalar {
    throw Diagnostic("E0000", "no facts", at: nil)
  }
}

/// A script that did not check.
struct NotChecked: Error { var text: String }

/// The policy `p` of a script, and the values of the `let`s before it.
func checked(_ script: String) throws -> (policy: PolicyDefinition, figures: Figures) {
  var sources = SourceMap()
  let id = sources.add(name: "test.pol", bytes: Array((script + "\nlet asked = p.worst_payout\n").utf8))
  let parsed = Parser.parse(sources[id], as: id)
  var checker = Checker()
  let (program, found) = checker.check(parsed.script)
  let errors = (parsed.diagnostics + found).filter { $0.severity == .error }
  if !errors.isEmpty { throw NotChecked(text: DiagnosticPrinter(sources: sources).text(errors)) }
  var figures = Figures()
  for step in program.steps {
    guard case .define(let slot, _, let value) = step.kind else { continue }
    if case .fact(.worstPayout, let policy) = value.kind { return (policy, figures) }
    figures.values[slot] = try Evaluator(in: figures).value(of: value)
  }
  throw NotChecked(text: "there is no policy p")
}

/// A policy with these tiers and clauses.
func policy(tiers: String = "a b c d", _ clauses: String) -> String {
  let tiers = tiers.split(separator: " ").enumerated().map {
    "  tier \($1) { price \(90 - $0) CNY; load 10 units }"
  }
  return """
    product tea { cost 20 CNY; retail 100 CNY }
    policy p {
      sells tea
      supply company
    \(tiers.joined(separator: "\n"))
      \(clauses.split(separator: "\n").joined(separator: "\n  "))
    }
    """
}

/// The worst payout of the policy `p` of a script.
func worst(_ script: String) throws -> WorstPayout {
  let (policy, figures) = try checked(script)
  return try WorstPayout.of(policy, evaluator: Evaluator(in: figures))
}

/// The code of the diagnostic instead of a worst payout.
func refusal(_ script: String) throws -> String? {
  let (policy, figures) = try checked(script)
  do throws(Diagnostic) { _ = try WorstPayout.of(policy, evaluator: Evaluator(in: figures)) } catch {
    #expect(error.span != nil && error.help != nil && !error.message.hasSuffix("."))
    return error.code
  }
  return nil
}

/// `0.16` is 16%.
func share(_ text: String) throws -> ExactNumber { try #require(ExactNumber(text)) }

@Suite("Worst payout")
struct WorstPayoutTests {
  static let spread = "differential { a 2%, b 4%, c 6%, d 8% }"

  @Test("A differential up the whole chain pays its highest rate once")
  func differential() throws {
    let found = try worst(policy("rebate spread: \(Self.spread) of sale to self and every upline"))
    #expect(try found.share == share("0.08"))
    #expect(found.base == .sale)
    #expect(found.chain == ["d"])
    #expect(found.leftOut == [])
  }

  @Test("A list pays all its levels")
  func list() throws {
    let found = try worst(policy("rebate team: [8%, 5%, 3%] of order to upline 1..3"))
    #expect(try found.share == share("0.16"))
    #expect(found.base == .order)
    #expect(found.chain == ["a", "a", "a", "a"])
  }

  @Test("Rules of one base add up, rules of two don't")
  func bases() throws {
    let list = "rebate team: [8%, 5%, 3%] of order to upline 1..3\n"
    let one = try worst(policy(list + "rebate spread: \(Self.spread) of order to self and every upline"))
    #expect(try one.share == share("0.24"))
    #expect(one.chain == ["a", "a", "a", "d"])
    let two = try worst(policy(list + "rebate spread: \(Self.spread) of sale to self and every upline"))
    #expect(try two.share == share("0.16"))
    #expect(two.base == .order)
  }

  @Test("An order is a load or a reorder, never both")
  func loadAndReorder() throws {
    let found = try worst(
      policy(
        """
        rebate team: 5% of order to upline
        rebate first: 10% of load to upline
        rebate again: 7% of reorder to upline
        """))
    #expect(try found.share == share("0.15"))
    #expect(found.leftOut == [])
  }

  @Test("A differential up to level 1 is paid at level 1")
  func oneLevel() throws {
    let found = try worst(policy("rebate spread: \(Self.spread) of sale to upline"))
    #expect(try found.share == share("0.08"))
    #expect(found.chain == ["a", "d"])
  }

  @Test("A peer adds its rate once, however long the chain")
  func peer() throws {
    let found = try worst(
      policy("rebate spread: differential { a 2%, d 8% } peer 1% of sale to self and every upline"))
    #expect(try found.share == share("0.09"))
    #expect(found.chain == ["d", "d"])
  }

  @Test("A peer that is worth more than the highest rate is not lost for it")
  func dearPeer() throws {
    let found = try worst(
      policy(
        """
        rebate spread: differential { a 1%, b 4% } peer 20% of sale to upline 1..3
        rebate low: 10% of sale to upline 2..2 where tier is a
        """))
    // Paid: 1% and the peer to two agents of tier a, then 3% to one of tier b, and 10% to the second.
    #expect(try found.share == share("0.34"))
    #expect(found.chain == ["a", "a", "a", "b"])
  }

  @Test("Tiers that can't be paid don't count")
  func tierConditions() throws {
    let rule = "rebate team: [8%, 5%] of order to upline 1..2 where tier >= c"
    #expect(try worst(policy(rule)).chain == ["a", "c", "c"])
    let among = try worst(
      policy("\(rule)\nrebate low: [4%, 4%] of order to upline 1..2 where tier <= b"))
    #expect(try among.share == share("0.13"))
    let below = try worst(policy("rebate over: 10% of order to upline where tier < source.tier"))
    #expect(below.chain == ["b", "a"])
  }

  @Test("Unpaid levels roll up or are passed over")
  func unpaidLevels() throws {
    let low = "rebate low: 4% of order to upline 1..2 where tier is a\n"
    let rule = "[8%, 5%] of order to upline 1..2 where tier >= c"
    let kept = try worst(policy(low + "rebate team: \(rule) else company"))
    #expect(try kept.share == share("0.13"))
    let rolled = try worst(policy(low + "rebate team: \(rule) else roll up"))
    #expect(try rolled.share == share("0.21"))
    #expect(rolled.chain == ["a", "a", "a", "c"])
    let compressed = try worst(policy(low + "rebate team: \(rule) else compress"))
    #expect(try compressed.share == share("0.21"))
    #expect(compressed.chain == ["a", "a", "a", "c", "c"])
  }

  @Test("Two differentials that want different tiers get the better one where there is one level only")
  func twoDifferentials() throws {
    let one = "rebate high: differential { a 1%, b 2%, c 7% } of sale to upline\n"
    let found = try worst(policy(one + "rebate middle: differential { a 1%, b 5%, c 1% } of sale to upline"))
    #expect(try found.share == share("0.08"))
    #expect(found.chain == ["a", "c"])
    let far = try worst(policy(one + "rebate middle: differential { b 5%, c 1% } of sale to every upline"))
    #expect(try far.share == share("0.12"))
    #expect(far.chain == ["a", "c", "b"])
  }

  @Test("Matching pays on what is paid")
  func matching() throws {
    let base = "rebate team: 8% of order to upline\nrebate match: 10% of team to upline"
    #expect(try worst(policy(base)).share == share("0.088"))
    let twice = try worst(policy(base + "\nrebate again: 50% of match to self"))
    #expect(try twice.share == share("0.092"))
    let levels = try worst(
      policy("rebate team: [8%, 5%] of order to upline 1..2\nrebate match: [10%, 5%] of team to upline 1..2"))
    #expect(try levels.share == share("0.1495"))
    #expect(levels.chain.count == 5)
  }

  @Test("Matching a fee that is a rate of the order counts without the fee")
  func matchedFee() throws {
    let found = try worst(policy("fee dues: 10% of order to upline\nrebate back: 50% of dues to self"))
    #expect(try found.share == share("0.05"))
    #expect(found.chain == ["a", "a"])
  }

  @Test("Shares divide one rate; several recipients without shares get it each")
  func shares() throws {
    let found = try worst(
      policy(
        "rebate split: 10% of sale to self 50%, upline 1..2 25%\nrebate low: 4% of sale to upline where tier is a"
      ))
    #expect(try found.share == share("0.14"))
    let conditions = try worst(
      policy("rebate split: 10% of sale to self 60% where tier is a, upline 40% where source.tier > a"))
    #expect(try conditions.share == share("0.06"))
    #expect(try worst(policy("rebate gift: 6% of sale to self, customer")).share == share("0.12"))
    let list = try worst(policy("rebate list: [10%, 3%, 2%] of sale to customer, upline 1..2"))
    #expect(try list.share == share("0.15"))
    #expect(try worst(policy("cost tax: 6% of sale")).share == share("0.06"))
  }

  @Test("What others than the company pay is no payout")
  func otherPayers() throws {
    let found = try worst(
      policy("fee dues: 10% of order to company\nrebate gift: 10% of sale from upline to self"))
    #expect(found.share == .zero)
    #expect(found.leftOut == [])
  }

  @Test("Whatever isn't decided by tiers may hold or not")
  func openConditions() throws {
    let found = try worst(
      policy(
        """
        rebate team: [8%, 5%] of order to upline 1..2 where ordered >= 100 units and tier >= b
        rebate own: 2% of order to self when sold > 3 units or tier is d
        """))
    #expect(try found.share == share("0.15"))
    // The first upline doesn't count, so that the second, who matters to `low`, is paid 9% too.
    let compressed = try worst(
      policy(
        """
        rebate best: differential { a 1%, b 9% } of sale to upline where sold > 3 units else compress
        rebate low: 10% of sale to upline where tier is a
        """))
    #expect(try compressed.share == share("0.19"))
    #expect(compressed.chain == ["a", "a", "b"])
  }

  @Test("An upline that has quit is in nobody's way")
  func quitters() throws {
    let found = try worst(
      policy(
        tiers: "a b c",
        """
        rebate best: differential { b 4%, c 8% } of sale to upline 1..3 else compress
        rebate peers: differential { b 1%, c 2% } peer 50% of sale to upline 1..3
        rebate two: 10% of sale to upline 2 where tier is b
        rebate three: 10% of sale to upline 3 where tier is b
        """))
    #expect(try found.share == share("0.79"))
    #expect(found.chain == ["a", WorstPayout.quitter, "b", "b", "c"])
  }

  @Test("Rules that aren't due to a tier aren't paid in its events")
  func dueRules() throws {
    let found = try worst(
      policy(
        """
        rebate one: 10% of sale to upline when tier is a
        rebate two: 15% of sale to upline when tier >= c
        """))
    #expect(try found.share == share("0.15"))
    #expect(found.chain == ["c", "a"])
  }

  @Test("Fixed amounts, periods and what is taken of them are left out by name")
  func leftOut() throws {
    let found = try worst(
      policy(
        """
        fee joining: 425 CNY on join to company 60%, upline 40%
        rebate recruit: 100 CNY on join to upline
        rebate more: 10% of recruit to upline
        rebate team: 8% of order to upline
        rebate monthly: 3% of team_sales to self
        rebate total: 3% of sale every month to self
        rebate unit: 1 CNY per unit on sale to self
        """))
    #expect(try found.share == share("0.08"))
    #expect(found.leftOut == ["recruit", "more", "monthly", "total", "unit"])
    let nothing = try worst(policy("rebate recruit: 100 CNY on join to upline"))
    #expect(nothing.share == .zero)
    #expect(nothing.chain == [])
  }

  @Test("Rates are figures of the script, exact to the last digit")
  func variableRates() throws {
    let rule = "rebate team: rate of order to upline 1..3"
    #expect(try worst("let rate = 1 / 8_000\n" + policy(rule)).share == share("0.000375"))
    let byTier = try worst(
      "let low = 2%\n" + policy("rebate own: (if tier is c then low * 3 else low) of sale to self"))
    #expect(try byTier.share == share("0.06"))
    #expect(byTier.chain == ["c"])
  }

  @Test("What can't be known exactly is refused, not guessed")
  func refusals() throws {
    #expect(
      try refusal(policy("rebate own: (if sold > 3 units then 5% else 3%) of sale to self")) == "E0711")
    #expect(
      try refusal("let rate = least(5%, 0 - 8%)\n" + policy("rebate own: rate of sale to self")) == "E0712")
    #expect(try refusal(policy("rebate endless: 1% of sale to every upline cap 10 CNY")) == "E0713")
    #expect(
      try refusal(
        "let part = least(40%, 1)\n" + policy("rebate own: 5% of sale to self (part), upline (part)"))
        == "E0716")
    let long = (1...9).map {
      "rebate r\($0): [1%, 1%, 1%, 1%, 1%, 1%, 1%, 1%] of sale to upline 1..8 where tier is t\($0) else compress"
    }
    let tiers = (1...9).map { "t\($0)" }.joined(separator: " ")
    #expect(try refusal(policy(tiers: tiers, long.joined(separator: "\n"))) == "E0714")
  }
}
