import PolColumns
import PolSource
import PolSyntax

/// Rules of a period that happen once, or once `per agent` or `per customer`.
extension Checker {
  /// The amount with its `per agent` or `per customer`: for so many customers it is so many times as much.
  mutating func each(_ amount: RuleDefinition.Amount, _ draft: RuleDraft) -> RuleDefinition.Amount? {
    guard let each = draft.terms.each else { return amount }
    guard case .money(let money) = amount, draft.trigger == .period else {
      report(
        "E0575", "only an amount of money every so often can be `per \(each.text)`", at: each.span,
        help: draft.trigger == .win
          ? "`on win` pays for each customer as it is" : "write `5 CNY per \(each.text) every month`")
      return nil
    }
    guard each.text == "customer" else { return amount }
    let customers = Expression(
      .column(.agent(AgentReading(.customers), of: .row)), .number(NumberType(.one)), at: each.span)
    return .money(
      Expression(.arithmetic(.multiply, money, customers), money.type, at: money.span.joined(to: each.span)))
  }

  /// What happens once has no agent whose columns it could read.
  mutating func refusesAgents(of rule: RuleDefinition) -> Bool {
    guard rule.isOnce, case .money(let amount) = rule.amount else { return false }
    // The cap of a pool is of each who gets a part.
    let cap = rule.paysOthers ? nil : rule.cap?.limit
    let read = [amount, rule.condition, cap].compactMap(\.self) + rule.recipients.compactMap(\.portion)
    guard let reading = read.first(where: { readsRows($0) }) else { return false }
    report(
      "E0574", "`\(rule.name)` is no agent's: it happens once in its period, so this has nobody to look at",
      at: reading.span, help: "to let it happen for each agent, write `per agent` behind the amount")
    return true
  }
}

extension RuleDefinition {
  /// Whether no agent pays, receives, or is what it is a rate of.
  var isNobodys: Bool {
    guard trigger == .period, case .money = amount else { return false }
    switch payer {
    case .company, .customer, .outside: break
    case .`self`, .upline: return false
    }
    return recipients.allSatisfy { recipient in
      switch recipient.target {
      case .company, .customer, .outside, .everyAgent: true
      case .`self`, .chain, .first: false
      }
    }
  }
}
