// The benchmarks: whole processes, measured from outside.
//
// What comes in is a built `pol` and the canonical script; what goes out is one table. Every figure about the trade
// comes from the program that was measured, every figure about the process from the system. The script runs as it
// stands, so that what is measured is the language and nothing made for the occasion. Left out on purpose: anything
// that looks inside a process.

import ArgumentParser
import Foundation

/// `benchmarks`, and what it can be told.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Measures pol on the canonical trade, beside the same trade written by hand in C.")

  @Option(
    help: ArgumentHelp("The pol to measure; else the release build of this repository.", valueName: "PATH"))
  var pol: String?

  @Option(help: ArgumentHelp("How many people there may be, divided by commas.", valueName: "N,N,..."))
  var sizes: Numbers?

  @Option(help: "How many whole months.")
  var months = 24

  @Option(help: "How often each is run; the median counts.")
  var runs: Int?

  @Option(
    help: ArgumentHelp("How many threads pol gets, divided by commas; else 1 and all.", valueName: "N,N,..."))
  var threads: Numbers?

  @Flag(help: "Small sizes, each once.")
  var quick = false

  func validate() throws {
    if let runs, runs < 1 { throw ValidationError("--runs takes a number from 1") }
    if !(1...240).contains(months) { throw ValidationError("--months takes a number from 1 to 240") }
  }

  func run() throws {
    let place = try Place(pol: pol)
    defer { place.clear() }
    let machine = Machine()
    let bench = Bench(place: place, runs: runs ?? (quick ? 1 : 5), warmsUp: !quick)
    let sizes = sizes?.values ?? (quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000, 10_070_000])
    let threads = threads?.values ?? (machine.cores > 1 ? [1, machine.cores] : [1])

    var rows = try bench.rows([.polStart, .canonicalStart], load: "show 1")
    for people in sizes {
      FileHandle.standardError.write(Data("\(people) people ...\n".utf8))
      let trade = Trade(people: people, months: months)
      let contenders = [.canonical(trade)] + threads.map { Contender.pol(trade, threads: $0) }
      rows += try bench.rows(contenders, load: "canonical")
    }
    print(machine.description)
    print(bench.description)
    print("")
    print(Table(rows).text, terminator: "")
  }
}

/// Whole numbers from 1, divided by commas: `10_000,1_000_000`.
struct Numbers: ExpressibleByArgument {
  /// In the order given.
  let values: [Int]

  init?(argument: String) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = words.compactMap { Int($0.filter { $0 != "_" }) }.filter { $0 > 0 }
    if values.count != words.count { return nil }
  }
}

/// What stops the benchmarks: one sentence.
struct Trouble: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
