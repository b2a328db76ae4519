import PolCheck
import PolColumns
import PolSource

/// How large an order or a sale is, as far as tables of brackets tell sizes apart.
///
/// Between two thresholds the rate of a `step` stays the same, and the average rate of a `slice` only rises or
/// only falls; so do their sums. The most is therefore paid at a threshold, right below one, or (nearly) by what
/// is larger than any amount.
enum PurchaseSize: Hashable {
  case at(ExactNumber)
  case below(ExactNumber)
  case endless
}

extension TierReader {
  /// The sizes that some rules of one order or sale tell apart; just one where they have no tables.
  func sizes(toldApartBy rules: [RuleDefinition]) throws(Diagnostic) -> [PurchaseSize] {
    var sizes: [PurchaseSize] = [.endless]
    for rule in rules {
      guard case .brackets(let table, _) = rule.amount, table.column == nil else { continue }
      for bracket in table.brackets {
        let from = try rate(bracket.from, tier: 0, of: rule)
        if from.isZero || sizes.contains(.at(from)) { continue }
        sizes += [.at(from), .below(from)]
      }
    }
    return sizes
  }

  /// The rate of a whole order or sale in a table whose brackets are worth `rates`. What goes by another column
  /// can lie in any bracket, and lies in the best.
  func rate(
    in table: BracketTable, worth rates: [ExactNumber], at size: PurchaseSize, of rule: RuleDefinition
  ) throws(Diagnostic) -> ExactNumber {
    guard table.column == nil else { return rates.max() ?? .zero }
    if case .posting? = rule.amount.base {
      throw Diagnostic(
        "E0711",
        "the most that `\(rule.name)` pays can't be known: its brackets go by what another rule pays",
        at: rule.span,
        help: "look up something else: `step by recruits { ... }`, or take a rate without brackets")
    }
    var starts: [ExactNumber] = []
    for bracket in table.brackets { starts.append(try self.rate(bracket.from, tier: 0, of: rule)) }
    let (end, isBelow): (ExactNumber, Bool)
    switch size {
    case .endless: return rates.last ?? .zero
    case .at(let amount): (end, isBelow) = (amount, false)
    case .below(let amount): (end, isBelow) = (amount, true)
    }
    switch table.reading {
    case .step: return starts.lastIndex { isBelow ? $0 < end : $0 <= end }.map { rates[$0] } ?? .zero
    case .slice: break
    }
    var sum = ExactNumber.zero
    for (place, start) in starts.enumerated() where start < end {
      let stop = place + 1 < starts.count ? min(end, starts[place + 1]) : end
      let part = try stop.plus(start.negated, at: rule.span)
      sum = try sum.plus(part.times(rates[place], at: rule.span), at: rule.span)
    }
    return sum.divided(by: end) ?? .zero
  }
}
