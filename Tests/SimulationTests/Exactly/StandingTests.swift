import Testing

/// Ranks for several months and for legs, and sums for each level.
struct StandingTests {
  static let policy = """
    product tea { cost 10 CNY; retail 100 CNY }
    policy p {
      sells tea
      tier low  { price 60 CNY }
      tier high {
        price 40 CNY; reach when ordered this month >= 5 units for 2 months; keep when ordered this month >= 2 units
      }
    }

    """

  @Test("Months are counted from joining on, at every tier, and a month missed begins the row again")
  func rows() {
    expectClaims(
      Self.policy + """
        policy at_once from p { tier high { reach when ordered this month >= 5 units for 2 months from this month } }
        story s {
          month 0: A joins as low; A orders 5 units
          month 1: A orders 5 units; B joins as low; B orders 5 units; C joins as low; C orders 9 units; C quits
          month 2: A orders 1 unit; B orders 4 units
          month 3: A orders 5 units; B orders 5 units
          month 4: A orders 5 units
        }
        run r = p in s
        run one = r at month 1
        run two = r at month 2
        run three = r at month 3
        check "two in a row, then fallen": one.A.tier is high and two.A.tier is low
        check "two more in a row": three.A.tier is low and r.A.tier is high
        check "B never had two, C has quit": r.B.tier is low and r.C.tier is low
        run now = at_once in s
        check "the same a phase earlier": now.A.tier is high and now.B.tier is low
        policy shaky from p { tier high { keep when recruits >= 1 } }
        story d { month 0: D joins as low; month 1: D orders 5 units; month 2: D orders 5 units; month 3: D orders 5 units; month 4: D orders 5 units }
        run back = shaky in d
        run up   = back at month 2
        run down = back at month 3
        check "a month at the tier counts for rising again": up.D.tier is high and down.D.tier is low and back.D.tier is high
        """)
  }

  @Test("Months go on with a world, and are counted anew under a new condition")
  func goingOn() {
    expectClaims(
      Self.policy + """
        story s { month 0: A joins as low; month 1: A orders 5 units; month 2: A orders 5 units; month 3: A orders 5 units }
        run whole = p in s
        run first = whole at month 1
        run same = first at month 1 for 1 month
        run other = whole at month 1 with { tier high { reach when ordered this month >= 4 units for 2 months } } for 1 month
        run later = whole at month 1 with { tier high { reach when ordered this month >= 4 units for 2 months } } for 2 months
        run price = whole at month 1 with { tier high { price 30 CNY } } for 1 month
        check "month 1 counts": same.A.tier is high and price.A.tier is high
        check "not for another condition": other.A.tier is low and later.A.tier is high
        check "nobody sees the stop": (whole.hash) != first.hash
        """)
  }

  @Test("A leg counts once, at any depth, while somebody in it is active at the tier or above")
  func legs() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low  { price 60 CNY }
        tier mid  { price 50 CNY }
        tier high { price 40 CNY }
        rebate prize: 5 CNY every month to self when legs(mid) >= 2
        rebate seen:  3 CNY on order to upline 1..2 where legs(high) == 1
      }
      story s {
        month 0: A joins as high; B joins as low under A; C joins as mid under B; D joins as high under B; E joins as mid under A
        month 1: C orders 1 unit
        month 2: E quits
        month 3: D quits
      }
      run r = p in s
      run two = r at month 2
      check "B's leg once, and E's until it quits": r.A.prize == 2 * 5 CNY and r.B.prize == 3 * 5 CNY
      check "D above C, seen by A and B": r.B.seen == 3 CNY and r.A.seen == 3 CNY
      check "oneself is in no leg of one's own": r.D.legs(low) == 0 and r.A.legs(low) == 1
      check "higher ones count": two.A.legs(mid) == 1 and two.A.legs(high) == 1 and r.A.legs(high) == 0 and r.A.legs(mid) == 1
      """)
  }

  @Test("A list of sums pays each level its own, in a story and in a market")
  func sums() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy p {
        sells tea
        tier low { price 60 CNY }
        rebate intro: [30 CNY, 20 CNY, 10 CNY] on join to self and upline 1..2
        rebate up:    [30 CNY, 20 CNY] on join to upline 1..2 where founder else roll up
        fee    seat:  [4 CNY, 3 CNY] on join to company, upline
        rebate kept:  [9 CNY, 8 CNY] on join to upline 1..2 cap 12 CNY per month
      }
      story s { month 0: A joins as low; B joins as low under A; month 1: C joins as low under B; D joins as low under B }
      run r = p in s
      check "10 twice, 20, 30; 20 twice and 30": r.A.intro == 70 CNY and r.B.intro == 70 CNY and r.D.intro == 30 CNY
      check "30 of B, 30 and 20 of C and D": r.A.up == 30 CNY + 2 * 50 CNY and r.B.up == 0 CNY
      check "7 each, of which who recruited has 3; the company where there is none":
        r.A.seat == 7 CNY and r.B.got - r.B.intro - r.B.kept == 2 * 3 CNY
      check "9 for B, then 8 and 4": r.A.kept == 9 CNY + 8 CNY + 4 CNY and r.B.kept == 9 CNY + 3 CNY
      market m { people 10; founders 1 low; recruits 1 }
      run t = p in m for 3 months
      check "8 in all: 30 each, 20 for all but the first, 10 for those below them":
        (sum intro of t.agents) == 8 * 30 CNY + 7 * 20 CNY + (count of t.agents where depth >= 2) * 10 CNY
      """)
  }

  @Test("What is paid on a period's loads may be capped in all, as it is paid at the period's end")
  func capped() {
    expectClaims(
      """
      product tea { cost 1 CNY; retail 10 CNY }
      policy p {
        sells tea
        tier low { price 10 CNY; load 10 units }
        rebate start: 10% of load every month to upline cap 15 CNY in all
      }
      story s { month 0: A joins as low; B joins as low under A; C joins as low under A }
      run r = p in s
      check "two of 10, cut to 15": r.A.start == 15 CNY
      """)
  }
}
