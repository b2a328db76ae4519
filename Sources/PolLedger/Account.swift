/// Whose money or goods: an agent by its index, or one of the parties that are no agents.
package struct Account: Hashable, Sendable {
  /// The agent's index, or a negative number.
  package var code: Int32

  /// The account with this code.
  package init(code: Int32) { self.code = code }

  /// The account of the agent with this index, from 0.
  package static func agent(_ index: Int) -> Account { Account(code: Int32(index)) }
  /// The company that the policy is of.
  package static var company: Account { Account(code: -1) }
  /// Everyone who buys from agents and does not sell on.
  package static var customers: Account { Account(code: -2) }
  /// Whoever makes the goods.
  package static var suppliers: Account { Account(code: -3) }
  /// The rest of the world.
  package static var outside: Account { Account(code: -4) }
  /// Nobody: a share that found no recipient. Never in the books.
  package static var nobody: Account { Account(code: -5) }
}

/// One account for every payment of a batch, or one for each.
package enum Accounts: Sendable {
  case same(Account)
  /// Codes, see `Account.code`.
  case each([Int32])

  /// The code for payment `index`.
  @inline(__always)
  package func code(_ index: Int) -> Int32 {
    switch self {
    case .same(let account): account.code
    case .each(let codes): codes[index]
    }
  }
}

/// What a transfer is for.
package enum TransferKind: UInt8, Sendable, CaseIterable {
  /// Money for a wholesale order, and the goods of it.
  case purchase, goods
  /// Money for making goods; the goods made are `goods`.
  case production
  /// A customer's money, and the goods handed over.
  case sale, delivery
  /// Goods that an agent uses.
  case use
  /// Money for goods taken back, and the goods.
  case buyback, returned
  /// The kinds of rule; `refund` is a deposit, or a customer's money, given back.
  case fee, deposit, refund, rebate, cost
}

/// The event that a transfer belongs to.
package enum EventTrigger: UInt8, Sendable, CaseIterable {
  case join
  /// An order for oneself.
  case ownOrder
  /// An order to fill a downline's.
  case downlineOrder
  case sale, use, promotion, quit, period, returned, win
}

/// What stands beside each transfer of a posting.
package struct Posting: Sendable {
  /// The policy's rule by index; nil for what no rule made.
  package var rule: Int?
  /// Of a rebate that is paid of a deposit: that rule.
  package var deposit: Int?
  /// What of the goods of its event a rebate goes by.
  package var goodsCause: GoodsCause
  /// What it is for.
  package var kind: TransferKind
  /// The month.
  package var month: Int
  /// The number of the batch's first event.
  package var firstEvent: Int
  /// The trigger of every event, or of each.
  package var trigger: Triggers

  /// Whether a rule of a period pays because people joined.
  package var isForJoining: Bool

  /// One trigger for all events of a batch, or one for each.
  package enum Triggers: Sendable {
    case same(EventTrigger)
    case each([EventTrigger])

    /// The trigger of the event at `index` in its batch.
    @inline(__always)
    package func of(_ index: Int) -> EventTrigger {
      switch self {
      case .same(let trigger): trigger
      case .each(let triggers): triggers[index]
      }
    }
  }

  /// Makes the words beside a posting.
  package init(
    rule: Int? = nil, deposit: Int? = nil, goodsCause: GoodsCause = .nothing, kind: TransferKind, month: Int,
    firstEvent: Int, trigger: Triggers, isForJoining: Bool = false
  ) {
    self.rule = rule
    self.deposit = deposit
    self.goodsCause = goodsCause
    self.kind = kind
    self.month = month
    self.firstEvent = firstEvent
    self.trigger = trigger
    self.isForJoining = isForJoining
  }

  /// Whether what is paid in an event of the batch is paid because somebody joined.
  func isForJoining(_ event: Int32) -> Bool { isForJoining || trigger.of(Int(event)) == .join }
}

/// Money to be moved: payment `k` belongs to event `events[k]` of its batch. Amounts are above zero.
package struct Payments: Sendable {
  /// Indices into the batch, ascending or not.
  package var events: [Int32]
  package var from: Accounts
  package var to: Accounts
  /// Minor units.
  package var amounts: [Int64]

  /// Makes payments.
  package init(events: [Int32], from: Accounts, to: Accounts, amounts: [Int64]) {
    self.events = events
    self.from = from
    self.to = to
    self.amounts = amounts
  }
}

extension Payments {
  /// The same without payments of nothing.
  package var withoutZeros: Payments {
    guard amounts.contains(0) else { return self }
    let kept = amounts.indices.filter { amounts[$0] != 0 }
    func parties(_ accounts: Accounts) -> Accounts {
      if case .each(let codes) = accounts { .each(kept.map { codes[$0] }) } else { accounts }
    }
    return Payments(
      events: kept.map { events[$0] }, from: parties(from), to: parties(to), amounts: kept.map { amounts[$0] }
    )
  }
}

/// What a rebate goes by in an event with goods: so much of it is clawed back as comes back of that.
package enum GoodsCause: Sendable, Hashable {
  /// Not by the goods, as pay for a joining or a share of a fee.
  case nothing
  case units
  /// What was paid for them.
  case money
}

/// What a run keeps by agent, and whether it keeps every transfer.
package struct Keeping: Sendable, Hashable {
  package var journal = false
  package var lots = false
  /// With lots, for a sale undone is an order undone too.
  package var sales = false
  package var ordered = false
  package var ownOrders = false
  package var ownLoads = false
  package var sold = false
  package var ownSales = false
  package var used = false
  package var ownUses = false
  package var returned = false
  package var owed = false
  /// Points of orders and of sales, and their volumes.
  package var orderPoints = false
  package var orderVolume = false
  package var salePoints = false
  package var saleVolume = false
  /// Rules whose sums are kept by agent.
  package var rules: Set<Int> = []

  /// Keeps nothing but balances.
  package init() {}
}

/// Why the books refused.
package enum LedgerRefusal: Error, Sendable, Hashable {
  /// A balance or total left the range of 64 bits.
  case overflow
  /// An agent was to hand over more than it has.
  case shortOfStock(agent: Int)
}
