import Foundation

/// The jobs of every load.
struct Suite {
  let place: Place
  /// How many people the canonical trade has, and how many months.
  let sizes: [Int]
  let months: Int
  /// How many threads pol gets.
  let threads: [Int]
  let peers: [PythonPeer]
  /// How many times smaller everything is.
  let scale: Int

  init(place: Place, sizes: [Int]?, months: Int, threads: [Int], peers: [PythonPeer], scale: Int) {
    self.place = place
    self.sizes = sizes ?? (scale > 1 ? [10_000, 100_000] : [10_000, 100_000, 1_000_000, 10_070_000])
    self.months = months
    self.threads = threads
    self.peers = peers
    self.scale = scale
  }

  /// A load's groups, in the order of the table.
  func groups(of load: Load) throws -> [Group] {
    switch load {
    case .start: [start]
    case .canonical: sizes.map { canonical($0, months: months, in: load) }
    case .hundred: [canonical(100_000_000 / scale, months: 36, in: load)]
    case .chain: [chain]
    case .sweep: [sweep]
    case .expression: [try expression]
    case .supply: try supply
    case .journal: [journal]
    case .check: [try check]
    case .growth: try growth
    }
  }

  /// Starting, answering with one line, ending; beside what the system takes for a process that does nearly nothing:
  /// one person, no month.
  private var start: Group {
    let show = Command(program: place.pol.path, arguments: ["-"], input: "show 1\n")
    let nothing = Command(program: place.own.appending(path: "CanonicalC").path, arguments: ["1", "0"])
    return Group(
      load: "show 1",
      jobs: [
        Job(by: "C", command: nothing, task: "nothing", answer: .nothing),
        Job(by: "pol", command: show, task: "show 1", answer: .nothing),
      ])
  }

  private func canonical(_ people: Int, months: Int, in load: Load) -> Group {
    let point = load == .canonical && months == 24 ? Point(axis: .people, size: people) : nil
    let others = peers.compactMap { peer -> Job? in
      guard var command = peer.command, people <= peer.most else { return nil }
      command.arguments += ["\(people)", "\(months)"]
      return Job(
        by: peer.name, command: command, task: peer.name, people: people, months: months, answer: .pairs,
        point: point)
    }
    return Group(
      load: load.rawValue,
      jobs: [byHand(people, months: months, point: point)]
        + threads.map { run(place.canonical, people, months: months, threads: $0, point: point) } + others,
      isOneTrade: true)
  }

  /// The canonical trade in C.
  func byHand(_ people: Int, months: Int, point: Point?) -> Job {
    let program = place.own.appending(path: "CanonicalC").path
    return Job(
      by: "C", command: Command(program: program, arguments: ["\(people)", "\(months)"]), task: "C",
      people: people, months: months, answer: .pairs, point: point)
  }

  /// A script with `crowd` and `span`, by pol. The canonical script's own check may fail in a small trade.
  func run(
    _ script: URL, by name: String = "pol", _ people: Int, months: Int, threads: Int, point: Point? = nil
  ) -> Job {
    Job(
      by: name, threads: threads,
      command: pol(script, threads: threads, ["crowd=\(people)", "span=\(months) months"]),
      task: name, people: people, months: months, answer: .run, mayFail: true, point: point)
  }

  /// A script by pol, with some of its values set.
  func pol(_ script: URL, threads: Int, _ values: [String] = []) -> Command {
    Command(
      program: place.pol.path,
      arguments: ["run", "--format", "json", "--threads", "\(threads)"] + values.flatMap { ["--set", $0] }
        + [script.path])
  }
}
