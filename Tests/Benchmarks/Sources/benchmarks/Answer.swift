import Foundation

/// What a program says about its trade when it is over.
struct Answer: Equatable {
  /// How many people ever joined.
  let joined: Int
  /// How many were active at the end of each whole month, added up.
  let agentMonths: Int
  /// The checksum of the whole state at the end. Programs with different states have different ones.
  let hash: String

  /// Reads what `pol run --format json` writes for a script that shows its run.
  init(report: Data) throws {
    struct Report: Decodable {
      struct Run: Decodable { let hash: String }
      struct Shown: Decodable { let run: Summary? }
      struct Summary: Decodable { let months: [Month] }
      struct Month: Decodable { let joins, headcount: Int }
      let runs: [Run]
      let shown: [Shown]
    }
    let report = try JSONDecoder().decode(Report.self, from: report)
    guard let run = report.runs.first, let months = report.shown.lazy.compactMap(\.run).first?.months else {
      throw Trouble("pol's answer shows no run")
    }
    joined = months.map(\.joins).reduce(0, +)
    agentMonths = months.dropFirst().map(\.headcount).reduce(0, +)
    hash = run.hash
  }

  /// Reads lines of a name and a value.
  init(lines: Data) throws {
    let pairs = String(decoding: lines, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
    func value(_ name: String) throws -> String {
      guard let pair = pairs.first(where: { $0.count == 2 && $0[0] == name }) else {
        throw Trouble("C's answer has no \(name)")
      }
      return String(pair[1])
    }
    joined = Int(try value("joined")) ?? 0
    agentMonths = Int(try value("agent_months")) ?? 0
    hash = try value("hash")
  }
}
