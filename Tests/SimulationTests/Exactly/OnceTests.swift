import Testing

/// Rules that are nobody's, and those `per agent` and `per customer`.
struct OnceTests {
  private static let plan = """
    product tea { cost 0 CNY; retail 100 CNY }
    policy p {
      sells tea
      supply dropship
      tier low { price 60 CNY }
      cost rent:    100 CNY every 2 months
      cost seat:    1 CNY per agent every 2 months
      cost letters: 0.10 CNY per customer every month
      fee  levy:    7 CNY every month from customer to company cap 5 CNY
    }
    market m { people 4; founders 2 low; recruits if month == month 2 and founder then 1 else 0
               wins 3; quits 100% when number == 2 and month == month 3 }

    """

  @Test("Rent is paid once, whoever is there; a seat for each active agent, from its joining on")
  func market() {
    expectClaims(
      Self.plan
        + """
        run r = p in m for 5 months
        let paid_seats(m) = sum seat of r.months where month == m
        check "in months 2 and 4": (sum rent of r.months) == 200 CNY and (all rent == 0 CNY or month == month 2 or month == month 4 of r.months)
        check "month 2: two founders; month 4: one founder and two newcomers":
          paid_seats(month 2) == 2 CNY and paid_seats(month 4) == 3 CNY and (sum seat of r.months) == 5 CNY
        check "3, 6 and 9 customers of two; those of who quits go": (sum letters of r.months where month == month 1) == 0.60 CNY
        check "two founders with 6; newcomers are asked from the next month on": (sum letters of r.months where month == month 2) == 1.20 CNY
        check "month 3: 9 and 9, 6 and 6": (sum letters of r.months where month == month 3) == 3 CNY
        check "month 4: 12, 9 and 9": (sum letters of r.months where month == month 4) == 3 CNY
        check "a cap is the recipient's": (sum levy of r.months) == 25 CNY
        check "no agent has a part in it": all rent + seat + letters + levy == 0 CNY of r.agents
        """)
  }

  @Test("A rule that is nobody's is paid where nobody has joined yet, and goes with a change of policy")
  func story() {
    expectClaims(
      Self.plan + """
        story late { month 5: A joins as low }
        run r = p in late
        check "in months 2 and 4": (sum rent of r.months) == 200 CNY and (sum seat of r.months) == 0 CNY
        run s = r at month 3 with { cost rent: none } for 4 months
        check "once": (sum rent of s.months) == 100 CNY
        """)
  }
}
