import Testing

/// Pay for customers who are won, and what is paid of deposits.
struct WinningTests {
  private static func plan(_ clauses: String) -> String {
    """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p { sells tea; supply dropship; tier low { price 60 CNY }; \(clauses) }

    """
  }

  @Test("A market's customers of a month are one event, each of them rounded, its cap that of all")
  func market() {
    expectClaims(
      Self.plan(
        """
        rebate third: (1 CNY / 3) on win to self
        rebate most:  1 CNY on win to self cap 5 CNY
        rebate three: 1 CNY on win to self cap 9 CNY per quarter
        rebate parts: 0.99 CNY on win to outside 50%, self 50%
        rebate first: 2 CNY on win to self when customers == 0
        fee    lead:  0.10 CNY on win to company
        rebate half:  50% of lead to self
        """
      ) + """
        market m { people 1; founders 1 low; wins 7 }
        run r = p in m for 2 months
        check "7 times 33 fen, twice": r.agent(1).third == 4.62 CNY
        check "5 of 7, twice": r.agent(1).most == 10 CNY
        check "7, and 2 more in the quarter": r.agent(1).three == 9 CNY
        check "half of 6.93, floored, twice": r.agent(1).parts == 6.92 CNY
        check "none before month 1": r.agent(1).first == 14 CNY
        check "who pays is matched": r.agent(1).lead == 1.40 CNY and r.agent(1).half == 0.70 CNY
        check "neither recruiting nor sale": (sum recruiting of r.months) == 0 CNY and r.turnover == 0 CNY
        """)
  }

  @Test("Customers are free when who won them quits, and when they join and quit themselves")
  func free() {
    expectClaims(
      Self.plan("rebate x: 1 CNY on win to self; customers lock forever") + """
        story s {
          month 0: A joins as low; B joins as low under A; A sells 1 unit to C; B sells 1 unit to C; A sells 1 unit
          month 1: A quits; B sells 1 unit to C; B sells 1 unit to D; D joins as low; D quits; B sells 1 unit to D
        }
        run r = p in s
        check "A won C": r.A.x == 1 CNY
        check "B won C, D, and D again": r.B.x == 3 CNY
        """)
  }

  @Test("The customer is won before the sale, and both see what was before")
  func order() {
    expectClaims(
      Self.plan(
        "rebate won: 1 CNY on win to self when sold == 0 units; rebate sold_one: 1 CNY on sale to self when customers == 0"
      )
        + """
        story s { month 0: A joins as low; A sells 1 unit to C; A sells 1 unit to D }
        run r = p in s
        check "once each": r.A.won == 1 CNY and r.A.sold_one == 1 CNY
        check "the win's event is the earlier one":
          (max event of r.ledger where trigger is win) < (min event of r.ledger where trigger is sale)
        """)
  }

  @Test("What was paid of a deposit is owed once the deposit is given back, and only that")
  func deposits() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low { price 60 CNY; load 2 units }
        deposit bond:  1_000 CNY on join
        deposit more:  10 CNY on sale
        deposit above: 40 CNY on join from upline
        rebate  join:  7 CNY on join to upline
        rebate  one:   10% of bond to upline
        rebate  match: 50% of one to upline
        rebate  two:   50% of more to upline
        rebate  own:   50% of above to self
        rebate  sums:  1% of bond every month to upline
        returns agent within 12 months at 100%
        returns customer within 0 months at 100%
      }
      story s {
        month 0: A joins as low; B joins as low under A; C joins as low under B; C sells 1 unit
        month 3: C quits
      }
      run r = p in s
      run before = r at month 2
      check "100 for B and 50 of that for A; 5 of C's sale": before.B.one == 100 CNY and before.A.match == 50 CNY and before.B.two == 5 CNY
      check "nothing is owed":
        before.A.worth - before.A.net == 1_040 CNY + 120 CNY and before.B.worth - before.B.net == 1_040 CNY + 120 CNY
      # One of the two units of C's load comes back, and nothing was paid for these. Of its deposit it is all, and not
      # half more. B has paid a deposit for C, which isn't given back when C quits.
      check "B owes 100 and 5":       r.B.worth - r.B.net == 1_040 CNY + 120 CNY - 105 CNY
      check "A owes 50":              r.A.worth - r.A.net == 1_040 CNY + 120 CNY - 50 CNY
      check "on a month's sum it stays paid": r.B.sums == 10 CNY
      """)
  }

  @Test("It is owed too where the sale that brought the deposit can't be undone any more")
  func lateDeposits() {
    expectClaims(
      Self.plan(
        """
        deposit more: 10 CNY on sale when not founder; rebate two: 50% of more to upline
        returns customer within 1 month at 100%
        """
      ) + """
        market m {
          people 2; founders 1 low; recruits 1
          demand (if month == month 1 then 1 else 0) * 1 unit
          returns 0%
          quits  100% when not founder and age >= 4 months
        }
        run r = p in m for 5 months
        check "paid": r.agent(1).two == 5 CNY
        check "and owed": not r.agent(2).active and r.agent(1).worth == r.agent(1).net - 5 CNY
        """)
  }
}
