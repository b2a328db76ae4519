import CDraws

/// What a draw depends on besides the person: seed, month, clause and place.
///
/// The seed is Philox's key; a person's key, the month with the block's number, and the clause's hash are its
/// counter. So a draw doesn't depend on the order of work, nor on any other person or clause.
package struct DrawKey: Hashable, Sendable {
  private let seedLow: UInt64
  private let seedHigh: UInt64
  private let month: UInt64
  private let clause: UInt64

  /// A key for the draw at `place` in the clause, in a month below 65,536.
  package init(seed: UInt64, month: Int, clause: String, place: Int) {
    seedLow = seed & 0xffff_ffff
    seedHigh = seed >> 32
    self.month = UInt64(truncatingIfNeeded: month) & 0xffff
    self.clause = UInt64(clauseHash(clause, place: place))
  }

  /// Two words of 64 random bits: a block is both halves of one Philox call.
  @inline(__always)
  package func words(person: UInt64, block: Int) -> (UInt64, UInt64) {
    Philox.block(
      person & 0xffff_ffff, person >> 32, month | (UInt64(truncatingIfNeeded: block) & 0xffff) << 16, clause,
      seedLow, seedHigh)
  }

  /// A number in 0..<1 with 53 random bits.
  @inline(__always)
  package func uniform(person: UInt64, block: Int = 0) -> Double {
    unitInterval(words(person: person, block: block).0)
  }

  /// For each person the same as `uniform(person:block:)`.
  package func uniforms(persons: [UInt64], block: Int = 0) -> [Double] {
    let words = firstWords(persons: persons, block: block)
    var result = [Double](repeating: 0, count: words.count)
    for row in 0..<words.count {
      result[row] = unitInterval(words[row])
    }
    return result
  }

  /// The first word of a block for each person, many at a time: the same as `words`.
  private func firstWords(persons: [UInt64], block: Int) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: persons.count)
    unsafe pol_first_words(persons, persons.count, key(block: block), &result)
    return result
  }

  /// How many steps each of the persons in `rows` reaches, 0 for those not chosen; one flag for each of them.
  func reached(
    _ steps: [UInt64], by persons: [UInt64], in rows: Range<Int>, where chosen: [Bool]
  ) -> [Int64] {
    precondition(chosen.count == rows.count)
    return unsafe persons[rows].withUnsafeBufferPointer { persons in
      unsafe written(rows.count) {
        unsafe pol_steps_reached(
          persons.baseAddress, chosen, persons.count, key(block: 0), steps, steps.count, $0)
      }
    }
  }

  private func key(block: Int) -> pol_draw_key {
    pol_draw_key(
      time: UInt32(truncatingIfNeeded: month | (UInt64(truncatingIfNeeded: block) & 0xffff) << 16),
      clause: UInt32(truncatingIfNeeded: clause), seed_low: UInt32(truncatingIfNeeded: seedLow),
      seed_high: UInt32(truncatingIfNeeded: seedHigh))
  }
}

/// The upper 53 bits of a word as a number in 0..<1.
@inline(__always)
package func unitInterval(_ word: UInt64) -> Double {
  // Whole numbers below 2^52 put into the digits of 2^52: unlike a conversion, this stays in vectors. Every
  // step is exact.
  let upper = Double(bitPattern: word >> 32 | 0x4330_0000_0000_0000) - 0x1p52
  let lower = Double(bitPattern: (word & 0xffff_ffff) >> 11 | 0x4330_0000_0000_0000) - 0x1p52
  return upper * 0x1p-32 + lower * 0x1p-53
}

/// The upper 52 bits of a word as a number inside 0...1, never 0 or 1.
@inline(__always)
package func openInterval(_ word: UInt64) -> Double {
  (Double(Int64(bitPattern: word >> 12)) + 0.5) * 0x1p-52
}

/// 32 bits for a clause's name and a place in it: FNV-1a, then mixed, so that places differ in every bit.
private func clauseHash(_ clause: String, place: Int) -> UInt32 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in clause.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
  return UInt32(truncatingIfNeeded: mixed(hash &+ UInt64(truncatingIfNeeded: place) &* goldenGamma) >> 32)
}
