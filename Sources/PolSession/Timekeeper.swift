package import PolReports
import PolSimulation
import Synchronization

/// Adds up how long each kind of work takes. It is told when one begins, and ends the one before by that;
/// nobody whom it times can ask it anything.
package final class Timekeeper: Sendable {
  /// Work that belongs to no run.
  enum Work: String, CaseIterable { case checking, queries, reports, journal }

  private struct Lap: Sendable {
    var run: String?
    var phase: String
    /// Nil as long as it has not begun.
    var spent: Duration?
    var agentMonths = 0
  }

  private struct State: Sendable {
    /// The kinds of work first, then run by run each phase.
    var laps = Work.allCases.map { Lap(run: nil, phase: $0.rawValue) }
    var current = 0
    var since: Duration
    /// Where the phases of the last run begin.
    var run = 0

    mutating func enter(_ lap: Int, at now: Duration) {
      laps[current].spent = (laps[current].spent ?? .zero) + (now - since)
      (current, since) = (lap, now)
    }
  }

  private let now: @Sendable () -> Duration
  private let state: Mutex<State>

  /// Begins with checking; `now` is a clock that never goes back.
  package init(_ now: @escaping @Sendable () -> Duration) {
    self.now = now
    state = Mutex(State(since: now()))
  }

  func enter(_ work: Work) {
    let now = now()
    state.withLock { $0.enter(Work.allCases.firstIndex(of: work) ?? 0, at: now) }
  }

  /// A run begins, with the first phase of its first month.
  func begin(run name: String) { begin(Phase.allCases.map(\.rawValue), of: name) }

  func begin(sweep name: String) { begin(["sweep"], of: name) }

  private func begin(_ phases: [String], of name: String) {
    let now = now()
    state.withLock { state in
      state.run = state.laps.count
      state.laps += phases.map { Lap(run: name, phase: $0) }
      state.enter(state.run, at: now)
    }
  }

  /// A phase of the last run begins.
  func enter(_ phase: Phase) {
    let now = now()
    let place = Phase.allCases.firstIndex(of: phase) ?? 0
    state.withLock { $0.enter($0.run + place, at: now) }
  }

  /// Notes how many agent-months the last run has had.
  func note(agentMonths: Int) {
    state.withLock { state in
      for lap in state.run..<state.laps.count { state.laps[lap].agentMonths = agentMonths }
    }
  }

  /// What was added up until now.
  package func profile() -> Profile {
    let now = now()
    let laps = state.withLock { state in
      state.enter(state.current, at: now)
      return state.laps
    }
    let works = Work.allCases.count
    return Profile(
      (laps.dropFirst(works) + laps.prefix(works)).compactMap { lap in
        lap.spent.map {
          Profile.Part(
            run: lap.run, phase: lap.phase, seconds: $0 / .seconds(1), agentMonths: lap.agentMonths)
        }
      })
  }
}
