import Foundation

/// What the system says about one process, from its start to its end.
struct Measurement {
  /// By the clock, and of all its threads together, user's and system's.
  let seconds: Double
  let cpuSeconds: Double
  /// The most memory that it ever held, in bytes.
  let peak: Int
  /// Its exit status; 128 and the signal's number, if one ended it.
  let status: Int
  /// What it wrote to standard output and standard error.
  let output: Data
  let errors: String

  /// What is left for each of so many rounds when another's time is taken off.
  func less(_ other: Measurement, rounds: Int) -> Measurement {
    Measurement(
      seconds: (seconds - other.seconds) / Double(rounds),
      cpuSeconds: (cpuSeconds - other.cpuSeconds) / Double(rounds), peak: peak, status: status,
      output: output,
      errors: errors)
  }
}

extension Place {
  /// Runs a command and waits for it.
  func measured(_ command: Command) throws -> Measurement {
    let names = ["input", "output", "errors", "result"]
    let files = names.map { scratch.appending(path: $0) }
    for (file, text) in zip(files, [command.input, "", "", ""]) { try Data(text.utf8).write(to: file) }

    let process = Process()
    process.executableURL = own.appending(path: "measure")
    process.arguments = [files[3].path, command.program] + command.arguments
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()

    let errors = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    let words = String(decoding: try Data(contentsOf: files[3]), as: UTF8.self).split { $0.isWhitespace }
    let figures = words.compactMap { Double($0) }
    guard process.terminationStatus == 0, figures.count == 5 else {
      throw Trouble("\(command.program) could not be measured: \(errors)")
    }
    return Measurement(
      seconds: figures[0], cpuSeconds: figures[1] + figures[2], peak: Int(figures[3]) * 1024,
      status: Int(figures[4]), output: try Data(contentsOf: files[1]), errors: errors)
  }
}
