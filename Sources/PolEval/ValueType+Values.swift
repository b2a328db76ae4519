package import PolCheck
package import PolColumns
import PolSyntax

extension ValueType {
  /// What a row of this type holds where it has no value.
  package var blank: Vector {
    switch self {
    case .number(let type): .constant(type.isExact ? .exact(.zero) : .real(0))
    case .point: .constant(.exact(.zero))
    case .boolean: .constant(.boolean(false))
    case .text: .constant(.text(""))
    case .name: .constant(.code(0))
    }
  }

  /// Whether values are Doubles.
  package var isReal: Bool {
    if case .number(let type) = self { !type.isExact } else { false }
  }

  /// The decimals of the currency, for money that is exact: such values have to fit integers.
  var moneyDecimals: Int? {
    if case .number(let type) = self, type.isExact { type.dimension.money?.decimals } else { nil }
  }

  /// To how many decimals `round` and `floor` go: those of the currency for money, else none.
  var decimals: Int {
    if case .number(let type) = self { type.dimension.money?.decimals ?? 0 } else { 0 }
  }
}
