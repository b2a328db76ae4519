// The kernels of one row, for `run`. Integer ones wrap and raise the flag; real ones raise it for a result
// that isn't finite.

enum AddIntegers: Kernel {
  static var blank: Int64 { 0 }
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64, _ flag: inout Int64) -> Int64 {
    let sum = a &+ b
    // Negative exactly when both signs differ from the result's.
    flag |= (a ^ sum) & (b ^ sum)
    return sum
  }
}

enum SubtractIntegers: Kernel {
  static var blank: Int64 { 0 }
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64, _ flag: inout Int64) -> Int64 {
    let difference = a &- b
    flag |= (a ^ b) & (a ^ difference)
    return difference
  }
}

enum MultiplyIntegers: Kernel {
  static var blank: Int64 { 0 }
  @inline(__always)
  static func apply(_ a: Int64, _ b: Int64, _ flag: inout Int64) -> Int64 {
    let (product, overflows) = a.multipliedReportingOverflow(by: b)
    flag |= overflows ? -1 : 0
    return product
  }
}

/// Negative for infinities and NaN.
@inline(__always)
private func unfitness(_ value: Double) -> Int64 {
  // An exponent of all ones carries into the sign bit.
  Int64(bitPattern: (value.bitPattern & 0x7ff0_0000_0000_0000) &+ 0x0010_0000_0000_0000)
}

enum AddReals: Kernel {
  static var blank: Double { 0 }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double, _ flag: inout Int64) -> Double {
    let sum = a + b
    flag |= unfitness(sum)
    return sum
  }
}

enum SubtractReals: Kernel {
  static var blank: Double { 0 }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double, _ flag: inout Int64) -> Double {
    let difference = a - b
    flag |= unfitness(difference)
    return difference
  }
}

enum MultiplyReals: Kernel {
  static var blank: Double { 0 }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double, _ flag: inout Int64) -> Double {
    let product = a * b
    flag |= unfitness(product)
    return product
  }
}

enum DivideReals: Kernel {
  static var blank: Double { 0 }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double, _ flag: inout Int64) -> Double {
    let quotient = a / b
    flag |= unfitness(quotient)
    return quotient
  }
}

/// One of the comparisons.
protocol Order {
  static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool
}

enum Equal: Order {
  @inline(__always)
  static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a == b }
}

enum Unequal: Order {
  @inline(__always)
  static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a != b }
}

enum Less: Order {
  @inline(__always)
  static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a < b }
}

enum AtMost: Order {
  @inline(__always)
  static func holds<Element: Comparable>(_ a: Element, _ b: Element) -> Bool { a <= b }
}

/// A comparison as a kernel.
enum Compare<O: Order, Element: Comparable>: Kernel {
  static var blank: Bool { false }
  @inline(__always)
  static func apply(_ a: Element, _ b: Element, _ flag: inout Int64) -> Bool { O.holds(a, b) }
}
