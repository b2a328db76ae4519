package import PolSyntax

/// What products count besides units and money: points, or a volume in money that isn't what was paid; of what
/// somebody ordered or sold, or everyone below.
package struct Score: Hashable, Sendable {
  /// What is counted.
  package enum Measure: String, CaseIterable, Sendable {
    /// A plain number for each unit, in hundredths.
    case points
    /// Money for each unit.
    case volume
  }
  /// Of which goods.
  package enum Trade: String, CaseIterable, Sendable { case orders, sales }
  /// Of whom.
  package enum Extent: String, CaseIterable, Sendable {
    case own, team
    /// Of everyone on a leg of the placement tree; the smaller of the two.
    case left, right, weaker
    /// What is carried of the left leg, and of the right.
    case leftCarry = "left_carry"
    case rightCarry = "right_carry"
  }

  package var extent: Extent
  package var trade: Trade
  package var measure: Measure

  /// Makes one.
  package init(extent: Extent, trade: Trade, measure: Measure) {
    (self.extent, self.trade, self.measure) = (extent, trade, measure)
  }

  /// The same of the agent alone.
  package var own: Score { Score(extent: .own, trade: trade, measure: measure) }
  /// Whether it is of legs.
  package var isOfLegs: Bool {
    switch extent {
    case .own, .team: false
    case .left, .right, .weaker, .leftCarry, .rightCarry: true
    }
  }
  /// Whether it is carried to the next month, and so doesn't count up.
  var isCarry: Bool { extent == .leftCarry || extent == .rightCarry }
  /// Whether in a rule with a period it is that period's. What lies on a leg is since joining.
  var isVolume: Bool { !isOfLegs || extent == .weaker }

  /// What its column is called.
  var spelling: String {
    switch extent {
    case .own, .team, .left, .right: "\(extent.rawValue)_\(trade.rawValue)_\(measure.rawValue)"
    case .weaker: "weaker_leg_\(measure.rawValue)"
    case .leftCarry, .rightCarry: "\(extent.rawValue)_\(measure.rawValue)"
    }
  }

  /// Every one there is: of legs only what was ordered.
  static let all = Measure.allCases.flatMap { measure in
    Extent.allCases.flatMap { extent in
      Trade.allCases.map { Score(extent: extent, trade: $0, measure: measure) }
    }
  }.filter { !$0.isOfLegs || $0.trade == .orders }
}

extension AgentColumn {
  /// Whether it is of the legs of the placement tree.
  package var isOfLegs: Bool {
    if case .score(let score) = self { return score.isOfLegs }
    return [.leftOrders, .rightOrders, .weakerLeg, .leftCarry, .rightCarry].contains(self)
  }
}

extension Checker {
  /// What is counted of the products of a policy.
  func measures(of products: [(points: Expression?, volume: Expression?)]) -> Set<Score.Measure> {
    Set(
      Score.Measure.allCases.filter { measure in
        products.contains { (measure == .points ? $0.points : $0.volume) != nil }
      })
  }

  /// Says why there is no column of that name, where it would be one if the policy were another.
  mutating func reportsNoScore(_ name: Name, _ names: PolicyNames) -> Bool {
    guard let score = Score.all.first(where: { $0.spelling == name.text }) else { return false }
    guard names.measures.contains(score.measure) else {
      report(
        "E0599", "no product of this policy has \(score.measure == .points ? "points" : "a volume")",
        at: name.span,
        help: "write `\(score.measure == .points ? "points 10" : "volume 60 CNY")` in its product")
      return true
    }
    reportNoLegs(name, names)
    return true
  }
}

extension AgentColumn {
  /// How many decimals the whole numbers of a volume stand for.
  package func decimals(_ currency: Currency) -> Int {
    if case .score(let score) = self, score.measure == .points { return 2 }
    return [.teamOrdersUnits, .teamSalesUnits].contains(self) ? 0 : currency.decimals
  }
}
