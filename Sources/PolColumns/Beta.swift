/// Draws a share between 0 and 1 with the density x^(a-1) (1-x)^(b-1), as x / (x + y) of two gamma draws.
enum Beta {
  /// One draw; a and b above 0.
  static func drawn(_ a: Double, _ b: Double, person: UInt64, key: DrawKey) -> Double {
    var stream = DrawStream(key: key, person: person)
    let x = logGammaDraw(a, &stream)
    let y = logGammaDraw(b, &stream)
    // In logarithms, since draws of a small shape may be too small for a Double.
    return 1 / (1 + Elementary.exp(y - x))
  }

  /// The logarithm of a gamma draw of shape `a`: Marsaglia and Tsang (2000); a shape below 1 is drawn as a + 1
  /// and multiplied by u^(1/a).
  private static func logGammaDraw(_ a: Double, _ stream: inout DrawStream) -> Double {
    guard a < 1 else { return logGammaAboveOne(a, &stream) }
    let draw = logGammaAboveOne(a + 1, &stream)
    return draw + Elementary.ln(openInterval(stream.next())) / a
  }

  private static func logGammaAboveOne(_ a: Double, _ stream: inout DrawStream) -> Double {
    let d = a - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = Elementary.normalQuantile(openInterval(stream.next()))
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = openInterval(stream.next())
      let logV = Elementary.ln(v)
      if Elementary.ln(u) < 0.5 * x * x + d - d * v + d * logV { return Elementary.ln(d) + logV }
    }
  }
}
