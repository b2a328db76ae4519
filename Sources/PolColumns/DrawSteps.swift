/// Draws by inversion for many who share their chances: what is looked up, made once.
///
/// Step k is the least 53 random bits that are above k: the chance of at most k in units of 2^-53, rounded up. So a
/// draw is the number of steps that a uniform has reached, to the same bit as if doubles were compared.
package struct DrawSteps: Sendable {
  private let steps: [UInt64]

  /// Poisson draws with a mean, by the same sums as one draw; nil for a mean that is not drawn by inversion.
  package init?(poisson mean: Double) {
    guard mean >= 0, mean < Poisson.rejectionMean else { return nil }
    var chance = Elementary.exp(-mean)
    var sums = [chance]
    var k = 0.0
    while true {
      k += 1
      chance *= mean / k
      let next = sums[sums.count - 1] + chance
      if next == sums[sums.count - 1], k > mean { break }
      sums.append(next)
    }
    self.init(sums: sums)
  }

  /// Draws of one of some groups, by their chances added up, ascending; the last group needs no sum.
  package init(sums: [Double]) {
    // Nobody draws more than 53 bits.
    steps = sums.map { ($0 * 0x1p53).rounded(.up) }.prefix { $0 < 0x1p53 }.map { UInt64($0) }
  }

  /// A draw for each of the persons in `rows`, 0 for those who are not chosen; one flag for each of them.
  package func counts(
    of persons: [UInt64], in rows: Range<Int>, where chosen: [Bool], key: DrawKey
  ) -> [Int64] {
    key.reached(steps, by: persons, in: rows, where: chosen)
  }
}
