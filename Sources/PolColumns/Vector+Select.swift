extension Vector {
  /// In each row the value of `self` where `condition` holds, else that of `other`. Both are of one type;
  /// numbers are real if one side is.
  package func selected(where condition: Vector, else other: Vector, rows: Int) -> Vector {
    if case .constant(.boolean(let holds)) = condition {
      let chosen = holds ? self : other
      return isReal || other.isReal ? chosen.asReals : chosen
    }
    let mask = condition.mask(rows: rows)
    precondition(mask.count == rows)
    switch (self.spread(rows: rows), other.spread(rows: rows)) {
    case (.booleans(let a), .booleans(let b)): return .booleans(Self.pick(a, b, mask))
    case (.codes(let a), .codes(let b)): return .codes(Self.pick(a, b, mask))
    case (.texts(let a), .texts(let b)): return .texts(Self.pick(a, b, mask))
    case (.reals(let a), .reals(let b)): return .reals(Self.bits(a, b, mask))
    default: break
    }
    if isReal || other.isReal {
      return asReals.selected(where: condition, else: other.asReals, rows: rows)
    }
    if let a = scaled, let b = other.scaled {
      let scale = max(a.scale, b.scale)
      if let left = a.rescaled(to: scale, rows: rows), let right = b.rescaled(to: scale, rows: rows) {
        return .integers(Self.bits(left, right, mask), scale: scale)
      }
    }
    let (a, b) = (exactOperand, other.exactOperand)
    return .exacts(mask.indices.map { mask[$0] ? a.value(at: $0) : b.value(at: $0) })
  }

  private static func pick<Element>(_ a: [Element], _ b: [Element], _ mask: [Bool]) -> [Element] {
    var result = b
    for row in mask.indices where mask[row] { result[row] = a[row] }
    return result
  }

  // By bits, since `?:` becomes a branch that is mispredicted every other row.
  private static func bits(_ a: Operand<Int64>, _ b: Operand<Int64>, _ mask: [Bool]) -> [Int64] {
    var result = [Int64](repeating: 0, count: mask.count)
    switch (a, b) {
    case (.column(let a), .column(let b)):
      precondition(a.count == mask.count && b.count == mask.count)
      for row in 0..<mask.count { result[row] = b[row] ^ ((a[row] ^ b[row]) & ones(mask[row])) }
    case (.column(let a), .constant(let b)):
      precondition(a.count == mask.count)
      for row in 0..<mask.count { result[row] = b ^ ((a[row] ^ b) & ones(mask[row])) }
    case (.constant(let a), .column(let b)):
      precondition(b.count == mask.count)
      for row in 0..<mask.count { result[row] = b[row] ^ ((a ^ b[row]) & ones(mask[row])) }
    case (.constant(let a), .constant(let b)):
      for row in 0..<mask.count { result[row] = b ^ ((a ^ b) & ones(mask[row])) }
    }
    return result
  }

  private static func bits(_ a: [Double], _ b: [Double], _ mask: [Bool]) -> [Double] {
    precondition(a.count == mask.count && b.count == mask.count)
    var result = [Double](repeating: 0, count: mask.count)
    for row in 0..<mask.count {
      let (x, y) = (a[row].bitPattern, b[row].bitPattern)
      result[row] = Double(bitPattern: y ^ ((x ^ y) & UInt64(bitPattern: ones(mask[row]))))
    }
    return result
  }

  /// All ones for true, all zeros for false.
  @inline(__always)
  private static func ones(_ value: Bool) -> Int64 { 0 &- (value ? 1 : 0) }
}
