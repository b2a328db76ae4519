import PolSource
import PolSyntax

extension Checker {
  /// The most legs of a matrix, and the most levels.
  private static let mostLegs = 100

  /// `placement binary | matrix W deep D`
  mutating func placement(_ written: PlacementDeclaration, at span: Span) -> PlacementDefinition? {
    switch written {
    case .binary: return PlacementDefinition(width: 2, depth: nil)
    case .matrix(let width, let depth):
      guard 2...Self.mostLegs ~= width, 1...Self.mostLegs ~= depth else {
        report(
          "E0590", "a matrix can't be \(width) wide and \(depth) deep", at: span,
          help: "it is 2 to \(Self.mostLegs) wide and 1 to \(Self.mostLegs) deep: `placement matrix 3 deep 7`"
        )
        return nil
      }
      return PlacementDefinition(width: width, depth: depth)
    }
  }

  /// `carry LIMIT when COND`
  mutating func carry(_ written: Carry, in draft: PolicyDraft) -> CarryDefinition? {
    let condition = written.condition.map { self.condition($0, in: draft.scope()) }
    var limit: Expression?
    if let amount = written.limit {
      guard let value = check(amount, in: draft.scope()) else { return nil }
      let isPoints = value.type.number?.dimension == .one && !value.isBareZero
      if isPoints, !draft.names.measures.contains(.points) {
        report(
          "E0599", "this is a limit of points, and no product of this policy has points", at: value.span,
          help: "write `carry 5_000 \(draft.names.currency.code)`, or `points 10` in its product")
        return nil
      }
      limit =
        value.isBareZero
        ? value
        : fit(value, "a `carry`", is: isPoints ? .one : .money(draft.names.currency), exact: true)
          .flatMap { notNegative($0, "a `carry`") }
      if limit == nil { return nil }
    }
    if let condition, condition == nil { return nil }
    return CarryDefinition(limit: limit, condition: condition ?? nil)
  }

  /// Whether a policy says where people sit, so that a rule can go up by it.
  mutating func hasPlacement(_ draft: RuleDraft, at span: Span) -> Bool {
    if draft.policy.names.placement != nil { return true }
    report(
      "E0591", "`by placement` goes up where people sit, and this policy doesn't say where", at: span,
      help: "write `placement binary` in the policy, or leave `by placement` out")
    return false
  }

  /// What is counted of legs, where there is no left and right.
  mutating func reportNoLegs(_ name: Name, _ names: PolicyNames) {
    report(
      "E0592", "`\(name.text)` is of two legs, and this policy has no left and right", at: name.span,
      help: names.placement == nil
        ? "write `placement binary` in the policy" : "write `placement binary` in place of the matrix")
  }

  // MARK: Stories

  /// `placed left under Y`: whoever is placed has a sponsor, and Y has joined.
  mutating func checkPlaced(
    _ placed: (side: Name, under: Name), _ action: StoryDeclaration.Action, _ under: Name?,
    _ joined: [String: Span], _ joins: [String: Span]
  ) {
    if placed.under.text == action.person.text || joined[placed.under.text] == nil {
      reportAbsent(placed.under, joined, joins)
    } else if under == nil {
      report(
        "E0593", "a founder sits at the top, and `\(action.person.text)` has no sponsor",
        at: placed.side.span,
        help: "write whom `\(action.person.text)` joins under: `under X placed \(placed.side.text) under Y`")
    }
  }

  /// The place that a story gives to somebody.
  mutating func placed(
    _ placed: (side: Name, under: Name), _ people: [String: Int], _ policy: PolicyDefinition
  ) -> StoryDefinition.Placed? {
    guard policy.placement?.width == 2 else {
      report(
        "E0594", "`\(policy.name)` has no left and right to be placed on", at: placed.side.span,
        help: "write `placement binary` in the policy, or leave `placed` out")
      return nil
    }
    return people[placed.under.text].map {
      StoryDefinition.Placed(
        leg: placed.side.text == "left" ? 0 : 1, under: $0,
        span: placed.side.span.joined(to: placed.under.span))
    }
  }
}
