// Logarithms of probabilities, as exact for a mean of 10^15 as for one of 10: Loader, "Fast and accurate
// computation of binomial probabilities" (2000).

/// ln of the chance of k events where `mean` are expected.
func logPoisson(_ k: Double, mean: Double) -> Double {
  if k == 0 { return -mean }
  return -deviance(k, mean) - 0.5 * Elementary.ln(2 * .pi * k) - stirlingRest(k)
}

/// ln of the chance of k successes in n trials, with 0 < p < 1.
func logBinomial(_ k: Double, trials n: Double, chance p: Double) -> Double {
  if k == 0 { return n * logOneLess(p) }
  if k == n { return n * Elementary.ln(p) }
  let rest = n - k
  return stirlingRest(n) - stirlingRest(k) - stirlingRest(rest) - deviance(k, n * p)
    - deviance(rest, n * (1 - p)) + 0.5 * Elementary.ln(n / (2 * .pi * k * rest))
}

/// ln(1 - p)
func logOneLess(_ p: Double) -> Double {
  p < 0.1 ? logExcess(-p) - p : Elementary.ln(1 - p)
}

/// x ln(x / mean) + mean - x, without cancellation where they are near.
private func deviance(_ x: Double, _ mean: Double) -> Double {
  -x * logExcess((mean - x) / x)
}

/// ln(1 + t) - t
private func logExcess(_ t: Double) -> Double {
  if t.magnitude >= 0.1 { return Elementary.ln(1 + t) - t }
  // ln(1 + t) = 2 artanh s with s = t / (2 + t), and 2 s - t = -s t.
  let s = t / (2 + t)
  let z = s * s
  var series = 0.0
  var n = 21.0
  while n >= 3 {
    series = series * z + 1 / n
    n -= 2
  }
  return 2 * s * z * series - s * t
}

/// ln k! less Stirling's (k + 1/2) ln k - k + ln(2 pi) / 2, for whole k >= 1.
private func stirlingRest(_ k: Double) -> Double {
  if k < 16 {
    var logarithm = 0.0
    var factor = 2.0
    while factor <= k {
      logarithm += Elementary.ln(factor)
      factor += 1
    }
    return logarithm - (k + 0.5) * Elementary.ln(k) + k - 0.918938533204672741780329736406
  }
  let z = 1 / (k * k)
  return (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)))) / k
}
