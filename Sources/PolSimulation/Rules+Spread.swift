import PolCheck
import PolLedger
import PolSyntax

extension Rules {
  /// The rule as a spread, where it pays the same seats in every event of the batch; nil where payments must be
  /// worked out one by one: for conditions that read `source`, chains without an end, differentials, caps, amounts that
  /// differ from event to event, shares that look further up, rules that others match.
  func spread(_ rule: Int, _ amounts: Amounts, _ triggers: Posting.Triggers) -> Spread? {
    let definition = policy.rules[rule]
    guard isSimple(rule, amounts, triggers), amounts.steps.isEmpty else { return nil }
    let payer: Spread.Place
    switch definition.payer {
    case .company: payer = .house(.company)
    case .customer: payer = .house(.customers)
    case .outside: payer = .house(.outside)
    case .`self`: payer = .above(0)
    case .upline: return nil
    }
    guard let places = places(definition.recipients) else { return nil }
    let isSplit = amounts.portions.contains { $0 != nil }
    var seats: [Spread.Seat] = []
    for (level, (seat, place)) in places.enumerated() {
      guard let measure = isSplit ? amounts.portion(of: seat) : amounts.measure(level: level),
        let takers = takers(of: seat, rule: rule)
      else { return nil }
      seats.append(Spread.Seat(place, measure, takers: takers))
    }
    guard isSplit else {
      return Spread(payer: payer, seats: seats, whole: nil, rounding: policy.rounding.ledgerRule)
    }
    guard let whole = amounts.measure(level: 0), seats.map(\.measure).areWithinWhole else { return nil }
    return Spread(payer: payer, seats: seats, whole: whole, rounding: policy.rounding.ledgerRule)
  }

  /// Whether postings of a rule need not be looked at one by one once they are worked out.
  private func isSimple(_ rule: Int, _ amounts: Amounts, _ triggers: Posting.Triggers) -> Bool {
    if case .each(let triggers) = triggers, triggers.contains(.join) { return false }
    return paysQuitters && !policy.rules[rule].isCappedEach && policy.rules[rule].kind != .deposit
      && !policy.rules[rule].isOnce
      && !policy.rules.contains { $0.trigger == .posting(rule) }
  }

  /// The rule as a climb, where it is a differential with the same rates in every event of the batch, up one chain.
  func climb(_ rule: Int, _ amounts: Amounts, _ triggers: Posting.Triggers) -> Climb? {
    let definition = policy.rules[rule]
    guard isSimple(rule, amounts, triggers), !amounts.steps.isEmpty, definition.kind == .rebate,
      definition.payer == .company, definition.recipients.count == 1,
      case .chain(let andSelf, 1, let last) = definition.recipients[0].target,
      let takers = takers(of: 0, rule: rule)
    else { return nil }
    var rates: [Rate] = []
    for rate in amounts.rates {
      guard case .same(let rate) = rate else { return nil }
      rates.append(rate)
    }
    var peers: [Rate] = []
    for column in amounts.peers {
      guard case .same(let rate) = column else { return nil }
      peers.append(rate)
    }
    return Climb(
      payer: .company, andSelf: andSelf, last: last, steps: amounts.steps, rates: rates, peers: peers,
      takers: takers, tiers: agents.tier, rounding: policy.rounding.ledgerRule, superiors: superiors[rule])
  }

  /// The seats of all recipients with the recipient that each belongs to; nil where they don't go up step by step.
  private func places(_ recipients: [RuleDefinition.Recipient]) -> [(seat: Int, place: Spread.Place)]? {
    var places: [(seat: Int, place: Spread.Place)] = []
    var height = 0
    for (seat, recipient) in recipients.enumerated() {
      switch recipient.target {
      case .company: places.append((seat, .house(.company)))
      case .customer: places.append((seat, .house(.customers)))
      case .outside: places.append((seat, .house(.outside)))
      case .`self`:
        guard height == 0 else { return nil }
        places.append((seat, .above(0)))
      case .chain(let andSelf, let first, let last):
        guard let last, last - first < Self.longestSpread, height == 0 || !andSelf, first >= height else {
          return nil
        }
        if andSelf { places.append((seat, .above(0))) }
        for level in stride(from: first, through: last, by: 1) { places.append((seat, .above(level))) }
        height = last
      case .first, .everyAgent: return nil
      }
    }
    return places
  }

  /// Chains of more levels than this are rare, and cheaper to walk.
  private static let longestSpread = 64

  /// Who may take a recipient's share, `.some(nil)` for everyone; nil where that can't be said beforehand.
  private func takers(of seat: Int, rule: Int) -> [Bool]?? {
    guard policy.rules[rule].recipients[seat].condition != nil else { return .some(nil) }
    guard policy.rules[rule].otherwise == .company, let mask = qualified[rule][seat] else { return nil }
    return .some(mask)
  }
}

extension Amounts {
  /// What a level gets, where that is the same in every event.
  fileprivate func measure(level: Int) -> Spread.Measure? {
    if rates.isEmpty {
      guard case .same(let amount) = fixed[min(level, fixed.count - 1)] else { return nil }
      return .fixed(amount)
    }
    guard case .same(let rate) = rates[min(level, rates.count - 1)] else { return nil }
    return .rate(rate)
  }

  /// A recipient's share of the whole, where that is the same in every event.
  fileprivate func portion(of seat: Int) -> Spread.Measure? {
    guard let portion = portions[seat] else { return .rate(.one) }
    guard case .same(let rate) = portion else { return nil }
    return .rate(rate)
  }
}

extension [Spread.Measure] {
  /// Whether these shares come to the whole at most, whatever it is.
  fileprivate var areWithinWhole: Bool {
    // Every rate's denominator divides this whole, so its share of it is exact.
    var left: Int64 = 1_000_000_000_000_000_000
    for case .rate(let rate) in self {
      let (share, overflow) = rate.numerator.multipliedReportingOverflow(
        by: 1_000_000_000_000_000_000 / rate.denominator)
      guard !overflow, share <= left else { return false }
      left -= share
    }
    return true
  }
}
