/// A differential in every event of a batch: up the parents, each gets its tier's rate less the highest rate paid below
/// it, and the first whose rate is that highest may get a rate for peers, once.
///
/// Like what a `Spread` pays it is added up before it is posted. A chain is left where nobody above can get anything any more.
package struct Climb: Sendable {
  /// The house that pays.
  package var payer: Account
  /// Whether the event's agent itself stands first in its chain.
  package var andSelf: Bool
  /// How many parents above the agent are the last who are paid; nil for all of them.
  package var last: Int?
  /// By tier and by the highest tier paid below: the difference of their rates, nothing where it isn't above zero.
  package var steps: [[Rate]]
  /// By tier.
  package var rates: [Rate]
  /// What the first peer gets.
  package var peer: Rate?
  /// By agent: who may be paid at all; nil for everyone.
  package var takers: [Bool]?
  /// By agent.
  package var tiers: [UInt8]
  package var rounding: Rounding

  /// Makes a climb; rates are in the order of tiers.
  package init(
    payer: Account, andSelf: Bool, last: Int?, steps: [[Rate]], rates: [Rate], peer: Rate?,
    takers: [Bool]?, tiers: [UInt8], rounding: Rounding
  ) {
    (self.payer, self.andSelf, self.last, self.steps, self.rates) = (payer, andSelf, last, steps, rates)
    (self.peer, self.takers, self.tiers, self.rounding) = (peer, takers, tiers, rounding)
  }
}

extension Gathering {
  /// What a climb pays in some events.
  package init(_ climb: Climb, in events: SpreadEvents) {
    var (payees, amounts): ([Int32], [Int64]) = ([], [])
    let (parents, tiers) = (events.parents.span, climb.tiers.span)
    let last = climb.last ?? .max
    let walk = ClimbTable(climb)
    for event in events.agents.indices where events.isDue[event] {
      let base = events.bases[event]
      var agent = climb.andSelf ? events.agents[event] : parents[Int(events.agents[event])]
      var level = climb.andSelf ? 0 : 1
      var state = walk.start
      while agent >= 0, level <= last, !walk.isOver[state] {
        let payee = agent
        agent = parents[Int(payee)]
        level += 1
        if let takers = climb.takers, !takers[Int(payee)] { continue }
        let move = walk.moves[state &* walk.tierCount &+ Int(tiers[Int(payee)])]
        guard move.rate.numerator > 0 else { continue }
        state = move.next
        guard let amount = move.rate.of(base, climb.rounding) else {
          overflow = true
          break
        }
        payees.append(payee)
        amounts.append(amount)
      }
    }
    _ = pay(Column(agents: payees, amounts: .each(amounts)))
    overflow = houses.add(0 &- sums.moved, to: climb.payer.code) || overflow
  }
}

/// What happens on the way up, by state and tier: a state is the highest tier paid so far, if any, and whether the
/// peer has been paid.
private struct ClimbTable {
  struct Move {
    var rate: Rate
    var next: Int
  }
  let tierCount: Int
  var moves: [Move] = []
  /// By state: whether nobody can get anything any more.
  var isOver: [Bool] = []
  /// Nobody has been paid.
  let start = 0

  init(_ climb: Climb) {
    tierCount = climb.rates.count
    for isPeerPaid in [false, true] {
      for highest in [nil] + climb.rates.indices.map(Optional.some) {
        let row = climb.rates.indices.map { tier in
          Self.move(climb, to: tier, above: highest, isPeerPaid || climb.peer == nil)
        }
        isOver.append(row.allSatisfy { $0.rate.numerator == 0 })
        moves += row
      }
    }
  }

  private static func move(_ climb: Climb, to tier: Int, above highest: Int?, _ isPeerPaid: Bool) -> Move {
    let states = climb.rates.count + 1
    func state(_ highest: Int?, _ isPeerPaid: Bool) -> Int {
      (isPeerPaid ? states : 0) + (highest.map { $0 + 1 } ?? 0)
    }
    let step = highest.map { climb.steps[tier][$0] } ?? climb.rates[tier]
    if step.numerator > 0 {
      return Move(rate: step, next: state(tier, isPeerPaid && climb.peer != nil))
    }
    if !isPeerPaid, let peer = climb.peer, let highest, climb.rates[tier] == climb.rates[highest] {
      return Move(rate: peer, next: state(highest, true))
    }
    return Move(rate: .zero, next: state(highest, isPeerPaid))
  }
}
