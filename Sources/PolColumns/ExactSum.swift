import CLanes

/// A sum of exact numbers, rounded once, at the end: so the order of adding can't show.
///
/// Numbers of one exponent are added up as integers of 128 bits; `total` puts the few exponents together.
package struct ExactSum: Sendable {
  /// Sums by exponent, in the order met; an exponent comes again where 128 bits were full.
  private var parts: [(exponent: Int, digits: Int128)] = []

  /// Nothing added yet.
  package init() {}

  /// Adds one number.
  package mutating func add(_ number: ExactNumber) {
    add(number.coefficient, exponent: number.exponent)
  }

  /// Adds `digits * 10^exponent`.
  package mutating func add(_ digits: Int128, exponent: Int) {
    if digits == 0 { return }
    for index in parts.indices where parts[index].exponent == exponent {
      let (sum, overflows) = parts[index].digits.addingReportingOverflow(digits)
      if overflows { continue }
      parts[index].digits = sum
      return
    }
    parts.append((exponent, digits))
  }

  /// Adds everything that another sum holds.
  package mutating func add(_ other: ExactSum) {
    for part in other.parts { add(part.digits, exponent: part.exponent) }
  }

  /// Adds the rows of the mask.
  package mutating func add(_ numbers: Vector, where mask: [Bool]?, rows: Int) {
    switch numbers {
    case .integers(let values, let scale):
      var sum: Int128 = 0
      if let mask {
        precondition(mask.count == values.count)
        for row in 0..<values.count { sum &+= Int128(values[row] & (0 &- (mask[row] ? 1 : 0))) }
      } else if unsafe pol_size_bits(values, values.count) < Int64.max / Int64(values.count + 1) {
        sum = Int128(unsafe pol_lane_sum(values, values.count))
      } else {
        for value in values { sum &+= Int128(value) }
      }
      add(sum, exponent: -scale)
    case .exacts(let values):
      for row in values.indices where mask?[row] ?? true { add(values[row]) }
    case .constant(.exact(let value)):
      for row in 0..<rows where mask?[row] ?? true { add(value) }
    default: preconditionFailure("no exact numbers")
    }
  }

  /// The sum, rounded half-even to 34 digits; nil when out of range.
  package var total: ExactNumber? {
    guard let lowest = parts.map(\.exponent).min(), let highest = parts.map(\.exponent).max() else {
      return .zero
    }
    let base: Int128 = 1_000_000_000_000_000_000
    // Places of 18 digits, lowest first; a part takes up to four, and sums carry over into one more.
    var places = [Int128](repeating: 0, count: (highest - lowest) / 18 + 6)
    for part in parts {
      let (place, shift) = (part.exponent - lowest).quotientAndRemainder(dividingBy: 18)
      let unit = Int128(PowersOfTen.narrow[shift])
      var rest = part.digits
      var index = place
      while rest != 0 {
        let (quotient, digits) = rest.quotientAndRemainder(dividingBy: base)
        let (carry, kept) = (digits * unit).quotientAndRemainder(dividingBy: base)
        places[index] += kept
        places[index + 1] += carry
        rest = quotient
        index += 1
      }
    }
    return Self.number(&places, base: base, exponent: lowest)
  }

  private static func number(_ places: inout [Int128], base: Int128, exponent: Int) -> ExactNumber? {
    // The sign of the whole is that of the highest place once every other one is 0 or above.
    carry(&places, base: base)
    let isNegative = places[places.count - 1] < 0
    if isNegative {
      for index in places.indices { places[index] = -places[index] }
      carry(&places, base: base)
    }
    // The highest 36 digits or more; what is below shows in the last of them.
    guard let top = places.lastIndex(where: { $0 != 0 }) else { return .zero }
    var digits = UInt128(places[top])
    var index = top
    var power = exponent + 18 * top
    while index > 0, digits < PowersOfTen.wide[18] {
      index -= 1
      digits = digits * UInt128(base) + UInt128(places[index])
      power -= 18
    }
    var isInexact = false
    if index > 0, digits < PowersOfTen.wide[36] {
      // Only some digits of the next place have room.
      let room = 37 - PowersOfTen.digits(of: digits)
      let unit = PowersOfTen.wide[18 - room]
      index -= 1
      let (more, rest) = UInt128(places[index]).quotientAndRemainder(dividingBy: unit)
      digits = digits * PowersOfTen.wide[room] + more
      power -= room
      isInexact = rest != 0
    }
    isInexact = isInexact || places[..<index].contains { $0 != 0 }
    if isInexact, digits % 5 == 0 { digits += 1 }
    return ExactNumber(magnitude: digits, isNegative: isNegative, exponent: power)
  }

  /// Brings every place but the highest into 0..<base.
  private static func carry(_ places: inout [Int128], base: Int128) {
    for index in 0..<(places.count - 1) {
      var (carry, rest) = places[index].quotientAndRemainder(dividingBy: base)
      if rest < 0 {
        rest += base
        carry -= 1
      }
      places[index] = rest
      places[index + 1] += carry
    }
  }
}
