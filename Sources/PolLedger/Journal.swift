/// Every transfer, in columns: row `k` moved `amount[k]` of `commodity[k]` from `debit[k]` to `credit[k]`.
///
/// Append-only; the transfers of one event stand together, in the order in which they were made.
package struct Journal: Sendable {
  package private(set) var month: [Int32] = []
  /// Counts events from 1.
  package private(set) var event: [Int32] = []
  /// The policy's rule by index, or -1.
  package private(set) var rule: [Int32] = []
  package private(set) var kind: [TransferKind] = []
  package private(set) var trigger: [EventTrigger] = []
  /// Account codes: who gives, who receives.
  package private(set) var debit: [Int32] = []
  package private(set) var credit: [Int32] = []
  /// 0 for money, else the product's index and 1.
  package private(set) var commodity: [Int32] = []
  /// Minor units or units.
  package private(set) var amount: [Int64] = []
  /// Where the batch that is being posted begins.
  private var batchStart = 0

  /// How many transfers there are.
  package var count: Int { amount.count }

  mutating func append(
    _ amount: Int64, of commodity: Int32, from: Int32, to: Int32, event index: Int, _ posting: Posting
  ) {
    month.append(Int32(posting.month))
    event.append(Int32(truncatingIfNeeded: posting.firstEvent + index))
    rule.append(Int32(posting.rule ?? -1))
    kind.append(posting.kind)
    trigger.append(posting.trigger.of(index))
    debit.append(from)
    credit.append(to)
    self.commodity.append(commodity)
    self.amount.append(amount)
  }

  /// Ends a batch: its transfers are put in the order of their events, and stay in order within each.
  mutating func endBatch() {
    let rows = batchStart..<count
    batchStart = count
    guard zip(rows, rows.dropFirst()).contains(where: { event[$0] > event[$1] }) else { return }
    let order = rows.sorted { (event[$0], $0) < (event[$1], $1) }
    func arranged<T>(_ column: inout [T]) { column.replaceSubrange(rows, with: order.map { column[$0] }) }
    arranged(&month)
    arranged(&rule)
    arranged(&kind)
    arranged(&trigger)
    arranged(&debit)
    arranged(&credit)
    arranged(&commodity)
    arranged(&amount)
    arranged(&event)
  }
}
