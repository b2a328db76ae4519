import PolColumns
import Testing

@Suite("Exact numbers")
struct ExactNumberTests {
  static func number(_ text: String) -> ExactNumber { ExactNumber(text) ?? .zero }

  /// Numbers of all lengths, with runs of zeros, nines and fives.
  static func random(_ generator: inout SeededGenerator) -> ExactNumber {
    var text = generator.once(in: 2) ? "-" : ""
    let length = Int.random(in: 1...34, using: &generator)
    while text.utf8.count < length {
      let digit = ["0", "9", "5", "1"].randomElement(using: &generator) ?? "0"
      let isRun = generator.once(in: 4)
      text += isRun ? String(repeating: digit, count: 5) : String(Int.random(in: 0...9, using: &generator))
    }
    return number(text.prefix(34) + "1e\(Int.random(in: -60...30, using: &generator))")
  }

  @Test(
    "Text is read and written as decimal",
    arguments: [
      ("0.55", "0.55"), ("1e6", "1000000"), ("1000", "1000"), ("-0.050", "-0.05"), ("0", "0"), ("000", "0"),
      ("1.5e-3", "0.0015"), ("12345678901234567890.12345678901234567", "12345678901234567890.12345678901235"),
      ("1E+2", "100"), ("99999999999999999999999999999999999", "100000000000000000000000000000000000"),
    ])
  func text(source: String, shown: String) {
    #expect(ExactNumber(source)?.description == shown)
  }

