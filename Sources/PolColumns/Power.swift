extension Elementary {
  /// x to the power y; NaN for a negative x and a broken y, infinity for 0 to a negative power.
  ///
  /// 2^(y log2 x), with log2 x in two parts of 53 + 24 bits: below 0.7 ulp.
  package static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    guard x == x, y == y else { return .nan }
    let isWhole = y.rounded(.towardZero) == y
    // Beyond 2^53 every whole Double is even.
    let isOdd = isWhole && y.magnitude < 0x1p53 && Int64(y) & 1 == 1
    if x == 0 {
      let size = y < 0 ? Double.infinity : 0
      return isOdd && x.sign == .minus ? -size : size
    }
    guard x > 0 || isWhole else { return .nan }
    let sign = x < 0 && isOdd ? -1.0 : 1.0
    let size = x.magnitude
    if size == 1 { return sign }
    // Infinite, or beyond every Double whatever the base.
    if size == .infinity || y.magnitude > 0x1p64 {
      return (size > 1) == (y > 0) ? sign * .infinity : sign * 0
    }
    if y == 1 { return x }
    let (high, low) = binaryLogarithm(size)
    return sign * binaryPower(y, high, low)
  }

  /// log2(x) as two summands, the first with 32 bits at most.
  private static func binaryLogarithm(_ x: Double) -> (Double, Double) {
    var value = x
    var n = 0
    if value < 0x1p-1022 {
      value *= 0x1p53
      n = -53
    }
    n += Int(value.bitPattern >> 52) - 1023
    let fraction = value.bitPattern & 0x000f_ffff_ffff_ffff
    let top = fraction >> 32
    var ax = Double(bitPattern: fraction | 0x3ff0_0000_0000_0000)
    // Against 1 below sqrt(3/2), against 3/2 below sqrt(3), else against the next power of two.
    var isUpper = false
    if top >= 0x3988e, top < 0xbb67a {
      isUpper = true
    } else if top >= 0xbb67a {
      n += 1
      ax *= 0.5
    }
    let base = isUpper ? 1.5 : 1.0
    let u = ax - base
    let v = 1 / (ax + base)
    let ss = u * v
    let sHigh = truncated(ss)
    // ax + base in two parts.
    var tHigh = truncated(ax + base)
    var tLow = ax - (tHigh - base)
    let sLow = v * ((u - sHigh * tHigh) - sHigh * tLow)
    var s2 = ss * ss
    var r = s2 * s2 * logPolynomial(s2)
    r += sLow * (sHigh + ss)
    s2 = sHigh * sHigh
    tHigh = truncated(3 + s2 + r)
    tLow = r - ((tHigh - 3) - s2)
    let u2 = sHigh * tHigh
    let v2 = sLow * tHigh + tLow * ss
    let pHigh = truncated(u2 + v2)
    let pLow = v2 - (pHigh - u2)
    let zHigh = 9.61796700954437255859e-01 * pHigh
    let zLow =
      -7.02846165095275826516e-09 * pHigh + pLow * 9.61796693925975554329e-01
      + (isUpper ? 1.35003920212974897128e-08 : 0)
    let baseHigh = isUpper ? 5.84962487220764160156e-01 : 0
    let t = Double(n)
    let high = truncated(((zHigh + zLow) + baseHigh) + t)
    return (high, zLow - (((high - t) - baseHigh) - zHigh))
  }

  private static func logPolynomial(_ s: Double) -> Double {
    5.99999999999994648725e-01
      + s
      * (4.28571428578550184252e-01
        + s
        * (3.33333329818377432918e-01
          + s
          * (2.72728123808534006489e-01
            + s * (2.30660745775561754067e-01 + s * 2.06975017800338417784e-01))))
  }

  /// 2^(y * (high + low)).
  private static func binaryPower(_ y: Double, _ high: Double, _ low: Double) -> Double {
    let yHigh = truncated(y)
    let pLow = (y - yHigh) * high + y * low
    let pHigh = yHigh * high
    let sum = pLow + pHigh
    if sum >= 1024 + 1e-10 { return .infinity }
    if sum < -1080 { return 0 }
    let n = sum.rounded(.toNearestOrEven)
    let rest = pHigh - n
    let t = truncated(pLow + rest)
    let u = t * 6.93147182464599609375e-01
    let v = (pLow - (t - rest)) * 6.93147180559945286227e-01 + t * -1.90465429995776804525e-09
    let z = u + v
    let w = v - (z - u)
    let t2 = z * z
    let c = z - t2 * expPolynomial(t2)
    let r = (z * c) / (c - 2) - (w + z * w)
    return scaled(1 - (r - z), by: Int(n))
  }

  /// The same without its lower 32 bits.
  private static func truncated(_ x: Double) -> Double {
    Double(bitPattern: x.bitPattern & 0xffff_ffff_0000_0000)
  }
}
