import PolReports

/// How long the last entry took. Nothing that is measured here reaches a result.
struct Stopwatch: Sendable {
  /// Whether each entry tells it.
  var isOn = false
  private var began = ContinuousClock.now
  private var took: Duration?
  private var phaseShares: [(phase: String, share: Double)] = []
  private var agentMonths = 0
  /// Told what kind of work begins in the entry.
  private(set) var timekeeper: Timekeeper?

  /// An entry begins.
  mutating func start() {
    began = .now
    agentMonths = 0
    let start = began
    timekeeper = Timekeeper { start.duration(to: .now) }
  }

  /// A run was made in it, of so many people and months.
  mutating func note(people: Int, months: Int) { agentMonths += people * max(months, 1) }

  /// The entry has ended.
  mutating func stop() {
    took = began.duration(to: .now)
    phaseShares = timekeeper?.profile().phaseShares ?? []
  }

  /// What it took, in words; nil before the first entry.
  var words: String? {
    guard let took else { return nil }
    let milliseconds = Int(took / .milliseconds(1))
    let seconds = "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst()) s"
    guard agentMonths > 0, milliseconds > 0 else { return seconds }
    return "\(seconds), \(Digits.grouped(agentMonths * 1000 / milliseconds)) agent-months a second\(phases)"
  }

  /// What each phase of the runs took of it, where that is a hundredth and more.
  private var phases: String {
    let shares = phaseShares.filter { $0.share >= 0.01 }.map { "\($0.phase) \(Int($0.share * 100))%" }
    return shares.isEmpty ? "" : ": " + shares.joined(separator: ", ")
  }
}
