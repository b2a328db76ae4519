import PolColumns
import PolSource
import PolSyntax

extension Checker {
  /// `from PARTY`, or the kind's own payer.
  mutating func payer(_ draft: RuleDraft) -> RuleDefinition.Party? {
    guard let name = draft.terms.payer else {
      switch draft.declaration.kind {
      case .fee, .deposit, .stock: return .`self`
      case .rebate, .cost: return .company
      }
    }
    if let party = RuleDefinition.Party(rawValue: name.text) { return party }
    let choices = ["self", "company", "upline", "customer", "outside"]
    report(
      "E0509", "`\(name.text)` is nobody who could pay", at: name.span,
      help: suggestion(name.text, among: choices) ?? listing(choices, of: "payers are"))
    return nil
  }

  /// `to RECIPIENTS`, or the kind's own.
  mutating func recipients(_ draft: RuleDraft) -> [RuleDefinition.Recipient]? {
    guard let written = draft.terms.recipients else {
      switch draft.declaration.kind {
      case .fee, .deposit, .stock: return [RuleDefinition.Recipient(target: .company)]
      case .cost: return [RuleDefinition.Recipient(target: .outside)]
      case .rebate:
        report(
          "E0518", "the rebate `\(draft.name)` doesn't say to whom", at: draft.declaration.name.span,
          help: "write `to upline`, `to self` or the like")
        return nil
      }
    }
    var result: [RuleDefinition.Recipient] = []
    for recipient in written.list {
      guard let target = target(recipient) else { continue }
      var checked = RuleDefinition.Recipient(target: target)
      if case .uplines(_, _, byPlacement: true) = recipient.target {
        guard hasPlacement(draft, at: recipient.span) else { continue }
        checked.byPlacement = true
      }
      if let portion = recipient.portion {
        guard
          let share = number(portion, "a share", is: .one, exact: true, in: draft.scope)
            .flatMap({ notNegative($0, "a share") })
        else { continue }
        checked.portion = share
      }
      if let condition = recipient.condition {
        guard
          let checkedCondition = self.condition(
            condition, in: draft.policy.scope(window: draft.period, hasSource: !draft.isPool))
        else { continue }
        checked.condition = checkedCondition
      }
      if case .everyAgent(let weight?) = recipient.target {
        guard let checkedWeight = self.weight(weight, draft) else { continue }
        checked.weight = checkedWeight
      }
      result.append(checked)
    }
    guard result.count == written.list.count else { return nil }
    return allows(result, written, draft) ? result : nil
  }

  private mutating func target(_ recipient: Recipients.Recipient) -> RuleDefinition.Target? {
    switch recipient.target {
    case .party(let name):
      switch name.text {
      case "company": return .company
      case "customer": return .customer
      case "outside": return .outside
      case "self": return .`self`
      default:
        let choices = ["self", "company", "upline", "customer", "outside"]
        report(
          "E0509", "`\(name.text)` is nobody who could receive", at: name.span,
          help: suggestion(name.text, among: choices) ?? listing(choices, of: "recipients are"))
        return nil
      }
    case .uplines(let andSelf, .levels(let lower, let upper), _):
      guard lower >= 1, upper >= lower else {
        report(
          "E0516", "there are no uplines \(lower)..\(upper)", at: recipient.span,
          help: "levels are counted from 1, nearest first")
        return nil
      }
      return .chain(andSelf: andSelf, from: lower, to: upper)
    case .uplines(let andSelf, .every, _): return .chain(andSelf: andSelf, from: 1, to: nil)
    case .uplines(let andSelf, .first, _):
      guard recipient.condition != nil else {
        report(
          "E0520", "`first upline` doesn't say which", at: recipient.span,
          help: "write `first upline where tier > source.tier`, or `upline 1`")
        return nil
      }
      return .first(andSelf: andSelf)
    case .everyAgent: return .everyAgent
    }
  }

  /// What the parts of a pool go by: any exact number.
  private mutating func weight(_ written: Written, _ draft: RuleDraft) -> Expression? {
    guard let value = check(written, in: draft.policy.scope(window: draft.period)) else { return nil }
    guard let type = value.type.number else {
      report("E0402", "a weight must be a number, not \(value.type.words)", at: value.span)
      return nil
    }
    return fit(value, "a weight", is: type.dimension, exact: true).flatMap { notNegative($0, "a weight") }
  }

  /// Whom a rule of this kind may pay.
  private mutating func allows(
    _ list: [RuleDefinition.Recipient], _ written: Recipients, _ draft: RuleDraft
  ) -> Bool {
    switch draft.declaration.kind {
    case .deposit where list.count != 1 || list[0].target != .company:
      report(
        "E0518", "a deposit goes to the company, which owes it", at: written.span,
        help: "leave `to` out, or make it a `fee`")
      return false
    case .cost where list.count != 1 || list[0].target != .outside:
      report(
        "E0518", "a cost goes to the outside world", at: written.span,
        help: "leave `to` out, or make it a `rebate`")
      return false
    case .fee, .deposit, .rebate, .cost, .stock: return true
    }
  }

  // MARK: Amount and recipients together

