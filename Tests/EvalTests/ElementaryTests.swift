import Glibc
import PolColumns
import Testing

@Suite("Elementary functions")
struct ElementaryTests {
  /// How many steps of the last digit lie between two Doubles.
  static func steps(_ a: Double, _ b: Double) -> Double {
    if a == b || (a.isNaN && b.isNaN) { return 0 }
    return (a - b).magnitude / Swift.max(a.ulp, b.ulp)
  }

  @Test("ln and exp are within one step of the C library's")
  func logarithmAndExponential() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<100_000 {
      let any = Double(bitPattern: generator.next() >> 1)
      if any.isFinite { #expect(Self.steps(Elementary.ln(any), Glibc.log(any)) <= 1, "ln \(any)") }
      let near = Double.random(in: 0.5...2, using: &generator)
      #expect(Self.steps(Elementary.ln(near), Glibc.log(near)) <= 1, "ln \(near)")
      let x = Double.random(in: -745...710, using: &generator)
      #expect(Self.steps(Elementary.exp(x), Glibc.exp(x)) <= 1, "exp \(x)")
      let small = Double.random(in: -1...1, using: &generator)
      #expect(Self.steps(Elementary.exp(small), Glibc.exp(small)) <= 1, "exp \(small)")
    }
  }

  @Test("pow is within one step of the C library's")
  func power() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<100_000 {
      let x = Elementary.exp(Double.random(in: -20...20, using: &generator))
      let y = Double.random(in: -30...30, using: &generator)
      #expect(Self.steps(Elementary.pow(x, y), Glibc.pow(x, y)) <= 1, "\(x)^\(y)")
      let any = Double(bitPattern: generator.next() >> 1)
      if any.isFinite { #expect(Self.steps(Elementary.pow(any, y / 40), Glibc.pow(any, y / 40)) <= 1) }
    }
  }

  @Test("Special cases of pow are those of the C library")
  func powerCases() {
    let values = [
      0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, 1e-300, 0x1p-1074, 2e16, -1e300, 1.0000000001,
    ]
    for x in values {
      for y in values {
        #expect(Self.steps(Elementary.pow(x, y), Glibc.pow(x, y)) <= 1, "\(x)^\(y)")
      }
    }
  }

  @Test("Limits of ln and exp")
  func limits() {
    #expect(Elementary.ln(0) == -.infinity && Elementary.ln(-1).isNaN && Elementary.ln(1) == 0)
    #expect(Elementary.exp(0) == 1 && Elementary.exp(710) == .infinity && Elementary.exp(-800) == 0)
  }

  @Test("The normal quantile turns the normal distribution round")
  func normalQuantile() {
    for step in 1..<20_000 {
      let u = Double(step) / 20_000
      let back = 0.5 * erfc(-Elementary.normalQuantile(u) / 2.0.squareRoot())
      #expect((back - u).magnitude <= 4e-16, "\(u)")
    }
    for power in 3...15 {
      let u = Glibc.pow(10, -Double(power))
      let back = 0.5 * erfc(-Elementary.normalQuantile(u) / 2.0.squareRoot())
      #expect((back / u - 1).magnitude < 2e-13, "\(u)")
    }
    #expect(Elementary.normalQuantile(0.5) == 0)
  }
}
