import Foundation

/// Closed forms and exact recurrences of the uniform recursive tree: n people, each under one who is there, all alike.
struct UniformTree {
  var n: Int

  /// 1 + 1/2 + ... + 1/n
  static func harmonic(_ n: Int) -> Double { (1..<max(n, 0) + 1).reduce(0) { $0 + 1 / Double($1) } }

  /// Each who comes after the k-th is the k-th's recruit with these chances, independently.
  private func chances(of k: Int) -> [Double] { (k..<n).map { 1 / Double($0) } }

  func recruits(of k: Int) -> Double { Self.harmonic(n - 1) - Self.harmonic(k - 1) }
  func varianceOfRecruits(of k: Int) -> Double { chances(of: k).reduce(0) { $0 + $1 - $1 * $1 } }
  func downline(of k: Int) -> Double { Double(n) / Double(k) - 1 }
  var leaves: Double { Double(n) / 2 }
  var varianceOfLeaves: Double { Double(n) / 12 }
  var meanDepth: Double { Self.harmonic(n) - 1 }
  var depthOfLast: Double { Self.harmonic(n - 1) }

  /// The chances that the k-th recruits 0, 1, 2, ... people.
  func chancesOfRecruits(of k: Int) -> [Double] {
    var found = [1.0]
    for chance in chances(of: k) {
      found.append(0)
      for index in found.indices.reversed() {
        found[index] = found[index] * (1 - chance) + (index > 0 ? found[index - 1] * chance : 0)
      }
    }
    return found
  }

  /// The chance that m are below the k-th: C(n - 2 - m, k - 2) / C(n - 1, k - 1), for k of 2 and more.
  func chance(ofDownline m: Int, of k: Int) -> Double {
    func logChoose(_ a: Int, _ b: Int) -> Double {
      lgamma(Double(a + 1)) - lgamma(Double(b + 1)) - lgamma(Double(a - b + 1))
    }
    return n - 2 - m < k - 2 ? 0 : exp(logChoose(n - 2 - m, k - 2) - logChoose(n - 1, k - 1))
  }

  /// How many are `level` below the k-th: the elementary symmetric function of 1/k, ..., 1/(n - 1).
  func below(_ k: Int, level: Int) -> Double {
    var found = [1.0] + [Double](repeating: 0, count: level)
    for chance in chances(of: k) {
      for index in stride(from: level, to: 0, by: -1) { found[index] += found[index - 1] * chance }
    }
    return found[level]
  }

  /// How many are at each depth.
  var depths: [Double] {
    (1..<n).reduce(into: [1.0]) { found, m in
      found.append(0)
      for depth in found.indices.reversed() where depth > 0 { found[depth] += found[depth - 1] / Double(m) }
    }
  }

  /// How many have exactly r recruits, r = 0, 1, 2, ...
  var withRecruits: [Double] {
    (1..<n).reduce(into: [1.0]) { found, m in
      found.append(0)
      for r in found.indices.reversed() {
        found[r] += ((r > 0 ? found[r - 1] : 0) - found[r]) / Double(m)
      }
      found[0] += 1
    }
  }

  /// The depth of the deepest, from the chances that nobody is deeper than h: the series f(0) = x, f(h)' = exp(f(h - 1))
  /// has them as its coefficients, times n.
  var height: Double {
    var mean = 0.0
    var chance = [Double](repeating: 0, count: n)  // of each size less one, for a height of at most h
    chance[0] = 1
    while chance[n - 1] < 1 - 1e-12 {
      mean += 1 - chance[n - 1]
      var next = [Double](repeating: 0, count: n)
      next[0] = 1
      for size in 1..<n {
        // g' = f' g for g = exp(f), where f' has the coefficients of the height before.
        for part in 0..<size { next[size] += chance[part] * next[size - 1 - part] / Double(size) }
      }
      chance = next
    }
    return mean
  }
}
