import PolCheck
import PolColumns
import PolSource
import PolSyntax

/// One step up a chain: what the rules pay to one agent, and what is left for those further up.
///
/// The sentences under "Exactly" 7 to 10 and 12 of the language reference are this file, with shares instead
/// of money.
struct Climb {
  let rules: [CountedRule]
  /// The agent's tier; nil if it has quit.
  let tier: Int?
  /// How open conditions come out.
  var answers: Answers
  /// What is paid out here, as a share of the order or sale.
  private(set) var paid = ExactNumber.zero
  /// What is left.
  private(set) var claims: [Claim] = []
  /// Numbers events, to tell their questions apart.
  private var events = 0

  init(rules: [CountedRule], tier: Int?, answers: Answers) {
    self.rules = rules
    self.tier = tier
    self.answers = answers
  }

  /// The agent is the one whose order or sale it is.
  mutating func begin(_ running: [Int]) throws(Diagnostic) {
    guard let tier else { return }
    for rule in running { try happen(rule, to: tier, base: .one) }
    try join()
  }

  /// The agent is the next one up, and meets the claims of those below it.
  mutating func goOn(with claims: [Claim]) throws(Diagnostic) {
    events = claims.count
    for (event, claim) in claims.enumerated() { try meet(claim, event: event) }
    try join()
  }

  /// Puts the claims in order, and makes one of those that fare alike.
  private mutating func join() throws(Diagnostic) {
    claims.sort()
    var joined: [Claim] = []
    for claim in claims {
      let rule = rules[claim.rule]
      if let last = joined.last, last.faresLike(claim), !rule.seats[claim.seat].asksEachEvent {
        joined[joined.count - 1].base = try last.base.plus(claim.base, at: rule.span)
        joined[joined.count - 1].pending = try last.pending.plus(claim.pending, at: rule.span)
      } else {
        joined.append(claim)
      }
    }
    claims = joined
  }

  /// An event of a rule: an order, a sale, or a posting that it matches.
  private mutating func happen(_ index: Int, to tier: Int, base: ExactNumber) throws(Diagnostic) {
    let rule = rules[index]
    guard rule.isDue[tier] else { return }
    let event = events
    events += 1
    var level = 0
    for (seat, recipient) in rule.seats.enumerated() {
      var claim = Claim(
        rule: index, seat: seat, source: rule.alike[tier], base: base, skip: 0, left: recipient.target.levels)
      claim.level = level
      switch recipient.target {
      case .company, .everyAgent: break
      case .customer, .outside:
        if rule.isPayout { paid = try paid.plus(share(of: claim), at: rule.span) }
      case .`self`:
        try takeLevel(&claim, isQualified: qualifies(claim, event), isEventsAgent: true)
      case .chain(let andSelf, let from, _):
        claim.skip = from - 1
        if andSelf { try takeLevel(&claim, isQualified: qualifies(claim, event), isEventsAgent: true) }
      case .first(let andSelf):
        if andSelf { try takeLevel(&claim, isQualified: qualifies(claim, event), isEventsAgent: true) }
      }
      if recipient.target.goesUp { keep(claim) }
      level += rule.rates[tier].count > 1 && !rule.isDifferential ? recipient.target.levels ?? 0 : 0
    }
  }

  /// A claim that comes from below.
  private mutating func meet(_ claim: Claim, event: Int) throws(Diagnostic) {
    var claim = claim
    let rule = rules[claim.rule]
    let isQualified = qualifies(claim, event)
    if isQualified, !claim.pending.isZero {
      let pending = claim.pending
      claim.pending = .zero
      try pay(pending, claim.rule, toEventsAgent: false)
    }
    if isQualified || !rule.passesByUnqualified(seat: claim.seat) {
      if claim.skip > 0 {
        claim.skip -= 1
      } else if claim.left != 0 {
        try takeLevel(&claim, isQualified: isQualified, isEventsAgent: false)
      }
    }
    keep(claim)
  }

  private mutating func keep(_ claim: Claim) {
    if !claim.isSpent(under: rules[claim.rule]) { claims.append(claim) }
  }

  /// The agent stands on the next level of a claim.
  private mutating func takeLevel(
    _ claim: inout Claim, isQualified: Bool, isEventsAgent: Bool
  ) throws(Diagnostic) {
    let rule = rules[claim.rule]
    if rule.isDifferential {
      if isQualified, let tier {
        try payDifference(&claim, rule.rates[claim.source][tier], toEventsAgent: isEventsAgent)
      }
    } else if isQualified {
      try pay(share(of: claim), claim.rule, toEventsAgent: isEventsAgent)
    } else if rule.otherwise == .rollUp {
      claim.pending = try claim.pending.plus(share(of: claim), at: rule.span)
    }
    claim.left = claim.left.map { $0 - 1 }
    if !rule.isDifferential, rule.rates[claim.source].count > 1 { claim.level += 1 }
  }

  /// A differential: the agent gets its tier's rate less the highest rate paid below it, never less than zero;
  /// the next whose rates equal that get the peers'.
  private mutating func payDifference(
    _ claim: inout Claim, _ rate: ExactNumber, toEventsAgent: Bool
  ) throws(Diagnostic) {
    let rule = rules[claim.rule]
    let span = rule.span
    if claim.highest < rate {
      let difference = try rate.plus(claim.highest.negated, at: span)
      claim.highest = rate
      try pay(difference.times(claim.base, at: span), claim.rule, toEventsAgent: toEventsAgent)
    } else if let peer = claim.openPeers(of: rule).first, rate == claim.highest, !rate.isZero {
      claim.peersPaid += 1
      try pay(peer.times(claim.base, at: span), claim.rule, toEventsAgent: toEventsAgent)
    }
  }

  /// What one level of a claim is worth.
  private func share(of claim: Claim) throws(Diagnostic) -> ExactNumber {
    let rule = rules[claim.rule]
    return try rule.rate(level: claim.level, source: claim.source)
      .times(rule.seats[claim.seat].portions[claim.source], at: rule.span).times(claim.base, at: rule.span)
  }

  /// A posting to the agent, and the events of the rules that match it.
  private mutating func pay(_ share: ExactNumber, _ index: Int, toEventsAgent: Bool) throws(Diagnostic) {
    let rule = rules[index]
    guard let tier, !share.isZero, !(rule.isFromSelf && toEventsAgent) else { return }
    if rule.isPayout { paid = try paid.plus(share, at: rule.span) }
    for match in rule.matches { try happen(match, to: tier, base: share) }
  }

  /// Whether the agent may be paid as the recipient of a claim.
  private mutating func qualifies(_ claim: Claim, _ event: Int) -> Bool {
    guard let tier else { return false }
    let rule = rules[claim.rule]
    let seat = rule.seats[claim.seat]
    guard let truths = seat.truths else { return true }
    switch truths[tier][claim.source] {
    case .no: return false
    case .yes: return true
    case .open:
      if rule.isEager { return true }
      return answers.answer(
        Answers.Question(
          rule: claim.rule, seat: claim.seat, source: claim.source, event: seat.asksEachEvent ? event : nil))
    }
  }
}

extension RuleDefinition.Target {
  /// Whether agents above the event's agent may be paid: those of a chain, or who get a share that rolls up.
  fileprivate var goesUp: Bool {
    switch self {
    case .company, .customer, .outside, .everyAgent: false
    case .`self`, .chain, .first: true
    }
  }
}
