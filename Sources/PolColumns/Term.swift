import CLanes

/// One side of a kernel over numbers whose size is known: a number per row, from what is stored.
struct Term {
  let lanes: ArraySlice<Int64>
  let reading: pol_term

  /// `lanes * factor + offset`; without lanes the offset in every row.
  init(_ lanes: ArraySlice<Int64>, by factor: Int64 = 1, _ offset: Int64 = 0) {
    self.lanes = lanes
    let reading =
      if lanes.isEmpty {
        POL_SAME
      } else {
        switch factor {
        case 1: POL_SHIFTED
        case -1: POL_TURNED
        default: POL_SCALED
        }
      }
    self.reading = pol_term(reading: reading, factor: factor, offset: offset)
  }

  /// Whether no kernel would read beyond the end.
  func holds(rows: Int) -> Bool { lanes.isEmpty || lanes.count == rows }
}

/// Runs a kernel over all rows.
func combine(_ operation: pol_operation, _ a: Term, _ b: Term, rows: Int) -> [Int64] {
  precondition(a.holds(rows: rows) && b.holds(rows: rows))
  return unsafe written(rows) {
    cells in
    unsafe a.lanes.withUnsafeBufferPointer { x in
      unsafe b.lanes.withUnsafeBufferPointer { y in
        unsafe pol_combine(operation, a.reading, x.baseAddress, b.reading, y.baseAddress, rows, cells)
      }
    }
  }
}

/// In each row `a` where the mask is all ones, `b` where it is zero.
func select(_ masks: [Int64], _ a: Term, _ b: Term) -> [Int64] {
  let rows = masks.count
  precondition(a.holds(rows: rows) && b.holds(rows: rows))
  return unsafe written(rows) { cells in
    unsafe a.lanes.withUnsafeBufferPointer { x in
      unsafe b.lanes.withUnsafeBufferPointer { y in
        unsafe pol_select(masks, a.reading, x.baseAddress, b.reading, y.baseAddress, rows, cells)
      }
    }
  }
}

/// A column that `work` writes, every row of it: clearing it first would take as long as a kernel.
@inline(__always)
func written<Element>(_ rows: Int, _ work: (UnsafeMutablePointer<Element>?) -> Void) -> [Element] {
  unsafe [Element](unsafeUninitializedCapacity: rows) { cells, count in
    unsafe work(cells.baseAddress)
    count = rows
  }
}
