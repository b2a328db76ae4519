import PolSource
import PolSyntax

/// A policy while it is being checked: what its rules may refer to.
struct PolicyDraft: Sendable {
  /// The names that its expressions read.
  var names: PolicyNames
  /// Its products with their prices.
  var products: [ProductBinding]
  var supply = PolicyDefinition.Supply.company
  /// The rules checked so far; nil where one is wrong.
  var rules: [RuleDefinition?] = []

  /// The scope of its prices and loads.
  var priceScope: Scope { Scope(rows: .agents(AgentRows(names: names, place: .price))) }

  /// The scope of its conditions and amounts.
  func scope(window: Int? = nil, isFromJoining: Bool = false, hasSource: Bool = false) -> Scope {
    Scope(
      rows: .agents(
        AgentRows(
          names: names, place: .policy, window: window, isFromJoining: isFromJoining, hasSource: hasSource)))
  }
}
