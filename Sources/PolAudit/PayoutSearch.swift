import PolColumns
import PolSource

/// Looks for the chain that is paid most, agent by agent upwards.
///
/// After each agent all that matters is what has been paid and what claims are left, so of two chains that
/// leave the same claims only the better one goes on, and only if its claims, all paid in full, could make it
/// the best. Every step that pays uses up something of a claim, and
/// one that changes nothing is not taken; so the search ends. Chains are looked at in the order of their
/// length, then of their tiers, and a later one must be better: the same policy always gives the same chain.
struct PayoutSearch {
  let rules: [CountedRule]
  let tierCount: Int
  let policySpan: Span
  /// How much is tried at most: agents put on a chain, each counted once for itself and once for every claim
  /// that it meets.
  var mostSteps = 300_000

  /// The most that is paid, and who is paid it: tiers from the event's agent up, nil for one that has quit.
  struct Found {
    var share: ExactNumber
    var chain: [Int?]
  }

  /// The end of a chain that is worth going on with.
  private struct End {
    var claims: [Claim]
    var paid: ExactNumber
    /// The tier of the last agent; nil if it has quit.
    var tier: Int?
    /// The chain without it; nil for the event's agent.
    var below: Int?
  }

  private struct Progress {
    var ends: [End] = []
    /// The most that was paid for a chain that leaves these claims.
    var reached: [[Claim]: ExactNumber] = [:]
    /// The end with these claims among the chains of the length at hand.
    var current: [[Claim]: Int] = [:]
    var best: Int?
    var steps = 0
  }

  /// The best of all chains; the event's agent has one of the tiers `beginners`.
  func best(from beginners: [Int]) throws(Diagnostic) -> Found {
    let posted = Set(rules.flatMap(\.matches))
    let running = rules.indices.filter { !posted.contains($0) }
    var progress = Progress()
    for tier in beginners {
      try take(tier, above: nil, &progress) { climb throws(Diagnostic) in try climb.begin(running) }
    }
    // Who has quit is worth trying only where somebody who is paid could be in the way.
    var letters: [Int?] = Array(0..<tierCount)
    if !rules.allSatisfy(\.isEager) { letters.append(nil) }
    var first = 0
    while first < progress.ends.count {
      let layer = first..<progress.ends.count
      first = layer.upperBound
      progress.current = [:]
      for index in layer where try isHopeful(progress.ends[index], progress) {
        let claims = progress.ends[index].claims
        for letter in letters {
          try take(letter, above: index, &progress) { climb throws(Diagnostic) in
            try climb.goOn(with: claims)
          }
        }
      }
    }
    return found(progress)
  }

  /// One more agent, in every way that open conditions can come out.
  private func take(
    _ tier: Int?, above below: Int?, _ progress: inout Progress,
    _ step: (inout Climb) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var answers = Answers()
    repeat {
      progress.steps += 1 + (below.map { progress.ends[$0].claims.count } ?? 0)
      guard progress.steps <= mostSteps else { throw tooLong }
      var climb = Climb(rules: rules, tier: tier, answers: answers)
      try step(&climb)
      answers = climb.answers
      var paid = climb.paid
      if let below { paid = try paid.plus(progress.ends[below].paid, at: policySpan) }
      note(End(claims: climb.claims, paid: paid, tier: tier, below: below), &progress)
    } while answers.turn()
  }

  /// Keeps the end of a chain if no chain that leaves the same is as good.
  private func note(_ end: End, _ progress: inout Progress) {
    if let known = progress.reached[end.claims], end.paid <= known { return }
    progress.reached[end.claims] = end.paid
    let index = progress.current[end.claims] ?? progress.ends.count
    if index == progress.ends.count { progress.ends.append(end) } else { progress.ends[index] = end }
    progress.current[end.claims] = index
    let most = progress.best.map { progress.ends[$0].paid } ?? .zero
    if most < end.paid { progress.best = index }
  }

  /// Whether a chain that goes on may be paid more than the best so far.
  private func isHopeful(_ end: End, _ progress: Progress) throws(Diagnostic) -> Bool {
    var most = end.paid
    for claim in end.claims { most = try most.plus(rules[claim.rule].most(of: claim), at: policySpan) }
    return progress.best.map { progress.ends[$0].paid < most } ?? !end.claims.isEmpty
  }

  private func found(_ progress: Progress) -> Found {
    guard let best = progress.best else { return Found(share: .zero, chain: []) }
    var chain: [Int?] = []
    var next: Int? = best
    while let index = next {
      chain.append(progress.ends[index].tier)
      next = progress.ends[index].below
    }
    return Found(share: progress.ends[best].paid, chain: chain.reversed())
  }

  private var tooLong: Diagnostic {
    Diagnostic(
      "E0714", "finding the worst payout of this policy would take too long", at: policySpan,
      help: "rules with many levels and conditions of their own make it so; try fewer of them at once")
  }
}
