import Testing

/// What rules pay is gathered before it is posted where nothing is capped and nothing comes back: by spreads and climbs
/// that only such policies show.
struct GatheringTests {
  @Test("what is paid to many at once comes out as in the obvious simulation")
  func markets() {
    for seed in ObviousTests.isSoaking ? 1...1_000 : 1...60 {
      let policy = PolicyMaker(seed: seed &+ 4_000_000).policy.gathered(seed)
      ObviousTests().expectSameMarket(policy, months: 2 + seed % 5, seed: seed)
    }
  }

  @Test("Of more people than a thread takes at a time, too, each sells at the price of its own tier")
  func ownTiers() {
    expectClaims(
      """
      product tea { cost 0 CNY; retail 100 CNY }
      policy p { sells tea; tier low { price 10 CNY; load 1 unit }; tier high { price 10 CNY; retail 50 CNY; load 1 unit } }
      market m { people 70_000; founders 69_999 low, 1 high; demand 1 unit }
      run r = p in m for 1 month
      check "100 and 50": r.agent(69_999).net == 90 CNY and r.agent(70_000).net == 40 CNY
      """)
  }
}

extension ObviousPolicy {
  /// The same without what makes payments be looked at one by one, and with differentials and splits of sales.
  fileprivate func gathered(_ seed: Int) -> ObviousPolicy {
    var (dice, policy) = (Dice(seed: seed), self)
    (policy.returns, policy.customerReturns) = (nil, nil)
    policy.rules.removeAll { _ in true }
    while policy.tiers.count < 3 {
      policy.tiers.append(policy.tiers[policy.tiers.count - 1])
      policy.tiers[policy.tiers.count - 1].name = "t\(policy.tiers.count)"
      policy.tiers[policy.tiers.count - 1].keep = nil
      policy.tiers[policy.tiers.count - 1].reach = (
        .figure(.recruits, window: nil, sign: ">=", dice.roll(1...3)), dice.pick([.next, .now])
      )
    }
    let bases: [ObviousRule.Base] = [.sale, .sale, .use]
    for name in ["up", "higher"] {
      let rates =
        [Points(dice.pick([0, 200]))]
        + policy.tiers.dropFirst().map { _ in
          Points(dice.pick([0, 200, 400, 400, 800]))
        }
      guard rates.contains(where: { $0.value > 0 }) else { continue }
      let whole = dice.chance(60)
      policy.rules.append(
        ObviousRule(
          name: name, kind: .rebate,
          amount: .differential(
            rates,
            peers: (0..<(dice.chance(60) ? dice.roll(1...3) : 0)).map { _ in Points(dice.roll(0...300)) },
            of: dice.pick(bases)),
          recipients: [
            .init(
              party: .chain(andSelf: dice.chance(50), from: 1, to: whole ? nil : dice.roll(1...3)),
              condition: whole ? nil : .tierAtLeast(1))
          ], condition: dice.chance(30) ? .tierAtLeast(1) : nil))
    }
    for (name, kind) in [("split", ObviousRule.Kind.rebate), ("dues", .fee)] {
      let own = dice.roll(1...4_000)
      policy.rules.append(
        ObviousRule(
          name: name, kind: kind, amount: .rate(Points(dice.roll(1...900)), of: dice.pick(bases)),
          recipients: [
            .init(party: .agent, share: Points(own)),
            .init(
              party: .chain(andSelf: false, from: 1, to: 1), share: Points(3_000),
              condition: dice.chance(50) ? .tierAtLeast(1) : nil),
            .init(
              party: kind == .fee ? .company : .chain(andSelf: false, from: 2, to: 2),
              share: Points(7_000 - own)),
          ]))
    }
    return policy
  }
}
