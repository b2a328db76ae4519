import CLanes

/// Numbers known not to be too large: `lanes * factor + offset` in units of 10^-scale, below 2^62 in size.
///
/// Constants and scales only change the numbers beside the lanes, and since a bound on every size is known, no kernel
/// has to look for an overflow. Whatever might not fit is nil, and is left to the kernels of `Vector`.
package struct Wholes: Sendable {
  /// Empty for a constant.
  private let lanes: ArraySlice<Int64>
  /// No lane is larger in size.
  private let largest: Int64
  private let factor: Int64
  private let offset: Int64
  private let scale: Int

  /// Sizes stay below, so that a difference of two fits.
  private static let limit: Int64 = 1 << 62

  private init?(
    _ lanes: ArraySlice<Int64>, upTo largest: Int64, factor: Int64 = 1, offset: Int64 = 0, scale: Int
  ) {
    let (size, overflows) = largest.multipliedReportingOverflow(by: factor)
    guard !overflows, size.magnitude < Self.limit, offset.magnitude < Self.limit,
      size.magnitude + offset.magnitude < Self.limit, factor.magnitude < Self.limit, scale <= 18
    else { return nil }
    (self.lanes, self.largest, self.factor, self.offset, self.scale) = (lanes, largest, factor, offset, scale)
  }

  /// The numbers of a vector; nil for anything but exact ones that are small enough.
  package init?(_ vector: Vector) {
    guard let scaled = vector.scaled else { return nil }
    switch scaled.digits {
    case .constant(let value): self.init([], upTo: 0, factor: 0, offset: value, scale: scaled.scale)
    case .column(let values): self.init(values[...], scale: scaled.scale)
    }
  }

  /// `values * 10^-scale`, as they are stored; nil unless all are small enough.
  package init?(_ values: ArraySlice<Int64>, scale: Int) {
    let bits = unsafe values.withUnsafeBufferPointer { unsafe pol_size_bits($0.baseAddress, $0.count) }
    guard bits < Self.limit else { return nil }
    self.init(values, upTo: Int64(1) << (64 - bits.leadingZeroBitCount), scale: scale)
  }

  /// The largest size that a value can have.
  private var size: Int64 { Int64((largest * factor).magnitude + offset.magnitude) }

  private var isConstant: Bool { lanes.isEmpty }

  /// Whether every value, in units of 10^-scale, is an Int64: what is asked of money.
  package func fits(scale limit: Int) -> Bool {
    scale >= limit || (limit - scale <= 18 && size <= Int64.max / PowersOfTen.narrow[limit - scale])
  }

  /// The values, one per row, or a constant.
  package func vector(rows: Int) -> Vector {
    if isConstant { return .constant(.exact(ExactNumber(coefficient: offset, scale: scale))) }
    if factor == 1, offset == 0 { return .integers(Array(lanes), scale: scale) }
    return .integers(combine(POL_SUM, term, Term([]), rows: rows), scale: scale)
  }
}

extension Wholes {
  /// With the other sign.
  package var negated: Wholes {
    // Sizes stay the same, so this can't but fit.
    Wholes(lanes, upTo: largest, factor: -factor, offset: -offset, scale: scale) ?? self
  }

  /// The sum.
  package func adding(_ other: Wholes, rows: Int) -> Wholes? {
    guard let (a, b) = aligned(with: other) else { return nil }
    let offset = a.offset + b.offset
    if a.isConstant {
      return Wholes(b.lanes, upTo: b.largest, factor: b.factor, offset: offset, scale: b.scale)
    }
    if b.isConstant {
      return Wholes(a.lanes, upTo: a.largest, factor: a.factor, offset: offset, scale: a.scale)
    }
    guard a.size + b.size < Self.limit else { return nil }
    let sums = combine(POL_SUM, a.centred.term, b.centred.term, rows: rows)
    return Wholes(sums[...], upTo: a.centred.size + b.centred.size, offset: offset, scale: a.scale)
  }

