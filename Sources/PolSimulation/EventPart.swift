import PolLedger
import PolSource

/// Some of the events of a phase, and the goods that move in them.
struct EventPart: Sendable {
  var batch: EventBatch
  /// Orders, product by product; each belongs to the event at its place.
  var orders: [(product: Int, orders: Orders)] = []
  /// What the script is to blame for when the orders can't be posted, and the names of a story's people.
  var span: Span?
  var names: [String] = []

  /// Posts the orders.
  func order(on ledger: inout Ledger, month: Int) throws(RunFailure) {
    guard let span else { return }
    let posting = Posting(
      kind: .purchase, month: month, firstEvent: batch.firstEvent, trigger: batch.triggers)
    do throws(LedgerRefusal) {
      for (product, orders) in orders { try ledger.fill(orders, product: product, posting) }
    } catch { throw .refused(error, at: span, names) }
  }
}
