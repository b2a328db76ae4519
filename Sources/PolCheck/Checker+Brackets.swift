import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// `step { from 10_000 CNY: 3% }`, `step by COLUMN { ... }`, `slice { ... }`.
  mutating func brackets(
    _ word: Name, by column: Written?, _ rows: [(from: Written, rate: Written)], at span: Span,
    _ draft: RuleDraft
  ) -> RuleDefinition.Amount? {
    guard let reading = BracketTable.Reading(rawValue: word.text) else { return nil }
    if reading == .slice, let column {
      report(
        "E0520", "`slice` cuts what it is taken of into parts, so nothing else can be looked up in it",
        at: column.span, help: "leave `by` out, or write `step by`")
      return nil
    }
    guard draft.base != nil || column != nil else {
      report(
        "E0513", "the rates of `\(draft.name)` don't say what they are taken of", at: span,
        help: "write `of team_orders` or another base after them")
      return nil
    }
    var looked: Expression?
    if let column {
      guard let found = self.looked(up: column, draft) else { return nil }
      looked = found
    }
    let key = looked?.type.number?.dimension ?? draft.base.map { dimension(of: $0, draft.currency) }
    guard let key else { return nil }
    let amount = draft.base.map { rateDimension($0, draft.currency) } ?? .money(draft.currency)
    let before = errorCount
    var table = BracketTable(reading: reading, column: looked, brackets: [])
    for (from, rate) in rows {
      let start = number(from, "where a bracket begins", is: key, exact: true, in: draft.policy.priceScope)
        .flatMap { notNegative($0, "where a bracket begins") }
      let value = bracketRate(rate, is: amount, draft)
      if let start, let value { table.brackets.append(BracketTable.Bracket(from: start, rate: value)) }
    }
    guard errorCount == before, rises(table) else { return nil }
    return .brackets(table, of: draft.base)
  }

  /// What is looked up: any exact number of the event's agent.
  private mutating func looked(up column: Written, _ draft: RuleDraft) -> Expression? {
    guard let value = check(column, in: draft.scope) else { return nil }
    guard let type = value.type.number else {
      report("E0402", "what is looked up must be a number, not \(value.type.words)", at: value.span)
      return nil
    }
    return fit(value, "what is looked up", is: type.dimension, exact: true)
  }

  private mutating func bracketRate(
    _ written: Written, is dimension: Dimension, _ draft: RuleDraft
  ) -> Expression? {
    guard let value = check(written, in: draft.policy.priceScope) else { return nil }
    if dimension == .one, value.type.number?.dimension == .money(draft.currency), !value.isBareZero {
      report(
        "E0514", "`of \(draft.terms.base?.text ?? "")` takes rates, and this is \(value.type.words)",
        at: value.span,
        help:
          "write rates such as `3%`; sums of money are looked up without `of`: `step by team_orders { ... }`")
      return nil
    }
    let shorter: [Dimension] = dimension == .price(draft.currency) ? [.money(draft.currency)] : []
    let rate = fit(value, "a rate of `\(draft.name)`", is: dimension, or: shorter, exact: true)
      .flatMap { notNegative($0, "a rate") }
    if dimension == .one, let rate, let known = known(rate), ExactNumber.one < known {
      reportTooMuch(rate, known)
      return nil
    }
    return rate
  }

  /// Whether each bracket begins above the one before it, as far as that is known.
  private mutating func rises(_ table: BracketTable) -> Bool {
    for (lower, upper) in zip(table.brackets, table.brackets.dropFirst()) {
      guard let one = known(lower.from), let other = known(upper.from), !(one < other) else { continue }
      report(
        "E0576", "this bracket does not begin above the one before it", at: upper.from.span,
        help: "write the lowest bracket first, and each threshold once",
        notes: [Diagnostic.Note("the one before it begins here", at: lower.from.span)])
      return false
    }
    return true
  }

  /// What a base is measured in.
  private func dimension(of base: RuleDefinition.Base, _ currency: Currency) -> Dimension {
    rateDimension(base, currency) == .one ? .money(currency) : .units
  }
}
