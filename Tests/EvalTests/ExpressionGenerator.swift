@testable import PolCheck
import PolColumns
import PolSource

/// Makes expressions that a checker would let through, over the columns of `TestRows.generated`. Every node has
/// a place of its own, so that a failure's place is compared too.
struct ExpressionGenerator {
  static let money = ValueType.number(NumberType(.yuan))
  static let realMoney = ValueType.number(
    NumberType(.yuan, isExact: false))
  static let exact = ValueType.number(NumberType(.one))
  static let real = ValueType.number(NumberType(.one, isExact: false))
  static let tier = ValueType.name(NameDomain(.tier, ["agent", "city", "general"]))
  static let numbers = [money, exact, real, realMoney]

  var random: SeededGenerator
  private var place = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private mutating func make(_ kind: Expression.Kind, _ type: ValueType) -> Expression {
    place += 1
    return Expression(kind, type, at: Span(SourceID(0), place, place + 1))
  }

  private mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  mutating func expression(_ type: ValueType, depth: Int) -> Expression {
    if depth == 0 || random.once(in: 8) { return leaf(type) }
    if random.once(in: 5) {
      let condition = expression(.boolean, depth: depth - 1)
      let (a, b) = (arm(type, depth - 1), arm(type, depth - 1))
      return make(.conditional(condition, then: a, otherwise: b), type)
    }
    switch type {
    case .boolean: return boolean(depth - 1)
    case Self.money: return money(depth - 1)
    case Self.exact: return exactNumber(depth - 1)
    case Self.real, Self.realMoney: return realNumber(type, depth - 1)
    default: return leaf(type)
    }
  }

  /// An arm of a real conditional may be exact.
  private mutating func arm(_ type: ValueType, _ depth: Int) -> Expression {
    switch type {
    case Self.real where random.once(in: 3): return expression(Self.exact, depth: depth)
    case Self.realMoney where random.once(in: 3): return expression(Self.money, depth: depth)
    default: return expression(type, depth: depth)
    }
  }

  private mutating func leaf(_ type: ValueType) -> Expression {
    let isConstant = random.once(in: 3)
    switch type {
    case .boolean:
      return isConstant
        ? make(.constant(.boolean(pick([true, false]))), type) : make(.column(.kept(8)), type)
    case Self.tier:
      return isConstant ? make(.constant(.code(pick([0, 1, 2]))), type) : make(.column(.kept(9)), type)
    case Self.money:
      if isConstant { return make(.constant(.exact(pick(Self.moneyConstants))), type) }
      return make(.column(.kept(pick([4, 5]))), type)
    case Self.exact:
      if isConstant { return make(.constant(.exact(pick(Self.constants))), type) }
      return make(.column(.kept(pick([0, 1, 2, 3]))), type)
    default:
      if isConstant { return make(.constant(.real(pick([0, 1, -0.5, 0.3, 1e200, -7.25, 0.999]))), type) }
      return make(.column(.kept(pick([6, 7]))), type)
    }
  }

  static let constants = [
    "0", "1", "2", "-1", "0.1", "4", "8", "3", "0.55", "1e6", "1e18", "123456789.987654321", "7e30",
  ]
  .map { ExactNumber($0) ?? .zero }
  static let moneyConstants = ["0", "425", "0.01", "-6.5", "92233720368547758.07", "5e16"]
    .map { ExactNumber($0) ?? .zero }

