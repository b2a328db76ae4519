import Foundation
import Testing

/// Textbook results beside those of the other suites: families, urns, shops, fortunes, chains of finders, customers.
@Suite("Known answers: families, urns, shops and fortunes")
struct NeighbourTests {
  private func poisson(_ mean: Double, _ k: Int) -> Double {
    exp(-mean + Double(k) * log(mean) - lgamma(Double(k + 1)))
  }

  @Test(
    "A family that dies out: Poisson children, thinned, and Borel's law of how many there ever are",
    arguments: [(1.0, 0.7), (0.5, 1.0), (2.0, 0.3)])
  func progeny(_ children: Double, _ stay: Double) throws {
    let mean = children * stay
    let answer = try Answer("progeny", ["children": "\(children)", "stay": "\(stay)"])
    // Of a Poisson number each kept with a chance, the kept are a Poisson number.
    answer["recruits"].expectMean(mean, "children")
    answer["recruits"].expectVariance(mean, around: mean, "their variance")
    let family = answer["downline"].map { $0 + 1 }
    family.expectMean(1 / (1 - mean), "the family")
    family.expectVariance(mean / pow(1 - mean, 3), around: 1 / (1 - mean), "its variance")
    for size in 1...4 {
      let n = Double(size)
      let borel = exp(-mean * n + (n - 1) * log(mean * n) - lgamma(n + 1))
      family.expectShare(borel, "a family of \(size)") { $0 == n }
    }
  }

  @Test(
    "Units thrown at shops: how many have none (the empty urns)",
    arguments: [(100, 200), (50, 50), (20, 100)]
  )
  func occupancy(_ shops: Int, _ wanted: Int) throws {
    let answer = try Answer("occupancy", ["shops": "\(shops)", "wanted": "\(wanted)"])
    let (m, n) = (Double(shops), Double(wanted))
    let one = pow(1 - 1 / m, n)
    answer["empty"].expectMean(m * one)
    answer["empty"].expectVariance(
      m * (m - 1) * pow(1 - 2 / m, n) + m * one - m * m * one * one, around: m * one)
  }

  @Test("Filling up every month: what is sold is the smaller of what is wanted and the level")
  func refill() throws {
    for (level, wanted) in [(5, 4.0), (3, 6.0), (20, 10.0)] {
      let answer = try Answer("refill", ["level": "\(level)", "wanted": "\(wanted)"])
      let below = (0..<level).map { poisson(wanted, $0) }
      let full = 1 - below.reduce(0, +)
      let mean = below.enumerated().reduce(Double(level) * full) { $0 + Double($1.offset) * $1.element }
      answer["sold"].expectMean(mean, "of \(level)")
      answer["sold"].expectShare(full, "sold out at \(level)") { $0 == Double(level) }
    }
  }

  @Test("Fortunes of four shapes: Gini's coefficient, and what the richest have", arguments: [3.0, 4.0])
  func inequality(_ alpha: Double) throws {
    let (spread, few) = (0.8, 0.2)
    let answer = try Answer("inequality", ["alpha": "\(alpha)", "spread": "\(spread)", "few": "20%"])
    // Each room is several standard errors of a hundred thousand; a heavy tail needs more of it.
    answer["gini even of r.agents"].expectMean(1 / 3.0, give: 0.003, "even")
    answer["gini waiting of r.agents"].expectMean(0.5, give: 0.005, "waiting times")
    answer["gini pareto of r.agents"].expectMean(1 / (2 * alpha - 1), give: 0.01, "Pareto")
    answer["gini grown of r.agents"].expectMean(erf(spread / 2), give: 0.006, "lognormal")
    answer["top(few) even of r.agents"].expectMean(1 - pow(1 - few, 2), give: 0.003)
    answer["top(few) waiting of r.agents"].expectMean(few * (1 - log(few)), give: 0.005)
    answer["top(few) pareto of r.agents"].expectMean(pow(few, 1 - 1 / alpha), give: 0.01)
  }

  @Test("Halves up a chain stay below twice the prize, and names of one's own get parts of it")
  func balloon() throws {
    let answer = try Answer("balloon")
    answer["sum prize of h.agents"].expectMean(2_000 * (2 - pow(0.5, 5)), "five above the finder")
    answer["s.Bob.prize + s.Bob2.prize + s.Bob3.prize"].expectMean(
      2_000 * (2 - pow(0.5, 2)), "one's own two names above")
    answer["s.Ann.prize"].expectMean(2_000 * pow(0.5, 3), "the honest one above")
  }

  @Test("The first recruit's branch: Pólya's urn, all alike and in proportion", arguments: [21, 60])
  func branches(_ size: Int) throws {
    let answer = try Answer(
      "branches", ["size": "\(size)", "seeds": Command.optimised == nil ? "300" : "2000"])
    let n = Double(size)
    // Every size from 1 to n - 1 is as likely.
    answer["branch"].expectMean(n / 2)
    answer["branch"].expectVariance(((n - 1) * (n - 1) - 1) / 12, around: n / 2)
    answer["branch"].expectShare(1 / (n - 1), "alone") { $0 == 1 }
    answer["leaves"].expectMean(n / 2, "half recruit nobody")
    // Weights are one and one's recruits: a branch of s has 2s - 1 of 2n - 1, and a third of it to begin with.
    answer["rich_branch"].expectMean(((2 * n - 1) / 3 + 1) / 2)
    answer["rich_leaves"].expectMean((2 * n - 1) / 3, "two thirds recruit nobody")
  }

  @Test(
    "Customers who come and go: a Poisson number at every time", arguments: [(3.0, 0.8, 24), (5.0, 0.5, 4)])
  func visitors(_ won: Double, _ stay: Double, _ months: Int) throws {
    let answer = try Answer("visitors", ["won": "\(won)", "stay": "\(stay)", "months": "\(months)"])
    let mean = (1...months).reduce(0) { $0 + won * pow(stay, Double($1)) }
    answer["customers"].expectMean(mean)
    answer["customers"].expectVariance(mean, around: mean)
    answer["customers"].expectShare(poisson(mean, Int(mean)), "as many as expected") { $0 == floor(mean) }
  }
}
