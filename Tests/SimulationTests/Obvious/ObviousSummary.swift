import PolSimulation

/// What `show RUN` tells, figure by figure.
extension RunSummary {
  var figures: [String: Int] {
    var result: [String: Int] = [:]
    for tier in tiers {
      let (name, sums) = (tier.name, tier.sums)
      result["people of \(name)"] = sums.people
      result["active of \(name)"] = sums.active
      result["paid by \(name)"] = Int(sums.paid)
      result["got by \(name)"] = Int(sums.got)
      result["losers of \(name)"] = sums.losers
      result["lost by \(name)"] = Int(sums.lost)
      result["stock of \(name)"] = Int(sums.stock)
    }
    for (month, row) in months.enumerated() {
      result["joins of \(month)"] = row.joins
      result["quits of \(month)"] = row.quits
      result["headcount of \(month)"] = row.headcount
    }
    for person in people {
      result["paid by \(person.name)"] = Int(person.paid)
      result["got by \(person.name)"] = Int(person.got)
      result["stock of \(person.name)"] = Int(person.stock)
    }
    let named = [
      "purchases": company.purchases, "fees": company.fees, "deposits": company.deposits,
      "sales": company.sales,
      "production": company.production, "rebates": company.rebates, "buyback": company.buyback,
      "refunds": company.refunds, "costs": company.costs, "net": company.net, "made": units.made,
      "with the company": units.company, "with agents": units.agents, "sold": units.sold, "used": units.used,
      "returned": units.returned,
    ]
    return result.merging(named.mapValues { Int($0) }) { one, _ in one }
  }
}

extension ObviousSimulator {
  /// The same, worked out from its own people and months; `people` are those that the summary names.
  func summary(naming names: [String]) -> [String: Int] {
    var result: [String: Int] = [:]
    for (rank, tier) in policy.tiers.enumerated() {
      let its = people.filter { $0.tier == rank }
      result["people of \(tier.name)"] = its.count
      result["active of \(tier.name)"] = its.count { $0.active }
      result["paid by \(tier.name)"] = its.reduce(0) { $0 + $1.paid }
      result["got by \(tier.name)"] = its.reduce(0) { $0 + $1.got }
      result["losers of \(tier.name)"] = its.count { $0.cash < 0 }
      result["lost by \(tier.name)"] = its.reduce(0) { $0 - min(0, $1.cash) }
      result["stock of \(tier.name)"] = its.reduce(0) { $0 + $1.stock }
    }
    for (month, row) in rows.enumerated() {
      result["joins of \(month)"] = row.joins
      result["quits of \(month)"] = row.quits
      result["headcount of \(month)"] = row.headcount
    }
    for (name, person) in zip(names, people) {
      result["paid by \(name)"] = person.paid
      result["got by \(name)"] = person.got
      result["stock of \(name)"] = person.stock
    }
    return result.merging(houses) { one, _ in one }
  }

  private var houses: [String: Int] {
    func sum(_ value: (Row) -> Int) -> Int { rows.reduce(0) { $0 + value($1) } }
    func paid(_ kind: ObviousRule.Kind) -> Int {
      sum { row in rules(kind).reduce(0) { $0 + row.rules[$1] } }
    }
    return [
      "purchases": sum(\.supplied), "fees": sum(\.companyFees), "deposits": paid(.deposit), "sales": 0,
      "production": sum(\.production), "rebates": paid(.rebate), "buyback": sum(\.buyback),
      "refunds": sum(\.refunds), "costs": paid(.cost), "net": company, "made": sum(\.made),
      "with the company": sum(\.returned), "with agents": people.reduce(0) { $0 + $1.stock },
      "sold": sum(\.sold), "used": sum(\.used), "returned": sum(\.returned),
    ]
  }
}
