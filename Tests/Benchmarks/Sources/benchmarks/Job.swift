/// One thing to measure: a row of the table.
struct Job {
  /// Whose program it is.
  let by: String
  var threads = 1
  var command: Command
  /// The same process without the work. Its time is taken off.
  var beneath: Command?
  /// How often the command does the work.
  var rounds = 1
  /// Jobs with the same task must give the same answer.
  let task: String
  /// Everybody who could ever join, and whole months.
  var people: Int?
  var months: Int?
  /// How its output is to be read.
  var answer: Answer.Form
  /// Whether 1 is a good exit status: in a small trade the canonical script's own check may fail.
  var mayFail = false
  /// Where it stands in the pictures.
  var point: Point?

  /// Runs it once.
  func measured(at place: Place) throws -> Measurement {
    let whole = try ended(place.measured(command))
    guard let beneath else { return whole }
    return whole.less(try ended(place.measured(beneath)), rounds: rounds)
  }

  private func ended(_ measurement: Measurement) throws -> Measurement {
    guard measurement.status == 0 || (mayFail && measurement.status == 1) else {
      let words =
        measurement.errors.isEmpty ? String(decoding: measurement.output, as: UTF8.self) : measurement.errors
      throw Trouble("\(by) ended with status \(measurement.status): \(words)")
    }
    return measurement
  }
}
