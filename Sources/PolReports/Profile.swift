/// Where the time of a script went.
package struct Profile: Encodable, Sendable {
  /// One kind of work.
  package struct Part: Encodable, Sendable {
    /// The run or the sweep that it was for; left out for what is no run's.
    package var run: String?
    /// A phase of the run's months, or `sweep`, `checking`, `queries`, `reports`, `journal`.
    package var phase: String
    package var seconds: Double
    /// Its part of the whole, from 0 to 1.
    package var share = 0.0
    /// Left out where there are no months that people lived through.
    package var nanosecondsPerAgentMonth: Double?

    /// Makes a part; `agentMonths` are those of its run.
    package init(run: String?, phase: String, seconds: Double, agentMonths: Int) {
      self.run = run
      self.phase = phase
      self.seconds = seconds
      if agentMonths > 0 { nanosecondsPerAgentMonth = seconds * 1e9 / Double(agentMonths) }
    }
  }

  /// All of it, from the first byte read to the last one told.
  package var seconds: Double
  /// In the order of runs and their phases; the parts add up to the whole.
  package var parts: [Part]

  /// Makes a profile of parts.
  package init(_ parts: [Part]) {
    let seconds = parts.reduce(0) { $0 + $1.seconds }
    self.seconds = seconds
    self.parts = parts
    guard seconds > 0 else { return }
    for index in parts.indices { self.parts[index].share = parts[index].seconds / seconds }
  }

  /// The phases that runs have, in the order of their months, each with its share over all runs.
  package var phaseShares: [(phase: String, share: Double)] {
    var shares: [(phase: String, share: Double)] = []
    for part in parts where part.run != nil {
      if let place = shares.firstIndex(where: { $0.phase == part.phase }) {
        shares[place].share += part.share
      } else {
        shares.append((part.phase, part.share))
      }
    }
    return shares
  }

  /// A table for people.
  package func text(on page: Page) -> String {
    var table = TextTable(columns: [
      .init(head: "run", isNumeric: false), .init(head: "phase", isNumeric: false),
      .init(head: "seconds", isNumeric: true), .init(head: "share", isNumeric: true),
      .init(head: "ns per agent-month", isNumeric: true),
    ])
    var index = 0
    while index < parts.count {
      // The parts of one run stand together.
      let run = parts[index].run
      let own = parts[index...].prefix { $0.run == run }
      for part in own { table.rows.append(cells(part, isFirst: part.phase == own.first?.phase)) }
      if run != nil, own.count > 1 { table.rows.append(cells(sum(of: own), isFirst: false)) }
      index += own.count
    }
    table.footer = ["", "all", Digits.grouped(seconds, decimals: 4), "", ""]
    return (["where the time went"] + table.lines(on: page)).map { $0 + "\n" }.joined()
  }

  private func sum(of parts: ArraySlice<Part>) -> Part {
    var sum = Part(run: nil, phase: "together", seconds: 0, agentMonths: 0)
    for part in parts {
      sum.seconds += part.seconds
      sum.share += part.share
      guard let nanoseconds = part.nanosecondsPerAgentMonth else { continue }
      sum.nanosecondsPerAgentMonth = (sum.nanosecondsPerAgentMonth ?? 0) + nanoseconds
    }
    return sum
  }

  private func cells(_ part: Part, isFirst: Bool) -> [String] {
    [
      isFirst ? part.run ?? "" : "", part.phase, Digits.grouped(part.seconds, decimals: 4),
      Digits.grouped(part.share * 100, decimals: 1) + "%",
      part.nanosecondsPerAgentMonth.map { Digits.grouped($0, decimals: 1) } ?? "",
    ]
  }
}
