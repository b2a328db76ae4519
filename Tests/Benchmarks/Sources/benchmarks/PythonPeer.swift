import Foundation

/// A version of the canonical trade in Python, which is run where the package is that it needs.
struct PythonPeer {
  /// What the table calls it, and how Python does.
  let name: String
  private let module: String
  /// The largest trade that is worth waiting for.
  let most: Int
  /// The command with its script, if it can run.
  private(set) var command: Command?
  /// Which one it is, or that it is left out.
  private(set) var remark = ""

  /// All there are.
  static let all = [
    PythonPeer(name: "NumPy", module: "numpy", most: 10_070_000),
    PythonPeer(name: "Mesa", module: "mesa", most: 100_000),
  ]

  private init(name: String, module: String, most: Int) {
    self.name = name
    self.module = module
    self.most = most
  }

  /// The same, after asking a Python for the package.
  func found(by python: String, at place: Place) -> PythonPeer {
    let question = "import sys, \(module); print(\(module).__version__, 'on Python', sys.version.split()[0])"
    let answer = try? place.measured(Command(program: python, arguments: ["-c", question]))
    var peer = self
    guard let answer, answer.status == 0 else {
      peer.remark = "\(name) is left out: `\(python)` doesn't have it."
      return peer
    }
    let script = place.folder.appending(path: "Python/canonical_\(module).py")
    peer.command = Command(program: python, arguments: ["-B", script.path])
    let version = String(decoding: answer.output, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    peer.remark = "\(name) \(version), up to \(whole(most)) people."
    return peer
  }
}
