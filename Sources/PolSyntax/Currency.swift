/// A currency of ISO 4217, with its minor unit.
package struct Currency: Hashable, Sendable {
  /// Three capital letters.
  package var code: String
  /// How many decimals its minor unit stands for: 2 for CNY, 0 for JPY, 3 for KWD.
  package var decimals: Int

  /// Makes a currency; only `Currency.named` does so outside tests.
  package init(code: String, decimals: Int) {
    self.code = code
    self.decimals = decimals
  }
}
