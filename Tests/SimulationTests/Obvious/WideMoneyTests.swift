import Testing

/// Balances are kept in 32 bits as long as they fit; nobody may see when one doesn't any more.
struct WideMoneyTests {
  @Test("money that outgrows 32 bits on the way comes out as in the obvious simulation")
  func markets() {
    for seed in ObviousTests.isSoaking ? 1...600 : 1...40 {
      let policy = PolicyMaker(seed: seed &+ 2_000_000).policy.dear(seed)
      ObviousTests().expectSameMarket(policy, months: 1 + seed % 8, seed: seed)
    }
  }

  @Test("whether one balance in a crowd outgrows 32 bits or all do, threads and streaming make no difference")
  func threads() throws {
    // By month 2 some have sold for more than 2^31 fen, and most have not; then the load alone is more.
    for price in [8_000_000, 30_000_000] {
      let script = """
        product car { cost 1 CNY; retail \(price) CNY }
        policy p {
          sells car
          tier t { price \(price / 10) CNY; load 9 units }
          fee entry: 1_000 CNY on join to company 60%, upline 40%
          rebate lines: [8%, 5%] of order to upline 1..2
          rebate sales: 1% of sale to self
          stock refill: 3 units when stock < 3 units
        }
        market m { people 90_000; founders 40_000 t; recruits poisson(0.5); demand poisson(1.5) * 1 unit }
        run r = p in m for 3 months
        show sum net of r.agents
        show max net of r.agents
        show min net of r.agents
        show sum paid of r.agents
        show sum stock of r.agents
        show r.hash

        """
      let first = try Pipeline(script).figures
      #expect(try Pipeline(script, threads: 2).figures == first)
      #expect(try Pipeline(script, threads: 7).figures == first)
      #expect(try Pipeline(script, threads: 2, journal: "/dev/null").figures == first)
      #expect(try Pipeline(script + "show count of r.ledger\n", threads: 2).figures.dropLast() == first[...])
    }
  }

  @Test("a stock that outgrows 32 bits is kept to the unit", arguments: ["0 CNY", "0.01 CNY"])
  func goods(_ price: String) {
    // Month 3 is the first with more than 2^31 units left; free goods leave all the money narrow.
    let script = """
      product dust { cost 0 CNY; retail \(price) }
      policy p { sells dust; tier t { price \(price); load 1_500_000_000 units }; stock refill: 1_000_000_000 units }
      market m { people 2; founders 2 t; demand 700_000_001 units }
      run r = p in m for 5 months
      check "stock": (min stock of r.agents) == 2_999_999_995 units and (max stock of r.agents) == 2_999_999_995 units
      check "money": r.agent(2).net == \(price) * (3_500_000_005 - 6_500_000_000)
      """
    expectClaims(script)
    expectClaims(script + "\ncheck \"sold\": r.agent(2).sold == 3_500_000_005 units\n")
  }

  @Test(
    "the sale that takes an agent's money past 32 bits takes its goods, too, and is seen by the rules of sales",
    arguments: [("", 49_999_991), ("; rebate thanks: 1% of sale to self", 50_499_991)])
  func sale(_ rule: String, _ net: Int) {
    expectClaims(
      """
      product car { cost 0 CNY; retail 10_000_000 CNY }
      policy p { sells car; tier t { price 1 CNY; load 9 units }\(rule) }
      market m { people 2; founders 2 t; demand 1 unit }
      run r = p in m for 5 months
      check "goods": r.agent(1).stock == 4 units and r.agent(2).stock == 4 units
      check "money": r.agent(1).net == \(net) CNY and r.agent(2).net == \(net) CNY
      """)
  }
}

extension ObviousPolicy {
  /// The same with goods so dear that balances leave 32 bits after some orders, or at the first.
  fileprivate func dear(_ seed: Int) -> ObviousPolicy {
    let times = [10_000, 100_000, 1_000_000][seed % 3]
    var dear = self
    for product in dear.products.indices {
      dear.products[product].retail *= times
      dear.products[product].cost *= times
    }
    for rank in dear.tiers.indices {
      dear.tiers[rank].price = dear.tiers[rank].price.map { $0 * times }
      dear.tiers[rank].retail = dear.tiers[rank].retail.map { $0.map { $0 * times } }
    }
    return dear
  }
}
