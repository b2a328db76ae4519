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
  /// The same with their ratios.
  func comparedWithFirst() -> [Row] {
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
