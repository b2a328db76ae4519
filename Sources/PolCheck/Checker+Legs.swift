import PolColumns
import PolSource
import PolSyntax

/// Figures of legs: in how many somebody stands at a tier, and a team's volume of each leg up to a limit.
extension Checker {
  /// The word before the limit of `team_orders(most_per_leg = 5_000 CNY)`.
  static let mostPerLeg = "most_per_leg"

  /// A column that is called like a function; nil where it is none.
  mutating func column(
    _ name: Name, _ arguments: [Written.Argument], _ rows: AgentRows, of whose: Column.Whose = .row,
    at span: Span
  ) -> Meaning? {
    if Self.countsAtTiers.contains(name.text), !arguments.contains(where: { $0.name != nil }) {
      return count(name.text, arguments.map(\.value), rows.names, of: whose, at: span).map { .value($0) }
        ?? .failed
    }
    guard let team = agentColumn(named: name.text, names: rows.names, traits: []), team.own != nil else {
      return nil
    }
    return perLeg(team, name, arguments, rows, at: span).map { reading in
      .value(Expression(.column(.agent(reading, of: whose)), team.type(in: rows.names), at: span))
    } ?? .failed
  }

  /// Counts that are asked for a tier.
  static let countsAtTiers: Set<String> = ["legs", "recruits"]

  /// `legs(TIER)`, `recruits(TIER)`
  mutating func count(
    _ word: String, _ arguments: [Written], _ names: PolicyNames, of whose: Column.Whose = .row, at span: Span
  ) -> Expression? {
    guard arguments.count == 1, case .path(let path) = arguments[0].kind, path.steps.count == 1,
      path.steps[0].arguments == nil
    else {
      report("E0305", "`\(word)` needs a tier", at: span, help: "write `\(word)(\(names.tiers[0]))`")
      return nil
    }
    return rank(of: path.steps[0].name, in: names).map { rank in
      let column = word == "legs" ? AgentColumn.legs(rank) : .recruitsAt(rank)
      return Expression(.column(.agent(AgentReading(column), of: whose)), .number(NumberType(.one)), at: span)
    }
  }

  /// `team_orders(most_per_leg = 5_000 CNY)`
  private mutating func perLeg(
    _ team: AgentColumn, _ name: Name, _ arguments: [Written.Argument], _ rows: AgentRows, at span: Span
  ) -> AgentReading? {
    guard case .number(let type) = team.type(in: rows.names), arguments.count == 1,
      arguments[0].name?.text == Self.mostPerLeg
    else {
      report(
        "E0586", "`\(name.text)` may only be asked for the most that counts of a leg", at: span,
        help: "write `\(name.text)(\(Self.mostPerLeg) = ...)`, or leave the parentheses out")
      return nil
    }
    let what = "the most of a leg"
    guard
      let limit = number(arguments[0].value, what, is: type.dimension, exact: true, in: Scope())
        .flatMap({ notNegative($0, what) })
    else { return nil }
    let decimals = team.decimals(rows.names.currency)
    guard let most = known(limit)?.rounded(toScale: decimals, .floor).wholeNumber(atScale: decimals) else {
      report(
        "E0586", "the most that counts of a leg must be known before anything runs", at: limit.span,
        help: "write a figure, or the name of one")
      return nil
    }
    let column = AgentColumn.perLeg(team, most: most)
    return AgentReading(
      column, window: rows.window, isFromJoining: rows.window != nil && rows.isFromJoining)
  }
}
