import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// Checks `left < right`, `left is right` and the like: a bare name opposite a tier, a rule and so on is one
  /// of those.
  mutating func comparison(
    _ comparison: Comparison, _ left: Written, _ right: Written, at span: Span, in scope: Scope
  ) -> Expression? {
    guard let (first, second) = sides(left, right, in: scope) else { return nil }
    if let unknown = [first, second].first(where: \.isUnknown) { return unknown }
    switch (first.type, second.type) {
    case (.number, .number):
      guard let (one, other, _) = unified(first, second) else {
        if lawsOpen > 0, let one = first.type.number, let other = second.type.number,
          mixesCurrencies(one.dimension, other.dimension)
        {
          return .unknown(
            "\(one.dimension.words) can't be compared with \(other.dimension.words)", at: span)
        }
        reportUnequal((left, first), (right, second), at: span)
        return nil
      }
      warnAboutEquality(comparison, one, other, at: span)
      return made(comparison, one, other, at: span)
    case (.point, .point): return made(comparison, first, second, at: span)
    case (.boolean, .boolean), (.text, .text): break
    case (.name(let one), .name(let other)):
      guard one == other else {
        report(
          "E0413", "\(first.type.words) and \(second.type.words) of another policy can't be compared",
          at: span)
        return nil
      }
      if one.kind == .tier { return made(comparison, first, second, at: span) }
    case (.point, .number), (.number, .point):
      report(
        "E0408", "a month as a point in time can't be compared with \(otherWords(first, second))", at: span,
        help: "write `month 3` for the point, or `joined - month 0` for a time")
      return nil
    default:
      report(
        "E0413", "\(first.type.words) can't be compared with \(second.type.words)", at: span)
      return nil
    }
    switch comparison {
    case .equal, .unequal: return made(comparison, first, second, at: span)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      report(
        "E0414", "\(first.type.words) has no order: only `==` and `!=` can be asked", at: span)
      return nil
    }
  }

  private func otherWords(_ left: Expression, _ right: Expression) -> String {
    left.type == .point ? right.type.words : left.type.words
  }

  private mutating func reportUnequal(
    _ left: (written: Written, value: Expression), _ right: (written: Written, value: Expression),
    at span: Span
  ) {
    let words = (self.words(left.written, left.value), self.words(right.written, right.value))
    let dimensions = (left.value.type.number?.dimension ?? .one, right.value.type.number?.dimension ?? .one)
    if mixesCurrencies(dimensions.0, dimensions.1) {
      report("E0404", "\(words.0) can't be compared with \(words.1): two currencies never mix", at: span)
    } else {
      report(
        "E0402", "\(words.0) can't be compared with \(words.1)", at: span,
        help: measure(dimensions.0, dimensions.1))
    }
  }

  private mutating func warnAboutEquality(
    _ comparison: Comparison, _ left: Expression, _ right: Expression, at span: Span
  ) {
    guard comparison == .equal || comparison == .unequal,
      left.type.number?.isExact == false || right.type.number?.isExact == false
    else { return }
    report(
      "W0401", "a statistic or a draw is hardly ever exactly equal to anything", at: span,
      help: "ask how near it is: `abs(a - b) < ...`")
  }

  private func made(
    _ comparison: Comparison, _ left: Expression, _ right: Expression, at span: Span
  ) -> Expression {
    if let one = left.constant, let other = right.constant,
      let truth = Folding.value(comparison, one, other)
    {
      return Expression(.constant(.boolean(truth)), .boolean, at: span)
    }
    return Expression(.compare(comparison, left, right), .boolean, at: span)
  }

  private mutating func sides(
    _ left: Written, _ right: Written, in scope: Scope
  ) -> (Expression, Expression)? {
    if let name = bareName(right), let domain = domain(of: left, in: scope) {
      guard let first = check(left, in: scope) else { return nil }
      guard let second = member(name, of: domain, in: scope) else { return nil }
      return (first, second)
    }
    if let name = bareName(left), let domain = domain(of: right, in: scope) {
      guard let second = check(right, in: scope) else { return nil }
      guard let first = member(name, of: domain, in: scope) else { return nil }
      return (first, second)
    }
    let first = check(left, in: scope)
    let second = check(right, in: scope)
    guard let first, let second else { return nil }
    return (first, second)
  }

  /// The name, if an expression is nothing more.
  func bareName(_ written: Written) -> Name? {
    guard case .path(let path) = written.kind, path.steps.count == 1, path.steps[0].arguments == nil else {
      return nil
    }
    return path.steps[0].name
  }

  /// The names that a path's value is one of; looked at without saying anything or remembering it. Only paths
  /// are, so the look is never repeated inside itself.
  private func domain(of written: Written, in scope: Scope) -> NameDomain? {
    guard case .path(let path) = written.kind, path.steps.allSatisfy({ $0.arguments == nil }) else {
      return nil
    }
    var trial = self
    trial.calls = Array(repeating: "", count: Self.mostCalls)
    guard case .value(let value) = trial.meaning(of: path, in: scope), case .name(let domain) = value.type
    else { return nil }
    return domain
  }

  private mutating func member(_ name: Name, of domain: NameDomain, in scope: Scope) -> Expression? {
    // A rule called like something built in hides it.
    if let code = domain.names.lastIndex(of: name.text) {
      if scope.locals[name.text] != nil || inner?[name.text] != nil {
        report(
          "W0301", "`\(name.text)` is \(ValueType.name(domain).words) here, not the parameter of that name",
          at: name.span, help: "give the parameter another name")
      }
      return Expression(.constant(.code(Int32(code))), .name(domain), at: name.span)
    }
    // `tier > source.tier` has a name on each side, and both are columns.
    if case .value(let value)? = column(name, in: scope) {
      note(value, in: scope)
      return value
    }
    let declared = declaration(of: name.text)?.meaning
    switch scope.locals[name.text] ?? declared {
    case .value(let value)? where scope.locals[name.text] != nil: return value
    case .value(let value)?:
      guard case .name = value.type else { break }
      noteUse(of: name)
      return value
    case .record(let record)?:
      guard let code = choice(record, of: domain) else { break }
      return Expression(.constant(.code(code)), .name(domain), at: name.span)
    case .failed?:
      failures += 1
      return nil
    case .table?, .function?, nil: break
    }
    let what = ValueType.name(domain).words
    report(
      domain.kind == .tier ? "E0304" : "E0309",
      "there is no \(what.drop(while: { $0 != " " }).dropFirst()) `\(name.text)`",
      at: name.span,
      help: suggestion(name.text, among: domain.names) ?? listing(domain.names, of: "there are"))
    return nil
  }

  /// Where a sweep has chosen what a parameter stands for: its place among the choices. What is made `with`
  /// something has no name of its own, and so none there.
  private func choice(_ record: Record, of domain: NameDomain) -> Int32? {
    let (name, span): (Name, Span)
    switch record {
    case .policy(let policy): (name, span) = (policy.body.name, policy.body.span)
    case .market(let market): (name, span) = (market.name, market.span)
    case .story(let story): (name, span) = (story.declaration.name, story.span)
    case .product, .run, .agent, .company, .law, .findings: return nil
    }
    guard domain.kind == .choice, span.lower <= name.span.lower, name.span.upper <= span.upper else {
      return nil
    }
    return domain.names.firstIndex(of: name.text).map { Int32($0) }
  }
}
