import PolColumns
import PolSource
import PolSyntax

/// Caps that several rules share.
extension Checker {
  /// `cap NAME: LIMIT per PERIOD for RULE, ...`: each of these rules gets the cap, and all count under the first.
  mutating func share(_ cap: SharedCap, among draft: inout PolicyDraft) {
    guard let terms = cap.terms else { return }
    let limit = number(
      terms.limit, "a `cap`", is: .money(draft.names.currency), exact: true, in: draft.scope(window: terms.period.months)
    ).flatMap { notNegative($0, "a `cap`") }
    let places = terms.rules.compactMap { place(of: $0, under: cap, in: draft) }
    guard let limit, places.count == terms.rules.count, let first = places.min() else { return }
    for place in places {
      draft.rules[place]?.cap = RuleDefinition.Cap(
        limit: limit, period: terms.period.months, counter: first)
    }
    guard Set(places).count < places.count else { return }
    report(
      "E0597", "the cap `\(cap.name.text)` names a rule twice", at: cap.name.span,
      help: "leave one of them out")
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
