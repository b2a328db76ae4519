// PolAudit: what can be said of a policy without putting it to work.
//
// What comes in is a checked `PolicyDefinition` and an evaluator for the figures in it (rates may be variables
// of a sweep); what goes out is a fact with the case that proves it. So far that is the worst payout: the
// largest share of one order or sale that the policy's rates can pay out, and the chain of tiers that does it.
// It is found by a search through everything that can still be owed to the agents further up a chain, never
// by samples; where the search can't know or would be too long, it says so. Left out on purpose: fixed
// amounts, periods and caps, which are no share of anything; rounding; how likely a chain is; and laws.

package import PolCheck
package import PolColumns
package import PolEval
package import PolSource
import PolSyntax

/// A checked expression, not one as written.
typealias Expression = PolCheck.Expression

/// The largest share of an order or a sale that a policy's rates can ever pay out.
///
/// Counted is all that the company pays to somebody else in the event of one order or sale: by rules with a
/// rate of it, and by rules that match their postings. Conditions that read only tiers hold or not as the
/// chain has it; every other condition may hold or not at each agent, whichever pays more. Uplines may also
/// have quit.
package struct WorstPayout: Sendable, Hashable {
  /// What the share is taken of. An order is either a load or a reorder: no event pays rates of both.
  package enum Base: String, Hashable, Sendable { case order, sale }

  /// The share: 0.16 for 16%.
  package var share: ExactNumber
  /// Of an order or of a sale.
  package var base: Base
  /// The shortest chain that pays it, as names of tiers, the event's agent first, then its uplines; `quitter`
  /// for an upline that has quit. Empty if nothing is ever paid.
  package var chain: [String]
  /// The rules by which the company pays something else than a rate of an order or a sale.
  package var leftOut: [String]

  /// Stands in `chain` for an upline that has quit: no name of a tier looks like this.
  package static let quitter = "(quit)"
}

extension WorstPayout {
  /// Finds the worst payout of a policy.
  ///
  /// Throws E0711 for a rate that isn't settled by tiers, E0712 for one below zero, E0713 where there is no
  /// bound, E0714 where the search would be too long, E0715 for numbers out of range, E0717 where uplines stand
  /// in two trees.
  package static func of<E: Environment>(
    _ policy: PolicyDefinition, evaluator: Evaluator<E>
  ) throws(Diagnostic) -> WorstPayout {
    let reader = TierReader(evaluator: evaluator, tierCount: policy.tiers.count)
    var worst = WorstPayout(share: .zero, base: .order, chain: [], leftOut: [])
    var counted: Set<Int> = []
    for occasion in Occasion.allCases {
      let indices = policy.rules(countedIn: occasion)
      counted.formUnion(indices)
      try policy.refuseTwoTrees(indices)
      let beginners = policy.tiers.indices.filter { occasion.canHappen(to: policy.tiers[$0]) }
      for size in try reader.sizes(toldApartBy: indices.map { policy.rules[$0] }) {
        var rules: [CountedRule] = []
        for index in indices { rules.append(try reader.counted(policy.rules[index], size)) }
        try rules.link(indices, in: policy)
        let search = PayoutSearch(rules: rules, tierCount: policy.tiers.count, policySpan: policy.span)
        let found = try search.best(from: beginners)
        guard worst.share < found.share else { continue }
        worst.share = found.share
        worst.base = occasion.base
        worst.chain = found.chain.map { $0.map { policy.tiers[$0].name } ?? quitter }
      }
    }
    worst.leftOut = policy.rules.indices
      .filter { policy.rules[$0].payer == .company && !counted.contains($0) }
      .map { policy.rules[$0].name }
    return worst
  }
}

/// The kinds of event that have an order or a sale.
enum Occasion: CaseIterable {
  case reorder, load, sale

  var base: WorstPayout.Base { self == .sale ? .sale : .order }

  /// What a rate in such an event may be taken of, besides postings.
  var bases: Set<RuleDefinition.Base> {
    switch self {
    case .reorder: [.order, .reorder]
    case .load: [.order, .load]
    case .sale: [.sale]
    }
  }

  /// Whether agents of this tier can have such an event.
  func canHappen(to tier: TierDefinition) -> Bool {
    switch self {
    case .reorder: tier.price.contains { $0 != nil }
    case .load: tier.load.contains { $0 != nil }
    case .sale: true
    }
  }
}

extension PolicyDefinition {
  /// The search goes up one chain, whichever tree that is in; it knows nothing of a second one beside it.
  fileprivate func refuseTwoTrees(_ counted: [Int]) throws(Diagnostic) {
    let climbing = counted.map { rules[$0] }.flatMap { rule in
      rule.recipients.filter { $0.target.isChain || ($0.target == .`self` && rule.otherwise == .rollUp) }
        .map { (rule: rule, byPlacement: $0.byPlacement) }
    }
    guard let first = climbing.first,
      let other = climbing.first(where: { $0.byPlacement != first.byPlacement })
    else { return }
    throw Diagnostic(
      "E0717", "the worst payout isn't known where some rules go up by sponsors and others by placement",
      at: other.rule.span,
      help: "try the policy with the rules of one tree at a time: `with { rebate ...: none }`")
  }

  /// The rules that pay a rate of such an event, or are matched by one that does; ascending.
  func rules(countedIn occasion: Occasion) -> [Int] {
    var depends = Set<Int>()
    for (index, rule) in rules.enumerated() where rule.period == nil && rule.payer != .upline {
      guard let base = rule.amount.base else { continue }
      if case .posting(let matched) = base {
        if depends.contains(matched) { depends.insert(index) }
      } else if occasion.bases.contains(base) {
        depends.insert(index)
      }
    }
    // What somebody else than the company pays counts only as the base of what the company pays.
    var counted = Set<Int>()
    for index in rules.indices.reversed() where depends.contains(index) {
      let isMatched = counted.contains { rules[$0].amount.base == .posting(index) }
      if rules[index].payer == .company || isMatched { counted.insert(index) }
    }
    return counted.sorted()
  }
}

extension RuleDefinition.Amount {
  /// What a rate is taken of, if it is one.
  var base: RuleDefinition.Base? {
    switch self {
    case .money, .sums, .perUnit, .units: nil
    case .rate(_, let base), .rates(_, let base), .differential(_, _, let base): base
    case .brackets(_, let base): base
    }
  }
}

extension RuleDefinition.Target {
  /// Whether it is uplines.
  fileprivate var isChain: Bool { if case .chain = self { true } else { false } }
}
