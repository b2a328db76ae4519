/// Draws how many of n trials succeed with a chance of p each.
///
/// Few expected successes by inversion of one uniform; many by Hörmann's transformed rejection (BTRS, 1993).
enum Binomial {
  /// Trials that can be drawn: counts that are exact in a Double.
  static let trials = 0.0...1e15

  /// One draw; n whole, p in 0...1.
  static func drawn(trials n: Double, chance p: Double, person: UInt64, key: DrawKey) -> Double {
    if p > 0.5 { return n - lower(n, 1 - p, person: person, key: key) }
    return lower(n, p, person: person, key: key)
  }

  /// p at most 1/2.
  private static func lower(_ n: Double, _ p: Double, person: UInt64, key: DrawKey) -> Double {
    if n == 0 || p == 0 { return 0 }
    return n * p < 10
      ? inverted(n, p, key.uniform(person: person)) : rejected(n, p, person: person, key: key)
  }

  private static func inverted(_ n: Double, _ p: Double, _ u: Double) -> Double {
    let odds = p / (1 - p)
    var chance = Elementary.exp(n * logOneLess(p))
    var sum = chance
    var k = 0.0
    while u >= sum, k < n {
      chance *= (n - k) / (k + 1) * odds
      k += 1
      let next = sum + chance
      if next == sum, k > n * p { return k }
      sum = next
    }
    return k
  }

  private static func rejected(_ n: Double, _ p: Double, person: UInt64, key: DrawKey) -> Double {
    var stream = DrawStream(key: key, person: person)
    let spread = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let quick = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let top = logBinomial(((n + 1) * p).rounded(.down), trials: n, chance: p)
    while true {
      let u = openInterval(stream.next()) - 0.5
      let v = openInterval(stream.next())
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + n * p + 0.5).rounded(.down)
      if us >= 0.07, v <= quick { return k }
      if k < 0 || k > n { continue }
      let density = logBinomial(k, trials: n, chance: p) - top
      if Elementary.ln(v * alpha / (a / (us * us) + b)) <= density { return k }
    }
  }
}
