import PolColumns
import PolLedger

extension Simulation {
  /// The events of a phase in the parts in which they are posted: all at once, or where transfers are streamed
  /// so many that what is on its way stays small. Nothing but the order of posting differs.
  func partsToPost(of count: Int) -> [Range<Int>] {
    world.ledger.stream == nil ? [0..<count] : Threads.parts(of: count)
  }
}

extension Supply.Requests {
  /// Some of them.
  func part(_ range: Range<Int>) -> Supply.Requests {
    if range == buyers.indices { return self }
    return Supply.Requests(
      buyers: Array(buyers[range]), sellers: sellers.part(range), units: Array(units[range]),
      isOwn: isOwn.map { Array($0[range]) })
  }
}

extension Accounts {
  fileprivate func part(_ range: Range<Int>) -> Accounts {
    if case .each(let codes) = self { .each(Array(codes[range])) } else { self }
  }
}

extension Deliveries {
  /// Some of them.
  func part(_ range: Range<Int>) -> Deliveries {
    if range == agents.indices { return self }
    var part = Deliveries(
      agents: Array(agents[range]), units: Array(units[range]), amounts: Array(amounts[range]))
    part.buyers = buyers.map { (Array($0.customers[range]), Array($0.winners[range])) }
    return part
  }
}
