/// Philox4x32-10: four random words as a pure function of a counter of four words and a key of two.
///
/// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3" (2011). It passes BigCrush, and
/// needs no state: draws can be made in any order, on any number of threads.
package enum Philox {
  /// The four words of one block.
  package static func words(
    _ counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    let (high, low) = block(
      UInt64(counter.0), UInt64(counter.1), UInt64(counter.2), UInt64(counter.3),
      UInt64(key.0), UInt64(key.1))
    return (
      UInt32(truncatingIfNeeded: high >> 32), UInt32(truncatingIfNeeded: high),
      UInt32(truncatingIfNeeded: low >> 32), UInt32(truncatingIfNeeded: low)
    )
  }

  /// The four words, two and two: the first word of each pair is the upper half.
  ///
  /// Every argument is below 2^32; in 64 bits since that is what vector multiplication takes.
  @inline(__always)
  static func block(
    _ c0: UInt64, _ c1: UInt64, _ c2: UInt64, _ c3: UInt64, _ k0: UInt64, _ k1: UInt64
  ) -> (UInt64, UInt64) {
    var (x0, x1, x2, x3) = (c0, c1, c2, c3)
    var (key0, key1) = (k0, k1)
    for _ in 0..<10 {
      let p0 = x0 &* 0xD251_1F53
      let p1 = x2 &* 0xCD9E_8D57
      x0 = (p1 >> 32) ^ x1 ^ key0
      x1 = p1 & 0xffff_ffff
      x2 = (p0 >> 32) ^ x3 ^ key1
      x3 = p0 & 0xffff_ffff
      key0 = (key0 &+ 0x9E37_79B9) & 0xffff_ffff
      key1 = (key1 &+ 0xBB67_AE85) & 0xffff_ffff
    }
    return (x0 << 32 | x1, x2 << 32 | x3)
  }
}
