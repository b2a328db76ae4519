import PolCheck

/// A customer of a story and the agent whose it is.
struct Tie: Sendable {
  var agent: Int
  /// The month of winning.
  var since: Int
}

extension Simulation {
  /// Whom a sale to a customer counts for: who won it, as long as the policy locks it; else the seller, who
  /// wins it now, unless it was its own before.
  mutating func winner(of customer: Int, seller: Int) -> (agent: Int, isNew: Bool) {
    let missing = customer + 1 - world.ties.count
    if missing > 0 { world.ties.append(contentsOf: repeatElement(nil, count: missing)) }
    let tie = world.ties[customer].flatMap { terms.holds($0, in: world.month) ? $0 : nil }
    if policy.lock != nil, let tie { return (tie.agent, false) }
    world.ties[customer] = Tie(agent: seller, since: world.month)
    return (seller, tie?.agent != seller)
  }

  /// Whoever joins is nobody's customer any more.
  mutating func untie(_ name: String, in story: StoryDefinition) {
    guard let customer = story.customers[name], customer < world.ties.count else { return }
    world.ties[customer] = nil
  }

  /// The customers of whoever has left are free.
  mutating func untieCustomers(of leaving: [Int32]) {
    for customer in world.ties.indices {
      if let tie = world.ties[customer], leaving.contains(Int32(tie.agent)) { world.ties[customer] = nil }
    }
  }
}

extension Terms {
  /// Whether a tie has not run out.
  func holds(_ tie: Tie, in month: Int) -> Bool { lock.map { month < tie.since + $0 } ?? true }
}

extension ColumnMaker {
  /// How many customers each agent has: won in a market, or tied to it in a story.
  func customers() -> [Int64] {
    if let customers = world.customers { return customers.counts }
    var counts = Array(repeating: Int64(0), count: world.agents.count)
    for case let tie? in world.ties where terms.holds(tie, in: world.month) { counts[tie.agent] += 1 }
    return counts
  }
}
