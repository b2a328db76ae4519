import Testing

/// Sentences 1 to 6 under "Exactly": events, what rules see, who pays, who supplies.
struct EventTests {
  /// Four prices, made for 10 yuan, sold for 100.
  private static let line = """
    product tea { cost 10 CNY; retail 100 CNY }
    policy line {
      sells tea
      supply upline
      tier agent   { price 80 CNY }
      tier city    { price 60 CNY }
      tier area    { price 45 CNY }
      tier general { price 30 CNY }
      rebate team: 5% of order to upline
    }

    """

  @Test("1. An event is one entry: the load, the fee and the rebates of a joining")
  func event() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier agent { price 60 CNY; load 5 units }
        fee entry: 100 CNY on join to company
        rebate recruit: 30 CNY on join to upline
        rebate team: 10% of order to upline
        rebate match: 50% of team to self
      }
      story s {
        month 0: A joins as agent
        month 1: B joins as agent under A; B orders 2 units
      }
      run r = p in s
      check "three events": (max event of r.ledger) == 3
      check "the second holds two rebates and one that matches":
        (count of r.ledger where event == 2 and kind is rebate) == 3
      check "goods and price first": (min event of r.ledger where month == month 1) == 2
      check "recruited once": r.A.recruit == 30 CNY
      check "300 and 120 at 10%": r.A.team == 42 CNY
      check "half of it, to the payee itself": r.A.match == 21 CNY
      check "A": r.A.net == -300 CNY - 100 CNY + 93 CNY
      """)
  }

  @Test("2. What rules see is what stood when the action began")
  func snapshot() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low  { price 60 CNY }
        tier high { price 40 CNY; reach when ordered >= 10 units from now }
        rebate first: 10 CNY on order to self when ordered < 10 units
        rebate rich:   1 CNY on order to self when net < -500 CNY
        rebate head:  100 CNY on order to self when tier is high
      }
      story s {
        month 0: A joins as low
                 A orders 10 units
                 A orders 1 unit
      }
      run r = p in s
      check "the first order does not see itself": r.A.first == 10 CNY
      check "nor its price": r.A.rich == 1 CNY
      check "the tier counts from the next action": r.A.head == 100 CNY and r.A.own_orders == 640 CNY
      """)
  }

  @Test("3. A rebate is paid by the company even where the order's money went to an upline")
  func payer() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        supply upline
        tier low  { price 50 CNY }
        tier high { price 30 CNY }
        rebate team: 10% of order to upline
      }
      policy q from p { rebate team: 10% of order from upline to self }
      story s {
        month 0: A joins as high; A orders 10 units; B joins as low under A; B orders 10 units
      }
      run r = p in s
      check "B's money went to A, and 50 came from the company": r.A.net == -300 CNY + 500 CNY + 50 CNY
      check "the company": r.company.net == 300 CNY - 100 CNY - 50 CNY
      run f = q in s
      check "only `from` changes that": f.A.net == 150 CNY and f.B.net == -450 CNY and f.company.net == 200 CNY
      """)
  }

  @Test("4. Equal prices are passed by, and so is who has quit; the tier counts that one has then")
  func supplier() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        supply upline
        tier c { price 50 CNY }
        tier b { price 50 CNY }
        tier m { price 40 CNY }
        tier a { price 30 CNY }
      }
      story equal { month 0: A joins as a; B joins as b under A; C joins as c under B; C orders 10 units }
      run r = p in equal
      check "A supplies": r.A.net == 200 CNY and r.B.net == 0 CNY and r.C.net == -500 CNY
      check "past B": r.B.ordered == 0 units and r.B.got == 0 CNY
      check "the company makes ten": r.company.net == 200 CNY

      story gone {
        month 0: A joins as a; B joins as m under A; C joins as c under B
        month 1: B quits
        month 2: C orders 10 units
      }
      run q = p in gone
      check "who has quit supplies nothing": q.A.net == 200 CNY and q.B.net == 0 CNY

      story risen {
        month 0: A joins as a; B joins as b under A; C joins as c under B; B becomes a; C orders 10 units
      }
      run t = p in risen
      check "B at A's price buys from the company": t.B.net == 200 CNY and t.A.net == 0 CNY
      """)
  }

  @Test("4. and 5. Supply that is short three levels up: each hop is an order of its buyer")
  func hops() {
    expectClaims(
      Self.line + """
        story short {
          month 0: G joins as general
                   R joins as area under G
                   C joins as city under R
                   A joins as agent under C
          month 1: R orders 3 units
                   C orders 2 units
                   G orders 1 unit
          month 2: A orders 10 units
        }
        run r = line in short
        check "everyone ordered ten": all ordered == 10 units of r.agents
        check "the same ten were shipped once": (sum shipped of r.months) == 10 units
        check "forty were ordered": (sum ordered of r.months) == 40 units
        check "in month 2 six were missing": (sum shipped of r.months where month == month 2) == 6 units
        check "all lie with A": r.A.stock == 10 units and (sum stock of r.agents) == 10 units
        check "15 a unit": r.G.net - r.G.team == 150 CNY
        check "15 a unit for the next": r.R.net - r.R.team == 150 CNY
        check "20 a unit": r.C.net - r.C.team == 200 CNY
        check "80 a unit": r.A.net == -800 CNY
        check "each hop is rewarded": r.G.team == 22.50 CNY and r.R.team == 30 CNY and r.C.team == 40 CNY
        check "and counts": r.G.team_orders == 2_150 CNY and r.G.own_orders == 300 CNY
        check "the company": r.company.net == 200 CNY - 92.50 CNY
        """)
  }

  private static let once = """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p {
      sells tea
      supply upline
      tier low { price 50.05 CNY; load 10 units }
      tier head { price 30.03 CNY }
      rebate own: 3.3% of order to self where tier is head
    }

    """

  @Test("6. In a market an agent orders once a phase, rounded once; a story orders one by one")
  func onceAPhase() {
    // 20 units cost 600.60, and 3.3% of that is 19.8198; twice 300.30 are twice 9.9099.
    expectClaims(
      Self.once + """
        market m { people 10; founders 1 head; arrivals 2 }
        run r = p in m for 1 month
        check "one order for both": (sum own of r.agents) == 19.81 CNY
        check "the founder": (sum net of r.agents where founder) == 1_001 CNY - 600.60 CNY + 19.81 CNY
        story s { month 0: T joins as head
                  month 1: A joins as low under T; B joins as low under T }
        run q = p in s
        check "two orders": q.T.own == 19.80 CNY
        """)
  }

  @Test("6. Its own need and what its buyers lack are one order")
  func ownAndAsked() {
    // The founder has 4; in restock it needs 3, its three buyers 6 each: 3 + (18 - 4) = 17 in one order.
    expectClaims(
      """
      product tea { cost 1 CNY; retail 100 CNY }
      policy p {
        sells tea
        supply upline
        tier low { price 5 CNY }
        tier head { price 3 CNY; load 4 units }
        stock more: 3 units when tier is head
        stock base: 6 units when tier is low and stock == 0 units
        rebate once: 1 CNY on reorder to self where tier is head
      }
      market m { people 10; founders 1 head; arrivals 3 }
      run r = p in m for 1 month
      check "one order": (sum once of r.agents) == 1 CNY
      check "of 17": (sum ordered of r.agents where founder) == 21 units
      check "which leaves its own three": (sum stock of r.agents where founder) == 3 units
      check "cash": (sum net of r.agents where founder) == 90 CNY - 63 CNY + 1 CNY
      """)
  }
}
