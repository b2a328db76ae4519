/// Draws how many events come where `mean` are expected.
///
/// Small means by inversion of one uniform; large ones by Hörmann's transformed rejection (PTRS, 1993), which
/// is exact too. Which of the two is a matter of the mean alone, so a draw doesn't depend on whether all rows
/// share their mean.
enum Poisson {
  /// Means from here on are drawn by rejection.
  static let rejectionMean = 16.0
  /// Means that can be drawn: counts up to some 10^15 are exact in a Double.
  static let means = 0.0...1e15

  /// One draw.
  static func drawn(mean: Double, person: UInt64, key: DrawKey) -> Double {
    mean < rejectionMean
      ? inverted(key.uniform(person: person), mean: mean) : rejected(mean: mean, person: person, key: key)
  }

  /// The smallest k whose cumulative chance is above u.
  private static func inverted(_ u: Double, mean: Double) -> Double {
    var chance = Elementary.exp(-mean)
    var sum = chance
    var k = 0.0
    while u >= sum {
      k += 1
      chance *= mean / k
      let next = sum + chance
      // The chances no longer add up to 1: rounding has taken the rest.
      if next == sum, k > mean { return k }
      sum = next
    }
    return k
  }

  private static func rejected(mean: Double, person: UInt64, key: DrawKey) -> Double {
    var stream = DrawStream(key: key, person: person)
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let alpha = 1.1239 + 1.1328 / (b - 3.4)
    let quick = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = openInterval(stream.next()) - 0.5
      let v = openInterval(stream.next())
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07, v <= quick { return k }
      if k < 0 || (us < 0.013 && v > us) { continue }
      if Elementary.ln(v * alpha / (a / (us * us) + b)) <= logPoisson(k, mean: mean) { return k }
    }
  }

  /// A draw for each person with its own mean; means that can't be drawn count as 0.
  static func drawn(means: [Double], persons: [UInt64], key: DrawKey) -> [Double] {
    precondition(means.count == persons.count)
    var result = key.uniforms(persons: persons)
    for row in persons.indices {
      let mean = means[row]
      if !(mean > 0 && mean <= 1e15) {
        result[row] = 0
      } else if mean < rejectionMean {
        result[row] = inverted(result[row], mean: mean)
      } else {
        result[row] = rejected(mean: mean, person: persons[row], key: key)
      }
    }
    return result
  }

  /// A draw for each person, all with one mean.
  static func drawn(mean: Double, persons: [UInt64], key: DrawKey) -> [Double] {
    guard let steps = DrawSteps(poisson: mean) else {
      return persons.map { rejected(mean: mean, person: $0, key: key) }
    }
    let everyone = [Bool](repeating: true, count: persons.count)
    return steps.counts(of: persons, in: persons.indices, where: everyone, key: key).map { Double($0) }
  }
}
