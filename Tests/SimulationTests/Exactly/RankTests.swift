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

  @Test("Legs count in a market's clauses, of the upline and the event's agent, and of a function's person")
  func legs() {
    expectClaims(
      """
      market m {
        people 9; founders 1 low
        recruits if legs(high) >= 1 then 0 else 1
        demand (1 + upline.legs(high)) * 1 unit
        quits 100% when legs(high) == 1 and month == month 4
      }
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea; supply dropship
        tier low  { price 60 CNY }
        tier high { price 60 CNY; reach when sold >= 2 units }
        rebate x: 1% of sale to upline where legs(high) > source.legs(high)
      }
      let leads(person) = person.legs(high) > 0
      let leading(run) = count of run.agents where legs(high) > 0
      run r = p in m for 2 months
      run s = p in m for 3 months
      run t = p in m for 4 months
      # Everyone wants a unit a month. The founder rises in month 2, and its first recruit too.
      check "in month 3 the founder recruits nobody, and its two recruits sell two each":
        (count of r.agents) == 4 and (count of s.agents) == 7 and r.agent(1).recruits == s.agent(1).recruits and
        s.agent(2).sold == 4 units and s.agent(3).sold == 3 units and s.agent(4).sold == 2 units
      check "1% of 400 where it has more legs than who sold": s.agent(1).x == 4 CNY
      check "who has one leg in month 4 quits": (count of t.agents where not active) == 2 and not t.agent(3).active
      check "a function of a person, of a run": t.agent(2).leads and not t.agent(5).leads and leading(t) == 4
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
