import Glibc
import PolColumns
import Testing

@Suite("Distributions")
struct DistributionTests {
  static let count = 200_000
  static let persons = (0..<UInt64(count)).map { childKey(of: 99, ordinal: $0) }

  static func reals(_ vector: Vector) -> [Double] {
    if case .reals(let values) = vector { values } else { [] }
  }

  static func sample(_ distribution: Distribution, _ arguments: [Double], clause: String = "test") -> [Double]
  {
    var failures = RowFailures(rowCount: count, where: nil)
    let key = DrawKey(seed: 5, month: 3, clause: clause, place: 0)
    let vectors = arguments.map { Vector.constant(.real($0)) }
    return reals(distribution.drawn(vectors, persons: persons, key: key, noting: &failures))
  }

  /// A distribution with the mean and the variance that it has.
  struct Moments: Sendable, CustomTestStringConvertible {
    var distribution: Distribution
    var arguments: [Double]
    var mean: Double
    var variance: Double
    var testDescription: String { "\(distribution) \(arguments)" }

    init(_ distribution: Distribution, _ arguments: [Double], _ mean: Double, _ variance: Double) {
      self.distribution = distribution
      self.arguments = arguments
      self.mean = mean
      self.variance = variance
    }
  }

  static let known: [Moments] = [
    Moments(.chance, [0.3], 0.3, 0.21),
    Moments(.poisson, [0.55], 0.55, 0.55),
    Moments(.poisson, [2.4], 2.4, 2.4),
    Moments(.poisson, [15.9], 15.9, 15.9),
    Moments(.poisson, [16], 16, 16),
    Moments(.poisson, [300], 300, 300),
    Moments(.poisson, [1e9], 1e9, 1e9),
    Moments(.binomial, [10, 0.3], 3, 2.1),
    Moments(.binomial, [100, 0.85], 85, 12.75),
    Moments(.binomial, [1000, 0.2], 200, 160),
    Moments(.binomial, [1e9, 0.5], 5e8, 2.5e8),
    Moments(.uniform, [2, 5], 3.5, 0.75),
    Moments(.normal, [3, 2], 3, 4),
    Moments(.lognormal, [0, 0.5], 1.1331484530668263, 0.3646958540123865),
    Moments(.beta, [2, 5], 2.0 / 7, 10.0 / 392),
    Moments(.beta, [0.5, 0.5], 0.5, 0.125),
    Moments(.beta, [0.1, 3], 0.1 / 3.1, 0.3 / (9.61 * 4.1)),
    Moments(.beta, [30, 10], 0.75, 300.0 / 65_600),
  ]

