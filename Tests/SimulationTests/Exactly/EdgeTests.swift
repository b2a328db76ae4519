import Testing

/// Cases at which plans are often worked out wrongly, as stories with exact figures.
struct EdgeTests {
  /// Nobody holds stock; a unit costs a seller 60 and a customer 100.
  private func policy(
    _ rules: String, tiers: String = "tier low { price 60 CNY }; tier high { price 60 CNY }"
  )
    -> String
  {
    """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p {
      sells tea
      supply dropship
      \(tiers)
      \(rules)
    }

    """
  }

  @Test("Somebody who has quit between two who are there: peer and matching pass by, or go with it")
  func quitBetween() {
    let line = """
      story s {
        month 0: A joins as high; B joins as high under A; C joins as high under B; D joins as low under C
        month 1: C quits; D sells 100 units
      }
      run r = p in s

      """
    expectClaims(
      policy("rebate d: differential { low 2%, high 8% } peer 1% of sale to self and every upline") + line
        + """
        check "B has the difference, and A is its peer": r.D.d == 200 CNY and r.B.d == 600 CNY and r.A.d == 100 CNY
        check "C neither": r.C.d == 0 CNY
        """)
    let team = "rebate team: [10%, 5%] of sale to self and upline 2; rebate match: 50% of team to upline"
    expectClaims(
      policy(team) + line + """
        check "D's match is lost with C, B's is A's": r.C.match == 0 CNY and r.B.match == 0 CNY and r.A.match == 250 CNY
        """)
    expectClaims(
      policy(team + " else roll up") + line + """
        check "rolled up, D's is B's": r.B.match == 500 CNY and r.A.match == 250 CNY
        """)
  }

  @Test("Limited levels of a differential are counted over those who qualify, under `else compress`")
  func compressedDifferential() {
    let tiers = "tier low { price 60 CNY }; tier mid { price 60 CNY }; tier high { price 60 CNY }"
    let rule = "rebate d: differential { low 1%, mid 2%, high 5% } of sale to upline 1..2 where tier > low"
    let story = """
      story s {
        month 0: A joins as high; B joins as low under A; C joins as mid under B; D joins as low under C
                 E joins as low under D; E sells 10 units
      }
      run r = p in s

      """
    expectClaims(
      policy(rule, tiers: tiers) + story + """
        check "D and C are the levels": r.C.d == 20 CNY and r.A.d == 0 CNY and r.D.d == 0 CNY
        """)
    expectClaims(
      policy(rule + " else compress", tiers: tiers) + story + """
        check "C and A are": r.C.d == 20 CNY and r.A.d == 30 CNY and r.B.d == 0 CNY
        """)
  }

  @Test("In a market, too, one peer is paid and no more")
  func oneOfManyPeers() {
    expectClaims(
      policy("rebate d: differential { low 2%, high 8% } peer 1% of sale to self and every upline") + """
        market m { people 5; founders 1 high; joins 100% high; recruits if recruits == 0 then 1 else 0
                   demand if number == 5 then 100 units else 0 units }
        run r = p in m for 5 months
        check "8% and 1%": r.agent(5).d == 1_600 CNY and r.agent(4).d == 200 CNY
        check "no more": (sum d of r.agents) == 9% * r.turnover and r.turnover == 20_000 CNY
        """)
    expectClaims(
      policy("rebate d: differential { low 2%, high 8% } peer 1% of sale to self and every upline") + """
        market m { people 5; founders 1 high; recruits if recruits == 0 then 1 else 0
                   joins (if number == 2 then 100% else 0%) high, (if number == 2 then 0% else 100%) low
                   demand if number == 5 then 100 units else 0 units }
        run r = p in m for 5 months
        check "the peer below": r.agent(5).d == 400 CNY and r.agent(4).d == 200 CNY and r.agent(3).d == 0 CNY
        check "and none above": r.agent(2).d == 1_200 CNY and r.agent(1).d == 0 CNY
        """)
  }

  @Test("A differential whose rates change with the months finds who is above anew")
  func changingRates() {
    expectClaims(
      policy(
        "rebate d: differential { low 2%, high (if month < month 4 then 8% else 1%) } of sale to every upline"
      )
        + """
        market m { people 3; founders 1 low; recruits if recruits == 0 then 1 else 0
                   joins (if number == 2 then 100% else 0%) high, (if number == 2 then 0% else 100%) low
                   demand if number == 3 then 100 units else 0 units }
        run r = p in m for 4 months
        let paid(m) = sum d of r.months where month == m
        check "8% of one month's sales, then 1% and 1% more": paid(month 3) == 800 CNY and paid(month 4) == 200 CNY
        check "to the one further up": r.agent(1).d == 100 CNY
        """)
  }

  @Test(
    "Sales of a few units, and of one more, are priced alike; drop-shipped goods are sold without a stock")
  func fewUnits() {
    expectClaims(
      policy("") + """
        market m { people 3; founders 3 low; demand (30 + number) * 1 unit }
        run r = p in m for 1 month
        check "31, 32 and 33": r.agent(1).net == 31 * 40 CNY and r.agent(2).net == 32 * 40 CNY and r.agent(3).net == 33 * 40 CNY
        """)
  }

