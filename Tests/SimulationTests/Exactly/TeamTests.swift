import Testing

/// Brackets, net bonuses, groups, pools, and the first upline that qualifies: the edges of each.
struct TeamTests {
  /// A unit costs a seller and its customer one yuan.
  private func policy(_ rules: String, tiers: String = "tier low { price 1 CNY }; tier high { price 1 CNY }")
    -> String
  {
    """
    product tea { cost 0 CNY; retail 1 CNY }
    policy p {
      sells tea
      supply dropship
      \(tiers)
      \(rules)
    }

    """
  }

  /// F, B, C and D in a line.
  private static let line =
    "month 0: F joins as low; B joins as low under F; C joins as low under B; D joins as low under C\n"

  private func story(_ rest: String) -> String { "story s {\n\(Self.line)\(rest)\n}\nrun r = p in s\n" }

  @Test("A threshold belongs to the bracket that it opens, and below the first there is nothing")
  func thresholds() {
    expectClaims(
      policy("rebate b: step { from 100 CNY: 10%, from 200 CNY: 20% } of own_sales to self")
        + story("month 1: F sells 100 units; B sells 99 units; C sells 200 units; D sells 199 units") + """
          check "exactly on it": r.F.b == 10 CNY and r.C.b == 40 CNY
          check "one below":     r.B.b == 0 CNY and r.D.b == 19.90 CNY
          """)
    expectClaims(
      policy("rebate b: slice { from 100 CNY: 10%, from 200 CNY: 20% } of own_sales to self")
        + story(
          "month 1: F sells 100 units; B sells 101 units; C sells 201 units; D sells 1 unit at 100.09 CNY")
          + """
          check "its own part starts at nothing": r.F.b == 0 CNY and r.B.b == 0.10 CNY
          check "100 at 10%, 1 at 20%":           r.C.b == 10.20 CNY
          check "rounded down, once":             r.D.b == 0 CNY
          """)
  }

  @Test("Brackets go by quarter and by year, and by any column")
  func periods() {
    expectClaims(
      policy(
        """
        rebate q: step { from 100 CNY: 10% } of own_sales every quarter to self
        rebate y: slice { from 100 CNY: 10% } of own_sales every year to self
        rebate n: step by age { from 2 months: 7 CNY } every month to self
        """) + "story s { month 0: F joins as low\nmonth 1: F sells 60 units\nmonth 2: F sells 40 units\n"
        + "month 3: F sells 99 units }\nrun r = p in s for 12 months\n" + """
          check "100 in months 0 to 2, 99 in 3 to 5": r.F.q == 10 CNY
          check "99 above 100 in the year":           r.F.y == 9.90 CNY
          check "months 2 to 12":                     r.F.n == 77 CNY
          """)
  }

  @Test("A bonus less the downline's is never below zero, and passes by who has quit")
  func netBonus() {
    expectClaims(
      policy("rebate b: (if recruits > 0 then 10% else 20%) of team_sales less downline every month to self")
        + story("month 1: D sells 100 units\nmonth 2: B quits; D sells 100 units; F sells 200 units") + """
          check "twice 20% of 100":            r.D.b == 40 CNY
          check "10% is less than 20%":        r.C.b == 0 CNY and r.B.b == 0 CNY
          check "10% of 300 less 20":          r.F.b == 10 CNY
          """)
  }

  @Test("What a cap leaves is what is taken away further up, and a matching rule sees the net")
  func capsOfNets() {
    expectClaims(
      policy(
        """
        rebate b: 10% of team_sales less downline to self cap 15 CNY
        rebate m: 50% of b to upline
        """) + story("month 1: D sells 200 units") + """
          check "capped, and the rest goes further up": r.D.b == 15 CNY and r.C.b == 5 CNY and r.B.b == 0 CNY
          check "half of each":                         r.C.m == 7.50 CNY and r.B.m == 2.50 CNY and r.F.m == 0 CNY
          """)
  }

  @Test("Who falls back below the tier is in the groups above again, from the close that sees it")
  func breakingAway() {
    expectClaims(
      policy("rebate g: 10% of team_sales short of high to self")
        + story(
          "month 1: C becomes high; D sells 10 units\nmonth 2: C becomes low; D sells 100 units\n"
            + "month 3: F becomes high; D sells 1000 units") + """
          check "in month 1 C's group is D's, and nobody else's": r.C.g == 1 CNY + 10 CNY + 100 CNY
          check "then everybody's":  r.B.g == 10 CNY + 100 CNY
          check "one's own tier takes nothing from one's own group": r.F.g == 10 CNY + 100 CNY
          """)
  }

