extension Ledger {
  /// Writes transfers of one posting down, where they are kept, and where they are streamed.
  mutating func record(
    _ payments: @autoclosure () -> Payments, of commodity: Int32 = 0, _ posting: Posting
  ) {
    guard journal != nil || stream != nil else { return }
    let payments = payments()
    if journal != nil {
      for k in payments.amounts.indices {
        journal?.append(
          payments.amounts[k], of: commodity, from: payments.from.code(k), to: payments.to.code(k),
          event: Int(payments.events[k]), posting)
      }
    }
    stream?.append(payments, of: commodity, posting)
  }

  /// Writes down the goods of orders: what the company ships comes from the suppliers first.
  mutating func recordGoods(
    of orders: Orders, product: Int, throughStock: Bool, _ posting: Posting
  ) {
    record(orders.shipments, of: Int32(product + 1), posting)
    guard throughStock else { return }
    record(
      Payments(
        events: orders.events, from: orders.sellers, to: .each(orders.buyers), amounts: orders.units),
      of: Int32(product + 1), posting)
  }

  /// Ends a batch of events, all of whose postings are made.
  package mutating func endBatch() {
    journal?.endBatch()
    stream?.endBatch()
  }
}

extension Orders {
  /// The goods that the company ships, on their way to it.
  fileprivate var shipments: Payments {
    if case .same(.company) = sellers {
      return Payments(events: events, from: .same(.suppliers), to: .same(.company), amounts: units)
    }
    let shipped = units.indices.filter { sellers.code($0) < 0 }
    return Payments(
      events: shipped.map { events[$0] }, from: .same(.suppliers), to: .same(.company),
      amounts: shipped.map { units[$0] })
  }
}
