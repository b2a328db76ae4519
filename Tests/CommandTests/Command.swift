import Foundation

/// The built `pol`, run as a person or a pipeline would run it.
enum Command {
  /// What a command left behind.
  struct Result: Equatable {
    var status: Int32
    var output: String
    var error: String
  }

  /// The folder that holds the package.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder that holds `pol`: the tests' own program was built beside it.
  static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

  /// The folder of an optimised `pol`, if `POL_RELEASE` names one: the examples at full size want it.
  static let optimised = ProcessInfo.processInfo.environment["POL_RELEASE"].map { URL(filePath: $0) }

  /// Runs `pol` with arguments.
  static func pol(
    _ arguments: String..., input: String = "", in folder: URL = root, environment: [String: String] = [:]
  ) throws -> Result {
    try pol(arguments: arguments, input: input, in: folder, environment: environment)
  }

  /// The same, with the arguments as a list.
  static func pol(
    arguments: [String], of build: URL = products, input: String = "", in folder: URL = root,
    environment: [String: String] = [:]
  ) throws -> Result {
    try run(
      build.appending(path: "pol"), arguments, input: Data(input.utf8), in: folder, environment: environment)
  }

  /// Runs a line of shell in which `pol` is the built one; both streams come back as `output`.
  static func shell(_ line: String, of build: URL = products, in folder: URL = root) throws -> Result {
    try run(
      URL(filePath: "/bin/bash"), ["-c", "exec 2>&1; set -o pipefail; \(line)"], input: Data(), in: folder,
      environment: ["PATH": "\(build.path):/usr/bin:/bin"])
  }

  private static func run(
    _ program: URL, _ arguments: [String], input: Data, in folder: URL, environment: [String: String]
  ) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "\(products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
      .merging(environment) { _, new in new }
    // Files rather than pipes: neither side ever waits for the other.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "pol-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    func file(_ name: String, _ data: Data = Data()) throws -> URL {
      let url = scratch.appending(path: name)
      try data.write(to: url)
      return url
    }
    let (output, error) = (try file("output"), try file("error"))
    process.standardInput = try FileHandle(forReadingFrom: try file("input", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }
}

/// A folder of scripts that lasts as long as a test.
final class ScriptFolder {
  let url: URL

  /// Writes the scripts, by file name.
  init(_ scripts: [String: String]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "pol-scripts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in scripts {
      let file = url.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
