import PolCheck
import PolSyntax

extension Dimension {
  /// Money with two decimals.
  static var yuan: Dimension { .money(Currency(code: "CNY", decimals: 2)) }
  /// The decimals of the currency; nil for anything but money.
  var decimals: Int? { money?.decimals }
}
