import PolLedger
import PolSource

/// Some of the events of a phase, and the goods that move in them.
struct EventPart: Sendable {
  /// The same events on each of their occasions, one after the other: a sale from the company's stock is an order too.
  var batches: [EventBatch]
  /// Orders, product by product; each belongs to the event at its place.
  var orders: [(product: Int, orders: Orders)] = []
  /// Whether what is ordered stays with the buyer.
  var throughStock = true
  /// What the script is to blame for when the orders can't be posted, and the names of a story's people.
  var span: Span?
  var names: [String] = []

  /// Posts the orders.
  func order(on ledger: inout Ledger, month: Int) throws(RunFailure) {
    guard let span, let batch = batches.first else { return }
    let posting = Posting(
      kind: .purchase, month: month, firstEvent: batch.firstEvent, trigger: batch.triggers)
    do throws(LedgerRefusal) {
      for (product, orders) in orders {
        try ledger.fill(orders, product: product, throughStock: throughStock, posting)
      }
    } catch { throw .refused(error, at: span, names) }
  }
}
