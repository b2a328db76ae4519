import Foundation

/// The size of a trade.
struct Trade: Hashable {
  /// Everybody who could ever join.
  let people: Int
  /// Whole months.
  let months: Int
}

/// A program with a task.
enum Contender {
  case pol(Trade, threads: Int)
  case canonical(Trade)
  /// Starting, answering with one line, ending.
  case polStart
  /// What the system takes for a process that does nearly nothing: one person, no month.
  case canonicalStart

  /// The program's name, as the table shows it.
  var name: String {
    switch self {
    case .pol, .polStart: "pol"
    case .canonical, .canonicalStart: "C"
    }
  }

  /// The trade, if there is one.
  var trade: Trade? {
    switch self {
    case .pol(let trade, _), .canonical(let trade): trade
    case .polStart, .canonicalStart: nil
    }
  }

  /// How many threads the program may use.
  var threads: Int {
    switch self {
    case .pol(_, let threads): threads
    case .canonical, .polStart, .canonicalStart: 1
    }
  }

  /// Runs it once. In a small trade the script's own check may fail, which is no failure of the program: status 1.
  func measured(at place: Place) throws -> Measurement {
    let measurement =
      switch self {
      case .pol(let trade, let threads):
        try place.measured(
          place.pol,
          [
            "run", "--format", "json", "--threads", "\(threads)", "--set", "crowd=\(trade.people)", "--set",
            "span=\(trade.months) months", place.script.path,
          ], input: "")
      case .canonical(let trade):
        try place.measured(place.canonical, ["\(trade.people)", "\(trade.months)"], input: "")
      case .polStart: try place.measured(place.pol, ["-"], input: "show 1\n")
      case .canonicalStart: try place.measured(place.canonical, ["1", "0"], input: "")
      }
    guard measurement.status == 0 || (name == "pol" && measurement.status == 1) else {
      throw Trouble("\(name) ended with status \(measurement.status): \(measurement.errors)")
    }
    return measurement
  }

  /// What the program says about its trade.
  func answer(in output: Data) throws -> Answer? {
    switch self {
    case .pol: try Answer(report: output)
    case .canonical: try Answer(lines: output)
    case .polStart, .canonicalStart: nil
    }
  }
}
