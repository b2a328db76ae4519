import Testing

/// Sentences 13 to 16 and 19 to 22 under "Exactly": the close of a month, stock, sales, people.
struct MonthTests {
  private func timed(_ timing: String) -> String {
    """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p {
      sells tea
      tier low  { price 60 CNY }
      tier high { price 40 CNY; reach when own_orders >= 100 CNY\(timing) }
      rebate bonus: 5% of own_orders every month to self where tier is high
      rebate rise: 7 CNY on promotion to self
    }
    story s {
      month 0: A joins as low
      month 1: A orders 2 units; A orders 1 unit
      month 2: A orders 1 unit
    }
    run r = p in s

    """
  }

  @Test("13. A tier reached counts from the next month, from this month, or from now")
  func reach() {
    expectClaims(
      timed("") + """
        check "month 1 at 60, month 2 at 40": r.A.own_orders == 180 CNY + 40 CNY
        check "only month 2 is paid": r.A.bonus == 2 CNY
        check "risen once": r.A.rise == 7 CNY
        """)
    expectClaims(
      timed(" from this month") + """
        check "prices as before": r.A.own_orders == 180 CNY + 40 CNY
        check "month 1 is paid too": r.A.bonus == 9 CNY + 2 CNY
        """)
    expectClaims(
      timed(" from now") + """
        check "the second order is at 40": r.A.own_orders == 160 CNY + 40 CNY
        check "month 1 is paid": r.A.bonus == 8 CNY + 2 CNY
        """)
  }

