/// What happened in one month, over all agents. Money in minor units, goods in units.
package struct MonthTotals: Sendable, Hashable {
  package var sold: Int64 = 0
  package var used: Int64 = 0
  /// Units ordered, every hop counted.
  package var ordered: Int64 = 0
  /// Units that left the company.
  package var shipped: Int64 = 0
  package var made: Int64 = 0
  package var returned: Int64 = 0
  /// What customers paid.
  package var turnover: Int64 = 0
  /// What agents paid for wholesale orders, to whomever; and the part of it that the company got.
  package var purchases: Int64 = 0
  package var companyPurchases: Int64 = 0
  package var production: Int64 = 0
  package var fees: Int64 = 0
  /// The part of the fees that the company got.
  package var companyFees: Int64 = 0
  package var deposits: Int64 = 0
  package var rebates: Int64 = 0
  package var costs: Int64 = 0
  /// Paid for goods that came back, and deposits given back.
  package var buyback: Int64 = 0
  package var refunds: Int64 = 0
  /// What agents received in all, and the part of it that came because somebody joined.
  package var receipts: Int64 = 0
  package var recruiting: Int64 = 0
  /// By rule.
  package var rules: [Int64]

  /// Nothing happened.
  package init(rules count: Int) { rules = Array(repeating: 0, count: count) }
}
