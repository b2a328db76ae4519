import PolSource
import PolSyntax

extension Checker {
  /// Declares a name: in a sweep's body for the body, else for the rest of the session.
  mutating func declare(_ name: Name, _ meaning: Meaning) {
    if let earlier = (inner ?? declared)[name.text], earlier.call == call,
      !replaces || inner != nil
    {
      report(
        "E0302", "`\(name.text)` is declared twice", at: name.span,
        help: inner == nil
          ? "give one of them another name, or write `replace` before the second"
          : "give one of them another name",
        notes: [Diagnostic.Note("first declared here", at: earlier.span)])
      return
    }
    let declaration = Declaration(span: name.span, call: call, meaning: meaning)
    if inner != nil {
      inner?[name.text] = declaration
    } else {
      if declared[name.text] == nil { order.append(name.text) }
      if let function = function(name.text) { hiddenFunctions[name.text] = function }
      declared[name.text] = declaration
    }
  }

  /// What a name was declared as.
  func declaration(of name: String) -> Declaration? { inner?[name] ?? declared[name] }

  /// What calling the name calls: also where the name has been given since to something that is no function.
  func function(_ name: String) -> LetDeclaration? {
    if case .function(let function)? = declaration(of: name)?.meaning {
      function
    } else {
      hiddenFunctions[name]
    }
  }

  /// Remembers that a name stands here for what is declared under it.
  mutating func noteUse(of name: Name) {
    if inner?[name.text] == nil, declared[name.text] != nil { references.insert(name.span) }
  }

  /// "did you mean `x`", if some name is near.
  func suggestion(_ name: String, among names: [String]) -> String? {
    nearest(name, in: names).map { "did you mean `\($0)`?" }
  }

  /// Says that a name means nothing here.
  mutating func reportUnknown(_ name: Name, among columns: [String], in scope: Scope) {
    if let span = later[name.text], declaration(of: name.text) == nil {
      if let statement, statement.lower <= span.lower, span.upper <= statement.upper {
        report(
          "E0303", "`\(name.text)` is used in its own declaration", at: name.span,
          help: "a name has its value once and for all: give the new value another name")
        return
      }
      report(
        "E0303", "`\(name.text)` is used before it is declared", at: name.span,
        help: "move the declaration above this line",
        notes: [Diagnostic.Note("declared here", at: span)])
      return
    }
    let known = columns + scope.locals.keys.sorted() + (inner?.keys.sorted() ?? []) + order
    report(
      "E0301", "nothing here is called `\(name.text)`", at: name.span,
      help: suggestion(name.text, among: known) ?? listing(columns, of: "the columns here are"))
  }

  /// "the tiers are a, b and c", if there are not too many.
  func listing(_ names: [String], of what: String) -> String? {
    guard let last = names.last, names.count <= 12 else { return nil }
    guard names.count > 1 else { return "\(what) `\(last)`" }
    let others = names.dropLast().map { "`\($0)`" }.joined(separator: ", ")
    return "\(what) \(others) and `\(last)`"
  }

  /// A tier's rank.
  mutating func rank(of name: Name, in names: PolicyNames) -> Int? {
    if let rank = names.tiers.firstIndex(of: name.text) { return rank }
    report(
      "E0304", "there is no tier `\(name.text)`", at: name.span,
      help: suggestion(name.text, among: names.tiers) ?? listing(names.tiers, of: "the tiers are"))
    return nil
  }

  /// What a bare name means: columns first, then what is local, then what is declared.
  mutating func meaning(of name: Name, in scope: Scope, isCall: Bool = false) -> Meaning {
    if !isCall, let column = column(name, in: scope) {
      if case .agents = scope.rows, case .value? = inner?[name.text]?.meaning {
        report(
          "E0319", "`\(name.text)` is a column of agents here, and hides what the sweep or function calls so",
          at: name.span, help: "give that another name")
        return .failed
      }
      warnAboutHidden(name, in: scope)
      return column
    }
    if let local = scope.locals[name.text] {
      if scope.isInnerQuery, case .value(let value) = local, readsRows(value) {
        return reportColumn(name, "query")
      }
      return local
    }
    guard let declaration = declaration(of: name.text) else {
      if let names = agents(in: scope)?.names {
        if name.text == "legs" {
          _ = count("legs", [], names, at: name.span)
          return .failed
        }
        if reportsNoScore(name, names) { return .failed }
      }
      reportUnknown(name, among: columnNames(in: scope), in: scope)
      return .failed
    }
    if case .failed = declaration.meaning { failures += 1 }
    if inner?[name.text] != nil, case .value(let value) = declaration.meaning, readsRows(value) {
      return reportColumn(name, "policy")
    }
    noteUse(of: name)
    return use(declaration.meaning, at: name.span)
  }

  /// A parameter that is a column, where other rows are read.
  private mutating func reportColumn(_ name: Name, _ place: String) -> Meaning {
    report(
      "E0307", "`\(name.text)` is a column of another table, and can't be read inside this \(place)",
      at: name.span, help: "give the function a value that is the same for all rows")
    return .failed
  }

  /// A column hides what is declared under its name.
  private mutating func warnAboutHidden(_ name: Name, in scope: Scope) {
    if case .agents = scope.rows {
      guard let hidden = declaration(of: name.text), case .value = hidden.meaning else { return }
      report(
        "W0301", "`\(name.text)` is read of each agent here, not the value of that name", at: name.span,
        help: "give the value another name", notes: [Diagnostic.Note("declared here", at: hidden.span)])
    } else if case .value? = scope.locals[name.text] {
      report(
        "W0301", "`\(name.text)` is the table's column here, not the function's parameter", at: name.span,
        help: "give the parameter another name")
    } else if let hidden = declaration(of: name.text), case .value = hidden.meaning {
      report(
        "W0301", "`\(name.text)` is the table's column here, not the `let` of that name", at: name.span,
        help: "give the `let` another name", notes: [Diagnostic.Note("declared here", at: hidden.span)])
    }
  }

  /// A declared thing where it is used: its span becomes the place of use.
  private func use(_ meaning: Meaning, at span: Span) -> Meaning {
    guard case .value(var value) = meaning else { return meaning }
    value.span = span
    return .value(value)
  }

  /// Whether an expression depends on the rows at hand.
  func readsRows(_ expression: Expression) -> Bool {
    expression.contains { part in
      switch part.kind {
      case .column, .draw: true
      default: false
      }
    }
  }
}