  @Test("What is over of a whole goes to the first who gets a part, in a market too, be it nobody's account")
  func restToOutside() {
    expectClaims(
      policy("rebate d: 0.06% of sale to outside 33.33%, self 66.67%") + """
        market m { people 1; founders 1 low; demand 1 unit }
        run r = p in m for 1 month
        check "4 of 6": r.agent(1).d == 0.04 CNY and r.turnover == 100 CNY
        """)
  }

  @Test("Nobody is its own sponsor, or above its sponsor, or comes twice")
  func oneSponsor() {
    func story(_ actions: String) -> String {
      policy("") + "story s { month 0: \(actions) }\nrun r = p in s\n"
    }
    expectRefusal("E0542", story("A joins as low under A"))
    expectRefusal("E0542", story("A joins as low under B; B joins as low under A"))
    // Two links at one time: the first written is the sponsor, and the second joining is refused.
    expectRefusal(
      "E0541", story("A joins as low; B joins as low; C joins as low under A; C joins as low under B"))
  }

  @Test("The last month of a year and the first of the next; a window is whole months")
  func edgesOfYears() {
    expectClaims(
      policy(
        """
        rebate year: 10% of own_sales every year to self
          fee yearly: 1 CNY every year to company
          rebate quarter: 1% of sale every quarter to self cap 1 CNY per quarter
        """) + """
          story s {
            month 0: A joins as low
            month 11: A sells 1 unit; B joins as low
            month 12: A sells 2 units
          }
          run r = p in s for 23 months
          let paid(m) = sum year of r.months where month == m
          check "month 11 is of the first year, month 12 of the second":
            paid(month 11) == 10 CNY and paid(month 23) == 20 CNY
          check "a year from joining on": r.A.yearly == 1 CNY and r.B.yearly == 1 CNY
          check "a yuan in each of two quarters": r.A.quarter == 2 CNY
          """)
  }

