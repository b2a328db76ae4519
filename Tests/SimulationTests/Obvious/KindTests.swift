import PolSource
import Testing

/// Sales that are orders, too, are looked up by kind where no transfer is kept; nobody may see that.
struct KindTests {
  @Test(
    "sales looked up by kind come to what they come to one by one",
    arguments: [
      (9, "poisson(1.5) * 1 unit"), (9, "poisson(17) * 1 unit"), (9, "customers * 40 units"),
      (9_000_000, "poisson(1.5) * 1 unit"), (900_000_000, "poisson(11) * 1 unit"),
      (90_000_000_000, "poisson(0.4) * 1 unit"),
    ])
  func markets(_ price: Int, _ demand: String) throws {
    let script = """
      product tea { cost 1.07 CNY; retail \(price).93 CNY }
      policy p {
        sells tea; supply dropship
        tier low  { price \(price).51 CNY }
        tier mid  { price \(price).37 CNY; retail \(price + 1) CNY }
        tier high { price \(price).13 CNY }
        rebate team:   [7.3%, 3.1%, 1.9%] of order to upline 1..3
        rebate spread: differential { low 2%, mid 4.1%, high 6.7% } peer [1.3%, 0.9%] of sale to self and every upline
        rebate above:  differential { low 1%, mid 3%, high 3% } of order to every upline
        rebate short:  differential { low 1%, mid 2%, high 3% } of sale to self and upline 1..2
        rebate better: 1.7% of sale to upline 1..2 where tier >= mid
        rebate split:  2.3% of order to self 40%, upline 60%
        fee    dues:   1.1% of order to company 60%, upline 40%
        fee    flat:   0.03 CNY on sale to upline
      }
      market m {
        people 30_000; founders 40 high; joins 80% low, 15% mid, 5% high
        recruits poisson(2 * room); wins if month < month 2 then poisson(0.1) else 0; demand \(demand)
      }
      run r = p in m for 6 months
      show sum net of r.agents
      show max net of r.agents
      show min net of r.agents
      show sum paid of r.agents
      show max spread of r.agents
      show sum spread of r.agents where number < 9_999
      show sum dues of r.agents where number < 9_999
      show r.hash
      show turnover, purchases, rebates, fees, receipts, made of r.months

      """
    let first = try Pipeline(script).figures
    #expect(try Pipeline(script, threads: 2).figures == first)
    #expect(try Pipeline(script, threads: 7).figures == first)
    #expect(try Pipeline(script, threads: 2, journal: "/dev/null").figures == first)
  }

  @Test(
    "little that is looked up millions of times is refused where it can't be counted any more",
    arguments: [
      ("10_000_000_000", "rebate gift: 1% of order to self", "market crowd"),
      ("3", "rebate gift: 10_000_000_000 CNY on sale to self", "rebate gift"),
    ])
  func overflow(_ retail: String, _ rule: String, _ fault: String) throws {
    let script = """
      product gem { cost 1 CNY; retail \(retail) CNY }
      policy plan {
        sells gem; supply dropship; tier agent { price 2 CNY }
        \(rule)
      }
      market crowd { people 100_000; founders 100_000 agent; recruits 0; demand 1 unit }
      run r = plan in crowd for 99 months

      """
    do {
      _ = try Pipeline(script, threads: 2)
      Issue.record("this was not refused")
    } catch Pipeline.Trouble.stopped(let diagnostic) {
      #expect(diagnostic.code == "E0622")
      let place = try #require(diagnostic.span?.lower)
      #expect(script.utf8.dropFirst(place).starts(with: fault.utf8))
    }
  }
}
