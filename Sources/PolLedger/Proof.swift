import PolColumns

extension Ledger {
  /// Proves the books from the outside; one sentence for each proof that fails.
  ///
  /// Per commodity all accounts sum to zero; no stock is below zero; every unit made is held, sold, used or
  /// returned; the agents' balances are what came in less what went out; and, where the journal is kept,
  /// balances recomputed from its transfers are the balances kept. Sums wrap: equality modulo 2^64 of sums
  /// whose parts were checked is proof enough, and as fast as memory. Replaying the journal is left to the
  /// last month where `replaying` is false, for it takes as long as the whole run.
  package func prove(replaying: Bool) -> [String] {
    var findings: [String] = []
    func expect(_ what: String, _ left: Int64, _ right: Int64) {
      if left != right { findings.append("\(what): \(left) and \(right)") }
    }
    // Looking at every balance is most of it.
    let sums = Threads.each([cash, paid] + stock, threads: threads) { $0.sum }
    let agents = sums[0]
    expect("agents' cash, and what came in less what went out", agents, flows.cashIn &- flows.cashOut)
    expect("agents' payments, and what went out", sums[1], flows.cashOut)
    expect(
      "all cash, and zero",
      agents &+ houses.company &+ houses.customers &+ houses.suppliers &+ houses.outside, 0)
    var held: Int64 = 0
    for product in stock.indices {
      let units = sums[2 + product]
      let goods = goods[product]
      held &+= units
      expect(
        "units made, and units held, sold, used or returned", goods.made,
        units &+ goods.sold &+ goods.used &+ goods.returned)
      if let agent = stock[product].firstBelowZero {
        findings.append("stock of agent \(agent + 1) is below zero: \(stock[product][agent])")
      }
    }
    expect("agents' stock, and what came in less what went out", held, flows.unitsIn &- flows.unitsOut)
    if replaying, let journal { replay(journal, expect) }
    return findings
  }

  /// Recomputes every balance from the transfers.
  private func replay(_ journal: Journal, _ expect: (String, Int64, Int64) -> Void) {
    var money = Array(repeating: Int64(0), count: cash.count)
    var goods = stock.map { Array(repeating: Int64(0), count: $0.count) }
    var company: Int64 = 0
    for k in 0..<journal.count {
      let amount = journal.amount[k]
      let product = Int(journal.commodity[k]) - 1
      for (code, change) in [(journal.debit[k], 0 &- amount), (journal.credit[k], amount)] {
        if code >= 0 {
          if product < 0 { money[Int(code)] &+= change } else { goods[product][Int(code)] &+= change }
        } else if product < 0, code == Account.company.code {
          company &+= change
        }
      }
    }
    expect("the company's cash, and its transfers", houses.company, company)
    for agent in money.indices where money[agent] != cash[agent] {
      expect("cash of agent \(agent + 1), and its transfers", cash[agent], money[agent])
    }
    for product in goods.indices {
      for agent in goods[product].indices where goods[product][agent] != stock[product][agent] {
        expect("stock of agent \(agent + 1), and its transfers", stock[product][agent], goods[product][agent])
      }
    }
  }
}