  @Test("Means and variances are right within five standard errors", arguments: known)
  func moments(case known: Moments) {
    let (mean, variance) = (known.mean, known.variance)
    let values = Self.sample(known.distribution, known.arguments)
    let n = Double(Self.count)
    let found = values.reduce(0, +) / n
    let deviations = values.map { ($0 - found) * ($0 - found) }
    let spread = deviations.reduce(0, +) / n
    let fourth = deviations.reduce(0) { $0 + $1 * $1 } / n
    #expect((found - mean).magnitude < 5 * (variance / n).squareRoot())
    #expect(
      (spread - variance).magnitude < 5 * ((fourth - spread * spread).magnitude / n).squareRoot() + 1e-5
        * variance)
  }

  @Test(
    "Poisson counts come as often as their chances say", arguments: [0.55, 2.4, 12, 15.99, 16, 40, 250.5])
  func poissonChances(mean: Double) {
    var counts: [Double: Double] = [:]
    for value in Self.sample(.poisson, [mean]) { counts[value, default: 0] += 1 }
    let n = Double(Self.count)
    for k in 0...400 {
      let expected = n * Glibc.exp(Double(k) * Glibc.log(mean) - mean - Glibc.lgamma(Double(k) + 1))
      let found = counts[Double(k)] ?? 0
      #expect((found - expected).magnitude < 5 * expected.squareRoot() + 2, "\(k)")
    }
  }

  @Test(
    "Binomial counts come as often as their chances say", arguments: [5.0, 40, 60, 500], [0.2, 0.5, 0.9])
  func binomialChances(trials: Double, chance: Double) {
    var counts: [Double: Double] = [:]
    for value in Self.sample(.binomial, [trials, chance]) { counts[value, default: 0] += 1 }
    let n = Double(Self.count)
    for k in stride(from: 0, through: trials, by: 1) {
      let ways = Glibc.lgamma(trials + 1) - Glibc.lgamma(k + 1) - Glibc.lgamma(trials - k + 1)
      let expected = n * Glibc.exp(ways + k * Glibc.log(chance) + (trials - k) * Glibc.log(1 - chance))
      #expect(((counts[k] ?? 0) - expected).magnitude < 5 * expected.squareRoot() + 2, "\(k)")
    }
  }

  @Test("Edges of the parameters")
  func edges() {
    #expect(Self.sample(.chance, [0]).allSatisfy { $0 == 0 })
    #expect(Self.sample(.chance, [1]).allSatisfy { $0 == 1 })
    #expect(Self.sample(.poisson, [0]).allSatisfy { $0 == 0 })
    #expect(Self.sample(.binomial, [7, 1]).allSatisfy { $0 == 7 })
    #expect(Self.sample(.binomial, [7, 0]).allSatisfy { $0 == 0 })
    #expect(Self.sample(.uniform, [2, 2]).allSatisfy { $0 == 2 })
    #expect(Self.sample(.normal, [2, 0]).allSatisfy { $0 == 2 })
  }

  @Test("A draw doesn't depend on the other rows, nor on whether they share the parameters")
  func independence() {
    var generator = SeededGenerator(seed: 8)
    let key = DrawKey(seed: 9, month: 1, clause: "x", place: 2)
    let persons = Array(Self.persons[..<300])
    let others = [
      Moments(.beta, [0.4, 2], 0, 0), Moments(.poisson, [7.7], 0, 0), Moments(.binomial, [90, 0.4], 0, 0),
    ]
    for (distribution, arguments) in (Self.known + others).map({ ($0.distribution, $0.arguments) }) {
      var failures = RowFailures(rowCount: 300, where: nil)
      let constants = arguments.map { Vector.constant(.real($0)) }
      let together = Self.reals(distribution.drawn(constants, persons: persons, key: key, noting: &failures))
      for row in 0..<300 {
        // The row among strangers with other parameters.
        var single = RowFailures(rowCount: 3, where: nil)
        let columns = arguments.map { Vector.reals([$0 / 3, $0, $0 / 2]) }
        let group = [generator.next(), persons[row], generator.next()]
        let values = Self.reals(distribution.drawn(columns, persons: group, key: key, noting: &single))
        #expect(values[1] == together[row], "\(distribution) row \(row)")
      }
    }
  }

  @Test("Parameters that a distribution can't have are failures of their rows")
  func badParameters() {
    func failing(_ distribution: Distribution, _ a: [Double], _ b: [Double]? = nil) -> [Int] {
      var failures = RowFailures(rowCount: 3, where: nil)
      let arguments = [Vector.reals(a)] + (b.map { [Vector.reals($0)] } ?? [])
      let key = DrawKey(seed: 1, month: 0, clause: "x", place: 0)
      _ = distribution.drawn(arguments, persons: [1, 2, 3], key: key, noting: &failures)
      return failures.entries.map(\.row)
    }
    #expect(failing(.chance, [0.5, 1.01, -0.01]) == [1, 2])
    #expect(failing(.poisson, [1, -1, 1e16]) == [1, 2])
    #expect(failing(.binomial, [1, -1, 5], [0.5, 0.5, 1.5]) == [1, 2])
    #expect(failing(.uniform, [1, 3, 1], [1, 2, 2]) == [1])
    #expect(failing(.normal, [1, 3, 1], [1, -2, 0]) == [1])
    #expect(failing(.lognormal, [1, 3, 1_000], [1, -2, 0]) == [1, 2])
    #expect(failing(.beta, [1, 0, 1], [1, 1, -1]) == [1, 2])
  }
}
