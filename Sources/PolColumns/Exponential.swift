extension Elementary {
  /// e^x; infinity above 709.78, 0 below -745.13.
  ///
  /// x = k ln 2 + r with |r| at most half of ln 2; e^r by a rational approximation.
  package static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    if x > 7.09782712893383973096e+02 { return .infinity }
    if x < -7.45133219101941108420e+02 { return 0 }
    // Adding 1.5 * 2^52 rounds to a whole number, half-even, without a call.
    let k = (x * 1.44269504088896338700e+00 + 0x1.8p52) - 0x1.8p52
    let high = x - k * ln2High
    let low = k * ln2Low
    let r = high - low
    let t = r * r
    let c = r - t * expPolynomial(t)
    let y = 1 - ((low - (r * c) / (2 - c)) - high)
    return scaled(y, by: Int(k))
  }

  /// The polynomial that `exp` and `pow` share.
  static func expPolynomial(_ t: Double) -> Double {
    1.66666666666666019037e-01
      + t
      * (-2.77777777770155933842e-03
        + t
        * (6.61375632143793436117e-05
          + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)))
  }

  /// y * 2^power for y near 1 and powers of -1080...1024.
  static func scaled(_ y: Double, by power: Int) -> Double {
    if power > 1023 { return y * 2 * powerOfTwo(power - 1) }
    if power >= -1021 { return y * powerOfTwo(power) }
    return y * powerOfTwo(power + 600) * 0x1p-600
  }

  private static func powerOfTwo(_ power: Int) -> Double {
    Double(bitPattern: UInt64(power + 1023) << 52)
  }
}
