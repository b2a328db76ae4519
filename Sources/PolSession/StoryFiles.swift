import PolSource
import PolSyntax

/// Makes a story's months of two tables: who joins when, and what is done then.
///
/// Spans are of the files, so whatever a check finds later is shown where it is written there.
struct StoryFiles {
  /// What is wrong with the files; after some mistakes nothing more is looked at.
  private(set) var diagnostics: [Diagnostic] = []
  private static let mostMistakes = 20

  /// A table, its first row taken as the names of its columns.
  private struct Table {
    /// The columns that the file has.
    var columns: [String: Int]
    var rows: ArraySlice<[SeparatedText.Field]>
  }
  /// A row of one of the tables.
  private struct Row {
    var fields: [SeparatedText.Field]
    var columns: [String: Int]

    /// What stands in a column; nil where the file has none, or nothing stands there.
    subscript(_ column: String) -> SeparatedText.Field? {
      columns[column].map { fields[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
    }
    var span: Span { fields[0].span.joined(to: fields[fields.count - 1].span) }
  }
  /// What a row says, and in which month.
  private typealias Dated = (month: Int, at: Span, action: StoryDeclaration.Action)

  private static let memberColumns = ["month", "name", "tier", "sponsor", "placed", "placed_under"]
  private static let eventColumns = [
    "month", "name", "action", "units", "product", "customer", "price", "tier",
  ]
  /// What may stand in the row of an action, and whether it must.
  private static let actions: [(word: String, needs: [String], takes: [String])] = [
    ("orders", ["units"], ["product"]), ("sells", ["units"], ["product", "customer", "price"]),
    ("uses", ["units"], ["product"]), ("returns", ["units"], ["product"]),
    ("refunds", ["units"], ["product", "customer"]), ("becomes", ["tier"], []), ("quits", [], []),
  ]

  /// The months of the story; in each the members join before anything else happens.
  mutating func months(members: SeparatedText, events: SeparatedText) -> [StoryDeclaration.Month] {
    let joins = dated(members, Self.memberColumns, needing: 3) { $0.join(of: $1) }
    // Who has joined is known only where every row of the members could be read.
    let names = diagnostics.isEmpty ? Set(joins.map(\.action.person.text)) : nil
    let deeds = dated(events, Self.eventColumns, needing: 3) { $0.deed(of: $1, by: names) }
    guard diagnostics.isEmpty else { return [] }
    var months: [StoryDeclaration.Month] = []
    var (nextJoin, nextDeed) = (joins[...], deeds[...])
    while let first = [nextJoin.first, nextDeed.first].compactMap({ $0 }).min(by: { $0.month < $1.month }) {
      func take(_ rest: inout ArraySlice<Dated>) -> [StoryDeclaration.Action] {
        let now = rest.prefix { $0.month == first.month }
        rest = rest.dropFirst(now.count)
        return now.map(\.action)
      }
      let actions = take(&nextJoin) + take(&nextDeed)
      months.append(StoryDeclaration.Month(number: first.month, span: first.at, actions: actions))
    }
    return months
  }

  /// What the rows of a table say, month after month.
  private mutating func dated(
    _ text: SeparatedText, _ columns: [String], needing: Int,
    _ action: (inout StoryFiles, Row) -> StoryDeclaration.Action?
  ) -> [Dated] {
    guard let table = table(text, columns, needing: needing) else { return [] }
    var found: [Dated] = []
    for fields in table.rows {
      guard diagnostics.count < Self.mostMistakes else { return [] }
      let row = Row(fields: fields, columns: table.columns)
      guard fields.count == table.columns.count else {
        report(
          "E0732",
          "this row has \(fields.count) fields, and the first row names \(table.columns.count) columns",
          at: row.span, help: "a field that holds a comma stands in quotes; an empty one keeps its comma")
        continue
      }
      guard let (month, at) = month(of: row), let action = action(&self, row) else { continue }
      if let last = found.last?.month, month < last {
        report(
          "E0734", "month \(month) comes after month \(last)", at: at,
          help: "write the rows in the order of their months")
      }
      found.append((month, at, action))
    }
    return found
  }

  private mutating func table(_ text: SeparatedText, _ columns: [String], needing: Int) -> Table? {
    if let diagnostic = text.diagnostic {
      diagnostics.append(diagnostic)
      return nil
    }
    let before = diagnostics.count
    var places: [String: Int] = [:]
    let names = text.rows.first ?? []
    for (place, field) in names.enumerated() {
      if !columns.contains(field.text) {
        report(
          "E0731", "there is no column `\(field.text)`", at: field.span,
          help: nearest(field.text, in: columns).map { "did you mean `\($0)`?" } ?? Self.listing(columns))
      } else if places.updateValue(place, forKey: field.text) != nil {
        report("E0731", "the column `\(field.text)` is there twice", at: field.span, help: "leave one out")
      }
    }
    for column in columns.prefix(needing) where places[column] == nil && diagnostics.count == before {
      report(
        "E0731", "the column `\(column)` is missing", at: names.first?.span ?? text.start,
        help: "the first row names the columns; " + Self.listing(columns))
    }
    return diagnostics.count == before ? Table(columns: places, rows: text.rows.dropFirst()) : nil
  }

  private static func listing(_ columns: [String]) -> String {
    "these are read: \(columns.map { "`\($0)`" }.joined(separator: ", "))"
  }

  private mutating func report(_ code: String, _ message: String, at span: Span, help: String) {
    diagnostics.append(Diagnostic(code, message, at: span, help: help))
  }

  // MARK: Rows

  /// `NAME joins as TIER under SPONSOR placed SIDE under NAME`
  private mutating func join(of row: Row) -> StoryDeclaration.Action? {
    guard let person = needed("name", in: row), let tier = needed("tier", in: row) else { return nil }
    var placed: (side: Name, under: Name)?
    if let side = row["placed"] {
      guard ["left", "right"].contains(side.text), let under = needed("placed_under", in: row) else {
        if !["left", "right"].contains(side.text) {
          report(
            "E0733", "`\(side.text)` is no side", at: side.span,
            help: "write `left` or `right`, or leave the field empty")
        }
        return nil
      }
      placed = (Name(side), Name(under))
    } else if let under = row["placed_under"] {
      report(
        "E0733", "nothing says on which side of `\(under.text)`", at: under.span,
        help: "write `left` or `right` in the column `placed`")
      return nil
    }
    return StoryDeclaration.Action(
      span: row.span, person: Name(person),
      kind: .joins(tier: Name(tier), under: row["sponsor"].map { Name($0) }, placed: placed))
  }

  /// What a row of the events says.
  private mutating func deed(of row: Row, by members: Set<String>?) -> StoryDeclaration.Action? {
    guard let person = needed("name", in: row), let word = needed("action", in: row) else { return nil }
    guard members?.contains(person.text) != false else {
      report(
        "E0733", "no member is called `\(person.text)`", at: person.span,
        help: "whoever acts has a row in the file of members, spelled in the same way")
      return nil
    }
    guard let action = Self.actions.first(where: { $0.word == word.text }) else {
      let words = Self.actions.map(\.word)
      report(
        "E0733", "`\(word.text)` is nothing that can be done", at: word.span,
        help: nearest(word.text, in: words).map { "did you mean `\($0)`?" }
          ?? "what people do is one of \(words.map { "`\($0)`" }.joined(separator: ", "))")
      return nil
    }
    for column in Self.eventColumns.dropFirst(3) where !(action.needs + action.takes).contains(column) {
      guard let field = row[column] else { continue }
      report(
        "E0733", "`\(word.text)` has no \(column)", at: field.span,
        help: "leave the field empty")
      return nil
    }
    guard let kind = kind(action.word, row) else { return nil }
    return StoryDeclaration.Action(span: row.span, person: Name(person), kind: kind)
  }

  private mutating func kind(_ word: String, _ row: Row) -> StoryDeclaration.Action.Kind? {
    if word == "quits" { return .quits }
    if word == "becomes" { return needed("tier", in: row).map { .becomes(Name($0)) } }
    guard let units = needed("units", in: row), let amount = whole(units) else { return nil }
    let goods = StoryDeclaration.Goods(amount: amount, product: row["product"].map { Name($0) })
    let customer = row["customer"].map { Name($0) }
    switch word {
    case "orders": return .orders(goods)
    case "uses": return .uses(goods)
    case "returns": return .returns(goods)
    case "refunds": return .refunds(goods, to: customer)
    default:
      guard let price = row["price"] else { return .sells(goods, to: customer, at: nil) }
      return money(price).map { .sells(goods, to: customer, at: $0) }
    }
  }

  // MARK: Fields

  private mutating func needed(_ column: String, in row: Row) -> SeparatedText.Field? {
    if let field = row[column] { return field }
    let empty = row.columns[column].map { row.fields[$0].span } ?? row.span
    report("E0733", "`\(column)` is missing here", at: empty, help: "write it in the column `\(column)`")
    return nil
  }

  private mutating func month(of row: Row) -> (Int, Span)? {
    guard let field = needed("month", in: row) else { return nil }
    guard Self.isWhole(field.text), let month = Int(field.text), month <= 1_000_000_000 else {
      report(
        "E0733", "a month is a whole number, not `\(field.text)`", at: field.span,
        help: "months are counted from 0, in which founders join")
      return nil
    }
    return (month, field.span)
  }

  private mutating func whole(_ field: SeparatedText.Field) -> PolSyntax.Expression? {
    guard Self.isWhole(field.text) else {
      report(
        "E0733", "units are a whole number, not `\(field.text)`", at: field.span, help: "write digits only")
      return nil
    }
    return PolSyntax.Expression(.number(field.text, nil), at: field.span)
  }

  /// `99.50 CNY`
  private mutating func money(_ field: SeparatedText.Field) -> PolSyntax.Expression? {
    let parts = field.text.split(separator: " ")
    let digits = parts.first?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, let currency = Currency.named(String(parts[1])), (1...2).contains(digits.count),
      digits.allSatisfy({ Self.isWhole(String($0)) })
    else {
      report(
        "E0733", "a price is money, not `\(field.text)`", at: field.span,
        help: "write so much per unit and its currency: `99.50 CNY`")
      return nil
    }
    let measure = Measure(kind: .currency(currency), span: field.span)
    return PolSyntax.Expression(.number(String(parts[0]), measure), at: field.span)
  }

  private static func isWhole(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}

extension Name {
  fileprivate init(_ field: SeparatedText.Field) { self.init(field.text, at: field.span) }
}
