import Foundation

/// What the benchmarks run on.
struct Machine {
  /// How many processors are at work, and what they call themselves.
  let cores: Int
  let model: String
  /// In bytes.
  let memory: UInt64
  /// How many processes wanted a core on average in the minute before, this program's own not counted.
  let load: String

  init() {
    cores = ProcessInfo.processInfo.activeProcessorCount
    memory = ProcessInfo.processInfo.physicalMemory
    let average = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)
    load = average?.split(separator: " ").first.map(String.init) ?? "unknown"
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
    func entry(_ name: String) -> String? {
      lines.first { $0.hasPrefix(name) }?.split(separator: ":", maxSplits: 1).last?
        .trimmingCharacters(in: .whitespaces)
    }
    let family = entry("cpu family").map { ", family \($0)" } ?? ""
    let number = entry("model\t").map { ", model \($0)" } ?? ""
    model = (entry("model name") ?? "unknown processor") + family + number
  }

  /// One sentence.
  var description: String {
    "\(cores) \(cores == 1 ? "core" : "cores") (\(model)), \((memory + (1 << 29)) >> 30) GiB; load before: \(load)."
  }
}