  @Test(
    "Other text is no number", arguments: ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "1_000", "x", "1e9999"])
  func notANumber(source: String) {
    #expect(ExactNumber(source) == nil)
  }

  @Test("Sums, products and quotients are those of long arithmetic, rounded once")
  func schoolArithmetic() throws {
    var generator = SeededGenerator(seed: 1)
    for round in 0..<1_000 {
      let (a, b) = (Self.random(&generator), Self.random(&generator))
      let (x, y) = (SchoolDecimal(a), SchoolDecimal(b))
      #expect(a.adding(b) == x.plus(y).rounded, "\(a) + \(b), round \(round)")
      #expect(a.multiplied(by: b) == x.times(y).rounded, "\(a) * \(b), round \(round)")
      if !b.isZero { #expect(a.divided(by: b) == x.over(y).rounded, "\(a) / \(b), round \(round)") }
      #expect((a < b) == (a.subtracting(b)?.isNegative ?? false), "\(a) < \(b), round \(round)")
    }
  }

  @Test("Small sums and products are those of Int128")
  func smallArithmetic() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<10_000 {
      let (a, b) = (
        Int64.random(in: .min ... .max, using: &generator),
        Int64.random(in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &generator)
      )
      let product = Int128(a) * Int128(b)
      #expect(ExactNumber(a).multiplied(by: ExactNumber(b)) == Self.number(String(product)))
      #expect(ExactNumber(a).adding(ExactNumber(b)) == Self.number(String(Int128(a) + Int128(b))))
      if b != 0 { #expect(Self.number(String(product)).divided(by: ExactNumber(b)) == ExactNumber(a)) }
    }
  }

  @Test("Equal numbers are equal however they came about")
  func normalForm() {
    #expect(ExactNumber(coefficient: 12_300, scale: 4) == Self.number("1.23"))
    #expect(ExactNumber(coefficient: 0, scale: 4) == .zero)
    #expect(Self.number("0.1").adding(Self.number("0.2")) == Self.number("0.3"))
    #expect(Self.number("1e40").subtracting(Self.number("1e40")) == .zero)
    #expect(ExactNumber(61).divided(by: ExactNumber(200)) == Self.number("0.305"))
  }

  @Test("A third has 34 digits, and three of them are not one")
  func thirds() throws {
    let third = try #require(ExactNumber.one.divided(by: ExactNumber(3)))
    #expect(third.description == "0." + String(repeating: "3", count: 34))
    #expect(third.multiplied(by: ExactNumber(3)) == Self.number("0." + String(repeating: "9", count: 34)))
  }

  @Test("Nothing divides by zero, and the range has an end")
  func range() {
    #expect(ExactNumber.one.divided(by: .zero) == nil)
    let huge = Self.number("1e6000")
    #expect(huge.multiplied(by: huge) == nil)
    #expect(ExactNumber.one.divided(by: huge)?.divided(by: huge) == nil)
    #expect(ExactNumber(2).raised(to: 100) == Self.number("1267650600228229401496703205376"))
    #expect(ExactNumber(2).raised(to: -2) == Self.number("0.25"))
    #expect(ExactNumber.zero.raised(to: -1) == nil)
  }

  @Test(
    "Rounding goes down, to even, or up",
    arguments: [
      ("2.5", "2", "2", "3"), ("3.5", "3", "4", "4"), ("-2.5", "-3", "-2", "-3"), ("-2.4", "-3", "-2", "-2"),
      ("-3.5", "-4", "-4", "-4"), ("0.4999", "0", "0", "0"), ("1e-40", "0", "0", "0"),
      ("-1e-40", "-1", "0", "0"),
      ("-1e-35", "-1", "0", "0"), ("7", "7", "7", "7"), ("1e20", "1e20", "1e20", "1e20"),
      ("0.5", "0", "0", "1"),
      ("5e-35", "0", "0", "0"), ("-0.5000000000000000000000000000000001", "-1", "-1", "-1"),
    ])
  func rounding(source: String, down: String, even: String, up: String) {
    let value = Self.number(source)
    #expect(value.rounded(toScale: 0, .floor) == Self.number(down))
    #expect(value.rounded(toScale: 0, .halfEven) == Self.number(even))
    #expect(value.rounded(toScale: 0, .halfUp) == Self.number(up))
  }

  @Test("Whole numbers at a scale are found where they are whole and fit")
  func wholeNumbers() {
    #expect(Self.number("12.34").wholeNumber(atScale: 2) == 1_234)
    #expect(Self.number("12.345").wholeNumber(atScale: 2) == nil)
    #expect(Self.number("9223372036854775807").wholeNumber(atScale: 0) == .max)
    #expect(Self.number("-9223372036854775808").wholeNumber(atScale: 0) == .min)
    #expect(Self.number("9223372036854775808").wholeNumber(atScale: 0) == nil)
    #expect(Self.number("92233720368547758.08").fits(scale: 2) == false)
    #expect(Self.number("92233720368547758.079").fits(scale: 2))
  }

  @Test("Doubles come and go")
  func doubles() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5_000 {
      let number = Self.random(&generator)
      #expect(number.doubleValue == Double(number.description))
      let double = Double(bitPattern: generator.next())
      if double.isFinite { #expect(ExactNumber(double)?.doubleValue == double) }
    }
    #expect(ExactNumber(0.1) == Self.number("0.1"))
    #expect(ExactNumber(Double.nan) == nil && ExactNumber(-Double.infinity) == nil)
  }

  @Test("A sum is rounded once, whatever the order")
  func sums() {
    var generator = SeededGenerator(seed: 4)
    for round in 0..<300 {
      let numbers = (0..<20).map { _ in Self.random(&generator) }
      var (sum, reversed) = (ExactSum(), ExactSum())
      for number in numbers { sum.add(number) }
      for number in numbers.reversed() { reversed.add(number) }
      let school = numbers.dropFirst().reduce(SchoolDecimal(numbers[0])) { $0.plus(SchoolDecimal($1)) }
      #expect(sum.total == school.rounded, "round \(round)")
      #expect(sum.total == reversed.total)
    }
    var wide = ExactSum()
    let most = Int128(9_999_999_999_999_999_999_999_999_999_999_999)
    for _ in 0..<40_000 { wide.add(most, exponent: 3) }
    #expect(wide.total == Self.number("399999999999999999999999999999999960000e3"))
    #expect(ExactSum().total == .zero)
  }
}
