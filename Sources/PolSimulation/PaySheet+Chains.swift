import PolCheck
import PolLedger
import PolSource
import PolSyntax

/// The uplines that a recipient of a rule names.
struct Chain {
  /// The recipient's place in the rule.
  var seat: Int
  /// Whether the agent itself comes first.
  var andSelf: Bool
  /// The first level, from 1, and the last; nil for every one.
  var first: Int
  var last: Int?

  /// How many are paid at most.
  var length: Int { last.map { $0 - first + 1 + (andSelf ? 1 : 0) } ?? .max }
}

extension PaySheet {
  /// Pays each level of a chain its rate, or the amount; returns the level that the next recipient starts with.
  mutating func pay(
    _ chain: Chain, event: Int, _ amounts: Amounts, payer: Int32, level start: Int
  ) throws(Diagnostic) -> Int {
    var level = start
    try walk(chain, event: event) { payee throws(Diagnostic) in
      add(try amount(event, level, amounts), event: event, from: payer, to: payee)
      level += 1
    }
    return chain.last == nil ? level : start + chain.length
  }

  /// Who takes each share of a chain, in order; nobody where the company keeps it.
  func takers(of chain: Chain, event: Int) throws(Diagnostic) -> [Int32] {
    var takers: [Int32] = []
    try walk(chain, event: event) { payee in takers.append(payee) }
    return takers
  }

  /// Goes through the levels of a chain from the nearest up, and tells who takes each.
  ///
  /// A level is unclaimed where there is no upline so high, where that upline has quit, or where it does not
  /// meet the condition. Each unclaimed share is treated by itself: the company keeps it, or it goes to the
  /// next above who qualifies (and who keeps its own), or, with `compress`, levels count only those who do.
  private func walk(
    _ chain: Chain, event: Int, _ take: (Int32) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let source = Int(batch.agents[event])
    let seat = Rules.Seat(rule: index, recipient: chain.seat, source: source)
    var left = chain.length
    if chain.andSelf {
      try take(try rules.qualifies(source, seat) ? Int32(source) : try heir(of: Int32(source), seat))
      left -= 1
    }
    var agent = rules.agents.sponsor[source]
    // Levels below the first are passed by; under `compress` only those who qualify are levels.
    var skip = chain.first - 1
    while left > 0 {
      guard agent >= 0 else {
        // Above the founder there is nobody: finite chains have unclaimed levels, `every upline` ends.
        if chain.last == nil { return }
        try take(Account.nobody.code)
        left -= 1
        continue
      }
      let isQualified = try rules.qualifies(Int(agent), seat)
      if isQualified || rule.otherwise != .compress {
        if skip > 0 {
          skip -= 1
        } else {
          try take(isQualified ? agent : try heir(of: agent, seat))
          left -= 1
        }
      }
      agent = rules.agents.sponsor[Int(agent)]
    }
  }

  /// Who gets the share of an agent that does not qualify: nobody, or with `roll up` the next above who does.
  private func heir(of agent: Int32, _ seat: Rules.Seat) throws(Diagnostic) -> Int32 {
    guard rule.otherwise == .rollUp else { return Account.nobody.code }
    var upline = rules.agents.sponsor[Int(agent)]
    while upline >= 0 {
      if try rules.qualifies(Int(upline), seat) { return upline }
      upline = rules.agents.sponsor[Int(upline)]
    }
    return Account.nobody.code
  }

  /// A differential: each gets its tier's rate less the highest rate paid below it, never less than zero.
  mutating func payDifferences(
    along chain: Chain, event: Int, _ amounts: Amounts, payer: Int32
  ) throws(Diagnostic) {
    let source = Int(batch.agents[event])
    let seat = Rules.Seat(rule: index, recipient: chain.seat, source: source)
    var agent: Int32 = chain.andSelf ? Int32(source) : rules.agents.sponsor[source]
    var level = chain.andSelf ? 0 : 1
    /// The tier whose rate is the highest paid so far.
    var highest: Int?
    var peerIsPaid = amounts.peer == nil
    let base = amounts.base[event]
    while agent >= 0, chain.last.map({ level <= $0 }) ?? true {
      defer { agent = rules.agents.sponsor[Int(agent)] }
      let isQualified = try rules.qualifies(Int(agent), seat)
      defer { if isQualified || level == 0 || rule.otherwise != .compress { level += 1 } }
      guard isQualified, level == 0 || level >= chain.first else { continue }
      let tier = Int(rules.agents.tier[Int(agent)])
      let own = amounts.rates[tier][event]
      let step = highest.map { amounts.steps[tier][$0] } ?? own
      if step.numerator > 0 {
        try add(step, of: base, event: event, from: payer, to: agent)
        highest = tier
      } else if !peerIsPaid, let peer = amounts.peer, let highest, own == amounts.rates[highest][event] {
        try add(peer[event], of: base, event: event, from: payer, to: agent)
        peerIsPaid = true
      }
    }
  }

  private mutating func add(
    _ rate: Rate, of base: Int64, event: Int, from payer: Int32, to payee: Int32
  ) throws(Diagnostic) {
    guard let amount = rate.of(base, rounding) else { throw .tooMuchMoney(at: rule.span) }
    add(amount, event: event, from: payer, to: payee)
  }
}
