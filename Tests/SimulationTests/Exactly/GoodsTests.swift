import Testing

/// Sentences 17, 18, 26, 28 and 29 under "Exactly", `worth`, and what is conserved.
struct GoodsTests {
  private static let returning = """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p {
      sells tea
      tier low  { price 60 CNY }
      tier high { price 40 CNY }
      rebate team: 10% of order to upline
      returns agent within 12 months at 90%
    }

    """

  @Test("18. Returns go oldest lot first, at the price that agent paid for that lot")
  func lots() {
    expectClaims(
      Self.returning + """
        story s {
          month 0: A joins as low
          month 1: A orders 10 units; A becomes high
          month 2: A orders 10 units; A sells 4 units
          month 3: A returns 10 units
        }
        run r = p in s
        check "6 at 54 and 4 at 36": r.A.net == -600 CNY - 400 CNY + 400 CNY + 324 CNY + 144 CNY
        check "6 are left, worth 36 each": r.A.stock == 6 units and r.A.worth == r.A.net + 216 CNY
        check "the company paid": r.company.net == 1_000 CNY - 200 CNY - 468 CNY
        check "and has them": r.company.stock == 10 units and (sum returned of r.months) == 10 units
        run late = p in s for 14 months
        check "the window of month 2 ends with month 14": late.A.worth == late.A.net + 216 CNY
        run later = p in s for 15 months
        check "then stock is worth nothing": later.A.worth == later.A.net
        """)
  }

  @Test("17. A return claws back floor(k/n) of the posted fen, as a debt that the next rebates pay off")
  func clawback() {
    expectClaims(
      Self.returning
        + beginnings([
          "U joins as low; A joins as low under U", "A orders 10 units", "A returns 3 units",
          "A orders 1 unit",
          "A returns 1 unit", "A orders 20 units",
        ]) + """
          check "60 for ten": r1.U.net == 60 CNY and r1.U.worth == 60 CNY
          check "18 are owed, not yet paid": r2.U.net == 60 CNY and r2.U.worth == 42 CNY and r2.U.team == 60 CNY
          check "6 are paid off": r3.U.net == 60 CNY and r3.U.worth == 48 CNY and r3.U.team == 60 CNY
          check "the first lot again, 24 in all": r4.U.net == 60 CNY and r4.U.worth == 42 CNY
          check "120 less 18": r5.U.net == 162 CNY and r5.U.worth == 162 CNY
          check "no fen is lost": r5.company.net == 31 * 50 CNY - 4 * 54 CNY - 162 CNY
          """)
  }

  @Test("17. Fen that do not divide: a third, two thirds, all")
  func unevenClawback() {
    expectClaims(
      Self.returning.replacing("team: 10% of order", with: "team: 0.10 CNY on order")
        + beginnings([
          "U joins as low; A joins as low under U", "A orders 3 units; A returns 1 unit", "A returns 1 unit",
          "A returns 1 unit",
        ]) + """
          check "3, 6 and 10 fen": r1.U.worth == 0.07 CNY and r2.U.worth == 0.04 CNY and r3.U.worth == 0 CNY
          """)
  }

  @Test(
    "17. Of a load of two products each has its part, by what was paid or by units; pay for joining stays")
  func clawbackOfTwoProducts() {
    expectClaims(
      """
      product tea { cost 1 CNY; retail 100 CNY }
      product cup { cost 1 CNY; retail 50 CNY }
      policy p {
        sells tea, cup
        tier low { price { tea 20 CNY, cup 10 CNY }; load { tea 10 units, cup 30 units } }
        rebate recruit: 100 CNY on join to upline
        rebate start:   10% of load to upline
        rebate piece:   1 CNY per unit on join to upline
        returns agent within 12 months at 100%
      }

      """
        + beginnings([
          "U joins as low", "A joins as low under U", "A returns 10 units of tea",
          "A returns 30 units of cup",
        ]) + """
          check "100, 50 and 40": r1.U.net == -310 CNY and r1.U.worth == 190 CNY
          check "200 of 500 yuan, 10 of 40 units": r2.U.worth == 190 CNY - 20 CNY - 10 CNY
          check "all came back": r3.U.worth == 100 CNY
          """)
  }

  @Test("17. What somebody who has quit would owe is the company's loss")
  func quitPayee() {
    expectClaims(
      Self.returning + """
        story s {
          month 0: U joins as low; A joins as low under U
          month 1: A orders 10 units
          month 2: A returns 5 units
          month 3: U quits
          month 4: A returns 5 units
        }
        run r = p in s
        check "U keeps what it has": r.U.net == 60 CNY and r.U.worth == 60 CNY
        check "the company": r.company.net == 600 CNY - 100 CNY - 60 CNY - 540 CNY
        """)
  }

