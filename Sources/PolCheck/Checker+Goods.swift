import PolSource
import PolSyntax

/// The clauses of a market about goods, which it may sell several of.
extension Checker {
  /// What a clause says of each product of the policy, in the policy's order.
  ///
  /// What is said in one holds for the one product, or `ofEach` of several. The draws of the first product
  /// written are those of the clause, and every other has its own by name: so another product changes none of
  /// theirs.
  mutating func ofProducts<Said, Checked>(
    _ written: OfGoods<Said>, _ word: String, ofEach: Bool, at span: Span, _ draft: MarketDraft,
    check: (inout Checker, Said) -> Checked?
  ) -> [MarketDefinition.OfProduct<Checked>] {
    let products = draft.names.products
    let entries: [(product: String, said: Said)]
    switch written {
    case .same(let said):
      guard products.count == 1 || ofEach else {
        report(
          "E0545", "this policy sells several products, and `\(word)` doesn't say which", at: span,
          help: "write `\(word) { \(products.map { "\($0) 1 unit" }.joined(separator: ", ")) }`")
        return []
      }
      entries = products.map { ($0, said) }
    case .perProduct(let named):
      entries = named.map { ($0.product.text, $0.said) }
      for (name, _) in named where !products.contains(name.text) {
        report(
          "W0572", "`\(word)` is about `\(name.text)` here, and `\(draft.policy.name)` doesn't sell it",
          at: name.span, help: "nothing comes of it; let the policy sell it, or leave it out")
      }
    }
    let before = errorCount
    var result: [MarketDefinition.OfProduct<Checked>] = []
    for (place, entry) in entries.enumerated() where errorCount == before {
      let name = place == 0 ? word : "\(word) \(entry.product)"
      clause = (name, 0)
      guard let checked = check(&self, entry.said), let product = products.firstIndex(of: entry.product)
      else { continue }
      result.append(MarketDefinition.OfProduct(product: product, clause: name, said: checked))
    }
    return result.sorted { $0.product < $1.product }
  }

  /// Says so where braces name what is no product, or the same one twice.
  mutating func checkProducts<Said>(_ written: OfGoods<Said>) {
    guard case .perProduct(let entries) = written else { return }
    var seen: Set<String> = []
    for (name, _) in entries {
      switch meaning(of: name, in: Scope()) {
      case .failed, .record(.product): break
      case .record, .value, .table, .function:
        report(
          "E0505", "`\(name.text)` is no product", at: name.span,
          help: "declare it: `product \(name.text) { ... }`")
      }
      if !seen.insert(name.text).inserted {
        report(
          "E0502", "`\(name.text)` is named twice", at: name.span, help: "leave one of them out")
      }
    }
  }
}