  /// The product.
  package func multiplied(by other: Wholes, rows: Int) -> Wholes? {
    if other.isConstant { return times(other.offset, scale: scale + other.scale) }
    if isConstant { return other.times(offset, scale: scale + other.scale) }
    let (size, overflows) = size.multipliedReportingOverflow(by: other.size)
    guard !overflows, size < Self.limit else { return nil }
    let products = combine(POL_PRODUCT, term, other.term, rows: rows)
    return Wholes(products[...], upTo: size, scale: scale + other.scale)
  }

  /// The quotient by a constant whose reciprocal is short; nil by anything else.
  package func divided(by other: Wholes, rows: Int) -> Wholes? {
    guard other.isConstant,
      let reciprocal = ExactNumber(coefficient: other.offset, scale: other.scale).shortReciprocal,
      let factor = Wholes(.constant(.exact(reciprocal)))
    else { return nil }
    return multiplied(by: factor, rows: rows)
  }

  /// The smaller of two.
  package func least(_ other: Wholes, rows: Int) -> Wholes? {
    guard let (a, b) = aligned(with: other) else { return nil }
    let least = combine(POL_LEAST, a.term, b.term, rows: rows)
    return Wholes(least[...], upTo: max(a.size, b.size), scale: a.scale)
  }

  /// The larger of two.
  package func greatest(_ other: Wholes, rows: Int) -> Wholes? {
    negated.least(other.negated, rows: rows)?.negated
  }

  /// In which rows this is smaller.
  package func isLess(than other: Wholes, rows: Int) -> Truths? {
    guard let (a, b) = opposed(to: other) else { return nil }
    return Truths(combine(POL_LESS, a.term, b.term, rows: rows))
  }

  /// In which rows this is not larger.
  package func isAtMost(_ other: Wholes, rows: Int) -> Truths? {
    guard let (a, b) = opposed(to: other), let next = b.shifted(by: 1) else { return nil }
    return Truths(combine(POL_LESS, a.term, next.term, rows: rows))
  }

  /// Which rows are equal.
  package func equals(_ other: Wholes, rows: Int) -> Truths? {
    guard let (a, b) = opposed(to: other) else { return nil }
    return Truths(combine(POL_EQUAL, a.term, b.term, rows: rows))
  }

  /// In each row this value where `truths` hold, else the other.
  package func selected(where truths: Truths, else other: Wholes, rows: Int) -> Wholes? {
    guard let (a, b) = aligned(with: other) else { return nil }
    return Wholes(select(truths.masks, a.term, b.term)[...], upTo: max(a.size, b.size), scale: a.scale)
  }
}

extension Wholes {
  /// What a kernel reads.
  private var term: Term { Term(lanes, by: factor, offset) }

  /// The same without the offset.
  private var centred: Wholes {
    Wholes(lanes, upTo: largest, factor: factor, scale: scale) ?? self
  }

  private func shifted(by distance: Int64) -> Wholes? {
    Wholes(lanes, upTo: largest, factor: factor, offset: offset + distance, scale: scale)
  }

  private func times(_ number: Int64, scale: Int) -> Wholes? {
    let (factor, overflows) = factor.multipliedReportingOverflow(by: number)
    let (offset, overflowsToo) = offset.multipliedReportingOverflow(by: number)
    return overflows || overflowsToo
      ? nil : Wholes(lanes, upTo: largest, factor: factor, offset: offset, scale: scale)
  }

  /// Both at the larger of the two scales.
  private func aligned(with other: Wholes) -> (Wholes, Wholes)? {
    if scale == other.scale { return (self, other) }
    let scale = max(scale, other.scale)
    guard let a = times(PowersOfTen.narrow[scale - self.scale], scale: scale),
      let b = other.times(PowersOfTen.narrow[scale - other.scale], scale: scale)
    else { return nil }
    return (a, b)
  }

  /// Both at one scale, and less this one's offset: for a comparison.
  private func opposed(to other: Wholes) -> (Wholes, Wholes)? {
    guard let (a, b) = aligned(with: other), let shifted = b.shifted(by: -a.offset) else { return nil }
    return (a.centred, shifted)
  }
}
