import Foundation

/// What a program says about its work when it is over.
struct Answer: Equatable {
  /// How to read what a program writes.
  enum Form {
    /// Nothing to read.
    case nothing
    /// `pol run --format json` of a script that shows its run.
    case run
    /// The same of a run that wrote a journal, or another of the same run did.
    case journal(URL)
    /// The same of `sweep.pol`: the sums of those who joined and of their months, and the states of all runs.
    case sweep
    /// The same of a script that shows numbers, each computed over so many rows.
    case shown(rows: Int)
    /// Lines of a name and a value.
    case pairs
    /// A number a line, each computed over so many rows; the first so many are the answer.
    case numbers(rows: Int, first: Int)
    /// So many lines were looked at, and nothing was found.
    case checked(lines: Int)
  }

  /// What a program's speed is counted in.
  enum Unit: String {
    /// Agents active at the end of a whole month, added up.
    case agentMonths = "a-m"
    case rows, lines, transfers
  }

  /// How many people, or rows, there were at last.
  var joined: Int?
  let work: Int
  let unit: Unit
  /// The checksum of the whole state at the end. Programs with different states have different ones.
  var hash: String?

  /// Reads it.
  init?(_ output: Data, form: Form) throws {
    switch form {
    case .nothing: return nil
    case .run: self = try Self.run(Report(output))
    case .journal(let file):
      let run = try Self.run(Report(output))
      self.init(joined: run.joined, work: try Self.transfers(in: file), unit: .transfers, hash: run.hash)
    case .sweep: self = try Self.sweep(Report(output))
    case .shown(let rows):
      self.init(rows: rows, numbers: try Report(output).shown.compactMap { $0.value?.value })
    case .pairs: self = try Self.pairs(output)
    case .numbers(let rows, let first):
      let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").prefix(first)
      self.init(rows: rows, numbers: lines.map(String.init))
    case .checked(let lines): self.init(work: lines, unit: .lines)
    }
  }

  private init(joined: Int? = nil, work: Int, unit: Unit, hash: String? = nil) {
    self.joined = joined
    self.work = work
    self.unit = unit
    self.hash = hash
  }

  private init(rows: Int, numbers: [String]) {
    self.init(joined: rows, work: rows, unit: .rows, hash: checksum(numbers))
  }

  private static func run(_ report: Report) throws -> Answer {
    guard let run = report.runs.first, let months = report.shown.lazy.compactMap(\.run).first?.months else {
      throw Trouble("pol's answer shows no run")
    }
    return Answer(
      joined: months.map(\.joins).reduce(0, +), work: months.dropFirst().map(\.headcount).reduce(0, +),
      unit: .agentMonths, hash: run.hash)
  }

  /// How many transfers a journal has: 32 bytes each, between 32 bytes in front and the names, whose length stands
  /// before the last 8 bytes.
  private static func transfers(in journal: URL) throws -> Int {
    let file = try FileHandle(forReadingFrom: journal)
    defer { try? file.close() }
    let size = try file.seekToEnd()
    try file.seek(toOffset: size - 16)
    let length = (try file.read(upToCount: 8) ?? Data()).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int((size - 48 - length) / 32)
  }

  private static func sweep(_ report: Report) throws -> Answer {
    let sums = report.shown.compactMap { $0.value.flatMap { Int($0.value) } }
    guard sums.count == 2, let states = report.shown.compactMap(\.table).first?.rows.map({ $0.joined() })
    else {
      throw Trouble("pol's answer shows no sweep")
    }
    return Answer(joined: sums[0], work: sums[1], unit: .agentMonths, hash: checksum(states))
  }

  private static func pairs(_ lines: Data) throws -> Answer {
    let pairs = String(decoding: lines, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
    func value(_ name: String) throws -> String {
      guard let pair = pairs.first(where: { $0.count == 2 && $0[0] == name }) else {
        throw Trouble("an answer has no \(name)")
      }
      return String(pair[1])
    }
    return Answer(
      joined: Int(try value("joined")), work: Int(try value("agent_months")) ?? 0, unit: .agentMonths,
      hash: try value("hash"))
  }
}

/// The parts of pol's JSON that are read here.
private struct Report: Decodable {
  struct Run: Decodable { let hash: String }
  struct Shown: Decodable {
    let run: Summary?
    let value: Value?
    let table: Grid?
  }
  struct Summary: Decodable { let months: [Month] }
  struct Month: Decodable { let joins, headcount: Int }
  struct Value: Decodable { let value: String }
  struct Grid: Decodable { let rows: [[String]] }

  let runs: [Run]
  let shown: [Shown]

  init(_ output: Data) throws { self = try JSONDecoder().decode(Report.self, from: output) }
}

/// FNV-1a over the texts, each ended by a line feed.
private func checksum(_ texts: [String]) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in texts.flatMap({ Array(($0 + "\n").utf8) }) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