  @Test("13. The highest tier reached wins, and who does not keep its tier falls one, from one snapshot")
  func keep() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier one   { price 60 CNY }
        tier two   { price 50 CNY; reach when own_orders >= 100 CNY }
        tier three { price 40 CNY; reach when own_orders >= 200 CNY; keep when ordered this month >= 1 unit }
      }

      """
        + beginnings([
          "A joins as one; B joins as one under A", "A orders 5 units; B orders 2 units", "B orders 1 unit",
          "B becomes three",
        ]) + """
          check "A skips one tier": all tier is three of r1.agents where number == 1
          check "B does not": all tier is two of r1.agents where number == 2
          check "A ordered nothing in month 2": all tier is two of r2.agents
          check "A still meets what three asks": all tier is three of r3.agents where number == 1
          check "B was made it, and does not keep it": all tier is two of r3.agents where number == 2
          """)
  }

  @Test("13. Period rules in written order, volumes of the period, rebates counted from month 0")
  func periods() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        supply dropship
        tier low { price 60 CNY }
        rebate monthly: 10% of own_sales to self
        rebate quarterly: 10% of team_sales to self every quarter
        rebate once: 1.11% of sale to self every month
        rebate each: 1.11% of sale to self
        fee annual: 12 CNY on join and every year to company
      }
      story s {
        month 0: A joins as low; A sells 1 unit
        month 1: B joins as low under A; B sells 1 unit at 0.50 CNY; B sells 1 unit at 0.50 CNY
        month 2: B sells 2 units
        month 3: A sells 1 unit
        month 13: A sells 1 unit
      }
      run r = p in s
      check "A's own months": r.A.monthly == 30 CNY
      check "B's": r.B.monthly == 0.10 CNY + 20 CNY
      check "quarters end in months 2, 5, 8 and 11; month 13 is paid later":
        r.A.quarterly == 30.10 CNY + 10 CNY and r.B.quarterly == 20.10 CNY
      check "the month's sum is rounded once": r.B.once == 0.01 CNY + 2.22 CNY
      check "each sale by itself": r.B.each == 0 CNY + 0 CNY + 2.22 CNY
      check "on joining and twelve months later": r.A.annual == 24 CNY and r.B.annual == 24 CNY
      story early { month 0: A joins as low
                    month 11: A sells 1 unit }
      run e = p in early
      check "not before": e.A.annual == 12 CNY
      """)
  }

  @Test("14. Stock rules: the stated units once where `when` holds, or every month")
  func stock() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low { price 60 CNY; load 10 units }
        stock refill: 30 units when stock < 30 units
      }
      policy floor from p { stock refill: 30 units when ordered this month < 30 units }
      policy always from p { stock refill: 5 units every month }
      story s { month 0: A joins as low
                month 1: A sells 15 units
                month 2: A orders 30 units }
      run r = p in s
      check "10 + 30, then 25 + 30, then 85": r.A.stock == 85 units
      story t { month 0: A joins as low
                month 1: A orders 30 units
                month 2: A sells 1 unit }
      run f = floor in t
      check "10 + 30, 30, then 30 more": f.A.ordered == 100 units
      run a = always in t
      check "5 a month": a.A.ordered == 40 units + 3 * 5 units
      """)
  }

  @Test("15. Sales first, at most the stock, then own use from what is left")
  func sales() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 60 CNY; load 3 units }; rebate each: 5 CNY per unit on sale to self }
      market short { people 10; founders 1 low; demand 5 units; uses 2 units }
      market some from short { demand 2 units }
      run r = p in short for 2 months
      check "sold out": (sum sold of r.agents) == 3 units and (sum used of r.agents) == 0 units
      check "unmet demand is lost": (sum net of r.agents) == -180 CNY + 300 CNY + 15 CNY
      run q = p in some for 2 months
      check "one left to use": (sum sold of q.agents) == 2 units and (sum used of q.agents) == 1 unit
      """)
  }

  @Test("16. Customers pay the tier's retail, else the product's; a story's price overrides it")
  func prices() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        supply dropship
        tier low  { price 60 CNY }
        tier high { price 60 CNY; retail 90 CNY }
        rebate part: 10% of sale to self
      }
      story s {
        month 0: A joins as low; B joins as high; A sells 1 unit; B sells 1 unit; B sells 1 unit at 75 CNY
      }
      run r = p in s
      check "A": r.A.own_sales == 100 CNY and r.A.part == 10 CNY
      check "B": r.B.own_sales == 165 CNY and r.B.part == 16.50 CNY
      """)
  }

  private static let plain = """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p { sells tea; tier low { price 60 CNY } }

    """

  @Test(
    "19. Room is the share not yet in; newcomers are numbered by sponsor; the last places go in that order")
  func room() {
    expectClaims(
      Self.plain + """
        market m { people 10; founders 1 low; recruits 3 }
        run r = p in m for 3 months
        check "three under the first": (count of r.agents where sponsor == 1 and joined == month 1) == 3
        check "six places are left": (sum joins of r.months where month == month 2) == 6
        check "three under the first again": (all sponsor == 1 of r.agents where number >= 5 and number <= 7)
        check "then three under the second": (all sponsor == 2 of r.agents where number >= 8)
        check "nobody is left": (count of r.agents) == 10 and (sum joins of r.months where month == month 3) == 0
        market half { people 8; founders 2 low; recruits 4 * room }
        run h = p in half for 1 month
        check "room is 6 of 8, so three each": (all recruits == 3 of h.agents where founder)
        market crowd { people 600_010; founders 600_000 low; recruits 1 }
        run c = p in crowd for 1 month
        check "ten places for 600,000": (count of c.agents) == 600_010
        market gone from m { quits 100% }
        run g = p in gone for 4 months
        check "who has quit does not come back": (count of g.agents) == 4
        """)
  }

  @Test("20. Only active agents are drawn as sponsors; with none left nobody arrives")
  func arrivals() {
    expectClaims(
      Self.plain + """
        market m { people 100; founders 1 low; arrivals 2; quits 100% when founder }
        run r = p in m for 4 months
        check "two under the founder, while it is there": (count of r.agents where sponsor == 1) == 2
        check "two a month": (count of r.agents) == 9
        market empty from m { quits 100% }
        run e = p in empty for 4 months
        check "month 1 only": (count of e.agents) == 3
        """)
  }

  @Test("21. Quits read the books after close; sponsor links and tiers stay")
  func quits() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low  { price 60 CNY }
        tier high { price 40 CNY }
        deposit bond: 100 CNY on join
        rebate pay: 110 CNY every month to self
        fee exit: 3 CNY on quit to company
      }
      market m { people 100; founders 1 high; arrivals 1; quits 100% when net >= 10 CNY }
      run r = p in m for 1 month
      check "both have -100 + 110 after close, and quit": (sum quits of r.months) == 2
      check "the deposit came back, the fee was paid": (all net == 107 CNY of r.agents)
      check "links stay": (count of r.agents where sponsor == 1 and not active) == 1
      check "tiers stay": (count of r.agents where tier is high) == 1
      """)
  }

  @Test("22. Two policies meet the same people and the same luck")
  func lineage() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 60 CNY; load 100 units } }
      policy q from p { rebate more: 10% of load to upline; tier low { price 90 CNY } }
      market m {
        people 200; founders 3 low
        trait trust: beta(2, 5)
        recruits poisson(1.5 * trust * room)
        demand poisson(2) * 1 unit
      }
      market strict from m { quits 100% when age >= 2 months and net < -8_000 CNY }
      run a = p in m for 6 months seed 7
      run b = q in m for 6 months seed 7
      check "the same tree": (sum sponsor * number of a.agents) == (sum sponsor * number of b.agents)
      check "the same people": (sum trust of a.agents) == (sum trust of b.agents)
      check "the same sales": (sum sold * number of a.agents) == (sum sold * number of b.agents)
      # Where some leave early, those of the founders who stay have the same recruits and customers as before.
      run c = q in strict for 6 months seed 7
      check "somebody quit": (sum quits of c.months) > 0
      check "founders are who they were":
        (sum trust * number of c.agents where founder) == (sum trust * number of a.agents where founder)
      run d = p in m for 1 month seed 7
      run e = q in strict for 1 month seed 7
      check "so is month 1": (sum sold * number of d.agents) == (sum sold * number of e.agents)
      """)
  }

  @Test("25. A run without `seed` has 1; stories draw nothing")
  func seeds() {
    expectClaims(
      Self.plain + """
        market m { people 50; founders 2 low; recruits poisson(0.5 * room) }
        run a = p in m for 5 months
        run b = p in m for 5 months seed 1
        run c = p in m for 5 months seed 2
        check "the same": a.hash == b.hash
        check "another": a.hash != c.hash
        """)
  }

  @Test("30. A policy never draws, and never reads a trait")
  func policiesAreBlind() {
    expectRefusal(
      "E0312",
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 60 CNY }; rebate luck: 1 CNY on join to self when chance(50%) == 1 }
      """)
    expectRefusal(
      "E0301",
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 60 CNY }; rebate luck: 1 CNY on join to self when trust > 0.5 }
      market m { people 10; founders 1 low; trait trust: beta(2, 5) }
      run r = p in m for 1 month
      """)
  }
}
