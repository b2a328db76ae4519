import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// A query that gives one value.
  mutating func query(_ written: PolSyntax.Query, at span: Span, in scope: Scope) -> Expression? {
    guard written.keys.isEmpty else {
      report(
        "E0415", "with `by` a query makes a table, and a value is needed here", at: span,
        help: "give the table a name with `let`, or leave `by` out")
      return nil
    }
    guard let (query, type, _) = self.query(written, in: scope) else { return nil }
    return Expression(.query(query), type, at: span)
  }

  /// A query with `by`: a table.
  mutating func grouped(_ written: PolSyntax.Query, in scope: Scope) -> TableQuery? {
    guard let (query, type, rows) = self.query(written, in: scope) else { return nil }
    var keys: [Expression] = []
    var columns: [TableColumn] = []
    for key in written.keys {
      guard let value = check(key, in: rows) else { continue }
      keys.append(value)
      addColumn(TableColumn(name: lastName(of: key) ?? "key", type: value.type), to: &columns, at: key.span)
    }
    guard keys.count == written.keys.count, columns.count == keys.count else { return nil }
    // Only `count` has no value, and an aggregate's own name is reserved: nobody could read a column of it.
    var name = written.value.flatMap { lastName(of: $0) } ?? "rows"
    if columns.contains(where: { $0.name == name }) { name = "value" }
    columns.append(TableColumn(name: name, type: type))
    return .grouped(columns: columns, keys: keys, query)
  }

  /// `show a, b of TABLE where C`
  mutating func listing(_ written: Listing, in scope: Scope) -> TableQuery? {
    guard let table = table(written.table, every: written.period, in: scope) else { return nil }
    let rows = self.rows(of: table, in: scope)
    var values: [Expression] = []
    var columns: [TableColumn] = []
    for (index, column) in written.columns.enumerated() {
      guard let value = check(column, in: rows) else { continue }
      values.append(value)
      columns.append(TableColumn(name: heading(of: column, value) ?? "column \(index + 1)", type: value.type))
    }
    var filter: Expression?
    if let condition = written.filter {
      guard let checked = self.filter(condition, in: rows) else { return nil }
      filter = checked
    }
    guard values.count == written.columns.count else { return nil }
    return .listing(columns: columns, values: values, table: table.reference, filter: filter)
  }

  /// What a listing calls a column: its last name; the stock of one product says of which.
  private func heading(of written: Written, _ value: Expression) -> String? {
    guard case .path(let path) = written.kind, case .column(.agent(let reading, _)) = value.kind,
      case .stockOf = reading.column
    else { return lastName(of: written) }
    return path.steps.map(\.name.text).joined(separator: ".")
  }

  /// A whole table of a run, as `show` lists it.
  mutating func listing(of run: RunBinding, _ table: RunTable, at span: Span) -> TableQuery {
    let scope = Scope(rows: .table(.run(run, table)))
    if table == .ledger { needs[run.slot, default: RunNeeds()].journal = true }
    var names = columnNames(in: scope)
    if run.names.products.count > 1 { names.removeAll { ["price", "retail", "load", "cost"].contains($0) } }
    if table == .agents {
      let chosen: Set = [
        "number", "tier", "sponsor", "joined", "active", "net", "worth", "stock", "ordered", "sold",
        "recruits",
      ]
      let rules = Set(run.names.rules.map(\.name))
      names.removeAll { !chosen.contains($0) && !rules.contains($0) && !($0 == "name" && run.isStory) }
    }
    let values = names.compactMap { name -> Expression? in
      guard case .value(let value)? = column(Name(name, at: span), in: scope) else { return nil }
      note(value, in: scope)
      return value
    }
    let columns = zip(names, values).map { TableColumn(name: $0, type: $1.type) }
    return .listing(columns: columns, values: values, table: .run(run.slot, table, every: nil), filter: nil)
  }

  /// Adds a column, if none of the table is called so.
  mutating func addColumn(_ column: TableColumn, to columns: inout [TableColumn], at span: Span) {
    guard !columns.contains(where: { $0.name == column.name }) else {
      report(
        "E0316", "the table has two columns called `\(column.name)`", at: span,
        help: "give one another name: `keep NAME = ...`")
      return
    }
    columns.append(column)
  }

  /// The last name of `x.name`, and the function of `f(x)`.
  func lastName(of written: Written) -> String? {
    switch written.kind {
    case .path(let path): path.steps.last?.name.text
    case .member(_, let name, _): name.text
    case .this(let inner, _): lastName(of: inner)
    default: nil
    }
  }

  /// What stands after `of`.
  mutating func table(_ path: Path, every period: Period?, in scope: Scope) -> Table? {
    if isAtWork {
      report(
        "E0315", "policies and markets ask nothing of runs and tables", at: path.span,
        help: "they read the agent at hand: a rule's condition names its columns")
      return nil
    }
    var outer = scope
    outer.rows = .none
    switch meaning(of: path, in: outer) {
    case .failed: return nil
    case .table(let table):
      if case .run(let run, .ledger, _) = table { needs[run.slot, default: RunNeeds()].journal = true }
      guard let period else { return table }
      return self.table(table, every: period)
    case .record(.run):
      report(
        "E0401", "a table is needed after `of`, and this is a run", at: path.span,
        help: "its tables are `agents`, `ledger`, `months` and `tiers`")
    case .record(let record):
      report("E0401", "a table is needed after `of`, and this is \(record.noun)", at: path.span)
    case .value(let value):
      report("E0401", "a table is needed after `of`, and this is \(value.type.words)", at: path.span)
    case .function:
      report("E0401", "a table is needed after `of`, and this is a function", at: path.span)
    }
    return nil
  }

  /// `r.agents every month`: a row for each of them and each period.
  private mutating func table(_ table: Table, every period: Period) -> Table? {
    guard case .run(let run, let name, _) = table, name == .agents || name == .months else {
      report(
        "E0318", "only `agents` and `months` of a run have rows for each period", at: period.span,
        help: "leave `every` out, and group by a column instead: `... by month`")
      return nil
    }
    return .run(run, name, every: period.months)
  }

  /// The condition after `where`: what is asked of a run there, and of no row, was meant to stand behind it.
  private mutating func filter(_ written: Written, in rows: Scope) -> Expression? {
    guard let condition = condition(written, in: rows) else { return nil }
    guard let part = condition.joined.first(where: { $0.asksRuns && !readsRows($0) }) else {
      return condition
    }
    report(
      "E0419", "this is the same for all rows, and `where` says which of them are meant", at: part.span,
      help:
        "`where` goes on behind `and` and `or`: put the aggregate that ends before in parentheses, as in `(count of ... where ...) > 0 and ...`"
    )
    return nil
  }

  /// The scope in which a table's rows are read.
  func rows(of table: Table, in scope: Scope) -> Scope {
    Scope(rows: .table(table), locals: scope.locals, isInnerQuery: true)
  }

  private mutating func query(
    _ written: PolSyntax.Query, in scope: Scope
  ) -> (Query, ValueType, Scope)? {
    guard let table = table(written.table, every: written.period, in: scope) else { return nil }
    let rows = self.rows(of: table, in: scope)
    var value: Expression?
    if let asked = written.value {
      guard let checked = check(asked, in: rows) else { return nil }
      value = checked
    }
    var filter: Expression?
    if let condition = written.filter {
      guard let checked = self.filter(condition, in: rows) else { return nil }
      filter = checked
    }
    guard let aggregate = aggregate(written, in: scope), let type = type(of: written, over: value) else {
      return nil
    }
    return (Query(aggregate: aggregate, value: value, table: table.reference, filter: filter), type, rows)
  }

  private mutating func aggregate(_ written: PolSyntax.Query, in scope: Scope) -> Aggregate? {
    switch written.aggregate {
    case .count: return .count
    case .sum: return .sum
    case .mean: return .mean
    case .median: return .median
    case .min: return .min
    case .max: return .max
    case .share: return .share
    case .all: return .all
    case .any: return .any
    case .gini: return .gini
    case .top, .quantile:
      let word = written.aggregate.rawValue
      guard let argument = written.argument else {
        report(
          "E0305", "`\(word)` needs a share in parentheses", at: written.span, help: "write `\(word)(10%)`")
        return nil
      }
      guard let share = number(argument, "the share of `\(word)`", is: .one, in: scope) else { return nil }
      if let known = known(share), known.isNegative || ExactNumber.one < known {
        report("E0417", "the share of `\(word)` lies between 0% and 100%", at: share.span)
        return nil
      }
      return written.aggregate == .top ? .top(share) : .quantile(share)
    }
  }

  /// What an aggregate is worth.
  private mutating func type(of written: PolSyntax.Query, over value: Expression?) -> ValueType? {
    let word = written.aggregate.rawValue
    guard let value else {
      if written.aggregate == .count { return .number(NumberType(.one)) }
      report(
        "E0416", "`\(word)` needs something to aggregate", at: written.span,
        help: "write `\(word) net of ...`")
      return nil
    }
    switch written.aggregate {
    case .count:
      report(
        "E0416", "`count` counts rows, and takes nothing before `of`", at: value.span,
        help: "write the condition after `where`: `count of ... where ...`")
      return nil
    case .share, .all, .any:
      guard value.type == .boolean else {
        report(
          "E0416", "`\(word)` takes a condition, not \(value.type.words)", at: value.span,
          help: "compare it with something: `\(word) net > 0 of ...`")
        return nil
      }
      return written.aggregate == .share ? .number(NumberType(.one, isPercent: true)) : .boolean
    case .min, .max:
      if value.type == .point { return .point }
    case .sum, .mean, .median, .gini, .top, .quantile: break
    }
    guard let number = value.type.number else {
      report(
        "E0416", "`\(word)` takes numbers, not \(value.type.words)", at: value.span,
        help: value.type == .point ? "a point less a point is a time: `joined - month 0`" : nil)
      return nil
    }
    switch written.aggregate {
    case .sum, .min, .max: return value.type
    case .mean, .median, .quantile:
      return .number(NumberType(number.dimension, isExact: false, isPercent: number.isPercent))
    case .gini: return Self.realNumber
    case .top: return .number(NumberType(.one, isExact: false, isPercent: true))
    case .count, .share, .all, .any: return nil
    }
  }

  /// `month 30` in a query about a run of 24 months is a slip.
  mutating func checkMonth(_ month: Int, at span: Span, in scope: Scope) {
    guard case .table(.run(let run, _, _)) = scope.rows, let last = run.lastMonth, month > last else {
      return
    }
    report(
      "E0501", "`\(run.name)` ends with month \(last), before month \(month)", at: span,
      help: "name an earlier month, or let the run go on for longer")
  }
}

extension Expression {
  /// What it joins by `and` and `or`.
  fileprivate var joined: [Expression] {
    switch kind {
    case .and(let left, let right), .or(let left, let right): left.joined + right.joined
    default: [self]
    }
  }

  /// Whether it asks a run for a figure.
  fileprivate var asksRuns: Bool {
    contains {
      switch $0.kind {
      case .query, .cell, .company: true
      default: false
      }
    }
  }
}
