import PolCheck
import PolLedger

/// Events of one occasion, all of one phase: event `k` is `agents[k]`'s.
struct EventBatch: Sendable {
  /// What happened: decides which rules run, and what their bases are.
  enum Occasion: Sendable, Hashable {
    /// Joining, the load included.
    case join
    /// A wholesale order that is no load.
    case order
    case sale
    case use
    /// An agent wins so many customers: in a market all of a month are one event.
    case win
    case promotion, quit
    /// A rule of a period, by index.
    case period(Int)
    /// A posting of the rule with this index.
    case posting(Int)
  }

  /// In place of the agent of an event that is no agent's.
  static let nobody: Int32 = -1

  var occasion: Occasion
  /// Each event's place in the numbering that starts at `firstEvent`.
  var events: [Int32]
  var agents: [Int32]
  /// Units of goods, or customers who are won; 0 where there are none.
  var units: [Int64]
  /// What was paid, minor units: for the order, the sale, or the posting.
  var money: [Int64]
  var firstEvent: Int
  var triggers: Posting.Triggers

  /// Events in their own numbering, the first of them at a place in it.
  init(
    _ occasion: Occasion, agents: [Int32], units: [Int64], money: [Int64], firstEvent: Int, at place: Int = 0,
    triggers: Posting.Triggers
  ) {
    self.occasion = occasion
    events = agents.indices.map { Int32(place + $0) }
    self.agents = agents
    self.units = units
    self.money = money
    self.firstEvent = firstEvent
    self.triggers = triggers
  }

  /// The events in `range` as a batch of their own, numbered as before.
  func part(_ range: Range<Int>) -> EventBatch {
    var part = self
    part.events = Array(events[range])
    part.agents = Array(agents[range])
    part.units = Array(units[range])
    part.money = Array(money[range])
    return part
  }

  /// Whether what was paid in these events is this base.
  func pays(_ base: RuleDefinition.Base) -> Bool {
    switch (base, occasion) {
    case (.load, .join), (.order, .join), (.order, .order), (.reorder, .order), (.sale, .sale), (.use, .use):
      true
    case (.posting(let named), .posting(let posted)): named == posted
    case (.load, _), (.order, _), (.reorder, _), (.sale, _), (.use, _), (.posting, _), (.volume, _): false
    }
  }
}

extension EventBatch.Occasion {
  /// Whether a rule runs in such events; one that is paid on a period's sum does not run in its events.
  func fires(_ definition: RuleDefinition, at rule: Int) -> Bool {
    if case .period(let due) = self { return due == rule }
    guard !definition.isPeriodic || definition.happensOnJoiningToo else { return false }
    switch (definition.trigger, self) {
    case (.join, .join), (.order, .join), (.order, .order), (.reorder, .order), (.sale, .sale), (.use, .use),
      (.win, .win), (.promotion, .promotion), (.quit, .quit):
      return true
    case (.posting(let named), .posting(let posted)): return named == posted
    case (.join, _), (.order, _), (.reorder, _), (.sale, _), (.use, _), (.win, _), (.promotion, _),
      (.quit, _),
      (.period, _), (.restock, _), (.posting, _):
      return false
    }
  }
}

extension RuleDefinition {
  /// The running total that stands for the base of a rule on a period's sum; nil where it is none.
  var volume: AgentColumn? {
    switch amount.base {
    case .volume(let column): shortOf == nil ? column : column.own
    case .order: isPeriodic ? .ownOrders : nil
    case .sale: isPeriodic ? .ownSales : nil
    case .load: isPeriodic ? .ownLoads : nil
    case .reorder: isPeriodic ? .ownReorders : nil
    case .use: isPeriodic ? .ownUses : nil
    case .posting(let rule): isPeriodic ? .rule(rule) : nil
    case nil: nil
    }
  }

  /// Where the volume of a team is looked up in brackets of a group's: the own part of it.
  var lookedUpReading: AgentReading? {
    guard shortOf != nil, case .brackets(let table, _) = amount,
      case .column(.agent(var reading, .row))? = table.column?.kind, let own = reading.column.own
    else { return nil }
    reading.column = own
    return reading
  }

  /// What stands for the base, over the rule's period.
  var volumeReading: AgentReading? {
    volume.map { AgentReading($0, window: period, isFromJoining: countsFromJoining) }
  }
}

extension RuleDefinition.Amount {
  /// What a rate is taken of, if it is one.
  var base: RuleDefinition.Base? {
    switch self {
    case .money, .sums, .perUnit, .units: nil
    case .rate(_, let base), .rates(_, let base), .differential(_, _, let base): base
    case .brackets(_, let base): base
    }
  }
}
