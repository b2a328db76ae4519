import Foundation

/// Where everything is that the benchmarks need.
struct Place {
  /// The program that is measured.
  let pol: URL
  /// The script of the trade, as it stands among the examples.
  let script: URL
  /// Our own programs, built into the folder of the running one.
  let canonical: URL
  let measure: URL
  /// A folder for what processes read and write, gone at the end.
  let scratch: URL

  /// Looks for them from the folder of the running program upwards.
  init(pol path: String?) throws {
    let own = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    let home = own.resolvingSymlinksInPath().deletingLastPathComponent()
    canonical = home.appending(path: "CanonicalC")
    measure = home.appending(path: "measure")

    let example = "examples/spec/canonical.pol"
    guard let root = Self.ancestor(of: home, with: example) else {
      throw Trouble("\(example) is in no folder above that of the benchmarks")
    }
    script = root.appending(path: example)
    pol = path.map { URL(filePath: $0) } ?? root.appending(path: ".build/release/pol")
    let missing = [canonical, measure, pol].first { !FileManager.default.isExecutableFile(atPath: $0.path) }
    if let missing {
      throw Trouble("there is no program at \(missing.path); `swift build -c release` makes pol")
    }
    scratch = FileManager.default.temporaryDirectory.appending(path: "pol-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
  }

  /// Takes the scratch folder away.
  func clear() { try? FileManager.default.removeItem(at: scratch) }

  private static func ancestor(of folder: URL, with file: String) -> URL? {
    var folder = folder
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appending(path: file).path) { return folder }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
