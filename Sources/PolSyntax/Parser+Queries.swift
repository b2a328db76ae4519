import PolSource

/// `AGGREGATE VALUE of TABLE where CONDITION by KEY, ...`
extension Parser {
  var isAtAggregate: Bool {
    guard case .reserved(let word) = token.kind else { return false }
    return Query.Aggregate(rawValue: word) != nil
  }

  mutating func query(allowsGroups: Bool) throws(Abandoned) -> Expression {
    // query ::= aggregate or? 'of' path ('every' period)? ('where' or)?
    let start = token.lower
    let (aggregate, argument) = try aggregate()
    var depth = argument == nil ? 0 : height
    var value: Expression?
    if !at("of") {
      value = try or()
      depth = max(depth, height)
    }
    let shape = aggregate == .count ? "count" : "\(aggregate.rawValue) VALUE"
    try expect("of", shape: "\(shape) of TABLE where CONDITION")
    let table = try path()
    let period = take("every") ? try period() : nil
    depth = max(depth, height)
    var filter: Expression?
    if take("where") {
      filters += 1
      filter = try or()
      filters -= 1
      depth = max(depth, height)
    }
    var keys: [Expression] = []
    if allowsGroups, at("by") { keys = try self.keys() }
    if !keys.isEmpty { depth = max(depth, height) }
    let query = Query(
      aggregate: aggregate, argument: argument, value: value, table: table, period: period,
      filter: filter, keys: keys, span: span(from: start))
    let whole = try node(.query(query), from: start, over: depth)
    (queryEnd, looseEnd) = (index, index)
    return whole
  }

  private mutating func keys() throws(Abandoned) -> [Expression] {
    // grouped ::= query 'by' or (',' or)*
    advance()
    var keys: [Expression] = []
    var depth = 0
    repeat {
      keys.append(try or())
      depth = max(depth, height)
    } while take(.comma)
    height = depth
    return keys
  }

  private mutating func aggregate() throws(Abandoned) -> (Query.Aggregate, Expression?) {
    // aggregate ::= 'count' | 'sum' | 'mean' | 'median' | 'min' | 'max' | 'share' | 'all' | 'any' | 'gini'
    //   | ('top' | 'quantile') '(' expr ')'
    guard let word = token.word, let aggregate = Query.Aggregate(rawValue: word) else { throw unexpected() }
    advance()
    guard aggregate == .top || aggregate == .quantile else { return (aggregate, nil) }
    try expect(
      .openParenthesis, "`\(word)` needs a share in parentheses",
      help: "write `\(word)(\(word == "top" ? 1 : 90)%)`")
    let argument = try expression()
    if !take(.closeParenthesis) { throw unexpected() }
    return (aggregate, argument)
  }
}
