import Foundation

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

  /// The titles of the columns with a row's cells.
  private func columns(_ row: Row) -> KeyValuePairs<String, String> {
    let answer = row.answer
    return [
      "load": row.load,
      "by": row.job.by,
      "threads": whole(row.job.threads),
      "people": whole(row.job.people),
      "joined": whole(answer?.joined),
      "months": whole(row.job.months),
      "work": answer.map { "\(whole($0.work)) \($0.unit.rawValue)" } ?? "-",
      "median s": decimal(row.seconds, 4),
      "min s": decimal(row.fewestSeconds, 4),
      "CPU s": decimal(row.cpuSeconds, 4),
      "ratio": decimal(row.ratio?.seconds, 2),
      "CPU ratio": decimal(row.ratio?.cpuSeconds, 2),
      "M/s": decimal(answer.map { Double($0.work) / row.seconds / 1e6 }, 2),
      "peak MiB": decimal(Double(row.peak) / 1_048_576, 1),
      "B/agent": decimal(answer?.joined.map { Double(row.peak) / Double(max($0, 1)) }, 0),
      "state hash": answer?.hash ?? "-",
    ]
  }
}

/// A whole number with its thousands divided; a dash for none.
func whole(_ number: Int?) -> String {
  guard let number else { return "-" }
  let digits = Array(String(number))
  return String(
    digits.enumerated().flatMap { place, digit in
      place > 0 && (digits.count - place) % 3 == 0 ? [",", digit] : [digit]
    })
}

/// A number with so many decimals; a dash for none.
func decimal(_ number: Double?, _ places: Int) -> String {
  let plain = Locale(identifier: "en_US_POSIX")
  return number.map {
    $0.formatted(.number.precision(.fractionLength(places)).grouping(.never).locale(plain))
  } ?? "-"
}
