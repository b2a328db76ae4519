package import PolSyntax

/// Powers of each currency, of units and of months: money is CNY^1, a price CNY^1 unit^-1.
package struct Dimension: Hashable, Sendable {
  /// The power of each currency that occurs; none is zero; in the order of their codes.
  package var currencies: [CurrencyPower]
  /// The power of units of goods.
  package var units: Int
  /// The power of months.
  package var months: Int

  /// One currency with its power.
  package struct CurrencyPower: Hashable, Sendable {
    /// The currency.
    package var currency: Currency
    /// Its power, never zero.
    package var power: Int
  }

  /// Makes a dimension; the currencies must be in the order of their codes.
  package init(currencies: [CurrencyPower] = [], units: Int = 0, months: Int = 0) {
    self.currencies = currencies
    self.units = units
    self.months = months
  }

  /// A plain number.
  package static let one = Dimension()
  /// Units of goods.
  package static let units = Dimension(units: 1)
  /// A time, in months.
  package static let time = Dimension(months: 1)
  /// Money of one currency.
  package static func money(_ currency: Currency) -> Dimension {
    Dimension(currencies: [CurrencyPower(currency: currency, power: 1)])
  }
  /// Money per unit.
  package static func price(_ currency: Currency) -> Dimension {
    Dimension(currencies: [CurrencyPower(currency: currency, power: 1)], units: -1)
  }
  /// The currency, if this is money and nothing else.
  package var money: Currency? {
    units == 0 && months == 0 && currencies.count == 1 && currencies[0].power == 1
      ? currencies[0].currency : nil
  }
}

/// What an expression is worth, before anything runs.
package indirect enum ValueType: Hashable, Sendable {
  case number(NumberType)
  /// A month as a point in time.
  case point
  case boolean
  case text
  case name(NameDomain)
}

/// A number: its dimension, whether it is exact, and how it is shown.
package struct NumberType: Hashable, Sendable {
  /// Powers of currencies, units and months.
  package var dimension: Dimension
  /// Exact numbers may scale money; real ones never become money without `round`.
  package var isExact: Bool
  /// Shown as a percentage; changes nothing else.
  package var isPercent: Bool

  /// Makes a number type.
  package init(_ dimension: Dimension, isExact: Bool = true, isPercent: Bool = false) {
    self.dimension = dimension
    self.isExact = isExact
    self.isPercent = isPercent
  }
}

/// A set of names that a value is one of; a value is its `Scalar.code`, an index into `names`.
package struct NameDomain: Hashable, Sendable {
  /// The sets of names. Only tiers compare by rank.
  package enum Kind: String, Hashable, Sendable { case tier, rule, kind, trigger, account, commodity, choice }
  /// Which set.
  package var kind: Kind
  /// The names by code. Accounts beyond the list are agents: code `names.count + k` is "agent k+1".
  package var names: [String]

  /// Makes a domain.
  package init(_ kind: Kind, _ names: [String]) {
    self.kind = kind
    self.names = names
  }
}
