import Testing

/// Where people sit, who is paid there, and what the weaker leg is, to the fen.
struct PlacementTests {
  private static let binary = """
    product tea { cost 10 CNY; retail 150 CNY }
    policy p {
      sells tea
      placement binary
      tier low { price 100 CNY }
      tier high { price 90 CNY }
      rebate pair: 10% of weaker_leg every month to self
      rebate seat: [4%, 2%] of order to upline 1..2 by placement
    }

    """
  private static let three = """
      month 0: Ann joins as low; Bob joins as low under Ann; Cai joins as low under Ann

    """

  @Test("The matched volume of a full binary tree is (D 2^D - 2^D + 1) places' worth")
  func fullTree() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 150 CNY }
      policy p {
        sells tea
        placement binary
        tier low { price 100 CNY; load 1 unit }
        rebate pair: 10% of weaker_leg every month to self
      }
      market m { people 2_047; founders 1 low; arrivals 2_046 sponsor by if founder then 1 else 0 }
      run r = p in m for 1 month
      check "full": (count of r.agents where level == 10) == 1_024
      check "matched": (sum weaker_leg of r.agents) == 9_217 * 100 CNY
      check "payout": (sum pair of r.agents) / (sum own_orders of r.agents) == 10% * 9_217 / 2_047
      """)
  }

  @Test("Spill goes below the sponsor, not below the top: level by level, left to right")
  func spill() {
    expectClaims(
      Self.binary + """
        story s {
        \(Self.three)
          month 1: Dan joins as low under Cai; Eve joins as low under Ann; Fay joins as low under Ann
                   Gus joins as low under Bob; Hal joins as low under Dan; Ida joins as low
        }
        run r = p in s
        check "left of Cai": r.Dan.placement == 3 and r.Dan.level == 2
        check "left of Bob, then right": r.Eve.placement == 2 and r.Fay.placement == 2
        check "Bob's legs are full: left of Eve": r.Gus.placement == 5 and r.Gus.sponsor == 2
        check "left of Dan": r.Hal.placement == 4 and r.Hal.depth == 3
        check "a founder sits at a top": r.Ida.placement == 0 and r.Ida.level == 0
        """)
  }

  @Test("Where some places were chosen, the next one takes the first that is left")
  func chosen() {
    expectClaims(
      Self.binary + """
        story s {
          month 0: Ann joins as low; Bob joins as low under Ann placed right under Ann
                   Cai joins as low under Ann placed right under Bob; Dan joins as low under Ann
                   Eve joins as low under Ann; Fay joins as low under Ann
          month 1: Cai orders 3 units; Dan orders 1 unit
        }
        run r = p in s
        check "left of Ann": r.Dan.placement == 1
        check "Ann is full: left of Dan, who stands left of Bob": r.Eve.placement == 4 and r.Fay.placement == 4
        check "the right leg is Bob's": r.Ann.right_orders == 300 CNY and r.Ann.left_orders == 100 CNY
        check "Bob's is on his right": r.Bob.right_orders == 300 CNY and r.Bob.left_orders == 0 CNY
        """)
  }

  @Test("What is carried waits until it is matched; own orders count on no leg of one's own")
  func carry() {
    expectClaims(
      Self.binary + """
        story s {
        \(Self.three)
          month 1: Bob orders 12 units; Cai orders 7 units; Ann orders 50 units
          month 3: Cai orders 5 units
          month 4: Cai orders 9 units
        }
        run whole = p in s
        run a = whole at month 1
        check "70, and 500 are carried": a.Ann.pair == 70 CNY and a.Ann.left_orders - a.Ann.weaker_leg == 500 CNY
        run b = whole at month 3
        check "a tie leaves nothing": b.Ann.pair == 120 CNY and b.Ann.left_orders == b.Ann.weaker_leg
        run c = whole at month 4
        check "nothing on the left": c.Ann.pair == 120 CNY and c.Ann.right_orders - c.Ann.weaker_leg == 900 CNY
        run q = p with { rebate pair: 10% of weaker_leg every quarter to self } in s for 5 months
        check "quarter by quarter: 70, then 50 of what was carried":
          q.Ann.pair == 120 CNY and q.Ann.weaker_leg this quarter == 500 CNY
        """)
  }

  @Test("What a cap, a `when` or having quit withholds is taken off both legs all the same")
  func flushed() {
    expectClaims(
      Self.binary + """
        story s {
        \(Self.three)
          month 1: Bob orders 12 units; Cai orders 7 units
          month 2: Ann becomes high; Cai orders 1 unit
        }
        run a = p with { rebate pair: 10% of weaker_leg every month to self cap 50 CNY per month } in s
        check "50, then 10": a.Ann.pair == 60 CNY
        run b = p with { rebate pair: 10% of weaker_leg every month to self when tier is high } in s
        check "only the second month's": b.Ann.pair == 10 CNY
        """)
  }

  @Test("By placement a chain keeps its levels, and rolls up and compresses along where people sit")
  func chains() {
    expectClaims(
      Self.binary + """
        policy rolled from p { rebate seat: [4%, 2%] of order to upline 1..2 by placement else roll up }
        policy packed from p { rebate seat: [4%, 2%] of order to upline 1..2 by placement else compress }
        policy steps from p {
          rebate seat: differential { low 3%, high 5% } peer 1% of order to self and every upline by placement
        }
        story s {
        \(Self.three)
          month 1: Dan joins as low under Ann; Eve joins as low under Ann; Fay joins as low under Dan
          month 2: Dan quits
          month 3: Fay orders 1 unit
        }
        # Fay sits below Dan, who sits below Bob, who sits below Ann; Dan was recruited by Ann.
        run k = p in s
        check "Dan's 4 stay with the company": k.Dan.seat == 0 CNY and k.Bob.seat == 2 CNY and k.Ann.seat == 0 CNY
        run l = rolled in s
        check "they roll up to Bob": l.Bob.seat == 6 CNY and l.Ann.seat == 0 CNY
        run m = packed in s
        check "Bob is level 1, Ann level 2": m.Bob.seat == 4 CNY and m.Ann.seat == 2 CNY
        run d = steps in s
        check "Bob is the peer of Fay": d.Fay.seat == 3 CNY and d.Bob.seat == 1 CNY and d.Ann.seat == 0 CNY
        """)
  }

  @Test("One rule may go up both trees, and shares find their way in each")
  func bothTrees() {
    expectClaims(
      Self.binary + """
        policy both from p {
          rebate seat: none
          rebate halves: 10% of order to upline 60%, upline by placement 40%
        }
        story s {
        \(Self.three)
          month 1: Dan joins as low under Ann
          month 2: Dan orders 1 unit
        }
        run r = both in s
        check "Ann asked Dan, Bob has him": r.Ann.halves == 6 CNY and r.Bob.halves == 4 CNY
        """)
  }

  @Test("Whoever finds a sponsor's matrix full starts one of their own")
  func fullMatrix() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 150 CNY }
      policy p {
        sells tea
        placement matrix 2 deep 1
        tier low { price 100 CNY }
        rebate seat: 10% of order to upline by placement
        rebate ask: 1% of order to upline
      }
      story s {
        month 0: Ann joins as low; Bob joins as low under Ann placed right under Ann
                 Cai joins as low under Ann; Dan joins as low under Ann; Eve joins as low under Dan
        month 1: Dan orders 1 unit; Eve orders 1 unit
      }
      run r = p in s
      check "left of Ann": r.Cai.placement == 1
      check "at a top, and still Ann's recruit": r.Dan.placement == 0 and r.Dan.sponsor == 1 and r.Ann.recruits == 3
      check "nobody is paid by placement for Dan": r.Ann.seat == 0 CNY and r.Ann.ask == 1 CNY
      check "Dan is for Eve": r.Dan.seat == 10 CNY
      """)
  }

  @Test("Under another placement everyone is seated anew, and the carry of both legs is counted afresh")
  func seatedAnew() {
    expectClaims(
      """
      product tea { cost 10 CNY; retail 150 CNY }
      policy plain { sells tea; tier low { price 100 CNY } }
      story s {
        month 0: Ann joins as low; Bob joins as low under Ann; Cai joins as low under Ann
        month 1: Bob orders 5 units; Cai orders 5 units
        month 2: Bob orders 1 unit; Cai orders 2 units
      }
      run whole = plain in s
      run after = whole at month 1 with {
        placement binary
        rebate pair: 10% of weaker_leg every quarter to self
      } for 1 month
      check "what was before is no match": after.Ann.pair == 10 CNY
      """)
  }
}
