package import PolColumns

/// Numbers as digits: rounded half-even for the eye, with thousands separated, or whole for a machine.
package enum Digits {
  /// `1,234.56`: rounded to so many decimals.
  package static func grouped(_ number: ExactNumber, decimals: Int) -> String {
    guard number.exponent <= 40 else { return "\(number.coefficient)e\(number.exponent)" }
    return grouped(fixed(number, decimals: decimals))
  }

  /// The same of a real number.
  package static func grouped(_ number: Double, decimals: Int) -> String {
    guard number.magnitude < 1e15 else { return "\(number)" }
    let factor = powerOfTen(decimals)
    let scaled = (number * Double(factor)).rounded(.toNearestOrEven)
    guard scaled.magnitude < 1e18 else { return "\(number)" }
    return grouped(pointed(Int128(scaled), decimals: decimals))
  }

  /// `1,234`
  package static func grouped(_ whole: Int) -> String { grouped("\(whole)") }

  /// `1,234.56` of an amount in minor units.
  package static func grouped(minor amount: Int64, decimals: Int) -> String {
    grouped(pointed(Int128(amount), decimals: decimals))
  }

  /// `1234.56` of an amount in minor units.
  package static func plain(minor amount: Int64, decimals: Int) -> String {
    pointed(Int128(amount), decimals: decimals)
  }

  /// Every digit and no separators: `-1234.5`, `1e60`.
  package static func plain(_ number: ExactNumber) -> String {
    guard (-80...40).contains(number.exponent) else { return "\(number.coefficient)e\(number.exponent)" }
    return number.description
  }

  /// Rounded half-even to so many decimals, trailing zeros kept.
  private static func fixed(_ number: ExactNumber, decimals: Int) -> String {
    let text = number.rounded(toScale: decimals, .halfEven).description
    guard decimals > 0 else { return text }
    let fraction = text.split(separator: ".").dropFirst().first ?? ""
    return text + (fraction.isEmpty ? "." : "") + String(repeating: "0", count: decimals - fraction.count)
  }

  private static func pointed(_ scaled: Int128, decimals: Int) -> String {
    pointed("\(scaled)", decimals: decimals)
  }

  /// Puts the point before the last `decimals` digits.
  private static func pointed(_ digits: String, decimals: Int) -> String {
    guard decimals > 0 else { return digits }
    let sign = digits.hasPrefix("-") ? "-" : ""
    let bare = String(digits.dropFirst(sign.count))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - bare.count)) + bare
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// Puts a comma after every third digit before the point.
  private static func grouped(_ digits: String) -> String {
    let sign = digits.hasPrefix("-") ? "-" : ""
    let parts = digits.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
    var whole = ""
    for (place, digit) in parts[0].enumerated() {
      if place > 0, (parts[0].count - place).isMultiple(of: 3) { whole.append(",") }
      whole.append(digit)
    }
    return sign + ([Substring(whole)] + parts.dropFirst()).joined(separator: ".")
  }

  private static func powerOfTen(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
