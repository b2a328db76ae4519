import Testing

/// What customers do: they are won, tied to an agent, and bring goods back.
struct CustomerTests {
  private static func plan(_ clauses: String) -> String {
    """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p {
      sells tea
      tier low  { price 60 CNY }
      tier high { price 40 CNY; reach when own_sales >= 2_000 CNY }
      \(clauses.split(separator: ";").joined(separator: "\n  "))
    }

    """
  }

  @Test("In a month in which more comes back than is sold, a share of the sales caps everything at nothing")
  func capOfNothing() {
    expectClaims(
      Self.plan(
        "supply dropship; rebate thanks: 10 CNY every month to self cap 10% of own_sales in all; returns customer within 9 months at 100%"
      ) + """
        story s {
          month 0: A joins as low; A sells 2 units to C
          month 1: A refunds 2 units to C
        }
        run r = p in s for 1 month
        let paid(m) = sum thanks of r.months where month == m
        check "something, then nothing": paid(month 0) > 0 CNY and paid(month 1) == 0 CNY
        """)
  }

  @Test("17. A sale from two lots is undone lot by lot, with the rebates of both orders and of the sale")
  func twoLots() {
    expectClaims(
      Self.plan(
        "rebate team: 10% of order to upline; rebate own: 10% of sale to self; returns customer within 1 month at 100%"
      ) + """
        story s {
          month 0: U joins as low; A joins as low under U; A orders 3 units; A becomes high; A orders 4 units
                   A sells 5 units to C
          month 1: A refunds 4 units to C
        }
        run r = p in s
        check "3 at 60 and 1 at 40 are paid for by the company":
          r.A.net == -180 CNY - 160 CNY + 500 CNY + 50 CNY - 400 CNY + 180 CNY + 40 CNY
        check "U has 18 + 16, and owes all of 18 and a quarter of 16": r.U.net == 34 CNY and r.U.worth == 12 CNY
        check "A owes four fifths of 50": r.A.worth == r.A.net - 40 CNY
        check "nothing is lost": r.company.net == 340 CNY - 70 CNY - 34 CNY - 50 CNY - 220 CNY
        """)
  }

  @Test("17. A tier that was reached by a sale stays when the sale is undone, and its months stay closed")
  func promotion() {
    expectClaims(
      Self.plan(
        "supply dropship; rebate best: 10% of own_sales every month to self; returns customer within 9 months at 100%"
      )
        + """
        story s {
          month 0: A joins as low; A sells 20 units to C
          month 1: A refunds 15 units to C; A sells 10 units
        }
        run r = p in s for 2 months
        check "20 at 40, and 10 at 60 less 15 undone at 40":
          r.A.net == 20 * 40 CNY - 15 * 40 CNY + 10 * 60 CNY + 200 CNY
        check "10% of 2,000, and nothing of 1,000 - 1,500": r.A.best == 200 CNY and r.A.own_sales == 1_500 CNY
        check "still": r.A.tier is high
        """)
  }

  @Test("17. Under dropship the order and the sale are one event, and are clawed back once")
  func dropship() {
    expectClaims(
      Self.plan(
        "supply dropship; rebate team: 10% of order to upline; rebate sell: 10% of sale to upline; returns customer within 1 month at 100%"
      ) + """
        story s {
          month 0: U joins as low; A joins as low under U; A sells 4 units to C; A refunds 1 unit; A refunds 2 units
        }
        run r = p in s
        check "one sold": r.A.net == 40 CNY and r.A.sold == 1 unit and r.A.ordered == 4 units and r.A.stock == 0 units
        check "three quarters of 24 and 40 are owed": r.U.net == 64 CNY and r.U.worth == 16 CNY
        check "the company": r.company.net == 4 * 50 CNY - 64 CNY - 3 * 60 CNY and r.company.stock == 3 units
        """)
  }

  @Test("18. The supplier keeps its margin; the company pays for what comes back")
  func upline() {
    expectClaims(
      Self.plan("supply upline; returns customer within 12 months at 50%") + """
        story s {
          month 0: U joins as high; A joins as low under U
          month 1: A orders 2 units; A sells 2 units
          month 5: A refunds 2 units
        }
        run r = p in s
        check "U": r.U.net == 40 CNY
        check "half of both prices": r.A.net == -120 CNY + 200 CNY - 100 CNY + 60 CNY
        check "the company": r.company.net == 80 CNY - 20 CNY - 60 CNY
        """)
  }

  @Test(
    "17. Whoever has left neither pays nor owes: the seller's and the payee's parts are the company's loss")
  func leavers() {
    expectClaims(
      Self.plan("rebate team: 10% of order to upline; returns customer within 3 months at 100%") + """
        story s {
          month 0: U joins as low; A joins as low under U; A orders 2 units; A sells 2 units to C
          month 1: U quits; A quits
          month 2: A refunds 1 unit to C
        }
        run r = p in s
        check "A keeps its margin": r.A.net == 80 CNY and r.A.worth == 80 CNY
        check "U keeps its rebate": r.U.net == 12 CNY and r.U.worth == 12 CNY
        check "the company paid the customer": r.company.net == 100 CNY - 12 CNY - 100 CNY
        check "the books show whom": (sum amount of r.ledger where kind is refund and debit is company) == 100 CNY
        """)
  }

  @Test("Refunds without a name are of the oldest sale, with one of that customer's")
  func whose() {
    expectClaims(
      Self.plan("supply dropship; returns customer within 1 month at 100%") + """
        story s {
          month 0: A joins as low; A sells 1 unit to C at 90 CNY; A sells 1 unit at 80 CNY; A sells 1 unit to D at 70 CNY
                   A refunds 1 unit to D; A refunds 1 unit
        }
        run r = p in s
        check "70 and 90 went back": r.A.own_sales == 80 CNY
        """)
  }

