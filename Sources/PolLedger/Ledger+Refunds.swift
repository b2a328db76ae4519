extension Ledger {
  /// Customers bring back so many units of one sale: their money comes from the payer, and the goods go to the
  /// company, which gives the seller back what it had paid for them. Rebates on the sale, and on the orders of
  /// those goods, become debts of who got them.
  ///
  /// A seller who has left neither pays nor gets anything: then the company pays.
  package mutating func refund(
    _ units: Int64, ofSale index: Int, _ terms: ReturnTerms, hasLeft: Bool, event: Int = 0, _ posting: Posting
  ) throws(LedgerRefusal) {
    guard let sale = sales?.list[index] else { return }
    let back = sale.returned + units
    guard let whole = terms.value(of: back, outOf: sale.units, paid: sale.amount) else { throw .overflow }
    // What went back before is never recomputed: together the parts are the share of the whole.
    let refunded = max(whole, sale.refunded)
    let sources = sales?.undo(units, of: index, refunded: refunded) ?? []
    try giveBack(refunded - sale.refunded, of: sale, hasLeft: hasLeft, event: event, posting)
    try takeGoods(units, of: sale, event: event, posting)
    for (lot, taken) in sources {
      guard let value = terms.value(of: taken, in: lot) else { throw .overflow }
      if value > 0, !hasLeft {
        var posting = posting
        posting.kind = .buyback
        try post(
          Payments(
            events: [Int32(event)], from: .same(.company), to: .same(.agent(Int(sale.agent))),
            amounts: [value]), posting)
      }
      guard tallies.orderScores.add(-taken, of: lot.score, to: Int(sale.agent)) else { throw .overflow }
      // Where a seller holds no stock, it orders in the sale's own event, whose rebates come below.
      if lot.event != sale.event {
        try clawBack(lot.event, product: sale.product, of: lot.units, taken)
      }
    }
    try clawBack(sale.event, product: sale.product, of: sale.units, units)
  }

  /// The customer's money: a sale undone, so what was counted for it is counted back.
  private mutating func giveBack(
    _ amount: Int64, of sale: Sales.Sale, hasLeft: Bool, event: Int, _ posting: Posting
  ) throws(LedgerRefusal) {
    guard amount > 0 else { return }
    let payer = hasLeft ? Account.company : .agent(Int(sale.agent))
    let payment = Payments(
      events: [Int32(event)], from: .same(payer), to: .same(.customers), amounts: [amount])
    guard moveCash(payment), tallies.ownSales.add(-amount, to: Int(sale.winner))
    else { throw .overflow }
    month.turnover &-= amount
    if hasLeft {
      if add(amount, to: &month.buyback) { throw .overflow }
    } else {
      month.receipts &-= amount
    }
    var posting = posting
    posting.kind = .refund
    record(payment, posting)
  }

  /// The goods, from customers to the company.
  private mutating func takeGoods(
    _ units: Int64, of sale: Sales.Sale, event: Int, _ posting: Posting
  ) throws(LedgerRefusal) {
    goods[sale.product].sold -= units
    month.sold -= units
    var fits = tallies.sold.add(-units, to: Int(sale.winner))
    fits = tallies.saleScores.add(-units, of: sale.score, to: Int(sale.winner)) && fits
    fits = !add(units, to: &goods[sale.product].returned) && fits
    fits = !add(units, to: &month.returned) && fits
    fits = tallies.returned.add(units, to: Int(sale.agent)) && fits
    if !fits { throw .overflow }
    var posting = posting
    posting.kind = .returned
    record(
      Payments(
        events: [Int32(event)], from: .same(.customers), to: .same(.company), amounts: [units]),
      of: Int32(sale.product + 1), posting)
  }

  /// Forgets sales from before a month, which nobody can undo any more, and the rebates on them. What was paid of
  /// a deposit may still have to be given back.
  package mutating func dropSales(before month: Int) {
    for event in sales?.drop(before: month) ?? [] {
      let kept = lots?.rewards[event]?.filter { $0.deposit != nil } ?? []
      lots?.rewards[event] = kept.isEmpty ? nil : kept
    }
  }
}
