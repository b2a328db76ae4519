import Foundation

/// Runs programs side by side, several times, and keeps what is typical.
struct Bench {
  let place: Place
  /// How often each program is run.
  let runs: Int
  /// Whether each runs once before it counts, so that its file and its memory are at hand.
  let warmsUp: Bool

  /// How it was measured, in one sentence.
  var description: String {
    let times = runs == 1 ? "once" : "\(runs) times, in turn"
    return "Each program run \(times)\(warmsUp ? ", after one run that doesn't count" : "")."
  }

  /// Rows of the table, one a contender; ratios are to the C program among them. The contenders take turns, so that
  /// whatever else the machine does meets all of them.
  func rows(_ contenders: [Contender], load: String) throws -> [Row] {
    var measurements = contenders.map { _ in [Measurement]() }
    for round in (warmsUp ? 0 : 1)...runs {
      for (index, contender) in contenders.enumerated() {
        let measurement = try contender.measured(at: place)
        if round > 0 { measurements[index].append(measurement) }
      }
    }
    let answers = try zip(contenders, measurements).map { contender, measurements in
      try agreed(measurements.map { try contender.answer(in: $0.output) }, by: contender.name)
    }
    let ofPol = zip(contenders, answers).filter { $0.0.name == "pol" }.map(\.1)
    _ = try agreed(ofPol, by: "pol on different numbers of threads")

    let seconds = measurements.map { median($0.map(\.seconds)) }
    let cpuSeconds = measurements.map { median($0.map(\.cpuSeconds)) }
    let peer = contenders.firstIndex { $0.name == "C" }.map { (seconds[$0], cpuSeconds[$0]) }
    return contenders.indices.map { index in
      Row(
        load: load, contender: contenders[index], answer: answers[index], seconds: seconds[index],
        fewestSeconds: measurements[index].map(\.seconds).min() ?? 0, cpuSeconds: cpuSeconds[index],
        peak: Int(median(measurements[index].map { Double($0.peak) })), peer: peer)
    }
  }

  /// The answer that all give.
  private func agreed(_ answers: [Answer?], by whom: String) throws -> Answer? {
    guard let first = answers.first else { return nil }
    if answers.contains(where: { $0 != first }) {
      throw Trouble("the same trade ended differently by \(whom)")
    }
    return first
  }
}

/// The middle value; of an even number, the mean of the two in the middle.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return 0 }
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
