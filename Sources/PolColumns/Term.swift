/// One side of a kernel over numbers whose size is known: a number per row, from what is stored.
enum Term {
  case same(Int64)
  case plain([Int64])
  case turned([Int64], from: Int64)
  /// A product of lanes below 2^31 in size with a factor from 0 to below 2^32.
  case narrow([Int64], by: Int64, Int64)
  case scaled([Int64], by: Int64, Int64)
}

/// Two numbers to one, without a branch and without an overflow.
protocol LaneKernel {
  static func apply(_ a: Int64, _ b: Int64) -> Int64
}

enum LaneSum: LaneKernel {
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64) -> Int64 { a &+ b }
}

enum LaneProduct: LaneKernel {
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64) -> Int64 { a &* b }
}

enum LaneLeast: LaneKernel {
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64) -> Int64 { b &+ ((a &- b) & ((a &- b) >> 63)) }
}

enum LaneLess: LaneKernel {
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64) -> Int64 { (a &- b) >> 63 }
}

enum LaneEqual: LaneKernel {
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64) -> Int64 { ~(((a &- b) | (b &- a)) >> 63) }
}

enum LaneAnd: LaneKernel {
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64) -> Int64 { a & b }
}

enum LaneOr: LaneKernel {
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64) -> Int64 { a | b }
}

/// Reads a term, row by row; specialised away.
private protocol Reader {
  subscript(row: Int) -> Int64 { get }
  /// Stops a kernel that would read beyond the end; once, so that no row has to look.
  func holds(rows: Int) -> Bool
}

private struct Same: Reader {
  let value: Int64
  @inline(__always)
  subscript(row: Int) -> Int64 { value }
  @inline(__always)
  func holds(rows: Int) -> Bool { true }
}

private struct Plain: Reader {
  let values: [Int64]
  @inline(__always)
  subscript(row: Int) -> Int64 { values[row] }
  @inline(__always)
  func holds(rows: Int) -> Bool { values.count == rows }
}

private struct Turned: Reader {
  let values: [Int64]
  let start: Int64
  @inline(__always)
  subscript(row: Int) -> Int64 { start &- values[row] }
  @inline(__always)
  func holds(rows: Int) -> Bool { values.count == rows }
}

private struct Narrow: Reader {
  let values: [Int64]
  let factor: UInt64
  let offset: Int64

  init(_ values: [Int64], by factor: Int64, _ offset: Int64) {
    self.values = values
    self.factor = UInt64(truncatingIfNeeded: factor)
    self.offset = offset &- factor << 31
  }

  // Above zero, and so one multiplication of 32 bits to 64, which vectors have; one of 64 bits is three of them.
  @inline(__always)
  subscript(row: Int) -> Int64 {
    let lifted = UInt64(truncatingIfNeeded: values[row] &+ 1 << 31)
    return Int64(truncatingIfNeeded: (lifted & 0xffff_ffff) &* (factor & 0xffff_ffff)) &+ offset
  }
  @inline(__always)
  func holds(rows: Int) -> Bool { values.count == rows }
}

private struct Scaled: Reader {
  let values: [Int64]
  let factor: Int64
  let offset: Int64
  @inline(__always)
  subscript(row: Int) -> Int64 { values[row] &* factor &+ offset }
  @inline(__always)
  func holds(rows: Int) -> Bool { values.count == rows }
}

/// Something that is done to two readers; a function whose arguments may be of any of their types.
private protocol Work {
  func callAsFunction(_ a: some Reader, _ b: some Reader) -> [Int64]
}

private struct Combination<K: LaneKernel>: Work {
  let rows: Int

  @inline(__always)
  func callAsFunction(_ a: some Reader, _ b: some Reader) -> [Int64] {
    precondition(a.holds(rows: rows) && b.holds(rows: rows))
    return column(rows) { row in K.apply(a[row], b[row]) }
  }
}

private struct Selection: Work {
  let masks: [Int64]

  @inline(__always)
  func callAsFunction(_ a: some Reader, _ b: some Reader) -> [Int64] {
    let rows = masks.count
    precondition(a.holds(rows: rows) && b.holds(rows: rows))
    return column(rows) { row in b[row] ^ ((a[row] ^ b[row]) & masks[row]) }
  }
}

/// A number for each row, written once: clearing a column first would take as long as a kernel.
@inline(__always)
private func column(_ rows: Int, _ value: (Int) -> Int64) -> [Int64] {
  unsafe [Int64](unsafeUninitializedCapacity: rows) { cells, count in
    for row in 0..<rows { unsafe cells[row] = value(row) }
    count = rows
  }
}

@inline(__always)
private func work(_ work: some Work, _ a: Term, _ b: Term) -> [Int64] {
  switch a {
  case .same(let value): second(work, Same(value: value), b)
  case .plain(let values): second(work, Plain(values: values), b)
  case .narrow(let values, let factor, let offset): second(work, Narrow(values, by: factor, offset), b)
  case .turned(let values, let start): second(work, Turned(values: values, start: start), b)
  case .scaled(let values, let factor, let offset):
    second(work, Scaled(values: values, factor: factor, offset: offset), b)
  }
}

@inline(__always)
private func second(_ work: some Work, _ a: some Reader, _ b: Term) -> [Int64] {
  switch b {
  case .same(let value): work(a, Same(value: value))
  case .plain(let values): work(a, Plain(values: values))
  case .narrow(let values, let factor, let offset): work(a, Narrow(values, by: factor, offset))
  case .turned(let values, let start): work(a, Turned(values: values, start: start))
  case .scaled(let values, let factor, let offset):
    work(a, Scaled(values: values, factor: factor, offset: offset))
  }
}

/// Runs a kernel over all rows.
@inline(__always)
func combine<K: LaneKernel>(_ kernel: K.Type, _ a: Term, _ b: Term, rows: Int) -> [Int64] {
  work(Combination<K>(rows: rows), a, b)
}

/// In each row `a` where the mask is all ones, `b` where it is zero.
func select(_ masks: [Int64], _ a: Term, _ b: Term) -> [Int64] {
  work(Selection(masks: masks), a, b)
}
