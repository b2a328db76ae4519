import Foundation

/// What was measured of one program with one task.
struct Row {
  let load: String
  let contender: Contender
  let answer: Answer?
  /// Of all runs: the median and the least by the clock, the median of all threads' work.
  let seconds: Double
  let fewestSeconds: Double
  let cpuSeconds: Double
  /// The median of the most memory held, in bytes.
  let peak: Int
  /// The same medians of the C program beside it.
  let peer: (seconds: Double, cpuSeconds: Double)?
}

/// The rows as aligned text.
struct Table {
  private let rows: [Row]

  /// Makes a table.
  init(_ rows: [Row]) { self.rows = rows }

  /// Words left, numbers right, two spaces between columns.
  var text: String {
    guard let first = rows.first else { return "" }
    let lines = [columns(first).map(\.key)] + rows.map { columns($0).map(\.value) }
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let padded = line.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - line[column].count)
        return column < 2 ? line[column] + gap : gap + line[column]
      }
      return padded.joined(separator: "  ") + "\n"
    }.joined()
  }

  /// The titles of the columns with a row's cells; those "to C" are ratios of medians.
  private func columns(_ row: Row) -> KeyValuePairs<String, String> {
    [
      "load": row.load,
      "by": row.contender.name,
      "threads": whole(row.contender.threads),
      "people": whole(row.contender.trade?.people),
      "joined": whole(row.answer?.joined),
      "months": whole(row.contender.trade?.months),
      "agent-months": whole(row.answer?.agentMonths),
      "median s": decimal(row.seconds, 4),
      "min s": decimal(row.fewestSeconds, 4),
      "CPU s": decimal(row.cpuSeconds, 4),
      "to C": decimal(row.peer.map { row.seconds / $0.seconds }, 2),
      "CPU to C": decimal(row.peer.map { row.cpuSeconds / $0.cpuSeconds }, 2),
      "M a-m/s": decimal(row.answer.map { Double($0.agentMonths) / row.seconds / 1e6 }, 2),
      "peak MiB": decimal(Double(row.peak) / 1_048_576, 1),
      "B/agent": decimal(row.answer.map { Double(row.peak) / Double(max($0.joined, 1)) }, 0),
      "state hash": row.answer?.hash ?? "-",
    ]
  }

  private func whole(_ number: Int?) -> String {
    guard let number else { return "-" }
    let digits = Array(String(number))
    return String(
      digits.enumerated().flatMap { place, digit in
        place > 0 && (digits.count - place) % 3 == 0 ? [",", digit] : [digit]
      })
  }

  private func decimal(_ number: Double?, _ places: Int) -> String {
    number.map {
      $0.formatted(.number.precision(.fractionLength(places)).grouping(.never).locale(Self.plain))
    } ?? "-"
  }

  private static let plain = Locale(identifier: "en_US_POSIX")
}
