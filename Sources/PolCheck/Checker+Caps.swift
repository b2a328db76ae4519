import PolColumns
import PolSource
import PolSyntax

/// Caps that several rules share.
extension Checker {
  /// `cap NAME: LIMIT per PERIOD for RULE, ...`: each of these rules gets the cap, and all count under the first.
  mutating func share(_ cap: SharedCap, among draft: inout PolicyDraft) {
    guard let terms = cap.terms else { return }
    let isForAll = terms.cap.inAll != nil
    var shared =
      isForAll
      ? capForAll(terms.cap, in: draft)
      : number(
        terms.cap.limit, "a `cap`", is: .money(draft.names.currency), exact: true,
        in: draft.scope(window: terms.cap.period?.months)
      ).flatMap { notNegative($0, "a `cap`") }
        .map { RuleDefinition.Cap(limit: $0, period: terms.cap.period?.months) }
    let places = terms.rules.compactMap { place(of: $0, under: cap, in: draft) }
    guard shared != nil, places.count == terms.rules.count, let first = places.min() else { return }
    if isForAll, !canBeCappedTogether(places.sorted(), terms.rules, in: draft) { return }
    shared?.counter = first
    for place in places { draft.rules[place]?.cap = shared }
    guard Set(places).count < places.count else { return }
    report(
      "E0597", "the cap `\(cap.name.text)` names a rule twice", at: cap.name.span,
      help: "leave one of them out")
  }

  /// Whether all of some rules are paid at one time, and none by what another one pays between them: so that what
  /// they come to together is known before the first of them is paid.
  private mutating func canBeCappedTogether(_ places: [Int], _ names: [Name], in draft: PolicyDraft) -> Bool {
    let rules = places.compactMap { draft.rules[$0] }
    for rule in rules {
      let span = names.first { $0.text == rule.name }?.span ?? rule.span
      let why: (String, String)? =
        if !rule.isPaidAtPeriodsEnd {
          (
            "only what is paid at the end of a period can be capped in all, and `\(rule.name)` is paid at events",
            "pay it `every month`, or cap what each one gets: `cap NAME: 100 CNY per month for ...`"
          )
        } else if rule.period != rules[0].period {
          (
            "`\(rule.name)` isn't paid for the same period as `\(rules[0].name)`",
            "share a cap in all among rules of one period"
          )
        } else if case .posting(let named)? = rule.base, named > places[0], !places.contains(named),
          draft.rules[named]?.isPeriodic == true
        {
          (
            "`\(rule.name)` is a rate of `\(draft.names.rules[named].name)`, which is paid after the first of these",
            "write that one above them, or name it under the cap, too"
          )
        } else {
          nil
        }
      guard let why else { continue }
      report("E0597", why.0, at: span, help: why.1)
      return false
    }
    return true
  }

  private mutating func place(of name: Name, under cap: SharedCap, in draft: PolicyDraft) -> Int? {
    guard let place = draft.names.rules.firstIndex(where: { $0.name == name.text }) else {
      report(
        "E0597", "the cap `\(cap.name.text)` is over a rule `\(name.text)`, and there is none", at: name.span,
        help: suggestion(name.text, among: draft.names.rules.map(\.name))
          ?? "leave it out, or take the cap away: `cap \(cap.name.text): none`")
      return nil
    }
    // What is wrong with that rule has been said.
    guard let rule = draft.rules[place] else {
      failures += 1
      return nil
    }
    let why: (String, String)? =
      if rule.kind != .rebate {
        (
          "`\(name.text)` is a \(rule.kind.rawValue), and only rebates share a cap",
          "leave it out: the cap is the most that somebody gets"
        )
      } else if rule.cap != nil {
        ("`\(name.text)` has a cap already", "leave one of them out")
      } else {
        nil
      }
    guard let why else { return place }
    report("E0597", why.0, at: name.span, help: why.1)
    return nil
  }
}
