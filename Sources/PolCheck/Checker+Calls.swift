import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// `name(arguments)`
  mutating func call(
    _ name: Name, _ arguments: [Written.Argument], at span: Span, in scope: Scope
  ) -> Meaning {
    if declaration(of: name.text) == nil, let rows = agents(in: scope),
      let found = column(name, arguments, rows, at: span)
    {
      if case .value(let value) = found { note(value, in: scope) }
      return found
    }
    if let named = arguments.first(where: { $0.name != nil }) {
      report(
        "E0305", "arguments of `\(name.text)` have no names", at: named.name?.span ?? span,
        help: "write the value alone")
      return .failed
    }
    let values = arguments.map(\.value)
    if let function = Function(rawValue: name.text) {
      return meaning(builtIn(function, values, at: span, in: scope))
    }
    if let distribution = Distribution(rawValue: name.text) {
      return meaning(draw(distribution, values, name, at: span, in: scope))
    }
    if let question = VerdictQuestion(rawValue: name.text), declaration(of: name.text) == nil {
      return meaning(verdict(question, values, at: span, in: scope))
    }
    switch called(name, in: scope) {
    case .function(let function):
      guard function.parameters?.count == values.count else {
        let wanted = Self.count(function.parameters?.count ?? 0, "argument")
        report(
          "E0305", "`\(name.text)` needs \(wanted), not \(values.count)", at: span,
          help: "write `\(Self.pattern(of: function))`",
          notes: [Diagnostic.Note("declared here", at: function.name.span)])
        return .failed
      }
      let given = values.map { meaning(of: $0, in: scope) }
      // A bare column is put in as it stands, so nobody else would see here that the run must keep it.
      for case .value(let value) in given { note(value, in: scope) }
      return inline(function, given, at: span)
    case .failed: return .failed
    case .value, .record, .table:
      report("E0305", "`\(name.text)` is no function", at: name.span, help: "leave the parentheses out")
      return .failed
    }
  }

  private mutating func called(_ name: Name, in scope: Scope) -> Meaning {
    let meaning = meaning(of: name, in: scope, isCall: true)
    switch meaning {
    case .value, .record, .table: return hiddenFunctions[name.text].map { .function($0) } ?? meaning
    case .function, .failed: return meaning
    }
  }

  private func meaning(_ value: Expression?) -> Meaning {
    if let value { .value(value) } else { .failed }
  }

  /// Puts the arguments into a function of the script.
  mutating func inline(_ function: LetDeclaration, _ arguments: [Meaning], at span: Span) -> Meaning {
    let name = function.name.text
    for argument in arguments { if case .failed = argument { return .failed } }
    guard !calls.contains(name), calls.count < Self.mostCalls else {
      report(
        calls.contains(name) ? "E0311" : "E0306",
        calls.contains(name)
          ? "`\(name)` calls itself, and would never end"
          : "with its functions put in, this statement is too large",
        at: span, help: calls.contains(name) ? "functions are plain expressions, without recursion" : nil)
      return .failed
    }
    // Its body sees what was in reach where it is written: of a sweep's body only its own functions know.
    let around = inner
    if inner?[name]?.span != function.name.span { inner = nil }
    defer { inner = around }
    var scope = Scope()
    for (parameter, argument) in zip(function.parameters ?? [], arguments) {
      scope.locals[parameter.text] = argument
    }
    if calls.isEmpty { callSpan = span }
    calls.append(name)
    defer { calls.removeLast() }
    let result = meaning(of: function.value, in: scope)
    guard case .value(let value) = result else { return result }
    return .value(Expression(.inlined(name: name, value), value.type, at: span))
  }

  private mutating func builtIn(
    _ function: Function, _ arguments: [Written], at span: Span, in scope: Scope
  ) -> Expression? {
    let isEndless = function == .least || function == .greatest
    let wanted = function == .pow || isEndless ? 2 : 1
    guard isEndless ? arguments.count >= wanted : arguments.count == wanted else {
      report(
        "E0305",
        "`\(function.rawValue)` needs \(isEndless ? "at least " : "")\(Self.count(wanted, "argument")), not \(arguments.count)",
        at: span)
      return nil
    }
    var values: [Expression] = []
    for argument in arguments { if let value = check(argument, in: scope) { values.append(value) } }
    guard values.count == arguments.count else { return nil }
    if isEndless { return extreme(function, values, at: span) }
    guard let number = values[0].type.number else {
      report(
        "E0406", "`\(function.rawValue)` takes a number, not \(values[0].type.words)", at: values[0].span)
      return nil
    }
    switch function {
    case .abs: return folded(function, values, .number(number), at: span) { $0.absolute }
    case .round, .floor:
      let type = NumberType(number.dimension, isExact: function == .round || number.isExact)
      return Expression(.call(function, values), .number(type), at: span)
    case .ln, .exp:
      guard let value = fit(values[0], "what `\(function.rawValue)` takes", is: .one) else { return nil }
      return Expression(.call(function, [value]), Self.realNumber, at: span)
    case .sqrt:
      guard let dimension = number.dimension.halved else {
        report("E0406", "\(number.dimension.words) has no square root", at: values[0].span)
        return nil
      }
      return Expression(.call(function, values), .number(NumberType(dimension, isExact: false)), at: span)
    case .pow:
      guard let base = fit(values[0], "what `pow` raises", is: .one),
        let power = fit(values[1], "a power", is: .one)
      else { return nil }
      return Expression(.call(function, [base, power]), Self.realNumber, at: span)
    case .least, .greatest: return nil
    }
  }

  private mutating func folded(
    _ function: Function, _ values: [Expression], _ type: ValueType, at span: Span,
    _ operation: (ExactNumber) -> ExactNumber
  ) -> Expression {
    if let constant = values[0].exactConstant { return .exact(operation(constant), type, at: span) }
    return Expression(.call(function, values), type, at: span)
  }

  /// `least(a, b, ...)`: all of one kind.
  private mutating func extreme(_ function: Function, _ values: [Expression], at span: Span) -> Expression? {
    var type = values[0].type
    var one = values[0]
    for value in values.dropFirst() {
      guard let (_, _, common) = common(one, value), type.number != nil || type == .point else {
        report(
          "E0412",
          "`\(function.rawValue)` takes numbers of one kind, not \(type.words) and \(value.type.words)",
          at: span)
        return nil
      }
      type = common
      one = one.typed(common)
      if one.isBareZero, !value.isBareZero { one = value }
    }
    let all = values.map { value in
      type.number.map { value.measured(in: $0.dimension) } ?? value
    }
    return Expression(.call(function, all), type, at: span)
  }

  private mutating func draw(
    _ distribution: Distribution, _ arguments: [Written], _ name: Name, at span: Span, in scope: Scope
  ) -> Expression? {
    guard case .agents(let rows) = scope.rows, rows.place.draws, let clause
    else {
      report(
        "E0312", "`\(name.text)` draws, and only the clauses of a market may", at: span,
        help: "a policy never knows luck: put the draw into a market's clause or trait")
      return nil
    }
    let wanted = distribution == .chance || distribution == .poisson ? 1 : 2
    guard arguments.count == wanted else {
      report(
        "E0305", "`\(name.text)` needs \(Self.count(wanted, "argument")), not \(arguments.count)", at: span)
      return nil
    }
    // The place is the draw's own before those of its arguments, in order of writing.
    self.clause = (clause.name, clause.draws + 1)
    var values: [Expression] = []
    for argument in arguments { if let value = check(argument, in: scope) { values.append(value) } }
    guard values.count == wanted else { return nil }
    var dimension = Dimension.one
    switch distribution {
    case .uniform, .normal:
      guard let (one, other, common) = unified(values[0], values[1]) else {
        report(
          "E0412",
          "`\(name.text)` takes numbers of one kind, not \(values[0].type.words) and \(values[1].type.words)",
          at: span)
        return nil
      }
      (values, dimension) = ([one, other], common)
    case .chance, .poisson, .binomial, .lognormal, .beta:
      for (index, value) in values.enumerated() {
        guard let value = fit(value, "what `\(name.text)` takes", is: .one) else { return nil }
        values[index] = value
      }
    }
    let draw = Draw(
      distribution: distribution, arguments: values, clause: clause.name, place: clause.draws)
    return Expression(.draw(draw), .number(NumberType(dimension, isExact: false)), at: span)
  }
}
