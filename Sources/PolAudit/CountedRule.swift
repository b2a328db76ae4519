import PolCheck
import PolColumns
import PolEval
import PolSource
import PolSyntax

/// A rule with everything in it found that tiers decide: by tier of the agent whose event it is.
struct CountedRule: Sendable {
  /// One recipient.
  struct Seat: Sendable {
    var target: RuleDefinition.Target
    /// Its share of the amount, by tier of the event's agent.
    var portions: [ExactNumber]
    /// What its condition comes to, by tier of the recipient and then of the event's agent; nil for none.
    var truths: [[Truth]]?
    /// Whether an open condition is asked anew in each event, since it reads more of the event's agent.
    var asksEachEvent: Bool
  }

  var span: Span
  /// Whether the company pays; else the rule counts only as the base of others.
  var isPayout: Bool
  /// Whether the event's agent pays.
  var isFromSelf: Bool
  var otherwise: Recipients.Otherwise
  /// Whether the rule's condition holds or may hold, by tier of the event's agent.
  var isDue: [Bool]
  /// By tier of the event's agent: one rate, one per level, or for a differential one per tier.
  var rates: [[ExactNumber]]
  var isDifferential: Bool
  /// Of a differential, by tier of the event's agent: what the first peer gets, the second, ...
  var peers: [[ExactNumber]]
  var seats: [Seat]
  /// The first tier of the event's agent that changes nothing against this one, by tier.
  var alike: [Int]
  /// The counted rules that match this one's postings.
  var matches: [Int] = []
  /// The most that is paid out in all for each part that this rule posts to an agent; itself included.
  var worth = ExactNumber.zero

  /// Whether it can only pay more if one more agent meets a condition that may hold or not, or has not quit.
  ///
  /// Not so if somebody matches its postings, since then it matters who is paid; nor with a differential that
  /// has a peer (a higher rate below puts an end to it) or counts only the qualified (who use up a level).
  var isEager: Bool {
    matches.isEmpty
      && !(isDifferential && (otherwise == .compress || peers.contains { !$0.allSatisfy(\.isZero) }))
  }

  /// Whether an upline that does not qualify is no level of a recipient.
  func passesByUnqualified(seat: Int) -> Bool {
    if case .first = seats[seat].target { return true }
    return otherwise == .compress
  }

  /// The rate of a level.
  func rate(level: Int, source: Int) -> ExactNumber {
    rates[source].count == 1 ? rates[source][0] : rates[source][level]
  }
}

extension TierReader {
  /// A rule, read for every tier of the event's agent, where the order or sale is of some size.
  func counted(_ rule: RuleDefinition, _ size: PurchaseSize) throws(Diagnostic) -> CountedRule {
    let tiers = 0..<tierCount
    var isDue: [Bool] = []
    for tier in tiers {
      guard let condition = rule.condition else {
        isDue.append(true)
        continue
      }
      isDue.append(try truth(of: condition, row: tier, source: tier) != .no)
    }
    var rates: [[ExactNumber]] = []
    var peers: [[ExactNumber]] = []
    for tier in tiers {
      // Where a rule is not due, its rates need not have a value.
      guard isDue[tier] else {
        rates.append([.zero])
        peers.append([])
        continue
      }
      let (list, ofPeers) = rule.amount.rates
      var numbers: [ExactNumber] = []
      for expression in list { numbers.append(try rate(expression, tier: tier, of: rule)) }
      if case .brackets(let table, _) = rule.amount {
        numbers = [try rate(in: table, worth: numbers, at: size, of: rule)]
      }
      rates.append(numbers)
      peers.append([])
      for expression in ofPeers { peers[tier].append(try rate(expression, tier: tier, of: rule)) }
    }
    var seats: [CountedRule.Seat] = []
    for recipient in rule.recipients {
      seats.append(try seat(recipient, isDue, of: rule))
    }
    var counted = CountedRule(
      span: rule.span, isPayout: rule.payer == .company, isFromSelf: rule.payer == .`self`,
      otherwise: rule.otherwise, isDue: isDue, rates: rates, isDifferential: rule.amount.isDifferential,
      peers: peers, seats: seats, alike: [])
    counted.alike = tiers.map { tier in tiers.first { counted.treatsAlike($0, tier) } ?? tier }
    try refuseEndless(counted, rule)
    try refuseParts(counted, rule)
    return counted
  }