  @Test("18. and 21. Whoever supplied them, goods go back to the company; who quits returns all it may")
  func quitReturns() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        supply upline
        tier low  { price 60 CNY }
        tier high { price 40 CNY }
        returns agent within 1 month at 50%
      }
      story s {
        month 0: A joins as high; B joins as low under A
        month 1: B orders 2 units
        month 3: B orders 4 units; B sells 3 units
        month 4: B quits
      }
      run r = p in s
      check "the first lot was sold first; 3 of the second go back at 30": r.B.net == -360 CNY + 300 CNY + 90 CNY
      check "the supplier keeps its margin": r.A.net == 120 CNY
      check "the company": r.company.net == 240 CNY - 60 CNY - 90 CNY and r.company.stock == 3 units
      """)
  }

  @Test("26. A deposit is owed: in net when paid, in worth as owed, and given back on quitting")
  func deposits() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 60 CNY }; deposit bond: 2_000 CNY on join }

      """
        + beginnings(["A joins as low; B joins as low", "B quits"]) + """
          check "paid": all net == -2_000 CNY of r0.agents
          check "and owed": all worth == 0 CNY of r0.agents
          check "by the company": r0.company.net == 4_000 CNY and r0.company.owed == 4_000 CNY
          check "B has it back": r1.B.net == 0 CNY and r1.B.worth == 0 CNY
          check "A is still owed": r1.A.net == -2_000 CNY and r1.company.owed == 2_000 CNY
          """)
  }

  @Test("28. Dropship: the order in the same event, its rules first, and nobody holds stock")
  func dropship() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        supply dropship
        tier low { price 60 CNY }
        rebate sold_it: 10% of sale to upline
        rebate order_it: 10% of order to upline
        rebate used_it: 1% of use to upline
      }
      story s { month 0: A joins as low; B joins as low under A
                month 1: B sells 10 units
                month 2: B uses 1 unit }
      run r = p in s
      check "B's margin, less its own use": r.B.net == 400 CNY - 60 CNY
      check "A": r.A.sold_it == 100 CNY and r.A.order_it == 60 CNY + 6 CNY and r.A.used_it == 0.60 CNY
      check "orders first": (min amount of r.ledger where month == month 1 and kind is rebate) == 60 CNY
      check "ordered, shipped, never in stock": r.B.ordered == 11 units and r.B.stock == 0 units
      check "the company": r.company.net == 11 * 50 CNY - 166.60 CNY
      """)
    expectRefusal(
      "E0511",
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p { sells tea; supply dropship; tier low { price 60 CNY }; stock s: 3 units when stock < 3 units }
      """)
  }

  @Test("29. `none` removes; a replaced rule keeps its place; a tier named again changes only what it names")
  func extending() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low { price 60 CNY; load 10 units }
        fee entry: 100 CNY on join to company
        rebate team: 10% of order to upline
        rebate match: 50% of team to self
      }
      policy q from p { fee entry: none; tier low { load none }; rebate team: 20% of order to upline }
      story s { month 0: A joins as low; B joins as low under A; B orders 1 unit }
      run r = p in s
      run t = q in s
      run u = p with { tier low { price 50 CNY } } in s
      check "as declared": r.A.team == 66 CNY and r.A.match == 33 CNY and r.A.net == -700 CNY + 99 CNY
      check "no fee, no load, a higher rate, matched as before": t.A.team == 12 CNY and t.A.net == 18 CNY
      check "the load stays": u.A.net == -600 CNY + 55 CNY + 27.50 CNY
      """)
  }

  @Test("Three sellers in a line: profit is what customers paid less what making and the outside world cost")
  func conservation() {
    expectClaims(
      """
      product tea { cost 7.33 CNY; retail 99.99 CNY }
      policy p {
        sells tea
        supply upline
        rounding half_even
        tier low  { price 61.37 CNY; load 7 units }
        tier mid  { price 48.11 CNY; load 11 units; reach when team_orders >= 2_000 CNY }
        tier high { price 33.33 CNY; load 20 units }
        fee entry: 99.99 CNY on join to company 61.7%, upline 38.3% else roll up
        deposit bond: 500 CNY on join when tier is high
        cost post: 1.11 CNY per unit on sale
        rebate team: [7.77%, 3.33%] of order to upline 1..2 else compress
        rebate d: differential { low 1.11%, mid 4.44%, high 9.99% } peer 0.77% of sale to self and every upline
        stock more: 3 units when stock < 4 units
        returns agent within 3 months at 85.5%
      }
      market m {
        people 150; founders 2 high; joins 80% low, 15% mid, 5% high
        recruits poisson(0.6 * room); demand poisson(2.2) * 1 unit; uses chance(30%) * 1 unit
        quits 20% when age >= 2 months and net < 0 CNY
      }
      run r = p in m for 12 months seed 5
      check "money only changes hands":
        r.company.net + (sum net of r.agents) ==
          (sum turnover of r.months) - (sum made of r.months) * 7.33 CNY per unit - (sum post of r.months)
      check "every unit is somewhere":
        (sum made of r.months) ==
          (sum sold of r.agents) + (sum used of r.agents) + (sum stock of r.agents) + r.company.stock
      check "what came back is with the company": r.company.stock == (sum returned of r.agents)
      check "what is owed is the deposits of who is still there":
        r.company.owed == (sum bond of r.agents where active)
      check "ordered and shipped differ by the hops": (sum ordered of r.months) > (sum shipped of r.months)
      """)
  }

  @Test("What costs nothing moves without a payment of nothing")
  func free() {
    expectClaims(
      """
      product leaf { cost 0 CNY; retail 0 CNY }
      policy p { sells leaf; supply upline; tier t { price 1 CNY; load 2 units }; tier u { price 0 CNY; load 5 units } }
      story s { month 0: Ann joins as u; Bob joins as t under Ann; Bob sells 1 unit; Ann orders 3 units }
      run r = p in s
      check "only Bob's load is paid": (count of r.ledger where amount > 0 CNY) == 1
      check "the rest are units":      (count of r.ledger where units > 0 units) == 6 and (count of r.ledger) == 7
      """)
  }

  @Test("Who has paid no deposit gets none back, not even nothing")
  func noDeposit() {
    expectClaims(
      """
      product tea { cost 0 CNY; retail 1 CNY }
      policy p { sells tea; tier t { price 1 CNY }; deposit bond: 100 CNY on join when not founder }
      story s { month 0: Ann joins as t; Bob joins as t under Ann; month 1: Ann quits; Bob quits }
      run r = p in s
      check "Bob's alone": (count of r.ledger where kind is refund) == 1 and r.Bob.got == 100 CNY
      """)
  }
}
