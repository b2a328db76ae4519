import Testing

/// Growth that is known in closed form: uniform recruiting (each newcomer under anyone already in, all alike) and
/// recruiting in proportion to the recruits one has. Seeds are fixed, so a test never fails by chance alone.
struct ClosedFormTests {
  /// `count` people in all, one a month, under a policy that moves nothing but what `rules` say.
  private func script(
    people: Int, seeds: ClosedRange<Int>, sponsor: String = "", rules: String = "", keep: String
  ) -> String {
    """
    product tea { cost 0 CNY; retail 100 CNY }
    policy p {
      sells tea
      supply dropship
      tier member { price 50 CNY }
      \(rules)
    }
    market town { people \(people); founders 1 member; arrivals 1\(sponsor) }
    sweep trees for seed in \(seeds.lowerBound)..\(seeds.upperBound) {
      run r = p in town for \(people - 1) months seed seed
      keep \(keep)
    }

    """
  }

  @Test("uniform recruiting, n = 100: half recruit nobody, depth is H(n) - 1, one under each by its place")
  func uniform() {
    // Over 60 trees: leaves 50 with variance 100/12, so a mean within four of its errors of 0.373; depth 4.187
    // with a spread of about 0.45 a tree; recruits of the tenth 2.348, its downline 9.
    expectClaims(
      script(
        people: 100, seeds: 1...60,
        keep: """
          leaves = count of r.agents where recruits == 0,
               depth = mean depth of r.agents,
               last = sum depth of r.agents where number == 100,
               one = count of r.agents where recruits == 1,
               tenth = sum recruits of r.agents where number == 10,
               below = sum downline of r.agents where number == 10,
               first = sum recruits of r.agents where number == 1,
               deep = share depth >= 3 of r.agents
          """) + """
          check "leaves": abs((mean leaves of trees) - 50) < 1.5
          check "their variance is n/12": abs((mean (leaves - 50) * (leaves - 50) of trees) - 8.3333) < 5
          check "mean depth": abs((mean depth of trees) - 4.187378) < 0.25
          check "depth of the last": abs((mean last of trees) - 5.177378) < 0.8
          check "exactly one recruit": abs((mean one of trees) - 25.0051) < 2
          check "recruits of the tenth": abs((mean tenth of trees) - 2.348409) < 0.75
          check "downline of the tenth": abs((mean below of trees) - 9) < 4.5
          check "recruits of the founder are H(99)": abs((mean first of trees) - 5.177378) < 1
          """)
  }

  @Test("uniform recruiting, n = 30: only two levels of persons is a thing that never happens")
  func depths() {
    expectClaims(
      script(
        people: 30, seeds: 1...100,
        keep:
          "depth = mean depth of r.agents, deep = share depth >= 3 of r.agents, most = max depth of r.agents")
          + """
          check "mean depth": abs((mean depth of trees) - 2.994987) < 0.25
          check "deeper than two below the founder": abs((mean deep of trees) - 59.9884%) < 6%
          check "always three levels": all most >= 2 of trees
          """)
  }

  @Test("Gastwirth's dealership: fee 2,500, bonus 900, 270 dealers: seven in eight do not get it back")
  func dealership() {
    expectClaims(
      script(
        people: 270, seeds: 1...25,
        rules:
          "fee entry: 2_500 CNY on join when not founder to company; rebate bonus: 900 CNY on join to upline",
        keep: """
          winners = count of r.agents where recruits >= 3,
               payers = sum net of r.agents where not founder,
               all_of = sum net of r.agents,
               house = r.company.net,
               bonuses = sum bonus of r.agents
          """) + """
          check "three recruits": abs((mean winners of trees) - 33.7376) < 4
          check "their net": abs((mean payers of trees) + 435_956.41 CNY) < 2_500 CNY
          check "one bonus a payer": all bonuses == 269 * 900 CNY of trees
          check "the company has what they lost": all all_of == -house of trees
          check "and that is known beforehand": all house == 269 * 1_600 CNY of trees
          """)
  }

  @Test("by recruits + 1: of n people (2n - 1) / 3 recruit nobody")
  func preferential() {
    // The weights of m people add up to 2m - 1, so leaves(m + 1) = leaves(m) (1 - 1 / (2m - 1)) + 1.
    expectClaims(
      script(
        people: 100, seeds: 1...60, sponsor: " sponsor by recruits + 1",
        keep: "leaves = count of r.agents where recruits == 0, most = max recruits of r.agents") + """
          check "leaves": abs((mean leaves of trees) - 199 / 3) < 1.8
          check "the largest has far more than under uniform recruiting": (mean most of trees) > 10
          """)
  }

  @Test("recruiting with a chance of p each: (1 + p)^t people, mean depth t p / (1 + p)")
  func binomialGrowth() {
    // Mahmoud's exponential tree, p = 20%, t = 20; a founder of a million people has room enough.
    expectClaims(
      """
      product tea { cost 0 CNY; retail 100 CNY }
      policy p { sells tea; supply dropship; tier member { price 50 CNY } }
      market town { people 100_000_000; founders 1 member; recruits chance(20%) }
      market sure from town { recruits chance(100%) }
      sweep trees for seed in 1..60 {
        run r = p in town for 20 months seed seed
        keep people = count of r.agents, depth = sum depth of r.agents
      }
      check "38.34 people": abs((mean people of trees) - 38.3376) < 16
      check "at depth 20 * 0.2 / 1.2": abs((sum depth of trees) / (sum people of trees) - 3.3333) < 0.6
      run all_in = p in sure for 10 months
      check "doubling": (count of all_in.agents) == 1_024
      check "C(10, 3) at depth 3": (count of all_in.agents where depth == 3) == 120
      """)
  }
}