  @Test("A price of nothing moves goods and no money, and no rate is paid of it")
  func nothing() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low { price 0 CNY; load 3 units }
        rebate team: 10% of order to upline
        rebate each: 1 CNY per unit on order to upline
        rebate own:  10% of sale to self
        rebate rise: step { from 0 CNY: 10% } of own_sales every month to self
        returns agent within 1 month at 90%
        returns customer within 1 month at 100%
      }
      story s {
        month 0: A joins as low; B joins as low under A; B sells 1 unit to Dan at 0 CNY
        month 1: B refunds 1 unit to Dan; B returns 1 unit
      }
      run r = p in s
      check "B had nothing to pay, and has nothing": r.B.net == 0 CNY and r.B.own == 0 CNY and r.B.rise == 0 CNY
      check "a yuan for each of three units, of which two came back": r.A.net == 3 CNY and r.A.worth == 1 CNY
      check "the goods moved": r.B.stock == 1 unit and r.company.stock == 2 units and r.B.sold == 0 units
      check "no transfer of nothing": all amount > 0 CNY or units > 0 units of r.ledger
      """)
  }

  @Test("What an agent buys for itself is own use, and no sale to a customer of its own name")
  func ownCustomer() {
    let rules =
      "rebate link: 10% of sale to self; rebate own: 5% of use to self; rebate up: 2% of use to upline"
    expectClaims(
      policy(rules) + """
        story s { month 0: A joins as low; B joins as low under A; B uses 10 units }
        run r = p in s
        check "5% of 600": r.B.own == 30 CNY and r.B.link == 0 CNY and r.A.up == 12 CNY
        check "not sold": r.B.sold == 0 units and r.B.used == 10 units and r.turnover == 0 CNY
        """)
    expectRefusal(
      "E0572", policy(rules) + "story s { month 0: A joins as low; A sells 1 unit to A }\nrun r = p in s\n")
  }

  @Test("Who overtakes its sponsor has the whole difference until it falls back; the tree stays")
  func overtaking() {
    expectClaims(
      policy("rebate d: differential { low 3%, high 10% } of sale to self and every upline") + """
        story s {
          month 0: Z joins as high; A joins as low under Z; B joins as low under A
          month 1: B sells 10 units
          month 2: B becomes high; B sells 10 units; A sells 1 unit
          month 3: B becomes low; B sells 10 units
        }
        run r = p in s
        let of_month(m) = sum d of r.months where month == m
        check "3%, then 10%, then 3% for B": r.B.d == 30 CNY + 100 CNY + 30 CNY
        check "A has 3% of its own sale only": r.A.d == 3 CNY
        check "Z has 7% while B is low, and of A's": r.Z.d == 70 CNY + 7 CNY + 70 CNY
        check "never more than 10%": of_month(month 2) == 110 CNY and of_month(month 1) == 100 CNY
        check "B is still A's": r.B.sponsor == 2 and r.A.recruits == 1
        """)
  }

  @Test("A fee given back within the time to cancel: the bonuses on it, and on those who came since, stay")
  func cancelled() {
    expectClaims(
      policy(
        """
        fee entry: 1_000 CNY on join when not founder to company
          rebate recruit: 20% of entry to upline
          rebate cancelled: 1_000 CNY on quit to self when age < 1 month
        """) + """
          story s {
            month 0: A joins as low
            month 1: B joins as low under A; C joins as low under B; B quits
            month 2: D joins as low under C; C quits
          }
          run r = p in s
          check "B has the fee back, and the bonus for C": r.B.net == 200 CNY
          check "A keeps the bonus for B": r.A.net == 200 CNY
          check "C came a month too early": r.C.net == -1_000 CNY + 200 CNY and r.C.sponsor == 2
          check "the company": r.company.net == 3_000 CNY - 3 * 200 CNY - 1_000 CNY
          """)
  }

  @Test("A cap of a quarter holds over its months, for pools and for what is paid less the downline's, too")
  func capsOfQuarters() {
    expectClaims(
      policy(
        """
        rebate pool: 100 CNY every month to every agent cap 150 CNY per quarter
          rebate bonus: 10% of team_sales less downline every month to self cap 15 CNY per quarter
        """) + """
          story s {
            month 0: A joins as low; B joins as low under A; B sells 1 unit
            month 1: B sells 1 unit
            month 3: B sells 1 unit
          }
          run r = p in s
          # Until month 2 each has 50, 50 and 50 of the pool.
          check "in month 3 again": r.A.pool == 200 CNY and r.B.pool == 200 CNY
          check "10, 5 of 10, then 10": r.B.bonus == 25 CNY
          """)
  }

  @Test("Two bonuses whose cap is shared: the first written has what it needs, the second what is left")
  func sharedCaps() {
    expectClaims(
      policy(
        """
        rebate first: 10% of own_sales every month to upline 1..2
          rebate pool: 40 CNY every month to every agent
          rebate bonus: 10% of team_sales less downline every month to self
          rebate match: 50% of first every month to upline
          cap month: 45 CNY per month for match, first
          cap quarter: 60 CNY per quarter for pool, bonus
        """) + """
          story s {
            month 0: A joins as low; B joins as low under A; C joins as low under B
            month 1: C sells 4 units
            month 2: C sells 1 unit
            month 3: C sells 1 unit
          }
          run r = p in s
          # 40 for A and B of 400 sold, and half of B's 40 to A: 5 of 20. Then 10 each, and 5, twice.
          check "the rule that is written first is paid first": r.A.first == 60 CNY and r.B.first == 60 CNY
          check "what is left":                                 r.A.match == 15 CNY and r.B.match == 0 CNY
          # 13.34, 13.33 and 13.33 of the pool each month. C alone has a bonus: 33.33, as 13.33 are left after twice 13.33
          # in months 0 and 1; nothing in month 2; and 10 in month 3.
          check "40.02 in months 0 to 2, and again": r.A.pool == 53.36 CNY and r.B.pool == 53.32 CNY
          check "60 in a quarter":                   r.C.pool == 39.99 CNY and r.C.bonus == 43.34 CNY
          # In month 2 a policy with a larger cap, and one that is over other rules, which begins anew.
          run t = r at month 1 with { cap quarter: 80 CNY per quarter for pool, bonus } for 1 month
          run u = r at month 1 with { cap quarter: none; cap other: 60 CNY per quarter for bonus } for 1 month
          # Of 80 in the quarter 60 are gone, and 13.33 go to the pool.
          check "goes on being counted": t.C.bonus == 40.01 CNY and u.C.bonus == 33.34 CNY + 10 CNY
          """)
  }

  @Test("A chain of thousands, and a star of a hundred thousand")
  func deepAndWide() {
    let rules = """
      rebate d: differential { low 1%, high 5% } of sale to self and every upline
        rebate far: 1% of sale to first upline where founder
        rebate bonus: 1% of team_sales less downline every month to self
      """
    let depth = 1_500
    let joins = (1..<depth).map { "P\($0) joins as low under P\($0 - 1)\n" }.joined()
    expectClaims(
      policy(rules) + "story s {\nmonth 0: P0 joins as high\n\(joins)P\(depth - 1) sells 1 unit\n}\n" + """
        run r = p in s
        check "up to the top": r.P0.d == 4 CNY and r.P0.far == 1 CNY and r.P0.bonus == 0 CNY
        check "who sold": r.P\(depth - 1).depth == \(depth - 1) and r.P\(depth - 1).bonus == 1 CNY
        """)
    expectClaims(
      policy(rules) + """
        market m { people 100_000; founders 1 high; arrivals 100_000 sponsor by if founder then 1 else 0
                   demand if founder then 0 units else 1 unit }
        run r = p in m for 1 month
        check "all under one": r.agent(1).recruits == 99_999 and (max depth of r.agents) == 1
        check "4 and 1 of each, and nothing is left of the bonus":
          r.agent(1).d == 99_999 * 4 CNY and r.agent(1).far == 99_999 * 1 CNY and r.agent(1).bonus == 0 CNY
        """)
  }
}