  /// Whether the amount can be given to these recipients.
  mutating func fits(
    _ amount: RuleDefinition.Amount, _ list: [RuleDefinition.Recipient], _ draft: RuleDraft
  ) -> Bool {
    let place = draft.terms.recipients?.span ?? draft.span
    switch amount {
    case .differential:
      guard list.count == 1, list[0].portion == nil, case .chain = list[0].target else {
        report(
          "E0518", "a `differential` goes up one chain", at: place, help: "write `to self and every upline`")
        return false
      }
      return true
    case .rates(let rates, let base):
      return levels(of: list, rates, "rate", place, draft) && staysWhole(rates, base)
    case .sums(let sums): return levels(of: list, sums, "sum", place, draft)
    case .units: return true
    case .money, .perUnit, .rate, .brackets: break
    }
    guard let counts = counts(list, place, draft) else { return false }
    if list.contains(where: { $0.portion != nil }) { return shares(list, counts, place) }
    if draft.declaration.kind == .fee, list.count > 1 || counts.reduce(0, +) > 1 {
      report(
        "E0517", "a fee that is divided needs a share for each who receives", at: place,
        help: "write `to company 60%, upline 40%`")
      return false
    }
    for (rate, base) in amount.wholeRates where isWhole(base) {
      guard let known = known(rate), let sum = known.multiplied(by: ExactNumber(counts.reduce(0, +))),
        ExactNumber.one < sum
      else { continue }
      reportTooMuch(rate, sum)
      return false
    }
    return true
  }

  /// How many levels each recipient is; nil for a chain without an end.
  private mutating func counts(
    _ list: [RuleDefinition.Recipient], _ place: Span, _ draft: RuleDraft
  ) -> [Int]? {
    var result: [Int] = []
    for recipient in list {
      switch recipient.target {
      case .chain(let andSelf, let lower, let upper?): result.append(upper - lower + 1 + (andSelf ? 1 : 0))
      case .chain(_, _, nil):
        guard draft.terms.cap != nil, recipient.portion == nil else {
          report(
            "E0519", "`every upline` gets the whole amount each, so there is no limit to what this pays",
            at: place,
            help: "write how many levels: `to upline 1..3`, or use `differential { ... }`")
          return nil
        }
        result.append(1)
      case .first(let andSelf): result.append(andSelf ? 2 : 1)
      case .company, .customer, .outside, .`self`, .everyAgent: result.append(1)
      }
    }
    return result
  }

  private mutating func shares(_ list: [RuleDefinition.Recipient], _ counts: [Int], _ place: Span) -> Bool {
    var sum = ExactNumber.zero
    for (recipient, count) in zip(list, counts) {
      guard let portion = recipient.portion else {
        report(
          "E0517", "some of these have a share and some don't", at: place,
          help: "give each one a share, or none")
        return false
      }
      guard let known = known(portion), let all = known.multiplied(by: ExactNumber(count)),
        let next = sum.adding(all)
      else { return true }
      sum = next
    }
    guard sum != .one else { return true }
    report(
      "E0517", "the shares add up to \(percent(sum)), not to 100%", at: place,
      help: "what nobody is to get goes to `company`")
    return false
  }

  private mutating func levels(
    of list: [RuleDefinition.Recipient], _ rates: [Expression], _ noun: String, _ place: Span,
    _ draft: RuleDraft
  ) -> Bool {
    var levels = 0
    for recipient in list {
      if let portion = recipient.portion {
        report(
          "E0520", "a list of \(noun)s has no room for shares", at: portion.span,
          help: "one \(noun) is each level's own")
        return false
      }
      switch recipient.target {
      case .chain(let andSelf, let lower, let upper?): levels += upper - lower + 1 + (andSelf ? 1 : 0)
      case .chain(_, _, nil):
        report(
          "E0516", "a list of \(noun)s ends, and `every upline` doesn't", at: place,
          help: "write `to upline 1..\(rates.count)`")
        return false
      case .first(let andSelf): levels += andSelf ? 2 : 1
      case .company, .customer, .outside, .`self`, .everyAgent: levels += 1
      }
    }
    guard levels == rates.count else {
      report(
        "E0516", "there are \(Self.count(rates.count, noun)) for \(Self.count(levels, "level"))", at: place,
        help: "one \(noun) for each level, nearest first",
        notes: rates.first.map {
          [Diagnostic.Note("the \(noun)s", at: $0.span.joined(to: rates[rates.count - 1].span))]
        } ?? [])
      return false
    }
    return true
  }

  /// Whether rates that are known stay within their base.
  private mutating func staysWhole(_ rates: [Expression], _ base: RuleDefinition.Base) -> Bool {
    guard isWhole(base) else { return true }
    var sum = ExactNumber.zero
    for rate in rates {
      guard let known = known(rate), let next = sum.adding(known) else { return true }
      sum = next
    }
    guard ExactNumber.one < sum else { return true }
    var whole = rates[0]
    whole.span = whole.span.joined(to: rates[rates.count - 1].span)
    reportTooMuch(whole, sum)
    return false
  }

  /// Whether the base is money, so that a rate is a share of it.
  private func isWhole(_ base: RuleDefinition.Base) -> Bool {
    if case .volume(let column) = base {
      return ![.ordered, .sold, .teamOrdersUnits, .teamSalesUnits].contains(column)
    }
    return true
  }
}

extension RuleDefinition.Amount {
  /// The rates that each recipient gets, one of them at a time, with what they are taken of.
  fileprivate var wholeRates: [(rate: Expression, of: RuleDefinition.Base)] {
    switch self {
    case .rate(let rate, let base): [(rate, base)]
    case .brackets(let table, let base?): table.brackets.map { ($0.rate, base) }
    case .money, .sums, .perUnit, .units, .rates, .differential, .brackets: []
    }
  }
}
