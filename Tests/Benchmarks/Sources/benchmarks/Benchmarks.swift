// The benchmarks: whole processes, measured from outside.
//
// What comes in is a built `pol`, the canonical script and the scripts in `Scripts`; what goes out is one table, and pictures
// of how cost grows. Every figure about a trade comes from the program that was measured, every figure about a process from
// the system. Scripts run as they stand or with a line changed that says what grows, so that what is measured is the language
// and nothing made for the occasion. Left out on purpose: anything that looks inside a process.
//
// `Suite` says what is run beside what, `Bench` runs it, `Table` and `Chart` show it.

import ArgumentParser
import Foundation

/// `benchmarks`, and what it can be told.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Measures pol, beside programs written by hand in C and in Python.")

  @Option(
    help: ArgumentHelp(
      "Only these loads, divided by commas: \(Load.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "LOAD,..."))
  var only: Loads?

  @Option(name: [.customLong("repeat")], help: "How often each is run; the median counts.")
  var runs: Int?

  @Option(help: ArgumentHelp("The canonical trade's people, divided by commas.", valueName: "N,N,..."))
  var sizes: Numbers?

  @Option(help: "The canonical trade's whole months.")
  var months = 24

  @Option(
    help: ArgumentHelp("How many threads pol gets, divided by commas; else 1 and all.", valueName: "N,N,..."))
  var threads: Numbers?

  @Option(
    help: ArgumentHelp("The pol to measure; else the release build of this repository.", valueName: "PATH"))
  var pol: String?

  @Option(help: ArgumentHelp("The Python that may have NumPy and Mesa.", valueName: "PATH"))
  var python = "python3"

  @Flag(help: "Everything a hundred times smaller, each once.")
  var quick = false

  @Flag(help: "Writes the table into README.md, and the pictures beside it.")
  var record = false

  func validate() throws {
    if let runs, runs < 1 { throw ValidationError("--repeat takes a number from 1") }
    if !(12...240).contains(months) { throw ValidationError("--months takes a number from 12 to 240") }
  }

  func run() throws {
    let place = try Place(pol: pol)
    defer { place.clear() }
    let machine = Machine()
    let loads = only?.values ?? Load.allCases.filter { !$0.isOnRequest }
    let peers = !loads.contains(.canonical) ? [] : PythonPeer.all.map { $0.found(by: python, at: place) }
    let suite = Suite(
      place: place, sizes: sizes?.values, months: months,
      threads: threads?.values ?? (machine.cores > 1 ? [1, machine.cores] : [1]), peers: peers,
      scale: quick ? 100 : 1)
    let bench = Bench(place: place, runs: runs ?? (quick ? 1 : 5), warmsUp: !quick)

    let head =
      ([machine.description, bench.description] + peers.map(\.remark)).joined(separator: "\n") + "\n\n"

    let phases = loads.contains(.canonical) && !quick ? try Phases(at: place).text : ""
    var rows = [Row]()
    for load in loads {
      for group in try suite.groups(of: load) {
        FileHandle.standardError.write(Data("\(group.load) ...\n".utf8))
        rows += try bench.rows(group)
      }
      // After each load, since the next may take an hour and be stopped.
      if record {
        try Record(folder: place.folder).write(head + Table(rows).text + phases, Chart.all(of: rows))
      }
    }
    print(head + Table(rows).text + phases, terminator: "")
  }
}

/// Whole numbers from 1, divided by commas: `10_000,1_000_000`.
struct Numbers: ExpressibleByArgument {
  /// In the order given.
  let values: [Int]

  init?(argument: String) {
    guard let values = listed(argument, { Int($0.filter { $0 != "_" }) }), values.allSatisfy({ $0 > 0 })
    else { return nil }
    self.values = values
  }
}

/// Names of loads, divided by commas: `canonical,sweep`.
struct Loads: ExpressibleByArgument {
  /// In the order given.
  let values: [Load]

  init?(argument: String) {
    guard let values = listed(argument, Load.init(rawValue:)) else { return nil }
    self.values = values
  }
}

/// What stands between commas, if each has a value.
private func listed<Value>(_ argument: String, _ value: (String) -> Value?) -> [Value]? {
  let words = argument.split(separator: ",", omittingEmptySubsequences: false)
  let values = words.compactMap { value(String($0)) }
  return values.count == words.count ? values : nil
}

/// What stops the benchmarks: one sentence.
struct Trouble: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
