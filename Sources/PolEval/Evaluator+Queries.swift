package import PolCheck
package import PolColumns
package import PolSource

extension Evaluator {
  /// The value of an aggregate over all rows of its table. Of no rows `count` and `sum` are 0, `any` is false
  /// and `all` true; every other aggregate throws E0603. `span` is where the query is written.
  package func answer(_ query: Query, at span: Span) throws(Diagnostic) -> Scalar {
    let rows = try environment.rows(of: query.table)
    return try answer(query, over: rows, at: span)
  }

  private func answer(_ query: Query, over rows: some RowSource, at span: Span) throws(Diagnostic) -> Scalar {
    let filter = query.filter.map { folded($0) }
    let value = query.value.map { folded($0) }
    let seen = try pass(through: rows, from: Accumulator()) { chunk, failures in
      let mask = filter.map { holds($0, over: rows, in: chunk, noting: &failures) }
      let isEmpty = mask.map { !$0.contains(true) } ?? false
      let values = (isEmpty ? nil : value).map {
        vector(of: $0, over: rows, in: chunk, where: mask, noting: &failures).spread(rows: chunk.count)
      }
      return (values: values, mask: mask, count: chunk.count)
    } _: { seen, found in
      seen.add(found.values, where: found.mask, rowCount: found.count, for: query.aggregate)
    }
    return try result(of: query, seen, parameter: parameter(of: query.aggregate), at: span)
  }

  /// The share of rows that `top` and `quantile` are about: between 0 and 1.
  func parameter(of aggregate: Aggregate) throws(Diagnostic) -> Scalar? {
    switch aggregate {
    case .top(let expression), .quantile(let expression):
      let value = try value(of: expression)
      guard value.double >= 0, value.double <= 1 else {
        throw Diagnostic(
          "E0610", "this share of the rows is not between 0% and 100%", at: expression.span,
          help: "`top(1%)` is about the largest hundredth, `quantile(90%)` about what nine in ten are below")
      }
      return value
    case .count, .sum, .mean, .median, .min, .max, .share, .all, .any, .gini: return nil
    }
  }

  /// The value of an aggregate whose rows have been seen.
  func result(
    of query: Query, _ seen: Accumulator, parameter: Scalar?, at span: Span
  ) throws(Diagnostic) -> Scalar {
    let rows = ExactNumber(seen.rows)
    switch query.aggregate {
    case .count: return .exact(rows)
    case .any: return .boolean(seen.holding > 0)
    case .all: return .boolean(seen.holding == seen.rows)
    case .sum: return try sum(query, seen, at: span)
    case .mean, .median, .min, .max, .share, .gini, .top, .quantile: break
    }
    guard seen.rows > 0 else {
      throw Diagnostic(
        "E0603", "there is nobody to take `\(query.aggregate.name)` of", at: span,
        help: query.filter == nil ? "the table has no rows" : "no row meets the condition after `where`")
    }
    switch query.aggregate {
    case .count, .any, .all, .sum: preconditionFailure("done above")
    case .share: return .exact(ExactNumber(seen.holding).divided(by: rows) ?? .zero)
    case .min, .max: return seen.extreme ?? .exact(.zero)
    case .mean: return .real(try mean(query, seen, at: span))
    case .median: return .real(Statistics.quantile(0.5, of: seen.values))
    case .quantile: return .real(Statistics.quantile(parameter?.double ?? 0, of: seen.values))
    case .gini: return .real(Statistics.gini(of: seen.values))
    case .top:
      guard let share = Statistics.top(Self.rowsOnTop(parameter, of: seen.rows), of: seen.values) else {
        throw Failure.divisionByZero.diagnostic(at: span)
      }
      return .real(share)
    }
  }

  private func sum(_ query: Query, _ seen: Accumulator, at span: Span) throws(Diagnostic) -> Scalar {
    let type = query.value?.type
    if type?.isReal ?? false {
      guard seen.real.total.isFinite else { throw Failure.overflow.diagnostic(at: span) }
      return .real(seen.real.total)
    }
    guard let total = seen.exact.total, type?.moneyDecimals.map({ total.fits(scale: $0) }) ?? true else {
      throw Failure.overflow.diagnostic(at: span)
    }
    return .exact(total)
  }

  private func mean(_ query: Query, _ seen: Accumulator, at span: Span) throws(Diagnostic) -> Double {
    let value: Double?
    if query.value?.type.isReal ?? false {
      value = seen.real.total / Double(seen.rows)
    } else {
      value = seen.exact.total?.divided(by: ExactNumber(seen.rows))?.doubleValue
    }
    guard let value, value.isFinite else { throw Failure.overflow.diagnostic(at: span) }
    return value
  }

  /// floor(p n), but at least one.
  private static func rowsOnTop(_ share: Scalar?, of rows: Int) -> Int {
    switch share {
    case .exact(let share)?:
      max(1, Int(share.multiplied(by: ExactNumber(rows))?.floored.wholeNumber(atScale: 0) ?? 1))
    case .real(let share)?: max(1, Int(share * Double(rows)))
    case .boolean?, .code?, .text?, nil: 1
    }
  }
}

extension Aggregate {
  /// As it is written.
  var name: String {
    switch self {
    case .count: "count"
    case .sum: "sum"
    case .mean: "mean"
    case .median: "median"
    case .min: "min"
    case .max: "max"
    case .share: "share"
    case .all: "all"
    case .any: "any"
    case .gini: "gini"
    case .top: "top"
    case .quantile: "quantile"
    }
  }
}
