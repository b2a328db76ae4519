import PolCheck
import PolLedger
import PolSyntax

extension PolicyDefinition {
  /// What of the goods of its events a rule goes by: of a matching one that of the rebate that it matches. Pay for
  /// a joining, and of a fee or deposit, is not for goods.
  func goodsCause(of rule: Int) -> GoodsCause {
    let rule = rules[rule]
    if case .perUnit = rule.amount { return .units }
    switch rule.trigger {
    case .posting(let named): return rules[named].kind == .rebate ? goodsCause(of: named) : .nothing
    case .order, .reorder, .sale, .use: return rule.amount.base == nil ? .units : .money
    case .join: return rule.amount.base == .load ? .money : .nothing
    case .win, .promotion, .quit, .period, .restock: return .nothing
    }
  }
}
