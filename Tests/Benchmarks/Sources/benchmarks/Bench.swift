import Foundation

/// Runs jobs side by side, several times, and keeps what is typical.
struct Bench {
  let place: Place
  /// How often each job is run.
  let runs: Int
  /// Whether each runs once before it counts, so that its file and its memory are at hand.
  let warmsUp: Bool
  /// Seconds from which the run before counts too: so long a run has nothing to warm up for.
  private let long = 10.0

  init(place: Place, runs: Int, warmsUp: Bool) {
    self.place = place
    self.runs = runs
    self.warmsUp = warmsUp
  }

  /// How it was measured, in one sentence.
  var description: String {
    let times = runs == 1 ? "once" : "\(runs) times, in turn"
    let before = warmsUp ? ", after one run that doesn't count (where it takes less than \(Int(long)) s)" : ""
    return "Each program run \(times)\(before)."
  }

  /// Rows of the table, one a job. The jobs take turns, so that whatever else the machine does meets all of them.
  func rows(_ group: Group) throws -> [Row] {
    var measurements = group.jobs.map { _ in [Measurement]() }
    for round in (warmsUp ? 0 : 1)...runs {
      for (index, job) in group.jobs.enumerated() where measurements[index].count < runs {
        let measurement = try job.measured(at: place)
        if round > 0 || measurement.seconds >= long { measurements[index].append(measurement) }
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

/// What was measured of one job.
struct Row {
  let load: String
  let job: Job
  let answer: Answer?
  /// Of all runs: the median and the least by the clock, the median of all threads' work.
  let seconds: Double
  let fewestSeconds: Double
  let cpuSeconds: Double
  /// The median of the most memory held, in bytes.
  let peak: Int
  /// Both medians as parts of those of the group's first job.
  var ratio: (seconds: Double, cpuSeconds: Double)?

  init(load: String, job: Job, answer: Answer?, measurements: [Measurement]) {
    self.load = load
    self.job = job
    self.answer = answer
    seconds = median(measurements.map(\.seconds))
    fewestSeconds = measurements.map(\.seconds).min() ?? 0
    cpuSeconds = median(measurements.map(\.cpuSeconds))
    peak = Int(median(measurements.map { Double($0.peak) }))
  }
}

extension [Row] {
  fileprivate func comparedWithFirst() -> [Row] {
    guard let first, count > 1 else { return self }
    return map { row in
      var row = row
      row.ratio = (row.seconds / first.seconds, row.cpuSeconds / first.cpuSeconds)
      return row
    }
  }
}

/// The middle value; of an even number, the mean of the two in the middle.
private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return 0 }
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
