import PolCheck
import PolColumns
import PolEval
import PolSource
import PolSyntax

/// The largest share of one order or sale that a policy's rates can ever pay to agents.
///
/// Rates of orders and of sales are looked at apart, since an order is no sale; of orders, a load and a
/// reorder are looked at apart too. Fixed amounts, periods and caps are left out. Every recipient is taken to
/// meet its condition and to have the best tier, so with conditions that exclude each other the true figure
/// may be lower, never higher.
struct WorstPayout {
  /// The share.
  let rate: ExactNumber

  private let policy: PolicyDefinition
  private let evaluator: Evaluator<Values>

  /// Works it out.
  init(of policy: PolicyDefinition, in values: Values) throws(Diagnostic) {
    self.policy = policy
    evaluator = Evaluator(in: values)
    let events: [Set<RuleDefinition.Base>] = [[.load, .order], [.reorder, .order], [.sale], [.use]]
    var worst = ExactNumber.zero
    let found = WorstPayoutSearch(policy: policy, evaluator: evaluator)
    for bases in events { worst = max(worst, try found.share(of: bases)) }
    rate = worst
  }
}

/// Adds up what the rules of one kind of event pay.
private struct WorstPayoutSearch {
  let policy: PolicyDefinition
  let evaluator: Evaluator<Values>

  /// The share of an event whose money is every one of `bases`.
  func share(of bases: Set<RuleDefinition.Base>) throws(Diagnostic) -> ExactNumber {
    // What each rule pays by itself; a matching rule pays on what an earlier one did.
    var paid: [ExactNumber] = []
    for rule in policy.rules {
      paid.append(try rule.kind == .rebate && rule.period == nil ? share(of: rule, bases, paid) : .zero)
    }
    return try sum(paid, of: policy.span)
  }

  private func share(
    of rule: RuleDefinition, _ bases: Set<RuleDefinition.Base>, _ paid: [ExactNumber]
  ) throws(Diagnostic) -> ExactNumber {
    func whole(_ base: RuleDefinition.Base) -> ExactNumber {
      if case .posting(let earlier) = base { return paid[earlier] }
      return bases.contains(base) ? .one : .zero
    }
    switch rule.amount {
    case .money, .perUnit, .units: return .zero
    case .rate(let rate, let base):
      guard !whole(base).isZero else { return .zero }
      let one = try times(whole(base), try number(rate), of: rule.span)
      var shares: [ExactNumber] = []
      for recipient in rule.recipients where recipient.isAgent {
        let portion = try recipient.portion.map { portion throws(Diagnostic) in try number(portion) } ?? .one
        guard let count = recipient.count else { throw unbounded(rule) }
        shares.append(try times(times(one, portion, of: rule.span), ExactNumber(count), of: rule.span))
      }
      return try sum(shares, of: rule.span)
    case .rates(let rates, let base):
      guard !whole(base).isZero, rule.recipients.contains(where: \.isAgent) else { return .zero }
      var numbers: [ExactNumber] = []
      for rate in rates { numbers.append(try number(rate)) }
      return try times(whole(base), try sum(numbers, of: rule.span), of: rule.span)
    case .differential(let rates, let peer, let base):
      guard !whole(base).isZero else { return .zero }
      var highest = ExactNumber.zero
      for rate in rates { highest = max(highest, try number(rate)) }
      let level = try peer.map { peer throws(Diagnostic) in try number(peer) } ?? .zero
      return try times(whole(base), try sum([highest, level], of: rule.span), of: rule.span)
    }
  }

  private func number(_ expression: PolCheck.Expression) throws(Diagnostic) -> ExactNumber {
    guard case .exact(let number) = try evaluator.value(of: expression) else { return .zero }
    return number
  }

  private func times(_ one: ExactNumber, _ other: ExactNumber, of span: Span) throws(Diagnostic)
    -> ExactNumber
  {
    guard let product = one.multiplied(by: other) else { throw tooLarge(span) }
    return product
  }

  private func sum(_ numbers: [ExactNumber], of span: Span) throws(Diagnostic) -> ExactNumber {
    var total = ExactNumber.zero
    for number in numbers {
      guard let next = total.adding(number) else { throw tooLarge(span) }
      total = next
    }
    return total
  }

  private func tooLarge(_ span: Span) -> Diagnostic {
    Diagnostic("E0641", "the rates of this policy are too large to add up", at: span)
  }

  private func unbounded(_ rule: RuleDefinition) -> Diagnostic {
    Diagnostic(
      "E0642", "`worst_payout` has no bound: `\(rule.name)` pays every upline, however many there are",
      at: rule.span, help: "name the levels (`upline 1..3`), or pay a `differential`")
  }
}

extension RuleDefinition.Recipient {
  /// Whether an agent is paid.
  fileprivate var isAgent: Bool {
    switch target {
    case .self, .chain: true
    case .company, .customer, .outside: false
    }
  }

  /// How many agents at most; nil where there is no bound.
  fileprivate var count: Int? {
    guard case .chain(let andSelf, let from, let to) = target else { return 1 }
    return to.map { max(0, $0 - from + 1) + (andSelf ? 1 : 0) }
  }
}
