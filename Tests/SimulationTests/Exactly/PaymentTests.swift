import Testing

/// Sentences 7 to 12 under "Exactly": levels, unclaimed shares, differentials, lists, rounding, matching.
struct PaymentTests {
  /// Nobody holds stock; a unit costs a seller 60 and a customer 100.
  private func policy(_ rules: String, tiers: String = "tier low { price 60 CNY }") -> String {
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
  private static let twoTiers = "tier low { price 60 CNY }; tier high { price 60 CNY }"

  /// F, B, C and D in a line; C quits, then D sells one.
  private static let quitStory = """
    story s {
      month 0: F joins as low
      month 1: B joins as low under F; C joins as low under B; D joins as low under C
      month 2: C quits
      month 3: D sells 1 unit
    }
    run r = p in s

    """

  @Test("7. A quit upline keeps its level, is paid nothing, and is not counted under compress")
  func quitUplines() {
    expectClaims(
      policy("rebate team: [10%, 5%, 3%] of sale to upline 1..3") + Self.quitStory + """
        check "its level is lost": r.C.team == 0 CNY and r.B.team == 5 CNY and r.F.team == 3 CNY
        """)
    expectClaims(
      policy("rebate team: [10%, 5%, 3%] of sale to upline 1..3 else company") + Self.quitStory + """
        check "the same in words": r.C.team == 0 CNY and r.B.team == 5 CNY and r.F.team == 3 CNY
        """)
    expectClaims(
      policy("rebate team: [10%, 5%, 3%] of sale to upline 1..3 else roll up") + Self.quitStory + """
        check "the next keeps its own too": r.C.team == 0 CNY and r.B.team == 15 CNY and r.F.team == 3 CNY
        """)
    expectClaims(
      policy("rebate team: [10%, 5%, 3%] of sale to upline 1..3 else compress") + Self.quitStory + """
        check "levels move up": r.C.team == 0 CNY and r.B.team == 10 CNY and r.F.team == 5 CNY
        """)
  }

  @Test("7. Upline 1 is the sponsor, a founder has none, and the company is never a level")
  func founders() {
    expectClaims(
      policy(
        """
        rebate one: 10% of sale to upline
          rebate two: 5% of sale to upline 2 else roll up
          fee entry: 100 CNY on join to company 60%, upline 40%
        """) + """
          story s { month 0: F joins as low; F sells 1 unit; B joins as low under F; B sells 1 unit }
          run r = p in s
          check "nobody is above the founder": r.F.one == 10 CNY and r.F.two == 0 CNY
          check "its own 40% stay with the company": r.F.net == 40 CNY - 100 CNY + 10 CNY + 40 CNY
          check "the company": r.company.net == 100 CNY + 60 CNY + 2 * 50 CNY - 10 CNY
          """)
  }

  /// F high, B low, C high, D low, E low in a line; E sells one.
  private static let mixedStory = """
    story s {
      month 0: F joins as high; B joins as low under F; C joins as high under B
      month 1: D joins as low under C; E joins as low under D; E sells 1 unit
    }
    run r = p in s

    """

  @Test("8. Each unclaimed share is treated by itself, under every `else`")
  func unclaimed() {
    let rule = "rebate team: [10%, 5%, 3%] of sale to upline 1..3 where tier is high"
    expectClaims(
      policy(rule, tiers: Self.twoTiers) + Self.mixedStory + """
        check "only level 2 is high": r.C.team == 5 CNY and (sum team of r.agents) == 5 CNY
        """)
    expectClaims(
      policy(rule + " else roll up", tiers: Self.twoTiers) + Self.mixedStory + """
        check "D's goes to C, B's to F, above level 3": r.C.team == 15 CNY and r.F.team == 3 CNY
        """)
    expectClaims(
      policy(rule + " else compress", tiers: Self.twoTiers) + Self.mixedStory + """
        check "C is level 1, F level 2, nobody level 3": r.C.team == 10 CNY and r.F.team == 5 CNY
        check "the third stays with the company": (sum team of r.agents) == 15 CNY
        """)
    expectClaims(
      policy(
        "rebate up: 10 CNY on sale to upline where tier > source.tier else roll up", tiers: Self.twoTiers)
        + Self.mixedStory + """
          check "the first above the seller's tier": r.C.up == 10 CNY and r.D.up == 0 CNY
          """)
  }

  private static let four = """
    tier two { price 50 CNY }; tier four { price 50 CNY }; tier six { price 50 CNY }; tier eight { price 50 CNY }
    """
  private static let rates = "differential { two 2%, four 4%, six 6%, eight 8% }"

  @Test("9. Differential: 200, 400, 0, 200, and 8% in all however long the chain")
  func differential() {
    expectClaims(
      policy("rebate d: \(Self.rates) of sale to self and every upline", tiers: Self.four) + """
        story s {
          month 0: A joins as eight; B joins as four under A; C joins as six under B; D joins as two under C
                   D sells 100 units
        }
        run r = p in s
        check "as worked out": r.D.d == 200 CNY and r.C.d == 400 CNY and r.B.d == 0 CNY and r.A.d == 200 CNY
        story gone {
          month 0: A joins as eight; B joins as four under A; C joins as six under B; D joins as two under C
                   C quits; D sells 100 units
        }
        run q = p in gone
        check "who has quit neither gets nor raises":
          q.D.d == 200 CNY and q.C.d == 0 CNY and q.B.d == 200 CNY and q.A.d == 400 CNY
        """)
  }

  @Test("9. Peer: the first whose rate equals the highest, once per event, on top")
  func peer() {
    expectClaims(
      policy("rebate d: \(Self.rates) peer 1% of sale to self and every upline", tiers: Self.four) + """
        story s {
          month 0: A joins as eight; B joins as eight under A; C joins as eight under B; D joins as two under C
                   D sells 100 units; C sells 100 units
        }
        run r = p in s
        check "D sold": r.D.d == 200 CNY
        check "C 600 of D's, 800 of its own": r.C.d == 600 CNY + 800 CNY
        check "B is the peer of both": r.B.d == 2 * 100 CNY
        check "and A of none": r.A.d == 0 CNY
        """)
  }

  @Test(
    "9. Several peers: each rate once per event, whatever is paid between; a rate of nothing is one of them")
  func peers() {
    expectClaims(
      policy("rebate d: \(Self.rates) peer [1%, 0%, 3%] of sale to self and every upline", tiers: Self.four)
        + """
        story s {
          month 0: E joins as eight; F joins as eight under E; A joins as eight under F; B joins as eight under A
                   C joins as six under B; D joins as six under C; D sells 100 units
        }
        run r = p in s
        check "the seller": r.D.d == 600 CNY
        check "C is the first peer": r.C.d == 100 CNY
        check "B has the difference": r.B.d == 200 CNY
        check "A is the second peer, and gets nothing": r.A.d == 0 CNY
        check "F is the third": r.F.d == 300 CNY
        check "E is one too many": r.E.d == 0 CNY
        market m { people 30_000; founders 10_000 eight; joins 100% eight; recruits 2; demand 100 units }
        run t = p in m for 1 month
        check "two founders' recruits a founder: 1% on each":
          (sum d of t.agents where joined == month 0) == 10_000 * 800 CNY + 20_000 * 100 CNY
        """)
  }

  @Test("9. Rates are subtracted first and rounded once per person; a tier not listed has rate 0")
  func subtractedFirst() {
    // Of 1.50 at 5% and 8%: 0.075 and (8% - 5%) 0.045, each floored; 0.12 - 0.07 would be 0.05.
    expectClaims(
      policy(
        "rebate d: differential { low 5%, high 8% } of sale to self and every upline",
        tiers: "tier none_yet { price 60 CNY }; " + Self.twoTiers) + """
          story s {
            month 0: A joins as high; B joins as none_yet under A; C joins as low under B
                     C sells 1 unit at 1.50 CNY
          }
          run r = p in s
          check "as worked out": r.C.d == 0.07 CNY and r.B.d == 0 CNY and r.A.d == 0.04 CNY
          """)
  }

  @Test("10. One rate per level, `self and` first; a length that differs is refused")
  func lists() {
    expectClaims(
      policy("rebate team: [4%, 3%, 2%, 1%] of sale to self and upline 1..3") + """
        story s {
          month 0: A joins as low; B joins as low under A; C joins as low under B; D joins as low under C
                   E joins as low under D; E sells 1 unit
        }
        run r = p in s
        check "as worked out": r.E.team == 4 CNY and r.D.team == 3 CNY and r.C.team == 2 CNY and r.B.team == 1 CNY
        check "four levels": r.A.team == 0 CNY
        """)
    expectRefusal("E0516", policy("rebate team: [4%, 3%, 2%] of sale to self and upline 1..3"))
    expectRefusal("E0516", policy("rebate team: [4%, 3%] of sale to upline 1..3"))
  }

  /// 999.99 at 10, 5 and 3 percent, then 0.50 at the same.
  private static let oddStory = """
    story s {
      month 0: A joins as low; B joins as low under A; C joins as low under B; D joins as low under C
               D sells 1 unit at 999.99 CNY
      month 1: D sells 1 unit at 0.50 CNY
    }
    run r = p in s

    """

  @Test("11. Each posting is rounded once: floored, half_even, half_up")
  func rounding() {
    let rule = "rebate team: [10%, 5%, 3%] of sale to upline 1..3"
    expectClaims(
      policy(rule) + Self.oddStory + """
        check "floor": (sum team of r.months where month == month 0) == 179.97 CNY
        check "0.05, 0.02, 0.01": (sum team of r.months where month == month 1) == 0.08 CNY
        """)
    expectClaims(
      policy("rounding half_even; " + rule) + Self.oddStory + """
        check "half_even": (sum team of r.months where month == month 0) == 180 CNY
        check "0.05, 0.02, 0.02": (sum team of r.months where month == month 1) == 0.09 CNY
        """)
    expectClaims(
      policy("rounding half_up; " + rule) + Self.oddStory + """
        check "half_up": (sum team of r.months where month == month 0) == 180 CNY
        check "0.05, 0.03, 0.02": (sum team of r.months where month == month 1) == 0.10 CNY
        """)
  }

  @Test("11. A split floors every share, and the rest goes to its first recipient who is paid")
  func splits() {
    expectClaims(
      policy(
        """
        rounding half_up
          fee odd: 0.05 CNY on join to upline 50%, company 50%
          rebate even: 1.00 CNY on join to upline 33.33%, upline 2 33.33%, upline 3 33.34%
        """) + """
          story s {
            month 0: A joins as low; B joins as low under A; C joins as low under B; D joins as low under C
            month 1: C quits; E joins as low under D
          }
          run r = p in s
          check "the founder's own stays with the company": r.A.net == -0.05 CNY + 0.03 CNY + r.A.even
          check "3 fen to the sponsor": r.B.net - r.B.even == -0.05 CNY + 0.03 CNY
          check "A is 1, 2, 3 of B, C, D": r.A.even == 0.34 CNY + 0.33 CNY + 0.33 CNY
          check "B is 1 of C, 2 of D, 3 of E": r.B.even == 0.34 CNY + 0.33 CNY + 0.33 CNY
          check "C had quit": r.C.even == 0.34 CNY and r.D.even == 0.34 CNY
          """)
  }

  @Test("11. The rest of a split with no first recipient goes to the next who is paid")
  func restOfSplit() {
    expectClaims(
      policy("rebate odd: 0.05 CNY on sale to upline 50%, upline 2 50%") + """
        story s {
          month 0: A joins as low; B joins as low under A; C joins as low under B
          month 1: C sells 1 unit
          month 2: B quits; C sells 1 unit
        }
        run r = p in s
        check "both, the nearer has the odd one": r.B.odd == 0.03 CNY
        check "then A alone has it": r.A.odd == 0.02 CNY + 0.03 CNY
        """)
  }

  @Test("11. Rounded, then capped, per posting and per period")
  func caps() {
    expectClaims(
      policy(
        """
        rebate each: 10% of sale to self cap 7 CNY
          rebate monthly: 10% of sale to self cap 15 CNY per month
          rebate quarterly: 10% of sale to self cap 25 CNY per quarter
        """) + """
          story s {
            month 0: A joins as low; A sells 1 unit; A sells 1 unit
            month 1: A sells 1 unit
            month 3: A sells 1 unit
          }
          run r = p in s
          check "7 each": r.A.each == 28 CNY
          check "15, 10, 10": r.A.monthly == 35 CNY
          check "25 and 10": r.A.quarterly == 35 CNY
          """)
  }

  @Test("12. Matching: each posting of the named rebate, after its cap; its agent is the payee")
  func matching() {
    expectClaims(
      policy(
        """
        rebate team: 10% of sale to upline 1..2 cap 50 CNY
          rebate match: [20%, 10%] of team to upline 1..2
          rebate again: 50% of match to self
        """) + """
          story s {
            month 0: A joins as low; B joins as low under A; C joins as low under B; D joins as low under C
                     D sells 10 units
          }
          run r = p in s
          check "capped": r.C.team == 50 CNY and r.B.team == 50 CNY
          check "B matches C's": r.B.match == 10 CNY
          check "A matches B's and, second, C's": r.A.match == 10 CNY + 5 CNY
          check "and what matches can be matched": r.B.again == 5 CNY and r.A.again == 7.50 CNY
          """)
    expectRefusal(
      "E0521", policy("rebate match: 20% of team to upline; rebate team: 10% of sale to upline"))
  }

  @Test("12. A fee is matched as its payer's")
  func matchingFees() {
    expectClaims(
      policy(
        "fee pack: 425 CNY on join when not founder to company; rebate first: 20% of pack to upline; "
          + "rebate second: 10% of pack to upline 2") + """
          story s { month 0: A joins as low; B joins as low under A; C joins as low under B }
          run r = p in s
          check "as worked out": r.A.first == 85 CNY and r.A.second == 42.50 CNY and r.B.first == 85 CNY
          """)
  }

  @Test("An amount counts only where the rule's condition holds: elsewhere it may leave all bounds")
  func amountOutsideTheCondition() {
    expectClaims(
      """
      product p { cost 1 CNY; retail 2 CNY }
      policy q {
        sells p
        tier a { price 1 CNY }
        fee f: 1_000_000_000_000_000 CNY * number on join when number == 1
        fee g: 1_000_000_000_000_000 CNY * number / 7 on join when number == 7
      }
      market m { people 1_000; founders 1_000 a }
      run r = q in m for 1 month
      check "only one pays each":
        (sum f of r.agents) == 1_000_000_000_000_000 CNY and (sum g of r.agents) == 1_000_000_000_000_000 CNY
      """)
  }

  @Test("12. What a payer pays in one event is matched as one sum, whoever gets its parts")
  func matchingParts() {
    // Of 0.38 in two parts of 0.19 a tenth is 0.038, and not twice 0.019.
    expectClaims(
      policy(
        "fee slip: 0.38 CNY on sale to company 50%, upline 50%; rebate back: 10% of slip to self") + """
          story s { month 0: A joins as low; B joins as low under A; B sells 1 unit }
          run r = p in s
          check "once": r.B.back == 0.03 CNY and (count of r.ledger where rule is back) == 1
          """)
  }
}
