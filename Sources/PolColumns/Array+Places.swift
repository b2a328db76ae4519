import CLanes

extension [Bool] {
  /// The places of those that hold.
  package var places: [Int32] {
    unsafe [Int32](unsafeUninitializedCapacity: count) { cells, found in
      if let cells = cells.baseAddress { found = unsafe pol_places(self, count, cells) }
    }
  }
}

extension [Int64] {
  /// The places of those above zero.
  package var placesAboveZero: [Int32] {
    unsafe [Int32](unsafeUninitializedCapacity: count) { cells, found in
      if let cells = cells.baseAddress { found = unsafe pol_places_above_zero(self, count, cells) }
    }
  }
}

extension ArraySlice<Int32> {
  /// The same numbers in 64 bits.
  package var widened: [Int64] {
    let count = count
    return unsafe withUnsafeBufferPointer { numbers in
      unsafe written(count) { unsafe pol_widened(numbers.baseAddress, count, $0) }
    }
  }
}