  private mutating func boolean(_ depth: Int) -> Expression {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return make(.not(expression(.boolean, depth: depth)), .boolean)
    case 1:
      return make(.and(expression(.boolean, depth: depth), expression(.boolean, depth: depth)), .boolean)
    case 2: return make(.or(expression(.boolean, depth: depth), expression(.boolean, depth: depth)), .boolean)
    case 3:
      let comparison = pick([Comparison.equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual])
      return make(.compare(comparison, leaf(Self.tier), leaf(Self.tier)), .boolean)
    default:
      let comparison = pick([Comparison.equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual])
      let types = pick([
        (Self.money, Self.money), (Self.exact, Self.exact), (Self.real, Self.exact),
        (Self.realMoney, Self.money),
      ])
      return make(
        .compare(comparison, expression(types.0, depth: depth), expression(types.1, depth: depth)), .boolean)
    }
  }

  private mutating func money(_ depth: Int) -> Expression {
    let (type, one) = (Self.money, Self.exact)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return make(.negate(expression(type, depth: depth)), type)
    case 1:
      return make(.arithmetic(.multiply, expression(type, depth: depth), expression(one, depth: depth)), type)
    case 2:
      return make(.arithmetic(.multiply, expression(one, depth: depth), expression(type, depth: depth)), type)
    case 3:
      return make(.arithmetic(.divide, expression(type, depth: depth), expression(one, depth: depth)), type)
    case 4: return make(.call(pick([.abs, .round, .floor]), [expression(type, depth: depth)]), type)
    case 5: return make(.call(pick([.round]), [expression(Self.realMoney, depth: depth)]), type)
    case 6:
      return make(
        .call(pick([.least, .greatest]), [expression(type, depth: depth), expression(type, depth: depth)]),
        type)
    default:
      return make(
        .arithmetic(pick([.add, .subtract]), expression(type, depth: depth), expression(type, depth: depth)),
        type)
    }
  }

  private mutating func exactNumber(_ depth: Int) -> Expression {
    let type = Self.exact
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return make(.negate(expression(type, depth: depth)), type)
    case 1:
      return make(
        .arithmetic(.divide, expression(Self.money, depth: depth), expression(Self.money, depth: depth)), type
      )
    case 2: return make(.call(pick([.abs, .round, .floor]), [expression(type, depth: depth)]), type)
    case 3: return make(.call(.round, [expression(Self.real, depth: depth)]), type)
    case 4:
      return make(
        .call(pick([.least, .greatest]), [expression(type, depth: depth), expression(type, depth: depth)]),
        type)
    default:
      let operation = pick([Arithmetic.add, .subtract, .multiply, .divide])
      return make(
        .arithmetic(operation, expression(type, depth: depth), expression(type, depth: depth)), type)
    }
  }

  private mutating func realNumber(_ type: ValueType, _ depth: Int) -> Expression {
    let one = type == Self.real ? Self.exact : Self.money
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return make(.negate(expression(type, depth: depth)), type)
    case 1: return make(.call(.abs, [expression(type, depth: depth)]), type)
    case 2 where type == Self.real: return make(.call(pick([.ln, .exp, .sqrt]), [arm(type, depth)]), type)
    case 3 where type == Self.real: return make(.call(.pow, [arm(type, depth), arm(type, depth)]), type)
    case 4 where type == Self.real: return draw(depth)
    case 5:
      return make(
        .call(
          pick([.least, .greatest]),
          [expression(one, depth: depth), expression(type, depth: depth), arm(type, depth)]), type)
    default:
      if random.once(in: 2) {
        let operation = pick([Arithmetic.multiply, .divide])
        return make(
          .arithmetic(operation, expression(type, depth: depth), expression(Self.exact, depth: depth)), type)
      }
      return make(
        .arithmetic(pick([.add, .subtract]), arm(type, depth), expression(type, depth: depth)), type)
    }
  }

  private mutating func draw(_ depth: Int) -> Expression {
    let distribution = pick(Distribution.allCases)
    var arguments = [arm(Self.real, depth)]
    if distribution != .chance, distribution != .poisson { arguments.append(arm(Self.real, depth)) }
    return make(
      .draw(Draw(distribution: distribution, arguments: arguments, clause: "demand", place: place)), Self.real
    )
  }
}

extension TestRows {
  /// Columns with zeros, small and extreme numbers: exact 0-3, money 4-5, real 6-7, boolean 8, tier 9.
  static func generated(count: Int, seed: UInt64) -> TestRows {
    var random = SeededGenerator(seed: seed)
    func column(_ scale: Int, _ extremes: Bool) -> Vector {
      .integers(
        (0..<count).map { _ in
          if random.once(in: 5) { return 0 }
          if extremes, random.once(in: 3) {
            return (random.once(in: 2) ? .max : .min) &+ Int64.random(in: -3...3, using: &random)
          }
          return Int64.random(in: -300...100_000, using: &random)
        }, scale: scale)
    }
    let exacts = [column(0, false), column(0, true), column(4, true), column(1, false)]
    let money = [column(2, false), column(2, true)]
    let reals = (0..<2).map { _ in
      Vector.reals(
        (0..<count).map { _ in random.once(in: 6) ? 0 : Double.random(in: -3...9, using: &random) })
    }
    let others: [Vector] = [
      .booleans((0..<count).map { _ in random.once(in: 2) }),
      .codes((0..<count).map { _ in Int32.random(in: 0...2, using: &random) }),
    ]
    return TestRows(columns: exacts + money + reals + others, rowCount: count)
  }
}
