import Foundation

/// Where everything is that the benchmarks need.
struct Place {
  /// The program that is measured.
  let pol: URL
  /// The canonical script, as it stands among the examples.
  let canonical: URL
  /// The folder of this package.
  let folder: URL
  /// The folder of the running program, into which our own others are built.
  let own: URL
  /// A folder for what processes read and write, gone at the end.
  let scratch: URL

  /// Looks for them from the folder of the running program upwards.
  init(pol path: String?) throws {
    let running = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    own = running.resolvingSymlinksInPath().deletingLastPathComponent()

    let example = "examples/spec/canonical.pol"
    guard let root = Self.ancestor(of: own, with: example) else {
      throw Trouble("\(example) is in no folder above that of the benchmarks")
    }
    canonical = root.appending(path: example)
    folder = root.appending(path: "Tests/Benchmarks")
    pol = path.map { URL(filePath: $0) } ?? root.appending(path: ".build/release/pol")
    let programs = [pol] + ["CanonicalC", "LoopC", "measure"].map { [own] in own.appending(path: $0) }
    if let missing = programs.first(where: { !FileManager.default.isExecutableFile(atPath: $0.path) }) {
      throw Trouble("there is no program at \(missing.path); `swift build -c release` makes pol")
    }
    scratch = FileManager.default.temporaryDirectory.appending(path: "pol-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
  }

  /// Takes the scratch folder away.
  func clear() { try? FileManager.default.removeItem(at: scratch) }

  /// A script of this package.
  func script(_ name: String) -> URL { folder.appending(path: "Scripts/\(name).pol") }

  /// Puts a script together: the text of another with one line changed and others put below.
  func script(
    _ name: String, from original: URL, _ change: (line: String, to: String)? = nil, below: [String] = []
  ) throws -> URL {
    var lines = try String(contentsOf: original, encoding: .utf8).components(separatedBy: "\n")
    if let change {
      guard let place = lines.firstIndex(of: change.line) else {
        throw Trouble("\(original.lastPathComponent) has no line `\(change.line)`")
      }
      lines[place] = change.to
    }
    return try script(name, lines + below)
  }

  /// Writes a script down.
  func script(_ name: String, _ lines: [String]) throws -> URL {
    let file = scratch.appending(path: "\(name).pol")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return file
  }

  private static func ancestor(of folder: URL, with file: String) -> URL? {
    var folder = folder
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appending(path: file).path) { return folder }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