  @Test("A pool without holders stays with the company, and who has left has no part in it")
  func pools() {
    expectClaims(
      policy(
        """
        rebate stars: 10% of sale every month to every agent where tier is high
        rebate sellers: 10% of sale every month to every agent by own_sales
        rebate fixed: 100 CNY every month to every agent cap 20 CNY
        """) + story("month 1: F sells 1 unit; B sells 1 unit; C sells 1 unit; D sells 97 units; C quits")
          + """
          check "nobody is high":                    (sum stars of r.agents) == 0 CNY
          check "10% of 99, whose sellers are here": (sum sellers of r.agents) == 9.90 CNY and r.C.sellers == 0 CNY
          check "by sales":                          r.F.sellers == 0.10 CNY and r.B.sellers == 0.10 CNY and r.D.sellers == 9.70 CNY
          check "20 at most, the rest stays":        (sum fixed of r.agents) == 80 CNY + 60 CNY
          """)
  }

  @Test("The first upline that qualifies is paid, however far, and who has quit is passed by")
  func firstUpline() {
    expectClaims(
      policy(
        """
        rebate far:  10% of sale to first upline where tier is high
        rebate two:  [5%, 2%] of sale to self and first upline where tier is high
        rebate part: 10% of sale to first upline 70% where tier is high, upline 30%
        """)
        + story(
          "month 1: F becomes high; B becomes high; D sells 1 unit\nmonth 2: B quits; D sells 1 unit\n"
            + "month 3: F sells 1 unit") + """
          check "B, then F":               r.B.far == 0.10 CNY and r.F.far == 0.10 CNY and r.C.far == 0 CNY
          check "the seller is high only once": r.D.two == 0 CNY and r.F.two == 0.02 CNY + 0.05 CNY
          check "the company keeps it":    r.B.part == 0.07 CNY and r.F.part == 0.07 CNY and r.C.part == 0.06 CNY
          """)
  }

  @Test("Thresholds and sizes may be broken numbers, and each is met exactly")
  func brokenThresholds() {
    expectClaims(
      policy(
        """
        rebate third: step { from 100 CNY / 3: 10% } of own_sales to self
        rebate tally: step by own_sales / 300 CNY { from 0.25: 7 CNY, from 0.5: 9 CNY } every month to self
        """)
        + story(
          "month 1: F sells 1 unit at 33.33 CNY; B sells 1 unit at 33.34 CNY; C sells 75 units; D sells 149 units"
        )
          + """
          check "a third of a hundred is not 33.33": r.F.third == 0 CNY and r.B.third == 3.33 CNY
          check "75 and 149 of 300, and 33.33": r.C.tally == 7 CNY and r.D.tally == 7 CNY and r.F.tally == 0 CNY
          """)
  }

  @Test("A weight below zero takes nothing from the others, of a month or since joining")
  func negativeWeights() {
    expectClaims(
      policy(
        """
        returns customer within 2 months at 100%
        fee dues: 10 CNY on promotion to company
        rebate gift: 6 CNY on sale to self
        rebate pool: 100 CNY every month to every agent by own_sales
        rebate rich: 90 CNY every month to every agent by net
        """)
        + story(
          "month 1: F becomes high; B sells 1 unit; C sells 1 unit\nmonth 2: B refunds 1 unit; C sells 3 units; D sells 1 unit"
        )
          + """
          check "half each, then 3 and 1 of 4, B's being -1": r.B.pool == 50 CNY and r.C.pool == 125 CNY and r.D.pool == 25 CNY
          run early = r at month 1
          check "F has -10, B and C 6 each": early.B.rich == 45 CNY and early.C.rich == 45 CNY and early.F.rich == 0 CNY
          """)
  }

  @Test("A differential of money per unit pays each tier's sum for each unit")
  func perUnit() {
    expectClaims(
      policy(
        "rebate d: differential { low 2.50 CNY per unit, high 5 CNY per unit } of own_sales_units every month to self and every upline"
      ) + """
        story s { month 0: F joins as high; B joins as high under F; C joins as low under B; month 1: C sells 10 units }
        run r = p in s
        check "25, 25 and nothing": r.C.d == 25 CNY and r.B.d == 25 CNY and r.F.d == 0 CNY
        """)
  }

  @Test("Who has quit heads no group: its people belong to the next one above")
  func headless() {
    expectClaims(
      policy(
        """
        rebate group: 10% of team_sales short of high to self when tier is high
        rebate less: 10% of team_sales short of high less downline to self
        """) + """
          story s {
            month 0: F joins as high; B joins as high under F; C joins as low under B
            month 1: C sells 100 units; B quits
            month 2: C sells 1_000 units
          }
          run r = p in s
          check "before the close already": r.F.group == 110 CNY and r.B.group == 0 CNY
          check "C gets it all":            r.C.net == 1_210 CNY - 1_100 CNY and r.F.net == 110 CNY
          """)
  }

  @Test("Recruits of a month are those of that month")
  func recruits() {
    expectClaims(
      policy("rebate x: 120 CNY * recruits this month every month to self") + """
        story s {
          month 0: F joins as low
          month 1: B joins as low under F
          month 2: C joins as low under F
          month 3: D joins as low under F; E joins as low under F
        }
        run r = p in s for 5 months
        check "four": r.F.x == 480 CNY
        check "by month, too": (sum recruits of r.agents every month where number == 1) == 4 and r.F.recruits this month == 0
        """)
  }
}
