/// Stock by lot, oldest first: what each agent still has of each of its orders, at what price it bought, and
/// what was paid to others because of it. Kept only where a policy takes stock back.
package struct Lots: Sendable {
  /// What is left of one order.
  package struct Lot: Sendable, Hashable {
    /// The month in which it was bought.
    package var month: Int
    /// Units that were bought, and those of them still there.
    package var units: Int64
    package var left: Int64
    /// Units of it that went back to the company.
    package var returned: Int64 = 0
    /// What was paid for all of it, minor units.
    package var amount: Int64
    /// The number of the event that brought it.
    package var event: Int
    /// What each unit of it counted.
    let score: UnitScore
    fileprivate var next: Int32 = -1

    init(month: Int, units: Int64, amount: Int64, event: Int, score: UnitScore) {
      self.month = month
      self.units = units
      self.left = units
      self.amount = amount
      self.event = event
      self.score = score
    }
  }
  /// A rebate that was posted in the event that brought a lot.
  struct Reward: Sendable, Hashable {
    var payee: Int
    var rule: Int
    /// Where it is of a deposit: that rule.
    var deposit: Int?
    let goodsCause: GoodsCause
    var amount: Int64
    /// Units of the event that came back, by product.
    var returned: [Int: Int64] = [:]
    var clawedBack: Int64 = 0
  }

  private var pool: [Lot] = []
  /// By product and agent: the oldest and the newest lot, or -1.
  private var heads: [[Int32]]
  private var tails: [[Int32]]
  /// Rebates by the number of their event.
  var rewards: [Int: [Reward]] = [:]
  /// By agent: the events in which it paid a deposit, and by which rule.
  var deposits: [Int32: [(event: Int, rule: Int)]] = [:]
  /// What each agent owes from rebates on goods that came back, by the rule that paid them.
  package internal(set) var debts: [[Int: Int64]] = []
  /// Who owes nothing ever again: it has quit.
  var forgiven: [Bool] = []
  /// What an event brought of each product, where it is a joining that brought several.
  private var goods: [Int: [(product: Int, units: Int64, amount: Int64)]] = [:]

  init(products: Int) {
    heads = Array(repeating: [], count: products)
    tails = heads
  }

  mutating func grow(by count: Int) {
    for product in heads.indices {
      heads[product].append(contentsOf: repeatElement(-1, count: count))
      tails[product].append(contentsOf: repeatElement(-1, count: count))
    }
    debts.append(contentsOf: repeatElement([:], count: count))
    forgiven.append(contentsOf: repeatElement(false, count: count))
  }

  /// What of a rebate is for one product of its event: all of it, or of several products parts that add up to it.
  func part(of reward: Reward, event: Int, product: Int) -> Int64 {
    guard let goods = goods[event] else { return reward.goodsCause == .nothing ? 0 : reward.amount }
    func weight(_ part: (product: Int, units: Int64, amount: Int64)) -> Int128 {
      switch reward.goodsCause {
      case .nothing: 0
      case .units: Int128(part.units)
      case .money: Int128(part.amount)
      }
    }
    let whole = goods.reduce(0) { $0 + weight($1) }
    guard whole > 0, let place = goods.firstIndex(where: { $0.product == product }) else { return 0 }
    let before = goods[..<place].reduce(0) { $0 + weight($1) }
    // Not above the rebate itself.
    func share(_ part: Int128) -> Int64 { Int64(Int128(reward.amount) * part / whole) }
    return share(before + weight(goods[place])) - share(before)
  }

  /// With `sharing` the lot is of an event that may bring other products, too.
  mutating func add(_ lot: Lot, to agent: Int, product: Int, sharing: Bool) {
    let index = Int32(pool.count)
    pool.append(lot)
    if tails[product][agent] >= 0 { pool[Int(tails[product][agent])].next = index }
    if heads[product][agent] < 0 { heads[product][agent] = index }
    tails[product][agent] = index
    if sharing, heads.count > 1 { goods[lot.event, default: []].append((product, lot.units, lot.amount)) }
  }

  /// Takes units that were sold, used or passed on, oldest lot first; `noting` is told from which lots.
  mutating func take(
    _ units: Int64, from agent: Int, product: Int, noting: ((Lot, Int64) -> Void)? = nil
  ) {
    var rest = units
    while rest > 0, heads[product][agent] >= 0 {
      let index = Int(heads[product][agent])
      let taken = min(rest, pool[index].left)
      noting?(pool[index], taken)
      pool[index].left -= taken
      rest -= taken
      if pool[index].left == 0 { dropHead(of: agent, product) }
    }
  }

  private mutating func dropHead(of agent: Int, _ product: Int) {
    heads[product][agent] = pool[Int(heads[product][agent])].next
    if heads[product][agent] < 0 { tails[product][agent] = -1 }
  }

  /// The lots that are left, oldest first.
  package func lots(of agent: Int, product: Int) -> [Lot] {
    var result: [Lot] = []
    var index = heads[product][agent]
    while index >= 0 {
      result.append(pool[Int(index)])
      index = pool[Int(index)].next
    }
    return result
  }

  /// Gives back up to `units` from lots not older than `oldest`, oldest first; returns what went, lot by lot.
  mutating func giveBack(
    _ units: Int64, of agent: Int, product: Int, boughtSince oldest: Int
  ) -> [(lot: Lot, units: Int64)] {
    var result: [(Lot, Int64)] = []
    var rest = units
    var index = heads[product][agent]
    while index >= 0, rest > 0 {
      let position = Int(index)
      index = pool[position].next
      guard pool[position].month >= oldest, pool[position].left > 0 else { continue }
      let taken = min(rest, pool[position].left)
      pool[position].left -= taken
      pool[position].returned += taken
      rest -= taken
      result.append((pool[position], taken))
    }
    while heads[product][agent] >= 0, pool[Int(heads[product][agent])].left == 0 {
      dropHead(of: agent, product)
    }
    return result
  }
}
