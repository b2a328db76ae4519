import PolColumns

/// Decimal arithmetic as at school: an array of digits, lowest first, and a power of ten. The oracle for
/// `ExactNumber`.
struct SchoolDecimal {
  var digits: [Int]
  var isNegative: Bool
  var exponent: Int

  init(_ number: ExactNumber) {
    digits = String(number.coefficient.magnitude).utf8.reversed().map { Int($0) - 48 }
    isNegative = number.isNegative
    exponent = number.exponent
  }

  init(digits: [Int], isNegative: Bool, exponent: Int) {
    self.digits = digits
    self.isNegative = isNegative
    self.exponent = exponent
  }

  /// The same at a lower exponent.
  func lowered(to power: Int) -> SchoolDecimal {
    SchoolDecimal(
      digits: Array(repeating: 0, count: exponent - power) + digits, isNegative: isNegative, exponent: power)
  }

  /// Whether one size is at least another.
  static func covers(_ a: [Int], _ b: [Int]) -> Bool {
    let count = max(a.count, b.count)
    for index in (0..<count).reversed() {
      let (x, y) = (index < a.count ? a[index] : 0, index < b.count ? b[index] : 0)
      if x != y { return x > y }
    }
    return true
  }

  /// a + b or, with `sign` -1, a - b for a at least b.
  static func combined(_ a: [Int], _ b: [Int], sign: Int) -> [Int] {
    var result: [Int] = []
    var carry = 0
    for index in 0...max(a.count, b.count) {
      var digit = (index < a.count ? a[index] : 0) + sign * (index < b.count ? b[index] : 0) + carry
      carry = digit < 0 ? -1 : digit / 10
      digit = (digit + 10) % 10
      result.append(digit)
    }
    return result
  }

  func plus(_ other: SchoolDecimal) -> SchoolDecimal {
    let power = min(exponent, other.exponent)
    let (a, b) = (lowered(to: power), other.lowered(to: power))
    if a.isNegative == b.isNegative {
      let sum = Self.combined(a.digits, b.digits, sign: 1)
      return SchoolDecimal(digits: sum, isNegative: a.isNegative, exponent: power)
    }
    let (large, small) = Self.covers(a.digits, b.digits) ? (a, b) : (b, a)
    let difference = Self.combined(large.digits, small.digits, sign: -1)
    return SchoolDecimal(digits: difference, isNegative: large.isNegative, exponent: power)
  }

  func times(_ other: SchoolDecimal) -> SchoolDecimal {
    var result = [Int](repeating: 0, count: digits.count + other.digits.count + 1)
    for (i, a) in digits.enumerated() {
      for (j, b) in other.digits.enumerated() { result[i + j] += a * b }
    }
    for index in 0..<(result.count - 1) {
      result[index + 1] += result[index] / 10
      result[index] %= 10
    }
    return SchoolDecimal(
      digits: result, isNegative: isNegative != other.isNegative, exponent: exponent + other.exponent)
  }

  /// Long division to 80 more digits; a rest leaves a 1 behind.
  func over(_ other: SchoolDecimal) -> SchoolDecimal {
    var rest: [Int] = []
    var quotient: [Int] = []
    for digit in digits.reversed() + Array(repeating: 0, count: 80) {
      rest.insert(digit, at: 0)
      var count = 0
      while Self.covers(rest, other.digits) {
        rest = Self.combined(rest, other.digits, sign: -1)
        count += 1
      }
      while rest.last == 0 { rest.removeLast() }
      quotient.append(count)
    }
    quotient.append(rest.isEmpty ? 0 : 1)
    return SchoolDecimal(
      digits: quotient.reversed(), isNegative: isNegative != other.isNegative,
      exponent: exponent - other.exponent - 81)
  }

  /// Text of the number rounded half-even to 34 digits, as `ExactNumber` reads it.
  var rounded: ExactNumber? {
    var digits = digits
    var power = exponent
    while digits.last == 0 { digits.removeLast() }
    if digits.count > 34 {
      let dropped = digits.count - 34
      let tail = digits[..<dropped]
      power += dropped
      digits = Array(digits[dropped...])
      let isAbove = tail[dropped - 1] > 5 || (tail[dropped - 1] == 5 && tail.dropLast().contains { $0 != 0 })
      let isMiddle = tail[dropped - 1] == 5 && !isAbove
      if isAbove || (isMiddle && digits[0] % 2 == 1) { digits = Self.combined(digits, [1], sign: 1) }
    }
    let text = digits.reversed().map(String.init).joined()
    return ExactNumber((isNegative ? "-" : "") + (text.isEmpty ? "0" : text) + "e\(power)")
  }
}
