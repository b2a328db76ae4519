import Testing

/// Money on top of uniform recruiting.
@Suite("Known answers: money on top of recruiting")
struct RewardTests {
  @Test(
    "A dealership: who gets the fee back, and who has what the others lose",
    arguments: [
      (270, 10, 2_500, 900), (270, 20, 2_500, 900), (270, 50, 2_500, 900), (270, 13, 2_500, 900),
      (100, 5, 1_000, 999), (60, 2, 300, 100),
    ])
  func dealership(_ n: Int, _ k: Int, _ fee: Int, _ bonus: Int) throws {
    let need = (fee + bonus - 1) / bonus
    let tree = UniformTree(n: n)
    let answer = try Answer(
      "dealership",
      [
        "n": "\(n)", "k": "\(k)", "need": "\(need)", "fee": "\(fee) CNY", "bonus": "\(bonus) CNY",
        "seeds": "\(Answer.seeds(for: n))",
      ])
    answer["recruits"].expectShare(
      tree.chancesOfRecruits(of: k).dropFirst(need).reduce(0, +), "the k-th gets it back"
    ) { Int($0) >= need }
    answer["net"].expectMean(Double(bonus) * tree.recruits(of: k) - Double(fee), "the k-th's net")
    answer["winners"].expectMean(tree.withRecruits.dropFirst(need).reduce(0, +), "who gets it back")
    // All bonuses but the founder's go to those who paid.
    let paid = Double(bonus) * (Double(n - 1) - UniformTree.harmonic(n - 1)) - Double(fee * (n - 1))
    answer["payers"].expectMean(paid, "the payers")
    answer.sum("founder", "company").expectMean(-paid, "the founder and the company")
    answer["company"].expectMean(Double((n - 1) * (fee - bonus)), "the company")
    answer.sum("payers", "founder", "company").expectMean(0, "nothing is made and nothing is lost")
  }

  @Test("The dealership's figures as they were worked out elsewhere")
  func worked() {
    let tree = UniformTree(n: 270)
    #expect(abs(tree.withRecruits.dropFirst(3).reduce(0, +) - 33.7376) < 1e-4)
    let recover = [2: 0.905634, 10: 0.653577, 20: 0.489507, 50: 0.240947, 135: 0.033113]
    for (k, wanted) in recover.sorted(by: { $0.key < $1.key }) {
      #expect(abs(tree.chancesOfRecruits(of: k).dropFirst(3).reduce(0, +) - wanted) < 1e-6)
    }
    func lastToExpect(_ wanted: Double) -> Int? { (2..<270).last { tree.recruits(of: $0) >= wanted } }
    #expect(lastToExpect(3) == 13 && lastToExpect(2_500 / 900) == 17)
    let even = (19...20).map { tree.chancesOfRecruits(of: $0).dropFirst(3).reduce(0, +) }
    #expect(even[0] >= 0.5 && even[1] < 0.5)
  }

  @Test("A pack with rewards on two levels", arguments: [(1_000, 2), (1_000, 10), (1_000, 55), (200, 20)])
  func pack(_ n: Int, _ k: Int) throws {
    let tree = UniformTree(n: n)
    func reward(_ k: Int) -> Double { 85 * tree.below(k, level: 1) + 42.5 * tree.below(k, level: 2) }
    let answer = try Answer("pack", ["n": "\(n)", "k": "\(k)", "seeds": "\(Answer.seeds(for: n))"])
    answer["depth_1"].expectMean(tree.depthOfLast, "right below the founder")
    answer["reward"].expectMean(reward(k), "the k-th's rewards")
    answer["paid"].expectMean(85 * Double(n - 1) + 42.5 * (Double(n - 1) - tree.depthOfLast), "all rewards")
    for tenth in 1...10 {
      let theirs = ((tenth - 1) * n / 10 + 1)...(tenth * n / 10)
      answer["tenth_\(tenth)"].expectMean(
        theirs.reduce(0) { $0 + reward($1) } / Double(theirs.count), "tenth \(tenth)")
    }
    if n == 1_000 {
      // No closed form: the mean of 3,000 trees, whose standard error is 0.0001.
      answer["even"].expectMean(0.08234, give: 4 * 0.0001, "who has the price back")
    }
  }
}
