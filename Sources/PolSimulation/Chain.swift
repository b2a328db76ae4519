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
  /// Whether only those who qualify are levels, whatever happens to other shares.
  var passesBy = false

  /// How many are paid at most.
  var length: Int { last.map { $0 - first + 1 + (andSelf ? 1 : 0) } ?? .max }
}

extension Chain {
  /// The chain that a recipient names, if it is one.
  init?(seat: Int, _ target: RuleDefinition.Target) {
    switch target {
    case .chain(let andSelf, let first, let last):
      self.init(seat: seat, andSelf: andSelf, first: first, last: last)
    case .first(let andSelf):
      self.init(seat: seat, andSelf: andSelf, first: 1, last: 1, passesBy: true)
    case .company, .customer, .outside, .`self`, .everyAgent: return nil
    }
  }
}

/// The agents above each agent, as one rule sees them: who takes the shares of a chain.
struct Ladder {
  let sponsor: [Int32]
  let tier: [UInt8]
  /// By recipient: whom each agent is below, by who recruited it or by where it sits.
  private let parents: [[Int32]]
  private let active: [Bool]
  private let paysQuitters: Bool
  private let rule: Int
  private let rules: Rules
  private let otherwise: Recipients.Otherwise
  /// By recipient: whether there is no condition, and else who meets it, unless it reads `source`.
  private let isOpen: [Bool]
  private let masks: [[Bool]?]

  init(rule: Int, rules: Rules) {
    sponsor = rules.agents.sponsor
    parents = rules.policy.rules[rule].recipients.map { rules.parents($0) }
    tier = rules.agents.tier
    active = rules.agents.active
    paysQuitters = rules.paysQuitters
    self.rule = rule
    self.rules = rules
    otherwise = rules.policy.rules[rule].otherwise
    isOpen = rules.policy.rules[rule].recipients.map { $0.condition == nil }
    masks = rules.qualified[rule]
  }

  /// Whether an agent can be paid, or pay, at all: one who has quit can't, unless it only stopped working.
  @inline(__always)
  func isMember(_ agent: Int32) -> Bool { paysQuitters || active[Int(agent)] }

  /// Whether an agent may be paid as a recipient: a member who meets the recipient's condition.
  @inline(__always)
  func qualifies(_ agent: Int32, seat: Int, source: Int) throws(Diagnostic) -> Bool {
    guard isMember(agent) else { return false }
    if isOpen[seat] { return true }
    if let mask = masks[seat] { return mask[Int(agent)] }
    return try rules.qualifies(Int(agent), rule: rule, seat: seat, source: source)
  }

  /// Who takes each level of a chain, from the nearest up; nobody where the company keeps it.
  ///
  /// A level is unclaimed where there is no upline so high, where that upline has quit, or where it does not
  /// meet the condition. Each unclaimed share is treated by itself: the company keeps it, or it goes to the
  /// next above who qualifies (and who keeps its own), or, with `compress`, levels count only those who do.
  func takers(of chain: Chain, source: Int, into takers: inout [Int32]) throws(Diagnostic) {
    takers.removeAll(keepingCapacity: true)
    var left = chain.length
    if chain.andSelf {
      takers.append(try taker(Int32(source), seat: chain.seat, source: source).payee)
      left -= 1
    }
    let parents = parents[chain.seat]
    var agent = parents[source]
    // Levels below the first are passed by; under `compress` only those who qualify are levels.
    var skip = chain.first - 1
    while left > 0 {
      guard agent >= 0 else {
        // Above the founder there is nobody: finite chains have unclaimed levels, `every upline` ends.
        if chain.last != nil { takers.append(contentsOf: repeatElement(Account.nobody.code, count: left)) }
        return
      }
      let (payee, isQualified) = try taker(agent, seat: chain.seat, source: source)
      if isQualified || !(chain.passesBy || otherwise == .compress) {
        if skip > 0 {
          skip -= 1
        } else {
          takers.append(payee)
          left -= 1
        }
      }
      agent = parents[Int(agent)]
    }
  }

  /// Whom an agent is below, on the way that a recipient's chain goes; -1 at the top.
  @inline(__always)
  func above(_ agent: Int, seat: Int) -> Int32 { parents[seat][agent] }

  /// Who gets an agent's share: itself, or nobody, or with `roll up` the next above who qualifies.
  @inline(__always)
  func taker(
    _ agent: Int32, seat: Int, source: Int
  ) throws(Diagnostic) -> (payee: Int32, isQualified: Bool) {
    if try qualifies(agent, seat: seat, source: source) { return (agent, true) }
    guard otherwise == .rollUp else { return (Account.nobody.code, false) }
    var upline = above(Int(agent), seat: seat)
    while upline >= 0 {
      if try qualifies(upline, seat: seat, source: source) { return (upline, false) }
      upline = above(Int(upline), seat: seat)
    }
    return (Account.nobody.code, false)
  }
}
