import PolColumns

// What customers and agents want in a month of a market, product by product.

extension ObviousSimulator {
  /// How much of what the whole market wants falls to each person.
  private func shares(of all: Int, byCustomers: Bool, _ clause: String) -> [Int: Int] {
    let active = people.indices.filter { people[$0].active }
    let weights = active.map { byCustomers ? sum(people[$0].customers, nil) + 1 : 1 }
    var result: [Int: Int] = [:]
    for unit in 0..<all where !active.isEmpty {
      let key = rootKey(.customer, ordinal: UInt64(unit + 1))
      let place = luck(clause, key) * Double(weights.reduce(0, +))
      var sum = 0
      for (person, weight) in zip(active, weights) {
        sum += weight
        if place < Double(sum) {
          result[person, default: 0] += 1
          break
        }
      }
    }
    return result
  }

  func wanted(_ wanted: ObviousMarket.Wanted?, _ person: Int, _ clause: String) -> Int {
    switch wanted {
    case nil: return 0
    case .units(let units): return units
    case .poisson(let tenths): return Int(drawn(.poisson, [Double(tenths) / 10], people[person].key, clause))
    case .factors(let traffic, let conversion, let basket, let repurchase):
      let mean = Double(traffic * conversion.value * basket * repurchase) / 10_000
      var failures = RowFailures(rowCount: 1, where: nil)
      let vector = Distribution.poisson.drawn(
        [.constant(.real(mean))], persons: [people[person].key],
        key: DrawKey(seed: seed, month: month, clause: clause, place: 10_000), noting: &failures)
      guard case .reals(let values) = vector else { preconditionFailure("a draw is real") }
      return Int(values[0])
    }
  }

  /// The name under which a product's draws go: the first that a clause names has the clause's own.
  private func clause(_ word: String, _ place: Int, _ product: Int) -> String {
    place == 0 ? word : "\(word) \(policy.products[product].name)"
  }

  /// What is wanted is settled before anything is sold; each product is sold, then each is used.
  mutating func trade(_ market: ObviousMarket) {
    let seen = people
    let active = people.indices.filter { people[$0].active }
    var demand: [Int: [Int: Int]] = [:]
    var uses: [Int: [Int: Int]] = [:]
    for (place, entry) in market.demand.enumerated() {
      let clause = clause("demand", place, entry.product)
      switch entry.sought {
      case .all(let units, let byCustomers):
        demand[entry.product] = shares(of: units, byCustomers: byCustomers, clause)
      case .each(let it):
        for person in active { demand[entry.product, default: [:]][person] = wanted(it, person, clause) }
      }
    }
    for (place, entry) in market.uses.enumerated() {
      let clause = clause("uses", place, entry.product)
      for person in active {
        uses[entry.product, default: [:]][person] = wanted(entry.wanted, person, clause)
      }
    }
    func most(_ wanted: [Int: [Int: Int]], _ product: Int, _ person: Int) -> Int {
      let units = wanted[product]?[person] ?? 0
      return policy.supply == .dropship ? units : min(units, people[person].stock(of: product))
    }
    for product in policy.products.indices {
      for person in active {
        let price = policy.retail(of: product, people[person].tier)
        sell(most(demand, product, person), of: product, by: person, at: price, seeing: seen)
      }
    }
    for product in policy.products.indices {
      for person in active { use(most(uses, product, person), of: product, by: person, seeing: seen) }
    }
  }
}
