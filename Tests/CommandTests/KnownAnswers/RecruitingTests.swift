import Testing

/// Uniform recruiting (Gastwirth 1977; the random recursive tree), and recruiting in proportion to the recruits one has.
@Suite("Known answers: recruiting")
struct RecruitingTests {
  @Test(
    "Each newcomer under anyone who is there, all alike",
    arguments: [(30, 2), (30, 5), (100, 10), (100, 50), (100, 37), (270, 10), (270, 135), (1_000, 50)])
  func uniform(_ n: Int, _ k: Int) throws {
    let tree = UniformTree(n: n)
    let answer = try Answer("uniform", ["n": "\(n)", "k": "\(k)", "seeds": "\(Answer.seeds(for: n))"])

    let recruits = answer["recruits"]
    recruits.expectMean(tree.recruits(of: k), "recruits of the k-th")
    // Few values say little about their variance, and what hardly ever happens about its own spread.
    if recruits.values.count > 50 {
      recruits.expectVariance(tree.varianceOfRecruits(of: k), around: tree.recruits(of: k), "their variance")
    }
    recruits.expectShare(Double(k - 1) / Double(n - 1), "no recruit") { $0 == 0 }
    let downline = answer["downline"]
    downline.expectMean(tree.downline(of: k), "everyone below")
    for m in 0...2 { downline.expectShare(tree.chance(ofDownline: m, of: k), "m below") { Int($0) == m } }
    for (level, name) in [(2, "second"), (3, "third"), (4, "fourth")] {
      let wanted = tree.below(k, level: level)
      if wanted * Double(recruits.values.count) > 30 {
        answer[name].expectMean(wanted, "the \(name) level below")
      }
    }

    let leaves = answer["exactly_0"].map { $0 * Double(n) }
    leaves.expectMean(tree.leaves, "nobody recruited")
    leaves.expectVariance(tree.varianceOfLeaves, around: tree.leaves, "their variance")
    for (r, count) in tree.withRecruits.prefix(5).enumerated() {
      answer["exactly_\(r)"].expectMean(count / Double(n), "exactly \(r) recruits")
    }
    for least in 2...4 {
      let theirs = tree.withRecruits.enumerated().dropFirst(least).reduce(0) {
        $0 + Double($1.offset) * $1.element
      }
      answer["recruits_by_\(least)"].expectMean(theirs / Double(n - 1), "recruits of those with \(least)")
    }

    answer["mean_depth"].expectMean(tree.meanDepth, "mean depth")
    answer["last_depth"].expectMean(tree.depthOfLast, "depth of the last")
    for depth in 1...4 { answer["depth_\(depth)"].expectMean(tree.depths[depth], "at depth \(depth)") }
    let deep = answer.sum("depth_1", "depth_2").map { 1 - (1 + $0) / Double(n) }
    deep.expectMean(1 - tree.depths[...2].reduce(0, +) / Double(n), "deeper than two levels")
    if n <= 300 { answer["height"].expectMean(tree.height, "height") }
  }

  @Test(
    "Half of large trees recruit nobody, a quarter one, and those with r recruits or more have (r + 1) / 2^r of all"
  )
  func limits() throws {
    let shares = UniformTree(n: 1_000).withRecruits.map { $0 / 1_000 }
    let answer = try Answer("uniform", ["n": "2_000", "k": "736", "seeds": "\(Answer.seeds(for: 2_000))"])
    for r in 0...4 {
      let limit = 1 / Double(1 << (r + 1))
      #expect(abs(shares[r] - limit) < 1e-4)
      answer["exactly_\(r)"].expectMean(limit, give: 2e-4)
    }
    for r in 2...4 { answer["recruits_by_\(r)"].expectMean(Double(r + 1) / Double(1 << r), give: 2e-3) }
    // The last who may expect a recruit is about the n/e-th.
    answer["recruits"].expectMean(1, give: 2e-3)
  }

  /// Means of 20,000 and 4,000 simulations elsewhere; the first has no closed form.
  @Test(
    "The most recruits that anybody has, and the height",
    arguments: [(100, 6.726, 8.484, 0.01), (1_000, 10.013, 13.926, 0.024)])
  func most(_ n: Int, _ most: Double, _ height: Double, _ error: Double) throws {
    let answer = try Answer("uniform", ["n": "\(n)", "seeds": "\(Answer.seeds(for: n))"])
    answer["most"].expectMean(most, give: 4 * error)
    answer["height"].expectMean(height, give: 4 * error)
  }

  @Test(
    "In proportion to the recruits one has, and some more: leaves, and the founder's recruits",
    arguments: [(100, 1.0), (100, 0.5), (300, 1), (100, 20)])
  func preferential(_ n: Int, _ start: Double) throws {
    // The weights of m people add up to (m - 1) + m * start.
    var (leaves, first) = (1.0, 0.0)
    for m in 1..<n {
      let total = Double(m - 1) + Double(m) * start
      leaves += 1 - leaves * start / total
      first += (first + start) / total
    }
    if start == 1 { #expect(abs(leaves - Double(2 * n - 1) / 3) < 1e-9) }
    let answer = try Answer(
      "preferential", ["n": "\(n)", "start": "\(start)", "seeds": "\(Answer.seeds(for: n))"])
    answer["leaves"].expectMean(leaves)
    answer["first"].expectMean(first)
  }
}
