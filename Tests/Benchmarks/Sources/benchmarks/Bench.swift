import Foundation

/// Runs jobs side by side, several times, and keeps what is typical.
struct Bench {
  let place: Place
  /// How often each job is run.
  let runs: Int
  /// Whether each runs once before it counts, so that its file and its memory are at hand.
  let warmsUp: Bool
  /// So many seconds have nothing to warm up for, and so many more are long enough for once.
  private static let long = (warm: 10.0, enough: 60.0)

  /// How it was measured, in one sentence.
  var description: String {
    if runs == 1 && !warmsUp { return "Each program run once." }
    let before = warmsUp ? ", after one run that counts only if it takes \(Int(Self.long.warm)) s" : ""
    return "Each program run \(runs) times, in turn\(before); once if that takes \(Int(Self.long.enough)) s."
  }

  /// Rows of the table, one a job. The jobs take turns, so that whatever else the machine does meets all of them.
  func rows(_ group: Group) throws -> [Row] {
    var measurements = group.jobs.map { _ in [Measurement]() }
    for round in (warmsUp ? 0 : 1)...runs {
      for (index, job) in group.jobs.enumerated() {
        let done = measurements[index]
        if done.count == runs || done.first.map({ $0.seconds >= Self.long.enough }) == true { continue }
        let measurement = try job.measured(at: place)
        if round > 0 || measurement.seconds >= Self.long.warm { measurements[index].append(measurement) }
      }
    }
    var answers = [String: Answer]()
    let rows = try zip(group.jobs, measurements).map { job, measurements in
      for measurement in measurements {
        guard let answer = try Answer(measurement.output, form: job.answer) else { continue }
        if let other = answers[job.task], other != answer {
          throw Trouble("\(group.load) ended in two ways: \(job.task)")
        }
        answers[job.task] = answer
      }
      return Row(load: group.load, job: job, answer: answers[job.task], measurements: measurements)
    }
    if group.isOneTrade { try compareWork(rows) }
    return rows.comparedWithFirst()
  }

  /// Luck moves the agent-months of a trade by a few percent; another model would move them by more.
  private func compareWork(_ rows: [Row]) throws {
    let works = rows.compactMap { $0.answer?.work }
    guard let least = works.min(), let most = works.max(), Double(most) > 1.2 * Double(least) else { return }
    throw Trouble("these are not one trade: \(least) agent-months, and \(most)")
  }
}
