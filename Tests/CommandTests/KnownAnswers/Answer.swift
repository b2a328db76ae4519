import Foundation
import Testing

/// The figures that a script of the folder `scripts` shows: its columns and single values, by name.
///
/// Every script runs as it stands; a test gives its `let`s other values, works out what must come of them, and
/// compares. What is drawn is given as a sample, one value a seed, agent or month.
struct Answer {
  private var samples: [String: Sample] = [:]

  /// How many seeds for markets of so many people: few where pol isn't optimised, as intervals grow with what is drawn.
  static func seeds(for people: Int) -> Int {
    max(8, min(300, (Command.optimised == nil ? 3_000 : 100_000) / people))
  }

  /// Runs the script with these values in place of its `let`s; every `check` in it must hold.
  init(_ script: String, _ settings: [String: String] = [:]) throws {
    let sets = settings.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
    let path = "Tests/CommandTests/KnownAnswers/scripts/\(script).pol"
    let result = try Command.pol(
      arguments: ["run", path, "--format", "json"] + sets, of: Command.optimised ?? Command.products)
    #expect(result.status == 0, "\(script) \(settings): \(result.output.suffix(2_000))\(result.error)")
    for shown in try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)).shown {
      if let value = shown.value { samples[shown.expression] = Sample([value.value.number]) }
      for (index, column) in (shown.table?.columns ?? []).enumerated() {
        samples[column.name] = Sample((shown.table?.rows ?? []).map { $0[index].number })
      }
    }
  }

  /// A column or a value; empty where there is none of that name, so that every claim about it fails.
  subscript(name: String) -> Sample { samples[name] ?? Sample([]) }

  /// Some columns, added up row by row.
  func sum(_ first: String, _ others: String...) -> Sample {
    others.reduce(self[first]) { Sample(zip($0.values, self[$1].values).map(+)) }
  }
}

/// The part of a JSON report that is read here.
private struct Report: Decodable {
  var shown: [Shown]

  struct Shown: Decodable {
    var expression: String
    var value: Value?
    var table: Table?
  }
  struct Value: Decodable { var value: Cell }
  struct Table: Decodable {
    var columns: [Column]
    var rows: [[Cell]]
  }
  struct Column: Decodable { var name: String }

  /// A real number, an exact one in quotes, or a condition: 1 where it holds.
  struct Cell: Decodable {
    var number: Double

    init(from decoder: any Decoder) throws {
      let cell = try decoder.singleValueContainer()
      if let condition = try? cell.decode(Bool.self) {
        number = condition ? 1 : 0
      } else if let real = try? cell.decode(Double.self) {
        number = real
      } else {
        number = Double(try cell.decode(String.self)) ?? .nan
      }
    }
  }
}
