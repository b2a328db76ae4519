import PolCheck
import PolColumns
import PolEval
import PolSource

/// Decides who of those asked joins: `accepts`, over a newcomer's traits and whoever asks it.
struct Gate: Sendable {
  let accepts: Expression
  let traits: [MarketDefinition.TraitDefinition]
  let evaluator: Evaluator<Surroundings>
  /// The agents as the phase began: who asks.
  let askers: AgentRows

  /// How many are asked at a time.
  static let batch = 1 << 16

  /// Which of these would join.
  func admitted(keys: [UInt64], sponsors: [Int32]) throws(Diagnostic) -> [Bool] {
    var newcomers = NewcomerRows(askers: askers, keys: keys, sponsors: sponsors)
    newcomers.luck = Luck(seed: askers.luck.seed, month: 0)
    for trait in traits {
      let values = try evaluator.column(of: trait.value, over: newcomers, in: 0..<keys.count)
      newcomers.traits.append(values.doubles(count: keys.count))
    }
    newcomers.luck = askers.luck
    return try evaluator.holds(accepts, over: newcomers)
  }
}

/// People who are asked and have not joined: they have traits, and somebody who asks them.
private struct NewcomerRows: RowSource {
  let askers: AgentRows
  let keys: [UInt64]
  let sponsors: [Int32]
  var traits: [[Double]] = []
  var luck: Luck

  init(askers: AgentRows, keys: [UInt64], sponsors: [Int32]) {
    (self.askers, self.keys, self.sponsors, luck) = (askers, keys, sponsors, askers.luck)
  }

  var rowCount: Int { keys.count }
  func personKeys(in rows: Range<Int>) -> [UInt64] { Array(keys[rows]) }
  func name(ofRow row: Int) -> String { "somebody asked by \(askers.name(ofRow: Int(sponsors[row])))" }

  func values(of column: Column, in rows: Range<Int>) throws(Diagnostic) -> Vector {
    switch column {
    case .agent(let reading, .row):
      guard case .trait(let trait) = reading.column else {
        preconditionFailure("a newcomer has no column yet: \(column)")
      }
      return .reals(Array(traits[trait][rows]))
    case .agent(let reading, .upline):
      return askers.values(of: .agent(reading, of: .row), at: sponsors[rows].map(Int.init), source: nil)
    case .agent(_, .source), .market, .month, .ledger, .tier, .kept:
      return askers.values(of: column, at: [Int](), source: nil)
    }
  }
}

/// Those who are asked one after the other, until there are enough who join.
private struct Asked {
  let gate: Gate
  let room: Int
  private(set) var admitted = Newcomers()
  private var waiting = Newcomers()

  init(gate: Gate, room: Int) { (self.gate, self.room) = (gate, room) }

  var isFull: Bool { admitted.keys.count >= room }

  mutating func add(_ key: UInt64, sponsor: Int32) throws(Diagnostic) {
    waiting.keys.append(key)
    waiting.sponsors.append(sponsor)
    if waiting.keys.count == Gate.batch { try settle() }
  }

  /// Lets in those who accept, as long as there is room.
  mutating func settle() throws(Diagnostic) {
    let joins = try gate.admitted(keys: waiting.keys, sponsors: waiting.sponsors)
    for index in joins.indices where joins[index] && !isFull {
      admitted.sponsors.append(waiting.sponsors[index])
      admitted.keys.append(waiting.keys[index])
    }
    waiting = Newcomers()
  }
}

extension Simulation {
  /// Who is asked this month must accept; nil where everyone does.
  func gate(_ market: MarketDefinition) -> Gate? {
    guard let accepts = market.accepts else { return nil }
    return Gate(
      accepts: accepts, traits: market.traits, evaluator: evaluator,
      askers: rows(Readings([accepts] + market.traits.map(\.value)), drawing: true))
  }

  /// Each active agent asks some; who refuses is gone, and its lineage number is used up.
  mutating func recruit(
    _ expression: Expression, room: Int, through gate: Gate
  ) throws(RunFailure) -> Newcomers {
    var newcomers = Asked(gate: gate, room: room)
    world.agents.asked.append(
      contentsOf: repeatElement(0, count: world.agents.count - world.agents.asked.count))
    var counter = counter(expression, of: "recruits", over: rows(Readings([expression]), drawing: true))
    while let group = try counter.group() {
      do throws(Diagnostic) {
        for shard in group {
          for (index, count) in zip(shard.agents, shard.counts) where count > 0 && !newcomers.isFull {
            let asked = world.agents.asked[index]
            world.agents.asked[index] += UInt64(count)
            for ordinal in 1...UInt64(try count.atMost(Int64(Int32.max), expression)) {
              if newcomers.isFull { break }
              let key = childKey(of: world.agents.keys[index], ordinal: asked + ordinal)
              try newcomers.add(key, sponsor: Int32(index))
            }
          }
        }
        try newcomers.settle()
      } catch { throw .script(error) }
    }
    return newcomers.admitted
  }
}
