import Foundation
import Testing

/// Diffusion, funds, companies that live on fees, what pays, and stock that nobody buys.
@Suite("Known answers: diffusion, funds, retail and stock")
struct MarketTests {
  /// The share that has adopted by t, after Bass (1969).
  private func bass(_ p: Double, _ q: Double, _ t: Double) -> Double {
    let left = exp(-(p + q) * t)
    return (1 - left) / (1 + q / p * left)
  }

  @Test(
    "Bass: adoption by oneself and by imitation",
    arguments: [(0.03, 0.38, 20), (0.01, 0.6, 20), (0.002, 0.5, 10)])
  func diffusion(_ p: Double, _ q: Double, _ steps: Int) throws {
    let years = 30
    let answer = try Answer(
      "bass", ["p": "\(p)", "q": "\(q)", "steps": "\(steps)", "years": "\(years)", "crowd": "20_000"])
    let adopted = answer["headcount"].values.map { $0 / 20_000 }
    try #require(adopted.count == years * steps + 1)
    // A step takes the chances as they were when it began: it is late, and what grows in steps grows more slowly;
    // the last few come when a step's part of them is half a person.
    let step = 1 / Double(steps)
    for year in 1...years {
      let (time, found) = (Double(year), adopted[year * steps])
      #expect(found < bass(p, q, time) + 0.002, "\(year)")
      #expect(found > bass(p, q, time - step * (1 + (p + q) * time / 2)) - 0.002, "\(year)")
    }
    let peak = log(q / p) / (p + q)
    answer["peak"].expectMean(peak, give: 0.5)
    answer["peak_rate"].expectMean((p + q) * (p + q) / (4 * q), give: 0.002)
    #expect(abs(bass(p, q, peak) - (0.5 - p / (2 * q))) < 1e-12)
    // Of all adopters, the integral of p (1 - F) came by themselves.
    answer["imitation"].expectMean(1 - p / q * log(1 + q / p), give: 0.01)
    // Where p is nearly nothing, nearly all is imitation.
    if p < 0.005 { #expect(answer["imitation"].mean > 0.9) }
  }

  @Test("Bass's textbook averages, worked out elsewhere")
  func averages() {
    for (year, wanted) in [(1, 0.035758), (2, 0.085056), (5, 0.331199), (10, 0.812803)] {
      #expect(abs(bass(0.03, 0.38, Double(year)) - wanted) < 1e-6)
    }
  }

  /// Artzrouni's capital without real interest: K + inflow - withdrawals, each an integral of exponentials.
  private func capital(_ ri: Double, _ s0: Double, _ rp: Double, _ rw: Double, _ first: Double, at t: Double)
    -> Double
  {
    let a = rp - rw
    let c = s0 * (1 - rw / (ri - a)) / ri
    let growing = -rw * (first - s0 / (ri - a)) / a
    return growing * exp(a * t) + (first - growing - c) + c * exp(ri * t)
  }

  @Test(
    "A Ponzi scheme's capital without real interest (Artzrouni 2009)",
    arguments: [(1.5, 0.8, 0.3, 500, 200), (0.2, 0.5, 0.6, 20_000, 300), (1.0, 0.9, 0.4, 0, 250)])
  func ponzi(_ ri: Double, _ rp: Double, _ rw: Double, _ first: Int, _ length: Int) throws {
    let founders = max(first, 1)
    let answer = try Answer(
      "ponzi",
      [
        "ri": "\(ri)", "rp": "\(rp)", "rw": "\(rw)", "first": "\(founders)", "length": "\(length)",
        "s0": "2_000", "steps": "100",
      ])
    let t = Double(length) / 100
    let wanted = capital(ri, 2_000, rp, rw, Double(founders), at: t)
    // Newcomers of a step take out from the next one on: half a step's delay, and whole people.
    answer["capital"].expectMean(wanted, give: 0.01 * (Double(founders) + 2_000 / ri * exp(ri * t)))
  }

  @Test("The fit to Charles Ponzi: ten millions in 0.58 years, at a rate of 73 at the end")
  func fit() throws {
    var (low, high) = (1.0, 20.0)
    while high - low > 1e-12 {
      let ri = (low + high) / 2
      if 73 / ri * (1 - exp(-ri * 0.58)) > 10 { low = ri } else { high = ri }
    }
    let s0 = 73 * exp(-low * 0.58)
    #expect(abs(low - 7.187026) < 1e-5 && abs(s0 - 1.129736) < 1e-5 && abs(s0 / 365 * 1e6 - 3_095.17) < 0.01)
    // A stake is a thousand dollars.
    let answer = try Answer(
      "ponzi", ["ri": "\(low)", "s0": "\(s0 * 1_000)", "first": "1", "length": "290", "steps": "500"])
    answer["taken_in"].expectMean(10_000, give: 20)
    answer["rate_at_end"].expectMean(73_000 * exp(-low / 1_000), give: 250)
  }

  @Test(
    "A company that lives on fees", arguments: [(0.5, 100, 60, 3), (0.5, 100, 50, 2), (0.3, 200, 90, 1)])
  func fees(_ growth: Double, _ fee: Int, _ bonus: Int, _ care: Int) throws {
    let (crowd, first, periods) = (100_000.0, 100.0, 60)
    let answer = try Answer(
      "fees",
      [
        "growth": "\(growth)", "fee": "\(fee) CNY", "bonus": "\(bonus)%", "care": "\(care) CNY",
        "periods": "\(periods)",
      ])
    var (members, cash) = (first, 0.0)
    var (joins, cashes) = ([first], [0.0])
    for _ in 1...periods {
      let new = growth * members * (1 - members / crowd)
      cash += new * Double(fee * (100 - bonus)) / 100 - members * Double(care)
      members += new
      joins.append(new)
      cashes.append(cash)
    }
    let found = answer["joins"].values
    try #require(found.count == joins.count)
    for (index, new) in joins.enumerated() { #expect(abs(found[index] - new) < 15, "\(index)") }
    let peak = try #require(joins.dropFirst().max())
    let best = try #require(joins.indices.dropFirst().first { joins[$0] == peak })
    answer["best_month"].expectMean(Double(best))
    let collapse = try #require(joins.indices.first { $0 > best && joins[$0] < 0.05 * peak })
    answer["collapse"].expectMean(Double(collapse))
    answer["best_cash"].expectMean(try #require(cashes.max()), give: 300)
    answer["after_peak"].expectMean(joins[(best + 1)...].reduce(0, +) / crowd, give: 0.001)
    if care == 3 {
      #expect(abs(peak - 12_356.457) < 0.001 && best == 17 && collapse == 25)
      #expect(abs(try #require(cashes.max()) - 2_425_337.82) < 0.01)
      #expect(cashes.firstIndex { $0 < 0 } == 30)
      let cash = answer["company_cash"].values
      #expect(cash[29] > 0 && cash[30] < 0)
    }
  }

  @Test(
    "Selling pays more than recruiting from some share of sales on, in three readings",
    arguments: [(0.25, 0.25), (0.5, 0.25), (1, 0.4), (0.3, 0.4), (0.75, 0.15)])
  func retail(_ m: Double, _ c: Double) throws {
    for (name, wanted) in [("usual", c / (m + 2 * c)), ("stricter", c / (m + c)), ("strictest", c / m)] {
      let threshold = wanted * 1_000
      guard threshold <= 1_000 + 1e-9 else {
        // It is never enough, not even when everything is sold.
        try Answer("retail", ["m": "\(m)", "c": "\(c)", "sold": "1_000"])[name].expectMean(0)
        continue
      }
      let enough = Int((threshold - 1e-9).rounded(.up))
      try Answer("retail", ["m": "\(m)", "c": "\(c)", "sold": "\(enough)"])[name].expectMean(1, name)
      try Answer("retail", ["m": "\(m)", "c": "\(c)", "sold": "\(enough - 1)"])[name].expectMean(0, name)
    }
  }

  @Test(
    "From some volume on it pays to buy what can't be sold",
    arguments: [
      (10_000_000, 5, 8, 0), (10_000_000, 5, 8, 50), (1_000_000, 0, 3, 0), (5_000_000, 10, 25, 20),
    ])
  func cliff(_ threshold: Int, _ low: Int, _ high: Int, _ salvage: Int) throws {
    let wanted = Double(threshold) * Double(100 - salvage - high) / Double(100 - salvage - low)
    for (step, isWorthIt) in [(-40.0, false), (40, true)] {
      let answer = try Answer(
        "cliff",
        [
          "threshold": "\(threshold) units", "low": "\(low)%", "high": "\(high)%", "salvage": "\(salvage)%",
          "real": "\(Int((wanted + step).rounded())) units",
        ])
      #expect((answer["advantage"].mean > 0) == isWorthIt, "\(step) from \(wanted)")
    }
  }

  @Test("What is left of an order under Poisson demand", arguments: [(100, 100), (10, 8), (40, 45), (5, 1)])
  func unsold(_ order: Int, _ mean: Int) throws {
    let chances = (0...order).map { Double($0) * log(Double(mean)) - Double(mean) - lgamma(Double($0 + 1)) }
      .map { exp($0) }
    let left = chances.enumerated().reduce(0) { $0 + Double(order - $1.offset) * $1.element }
    if order == 100 { #expect(abs(left - 3.986100) < 1e-6) }
    let answer = try Answer("unsold", ["order": "\(order)", "mean_demand": "\(mean)"])
    answer["stock"].expectMean(left)
    let need = Int((0.7 * Double(order)).rounded(.up))
    answer["sold"].expectShare(1 - chances[..<need].reduce(0, +), "70% are sold") { Int($0) >= need }
  }

  @Test(
    "How many have heard of it",
    arguments: [(10, 100, 10_000), (100, 100, 10_000), (500, 100, 10_000), (3, 7, 1_000)])
  func coverage(_ sellers: Int, _ meets: Int, _ town: Int) throws {
    let answer = try Answer("coverage", ["sellers": "\(sellers)", "meets": "\(meets)", "town": "\(town)"])
    let wanted = 1 - pow(1 - Double(meets) / Double(town), Double(sellers))
    answer["heard"].expectShare(wanted) { $0 > 0 }
  }

  @Test(
    "What a customer for life is worth, and one for a while",
    arguments: [(95, 12, 400), (99, 24, 1_500), (80, 6, 100)])
  func lock(_ stay: Int, _ months: Int, _ length: Int) throws {
    let answer = try Answer(
      "lock", ["stay": "\(stay)%", "months_locked": "\(months)", "length": "\(length)"])
    let s = Double(stay) / 100
    // Customers are whole, so a handful never leaves.
    answer["for_ever"].expectMean(30 / (1 - s), give: 1)
    answer["for_a_while"].expectMean(30 * (1 - pow(s, Double(months))) / (1 - s), give: 0.01)
  }

  @Test("Each of the four factors of turnover counts alike", arguments: [1, 2, 3])
  func factors(_ times: Int) throws {
    try Answer("factors", ["times": "\(times)"])["sold"].expectMean(Double(times) * 50 * 0.04 * 1.5 * 1.1)
  }
}
