/// The bases of some events, each once, where they are few: most events of a rule have one of a few.
struct KnownBases {
  /// The bases, by row.
  private(set) var bases: [Int64] = []
  /// By event: the row of its base.
  private(set) var rows: [UInt8]

  /// So many bases are few.
  private static let most = 128

  /// Looks at the bases of so many events, none of them below zero; nil where they are too many. Where there are none,
  /// all events have one and the same.
  init?(_ all: [Int64], count: Int) {
    rows = Array(repeating: 0, count: count)
    guard !all.isEmpty else {
      bases = [0]
      return
    }
    let free = UInt8.max
    var places = Array(repeating: free, count: 256)
    for (event, base) in all.enumerated() {
      var place = UInt8(truncatingIfNeeded: (UInt64(bitPattern: base) &* 0x9E37_79B9_7F4A_7C15) >> 56)
      while places[Int(place)] != free, bases[Int(places[Int(place)])] != base { place &+= 1 }
      if places[Int(place)] == free {
        guard bases.count < Self.most else { return nil }
        places[Int(place)] = UInt8(bases.count)
        bases.append(base)
      }
      rows[event] = places[Int(place)]
    }
  }
}
