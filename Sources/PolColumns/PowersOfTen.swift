/// Powers of ten as integers.
enum PowersOfTen {
  /// 10^0 ... 10^38.
  static let wide: [UInt128] = {
    var powers: [UInt128] = [1]
    for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()
  /// 10^0 ... 10^18.
  static let narrow: [Int64] = (0...18).map { Int64(wide[$0]) }
  /// 10^0 ... 10^22, each exact in a Double.
  static let real: [Double] = (0...22).map { Double(wide[$0]) }

  /// How many decimal digits a number has; 0 for zero.
  static func digits(of value: UInt128) -> Int {
    let bits = 128 - value.leadingZeroBitCount
    // 1233 / 4096 is log10(2) from above, near enough for 128 bits.
    let estimate = (bits * 1233) >> 12
    return value >= wide[estimate] ? estimate + 1 : estimate
  }
}