  @Test("A lock holds through a change of tier and a refund, ends with joining, and frees who has quit again")
  func locks() {
    expectClaims(
      Self.plan(
        "supply dropship; rebate link: 10% of sale to self; returns customer within 9 months at 100%; customers lock forever"
      ) + """
        story s {
          month 0: A joins as low; B joins as low; A sells 1 unit to C
          month 1: A refunds 1 unit to C; A becomes high; B sells 1 unit to C
          month 2: C joins as low under B; C sells 1 unit to D; C quits
          month 3: B sells 1 unit to C; B sells 1 unit to D
        }
        run r = p in s for 3 months
        check "10 clawed back, 10 for B's sale": r.A.link == 10 CNY - 10 CNY + 10 CNY
        check "C is B's now, and so is D": r.B.link == 20 CNY and r.B.customers == 2 and r.A.customers == 0
        """)
  }

  @Test("Two towns ask the same people: who refuses in one has a number that nobody else gets")
  func refusal() {
    expectClaims(
      Self.plan("supply dropship") + """
        market open { people 1_000; founders 1 low; trait t: uniform(0, 1); recruits if founder then 20 else 0 }
        market few from open { accepts t > 0.5 }
        market late from few { arrivals 20 }
        run a = p in open for 3 months
        run f = p in few for 3 months
        run l = p in late for 3 months
        check "sixty are asked": (count of a.agents) == 61
        check "those who would join do": (count of f.agents where not founder) == (count of a.agents where t > 0.5 and not founder)
        check "and are the same": abs((sum t of f.agents where not founder) - (sum t of a.agents where t > 0.5 and not founder)) < 1e-9
        check "arrivals too": all t > 0.5 of l.agents where not founder
        check "about half of sixty": (count of l.agents) > 15 and (count of l.agents) < 50
        """)
  }

  @Test("The last places go to those who accept")
  func lastPlaces() {
    expectClaims(
      Self.plan("supply dropship") + """
        market m { people 12; founders 2 low; trait t: uniform(0, 1); recruits 300; accepts t < 0.1 }
        market n from m { arrivals 900 }
        run r = p in m for 2 months
        run s = p in n for 2 months
        check "all places are taken": (count of r.agents) == 12 and (count of s.agents) == 12
        check "by such people": (all t < 0.1 of r.agents where not founder) and (all t < 0.1 of s.agents where not founder)
        """)
  }

  @Test("What customers of a market bring back after their seller has quit, the company pays")
  func marketReturns() {
    expectClaims(
      Self.plan("supply dropship; returns customer within 1 month at 100%; rebate own: 10% of sale to self")
        + """
        market m { people 2; founders 2 low; demand 10 units; returns 35%; quits 100% when number == 2 and month == month 1 }
        run r = p in m for 2 months
        check "3.5 is 4 of ten": (sum returned of r.months) == 8 units
        check "agent 2 sold once, and left": r.agent(2).net == 10 * 40 CNY + 100 CNY and r.agent(2).worth == r.agent(2).net
        check "agent 1 sold twice, had 4 back, and its debt of 40 is paid":
          r.agent(1).net == 16 * 40 CNY + 200 CNY - 40 CNY and r.agent(1).worth == r.agent(1).net
        check "the company paid 400 for agent 2": r.company.net == 30 * 50 CNY - 260 CNY - 4 * 60 CNY - 400 CNY
        """)
  }

  @Test("A policy that ties customers for a time can take over, and knows who was won when")
  func lockTakesOver() {
    expectClaims(
      Self.plan("supply dropship") + """
        market m { people 1; founders 1 low; wins 10; stays 100% }
        run a = p in m for 6 months
        run b = a at month 4 with { customers lock 3 months } for 2 months
        check "sixty": a.agent(1).customers == 60
        check "of months 4 to 6": b.agent(1).customers == 30
        """)
  }

  @Test("What a locked customer brings back is taken from the volumes of who won it")
  func lockedReturns() {
    expectClaims(
      Self.plan(
        "supply dropship; rebate link: 10% of sale to self; returns customer within 9 months at 100%; customers lock 2 months"
      ) + """
        story s {
          month 0: A joins as low; B joins as low; A sells 1 unit to C; B sells 3 units to C
          month 1: B refunds 2 units to C; B sells 1 unit to C
          month 2: B sells 1 unit to C
        }
        run r = p in s
        check "1 + 3 - 2 + 1 are A's": r.A.sold == 3 units and r.A.own_sales == 300 CNY
        check "the lock has run out": r.B.sold == 1 unit and r.B.own_sales == 100 CNY and r.B.customers == 1
        check "B handed over and took back": r.B.returned == 2 units and r.A.returned == 0 units
        check "A was paid for five, owes for two": r.A.link == 50 CNY - 10 CNY and r.A.worth == r.A.net - 10 CNY
        """)
  }

  @Test("Without a lock each sale is its seller's, whoever sold first")
  func unlocked() {
    expectClaims(
      Self.plan("supply dropship; rebate link: 10% of sale to self") + """
        story s { month 0: A joins as low; B joins as low; A sells 1 unit to C; B sells 2 units to C }
        run r = p in s
        check "to each its own": r.A.link == 10 CNY and r.B.link == 20 CNY
        check "the last has the customer": r.A.customers == 0 and r.B.customers == 1
        """)
  }
}
