import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// Looks for names that can't mean anything, in an expression whose types are known only later: in a market
  /// before it meets a policy, in a function before it is called. Columns inside a query are left alone.
  ///
  /// `sparing`: a bare name in a comparison may be a tier of a run that comes as a parameter.
  mutating func scan(_ written: Written, known: Set<String>, sparing: Bool = false) {
    switch written.kind {
    case .number, .percent, .yuan, .text, .monthLiteral, .truth, .unknown: break
    case .list(let values): for value in values { scan(value, known: known, sparing: sparing) }
    case .path(let path): scan(path, known: known, sparing: sparing)
    case .member(let base, _, let arguments):
      scan(base, known: known, sparing: sparing)
      for argument in arguments ?? [] { scan(argument.value, known: known, sparing: sparing) }
    case .made(let made): scan(made.path, known: known, sparing: sparing)
    case .this(let inner, _), .per(let inner, _), .negative(let inner), .not(let inner):
      scan(inner, known: known, sparing: sparing)
    case .binary(let operation, let left, let right):
      let compares = ![.add, .subtract, .multiply, .divide, .and, .or].contains(operation)
      for side in [left, right] where !(sparing && compares && bareName(side) != nil) {
        scan(side, known: known, sparing: sparing)
      }
    case .isName(let left, let right, _):
      for side in [left, right] where !(sparing && bareName(side) != nil) {
        scan(side, known: known, sparing: sparing)
      }
    case .conditional(let test, let yes, let no):
      for part in [test, yes, no] { scan(part, known: known, sparing: sparing) }
    case .query(let query): scan(query.table, known: known, sparing: sparing)
    case .under(let path, _, let arguments):
      scan(path, known: known, sparing: sparing)
      for argument in arguments ?? [] { scan(argument.value, known: known, sparing: sparing) }
    }
  }

  private mutating func scan(_ path: Path, known: Set<String>, sparing: Bool) {
    let first = path.steps[0]
    // A tier in parentheses is looked up where the policy is known.
    for step in path.steps where !Self.countsAtTiers.contains(step.name.text) {
      for argument in step.arguments ?? [] { scan(argument.value, known: known, sparing: sparing) }
    }
    let name = first.name.text
    guard !known.contains(name), Function(rawValue: name) == nil, Distribution(rawValue: name) == nil,
      VerdictQuestion(rawValue: name) == nil || first.arguments == nil,
      declaration(of: name) == nil
    else { return }
    reportUnknown(first.name, among: known.sorted(), in: Scope())
  }

  /// Whether a function's body names the function itself.
  func mentions(_ name: String, _ written: Written) -> Span? {
    switch written.kind {
    case .number, .percent, .yuan, .text, .monthLiteral, .truth, .unknown, .made, .under: return nil
    case .list(let values): return values.lazy.compactMap { mentions(name, $0) }.first
    case .path(let path):
      for (index, step) in path.steps.enumerated() {
        if step.name.text == name, step.arguments != nil || index > 0 { return step.name.span }
        if let span = (step.arguments ?? []).lazy.compactMap({ mentions(name, $0.value) }).first {
          return span
        }
      }
      return nil
    case .member(let base, let member, let arguments):
      if member.text == name { return member.span }
      return mentions(name, base) ?? (arguments ?? []).lazy.compactMap { mentions(name, $0.value) }.first
    case .this(let inner, _), .per(let inner, _), .negative(let inner), .not(let inner):
      return mentions(name, inner)
    case .binary(_, let left, let right), .isName(let left, let right, _):
      return mentions(name, left) ?? mentions(name, right)
    case .conditional(let test, let yes, let no):
      return mentions(name, test) ?? mentions(name, yes) ?? mentions(name, no)
    case .query(let query):
      return query.value.flatMap { mentions(name, $0) } ?? query.filter.flatMap { mentions(name, $0) }
    }
  }
}
