/// Cash balances while a batch of payments is moved. Overflows are noted, and wrap: the run is stopped anyway.
struct Till {
  var cash: Balances
  var paid: Balances
  var houses: Ledger.Houses
  /// What agents received and spent in all.
  var received: Int64 = 0
  var spent: Int64 = 0
  var overflow = false

  init(cash: Balances, paid: Balances, houses: Ledger.Houses) {
    self.cash = cash
    self.paid = paid
    self.houses = houses
  }

  /// The sum of amounts; nil where it leaves 64 bits.
  static func sum(of amounts: [Int64]) -> Int64? {
    var sum: Int64 = 0
    var overflow = false
    for amount in amounts { overflow = add(amount, to: &sum) || overflow }
    return overflow ? nil : sum
  }

  /// Takes each amount from its account; `sum` is that of the amounts.
  mutating func take(_ amounts: [Int64], _ sum: Int64?, from accounts: Accounts) {
    guard let sum else { return note(true) }
    switch accounts {
    case .same(let account) where account.code < 0: note(houses.add(-sum, to: account.code))
    case .same(let account): takeEach(amounts, from: Array(repeating: account.code, count: amounts.count))
    case .each(let codes): takeEach(amounts, from: codes)
    }
  }

  /// Gives each amount to its account.
  mutating func give(_ amounts: [Int64], _ sum: Int64?, to accounts: Accounts) {
    guard let sum else { return note(true) }
    switch accounts {
    case .same(let account) where account.code < 0: note(houses.add(sum, to: account.code))
    case .same(let account): giveEach(amounts, to: Array(repeating: account.code, count: amounts.count))
    case .each(let codes): giveEach(amounts, to: codes)
    }
  }

  private mutating func takeEach(_ amounts: [Int64], from codes: [Int32]) {
    move(amounts, codes, sign: -1)
    note(paid.add(Gathering.Column(agents: codes, amounts: .each(amounts))))
    // No part of a sum that fits leaves 64 bits: all amounts are above zero.
    for k in amounts.indices where codes[k] >= 0 { spent &+= amounts[k] }
  }

  private mutating func giveEach(_ amounts: [Int64], to codes: [Int32]) {
    move(amounts, codes, sign: 1)
    for k in amounts.indices where codes[k] >= 0 { received &+= amounts[k] }
  }

  /// Adds to the cash of each account, or takes from it.
  private mutating func move(_ amounts: [Int64], _ codes: [Int32], sign: Int64) {
    note(cash.add(Gathering.Column(agents: codes, amounts: .each(amounts)), sign: sign))
    for k in amounts.indices where codes[k] < 0 { note(houses.add(sign &* amounts[k], to: codes[k])) }
  }

  private mutating func note(_ overflow: Bool) { self.overflow = self.overflow || overflow }
}

extension Ledger.Houses {
  /// Adds to the account with this code; returns whether it overflowed.
  @inline(__always)
  mutating func add(_ amount: Int64, to code: Int32) -> Bool {
    switch code {
    case Account.company.code: PolLedger.add(amount, to: &company)
    case Account.customers.code: PolLedger.add(amount, to: &customers)
    case Account.suppliers.code: PolLedger.add(amount, to: &suppliers)
    default: PolLedger.add(amount, to: &outside)
    }
  }
}
