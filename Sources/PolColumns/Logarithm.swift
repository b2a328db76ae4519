/// Elementary functions in plain IEEE arithmetic, so that every machine gives the same bits: the C library's
/// differ with the processor (fused multiply-add). Within 1 ulp, after Sun's fdlibm.
package enum Elementary {}

extension Elementary {
  static let ln2High = 6.93147180369123816490e-01
  static let ln2Low = 1.90821492927058770002e-10

  /// The natural logarithm; -infinity for 0, NaN below.
  ///
  /// x = 2^k (1 + f) with 1 + f in sqrt(1/2)...sqrt(2); ln(1 + f) by a polynomial in s = f / (2 + f).
  package static func ln(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x < .infinity else { return x }
    var value = x
    var power = 0
    if value < 0x1p-1022 {
      value *= 0x1p54
      power = -54
    }
    let bits = value.bitPattern
    power += Int(bits >> 52) - 1023
    let fraction = bits & 0x000f_ffff_ffff_ffff
    // Above sqrt(2) the next power of two is nearer.
    let isUpper = fraction >= 0x0006_a09e_667f_3bcd
    if isUpper { power += 1 }
    let f = Double(bitPattern: fraction | (isUpper ? 0x3fe0_0000_0000_0000 : 0x3ff0_0000_0000_0000)) - 1
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd =
      z
      * (6.666666666666735130e-01
        + w
        * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    let half = 0.5 * f * f
    let k = Double(power)
    return k * ln2High - ((half - (s * (half + even + odd) + k * ln2Low)) - f)
  }
}
