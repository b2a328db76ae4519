import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// At most so many nodes of functions that are put into a statement, and so deep.
  static let mostNodes = 20_000
  static let deepest = 400
  /// At most so many functions inside each other.
  static let mostCalls = 200

  /// Checks an expression; nil where it is wrong, and that has been said.
  mutating func check(_ written: Written, in scope: Scope) -> Expression? {
    if !calls.isEmpty { nodes += 1 }
    depth += 1
    defer { depth -= 1 }
    guard !isExhausted else { return nil }
    guard nodes <= Self.mostNodes, depth <= Self.deepest else {
      isExhausted = true
      report(
        "E0306", "with its functions put in, this statement is too large", at: written.span,
        help: "give parts of it a name with `let`, so that they are worked out once")
      return nil
    }
    guard let value = form(written, in: scope) else { return nil }
    note(value, in: scope)
    return isAtWork ? foreseen(value) : value
  }

  /// A policy and a market know nothing of runs, except what a `let` has worked out before.
  private mutating func foreseen(_ value: Expression) -> Expression? {
    switch value.kind {
    case .cell, .company, .hash:
      report(
        "E0315", "policies and markets ask nothing of runs and tables", at: value.span,
        help: "work it out before, with `let`")
      return nil
    default: return value
    }
  }

  private mutating func form(_ written: Written, in scope: Scope) -> Expression? {
    let span = written.span
    switch written.kind {
    case .number, .percent, .yuan, .text, .monthLiteral, .truth, .unknown: return literal(written, in: scope)
    case .list:
      report(
        "E0407", "a list can't stand here", at: span,
        help: "lists are the rates of a rule, and what a sweep goes through")
      return nil
    case .path, .member, .made, .under: return value(of: meaning(of: written, in: scope), at: span)
    case .this(let inner, let period): return part(inner, of: period, at: span, in: scope)
    case .per(let inner, let measure):
      guard let value = check(inner, in: scope) else { return nil }
      return divided(value, by: measure, at: span)
    case .negative(let inner): return negated(inner, at: span, in: scope)
    case .not(let inner):
      guard let value = condition(inner, in: scope) else { return nil }
      if let truth = value.truth { return Expression(.constant(.boolean(!truth)), .boolean, at: span) }
      return Expression(.not(value), .boolean, at: span)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, at: span, in: scope)
    case .isName(let left, let right, let negated):
      return comparison(negated ? .unequal : .equal, left, right, at: span, in: scope)
    case .conditional(let test, let yes, let no):
      return conditional(test, yes, no, at: span, in: scope)
    case .query(let query): return self.query(query, at: span, in: scope)
    }
  }

  /// What an expression stands for: only paths and what is made with `with` can be more than a value.
  mutating func meaning(of written: Written, in scope: Scope) -> Meaning {
    switch written.kind {
    case .path(let path): return meaning(of: path, in: scope)
    case .made(let made): return self.made(made, in: scope)
    case .under(let path, let law, let arguments):
      return findings(of: path, under: law, arguments, at: written.span, in: scope)
        .map { .record(.findings($0)) } ?? .failed
    case .member(let base, let name, let arguments):
      let owner = meaning(of: base, in: scope)
      return member(name, arguments, of: owner, at: written.span, in: scope)
    default:
      guard let value = check(written, in: scope) else { return .failed }
      return .value(value)
    }
  }

  /// The value that a meaning is, or a word about what it is instead.
  mutating func value(of meaning: Meaning, at span: Span) -> Expression? {
    switch meaning {
    case .failed: return nil
    case .value(var value):
      value.span = span
      return value
    case .record(let record):
      report(
        "E0401", "a value is needed here, and this is \(record.noun)", at: span,
        help: "say which of its figures is meant: `x.name`")
    case .table:
      report(
        "E0401", "a value is needed here, and this is a table", at: span,
        help: "ask something of its rows: `count of ...`")
    case .function(let function):
      report(
        "E0305", "`\(function.name.text)` needs \(Self.count(function.parameters?.count ?? 0, "argument"))",
        at: span, help: "write `\(Self.pattern(of: function))`",
        notes: [Diagnostic.Note("declared here", at: function.name.span)])
    }
    return nil
  }

  /// "1 argument", "2 arguments".
  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// `f(a, b)`
  static func pattern(of function: LetDeclaration) -> String {
    let parameters = (function.parameters ?? []).map(\.text).joined(separator: ", ")
    return "\(function.name.text)(\(parameters))"
  }

  private mutating func literal(_ written: Written, in scope: Scope) -> Expression? {
    let span = written.span
    switch written.kind {
    case .number(let digits, let measure): return number(digits, measure, at: span)
    case .percent(let digits):
      guard let value = exact(digits, at: span), let share = value.divided(by: ExactNumber(100)) else {
        return nil
      }
      return .exact(share, .number(NumberType(.one, isPercent: true)), at: span)
    case .yuan(let digits):
      return money(digits, Currency(code: "CNY", decimals: 2), at: span)
    case .text(let text): return Expression(.constant(.text(text)), .text, at: span)
    case .monthLiteral(let month):
      checkMonth(month, at: span, in: scope)
      return .exact(ExactNumber(month), .point, at: span)
    case .truth(let truth): return Expression(.constant(.boolean(truth)), .boolean, at: span)
    case .unknown:
      if lawsOpen > 0 { return .unknown("a fact is not known", at: span) }
      report(
        "E0334", "`unknown` belongs to laws", at: span,
        help:
          "write the value that is meant; a fact that nobody has is a parameter: `law NAME (r, fraud = unknown)`"
      )
      return nil
    case .list, .path, .member, .made, .this, .per, .negative, .not, .binary, .isName, .conditional, .query,
      .under:
      return nil
    }
  }

  private mutating func number(_ digits: String, _ measure: Measure?, at span: Span) -> Expression? {
    guard let measure else {
      return exact(digits, at: span).map { .exact($0, .number(NumberType(.one)), at: span) }
    }
    switch measure.kind {
    case .currency(let currency): return money(digits, currency, at: span)
    case .unit: return exact(digits, at: span).map { .exact($0, .number(NumberType(.units)), at: span) }
    case .months(let length):
      guard let value = exact(digits, at: span)?.multiplied(by: ExactNumber(length)) else { return nil }
      return .exact(value, .number(NumberType(.time)), at: span)
    }
  }

  private mutating func money(_ digits: String, _ currency: Currency, at span: Span) -> Expression? {
    guard let value = exact(digits, at: span) else { return nil }
    guard value.scale <= currency.decimals else {
      report(
        "E0410",
        "\(currency.code) has \(Self.count(currency.decimals, "decimal")), and this has \(value.scale)",
        at: span, help: "write a rate per more units, or round the amount")
      return nil
    }
    return checkedMoney(.exact(value, .number(NumberType(.money(currency))), at: span))
  }

  private mutating func exact(_ digits: String, at span: Span) -> ExactNumber? {
    if let value = ExactNumber(digits) { return value }
    report("E0409", "this number is too large", at: span, help: "numbers have at most 34 digits")
    return nil
  }

  /// Money must fit the ledger: 2^63 minor units and more is too much.
  mutating func checkedMoney(_ value: Expression) -> Expression? {
    guard let amount = value.exactConstant, let currency = value.type.number?.dimension.money else {
      return value
    }
    let limit = ExactNumber(Int64.max)
    guard let minor = amount.multiplied(by: ExactNumber(coefficient: 1, scale: -currency.decimals)),
      !(limit < minor.absolute)
    else {
      report(
        "E0409", "this is more money than the ledger can hold", at: value.span,
        help: "amounts stay below 2^63 of the currency's smallest unit")
      return nil
    }
    return value
  }
}