  private func seat(
    _ recipient: RuleDefinition.Recipient, _ isDue: [Bool], of rule: RuleDefinition
  ) throws(Diagnostic) -> CountedRule.Seat {
    var portions: [ExactNumber] = []
    for tier in 0..<tierCount {
      guard let portion = recipient.portion else {
        portions.append(.one)
        continue
      }
      portions.append(isDue[tier] ? try rate(portion, tier: tier, of: rule) : .zero)
    }
    var seat = CountedRule.Seat(
      target: recipient.target, portions: portions, truths: nil, asksEachEvent: false)
    guard let condition = recipient.condition else { return seat }
    var truths: [[Truth]] = []
    for row in 0..<tierCount {
      var line: [Truth] = []
      for source in 0..<tierCount { line.append(try truth(of: condition, row: row, source: source)) }
      truths.append(line)
    }
    seat.truths = truths
    seat.asksEachEvent = condition.readsMoreOfSource
    return seat
  }

  /// A rate for each of any number of uplines has no bound; a cap is no help, since orders may be small.
  private func refuseEndless(_ counted: CountedRule, _ rule: RuleDefinition) throws(Diagnostic) {
    let isZero = counted.rates.allSatisfy { $0.allSatisfy(\.isZero) }
    if counted.isDifferential || isZero { return }
    for seat in counted.seats {
      guard case .chain(_, _, to: nil) = seat.target else { continue }
      throw Diagnostic(
        "E0713", "there is no worst payout: `\(rule.name)` pays every upline, however many there are",
        at: rule.span, help: "write how many levels: `to upline 1..3`, or use `differential { ... }`")
    }
  }
}

extension TierReader {
  /// Shares that don't come to the whole: what is left over would go to whoever happens to be paid first.
  fileprivate func refuseParts(_ counted: CountedRule, _ rule: RuleDefinition) throws(Diagnostic) {
    guard rule.recipients.contains(where: { $0.portion != nil }) else { return }
    for tier in 0..<tierCount where counted.isDue[tier] {
      var sum = ExactNumber.zero
      for seat in counted.seats {
        let levels = ExactNumber(seat.target.levels ?? 1)
        sum = try sum.plus(seat.portions[tier].times(levels, at: rule.span), at: rule.span)
      }
      guard sum != .one else { continue }
      let percent = try sum.times(ExactNumber(100), at: rule.span)
      throw Diagnostic(
        "E0716", "the shares of `\(rule.name)` come to \(percent.description)%, not to 100%", at: rule.span,
        help: "what nobody is to get goes to `company`")
    }
  }
}

extension CountedRule {
  /// Whether two tiers of the event's agent come to the same for everybody.
  fileprivate func treatsAlike(_ one: Int, _ other: Int) -> Bool {
    isDue[one] == isDue[other] && rates[one] == rates[other] && peers[one] == peers[other]
      && seats.allSatisfy { seat in
        seat.portions[one] == seat.portions[other]
          && (seat.truths?.allSatisfy { $0[one] == $0[other] } ?? true)
      }
  }
}

extension RuleDefinition.Target {
  /// How many are paid at most; nil for every upline.
  var levels: Int? {
    switch self {
    case .company, .customer, .outside, .`self`, .everyAgent: 1
    case .chain(let andSelf, let from, let to): to.map { $0 - from + 1 + (andSelf ? 1 : 0) }
    case .first(let andSelf): andSelf ? 2 : 1
    }
  }
}

extension RuleDefinition.Amount {
  /// The rates, and those of peers.
  fileprivate var rates: ([Expression], peers: [Expression]) {
    switch self {
    case .money, .sums, .perUnit, .units: ([], [])
    case .rate(let rate, _): ([rate], [])
    case .rates(let rates, _): (rates, [])
    case .differential(let rates, let peers, _): (rates, peers)
    case .brackets(let table, _): (table.brackets.map(\.rate), [])
    }
  }

  fileprivate var isDifferential: Bool { if case .differential = self { true } else { false } }
}

extension [CountedRule] {
  /// Tells each rule who matches its postings; `indices` are the rules' places in the policy.
  mutating func link(_ indices: [Int], in policy: PolicyDefinition) throws(Diagnostic) {
    for (place, index) in indices.enumerated() {
      guard case .posting(let matched) = policy.rules[index].amount.base else { continue }
      if let base = indices.firstIndex(of: matched) { self[base].matches.append(place) }
    }
    // Who matches is written below, and is known first.
    for place in self.indices.reversed() {
      var worth = self[place].isPayout ? ExactNumber.one : .zero
      for match in self[place].matches { worth = try worth.plus(self[match].most(), at: self[match].span) }
      self[place].worth = worth
    }
  }
}
