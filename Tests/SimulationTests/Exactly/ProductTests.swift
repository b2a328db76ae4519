import Testing

/// Markets whose policy sells several products.
struct ProductTests {
  private static let products = """
    product tea { cost 10 CNY; retail 100 CNY }
    product mug { cost  5 CNY; retail  40 CNY }
    product pot { cost  5 CNY; retail  10 CNY }
    policy tea_only { sells tea; supply dropship; tier agent { price 60 CNY } }
    policy two from tea_only { sells tea, mug; tier agent { price { tea 60 CNY, mug 30 CNY } } }
    policy three from two { sells pot, mug, tea; tier agent { price { tea 60 CNY, mug 30 CNY, pot 3 CNY } } }
    let teas(r) = sum units of r.ledger where kind is delivery and commodity is tea
    let mugs(r) = sum units of r.ledger where kind is delivery and commodity is mug
    let pots(r) = sum units of r.ledger where kind is delivery and commodity is pot
    let teas_used(r) = sum units of r.ledger where kind is use and commodity is tea

    """

  @Test("A product that is added changes no draw of another, and no two have the same luck")
  func luck() {
    let sought = [
      "tea": "poisson(1.5) * 1 unit", "mug": "traffic 30, conversion 5%, basket 1 unit, repurchase 1",
      "pot": "poisson(1.5) * 1 unit",
    ]
    func braces(_ names: [String]) -> String {
      names.map { "\($0) \(sought[$0] ?? "")" }.joined(separator: ", ")
    }
    expectClaims(
      Self.products + """
        market a { people 300; founders 300 agent; demand \(sought["tea"] ?? ""); uses poisson(1) * 1 unit }
        market b from a { demand { \(braces(["tea", "mug"])) }; uses { tea poisson(1) * 1 unit } }
        market c from b { demand { \(braces(["tea", "pot", "mug"])) } }
        run one = tea_only in a for 2 months
        run two_sold = two in b for 2 months
        run three_sold = three in c for 2 months
        check "tea, alone and with others": teas(one) == teas(two_sold)
        check "in another order":           teas(one) == teas(three_sold)
        check "its own use":                teas_used(one) == teas_used(three_sold)
        check "mugs":                       mugs(two_sold) == mugs(three_sold)
        check "the same mean, other luck":  teas(three_sold) != pots(three_sold)
        """)
  }

  @Test("What the whole market wants is drawn for each product by itself")
  func shared() {
    expectClaims(
      Self.products + """
        market a { people 9; founders 9 agent; demand { tea 60 units seller by 1, mug 60 units seller by 1 } }
        run r = two in a for 1 month
        check "all of it is sold": teas(r) == 60 units and mugs(r) == 60 units
        check "to others":         any own_sales != sold * (70 CNY per unit) of r.agents
        """)
  }

  @Test("A share of what was sold counts for each product, rounded for each")
  func returns() {
    expectClaims(
      Self.products + """
        policy back from two { returns customer within 1 month at 100% }
        market a { people 1; founders 1 agent; demand { tea 3 units, mug 5 units }; returns 50% }
        market b from a { returns { mug 100% } }
        run r = back in a for 2 months
        check "of 3 and of 5 half is 2, to the even": r.agent(1).returned == 4 units
        run s = back in b for 2 months
        check "mugs only": s.agent(1).returned == 5 units and s.turnover == 2 * 300 CNY + 200 CNY
        """)
  }

  @Test("Each product is an event of its own, in the order of sells; all loads are part of the joining")
  func events() {
    expectClaims(
      Self.products + """
        policy stocked {
          sells mug, tea
          tier agent { price { tea 60 CNY, mug 30 CNY }; load { tea 5 units, mug 2 units } }
          rebate orders: 1 CNY on order to self
          rebate seller: 7 CNY on sale to self
          stock teas: 1 unit of tea; stock mugs: 1 unit of mug
        }
        market a { people 1; founders 1 agent; demand { tea 1 unit, mug 1 unit }; uses { tea 9 units } }
        run r = stocked in a for 1 month
        check "one order on joining, two in restock": r.agent(1).orders == 3 CNY
        check "two sales":                            r.agent(1).seller == 14 CNY
        check "mugs first": (min event of r.ledger where kind is sale and amount == 40 CNY) <
          (min event of r.ledger where kind is sale and amount == 100 CNY)
        check "then own use of what is left": r.agent(1).used == 4 units and r.agent(1).stock == 3 units
        """)
  }

  @Test("Sales that no rule looks at, and that nobody asks an agent about, are of each product, too")
  func plainSales() {
    expectClaims(
      Self.products + """
        policy stocked {
          sells mug, tea
          tier agent { price { tea 60 CNY, mug 30 CNY }; load { tea 5 units, mug 1 unit }; retail { tea 90 CNY } }
        }
        market a { people 2; founders 2 agent; demand { tea 3 units, mug 2 units } }
        run r = stocked in a for 1 month
        check "two teas are left, and no mug": all tea.stock == 2 units and mug.stock == 0 units of r.agents
        check "three at 90 and one at 40":     all net == 3 * 90 CNY + 40 CNY - 330 CNY of r.agents
        """)
  }
}
