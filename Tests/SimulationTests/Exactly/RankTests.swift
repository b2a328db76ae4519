import Testing

/// Who rises, who falls, who has left: what happens to tiers, and to what follows from them.
struct RankTests {
  @Test("Rules on promotion run for who rises, and not for who falls or stays")
  func announced() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low  { price 60 CNY }
        tier high { price 40 CNY; reach when ordered >= 10 units; keep when ordered this month >= 5 units }
        rebate rise: 7 CNY on promotion to self
      }
      story s {
        month 0: A joins as low; B joins as low
        month 1: A orders 10 units; B becomes high; B becomes high; B becomes low; B becomes low
        month 2: B becomes high
      }
      run r = p in s for 2 months
      check "A rose in month 1, and fell in month 2": r.A.rise == 7 CNY and r.A.tier is low
      check "B was made it twice, and fell": r.B.rise == 14 CNY and r.B.tier is low
      """)
  }

  @Test("Who has quit keeps its tier, and quits only once")
  func gone() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low  { price 60 CNY }
        tier high { price 40 CNY; keep when ordered this month >= 5 units }
        rebate bye: 3 CNY on quit to self
      }
      story s { month 0: A joins as high; B joins as high; A quits }
      run r = p in s for 3 months
      check "A's stays, B's doesn't": r.A.tier is high and r.B.tier is low
      market m { people 3; founders 2 high; wins 4; quits 100% when number == 1 }
      run q = p in m for 3 months
      check "once": (sum quits of q.months) == 1 and q.agent(1).bye == 3 CNY
      check "its customers are gone": q.agent(1).customers == 0 and q.agent(2).customers == 12
      """)
  }

  @Test("A chance to quit is the share of those asked who do")
  func chances() {
    // Of 10,000 a fifth, give or take four times 40.
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 60 CNY } }
      market m { people 20_000; founders 20_000 low; quits 20% when number <= 10_000 }
      run r = p in m for 1 month
      check "a fifth": abs((sum quits of r.months) - 2_000) < 160
      check "of those who are asked": all active of r.agents where number > 10_000
      """)
  }

  @Test("A stock rule of some months counts from each agent's own joining")
  func stockOfMonths() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 60 CNY }; stock more: 5 units every 2 months }
      story s { month 0: A joins as low
                month 1: B joins as low }
      run r = p in s for 5 months
      check "months 0, 2 and 4, and months 1, 3 and 5": r.A.ordered == 15 units and r.B.ordered == 15 units
      run q = p in s for 4 months
      check "not yet": q.A.ordered == 15 units and q.B.ordered == 10 units
      """)
  }
}
