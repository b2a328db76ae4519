import Glibc
package import PolSession
import PolSource

/// The prompt where there is no terminal to edit on: no prompt is shown and no escape written, the language is the same.
///
/// From a pipe or a file, what is wrong ends it: nothing behind it would mean what was meant. On a terminal that can't
/// be edited on (`TERM=dumb`) somebody sees the message and goes on.
package struct PlainPrompt {
  private var workspace: Workspace
  private let file: String?
  private let goesOn: Bool

  /// Readies a prompt; `file` is loaded first. `goesOn`: whether something wrong is no end.
  package init(options: Session.Options, file: String?, goesOn: Bool) {
    workspace = Workspace(options: options)
    self.file = file
    self.goesOn = goesOn
  }

  /// Reads standard input to its end, answering each entry when it is complete; the exit status.
  package mutating func run() -> Int32 {
    var printer = ReplyPrinter(page: Terminal.page(.output), showsNotes: false)
    var isGoing = true
    if let file { isGoing = submit(":load \(file)", line: 1, &printer) }
    var (entry, first, line) = ("", 1, 0)
    while isGoing, let bytes = InputLine.next() {
      line += 1
      guard let row = String(validating: bytes, as: UTF8.self) else {
        Complaint().tell("line \(line) of the input is not UTF-8; save it as UTF-8")
        return 2
      }
      if entry.isEmpty { first = line }
      entry += row
      guard Workspace.completeness(of: entry) == .complete else { continue }
      isGoing = submit(entry, line: first, &printer)
      entry = ""
    }
    if isGoing, !entry.isEmpty { _ = submit(entry, line: first, &printer) }
    printer.finish(passed: workspace.passed, failed: workspace.failed)
    if workspace.hasErrors, !goesOn { return 2 }
    return workspace.failed > 0 ? 1 : 0
  }

  /// Whether there is to be a next entry.
  private mutating func submit(_ entry: String, line: Int, _ printer: inout ReplyPrinter) -> Bool {
    let next = workspace.submit(entry, from: ("<stdin>", line)) { printer.tell($0) }
    switch next {
    case .goOn: return goesOn || !workspace.hasErrors
    case .quit: return false
    case .edit:
      Complaint().tell("`:edit` needs a terminal")
      return goesOn
    }
  }
}

/// Lines of standard input.
private enum InputLine {
  /// The next line with its end, if it has one; nil at the end of the input.
  static func next() -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      let byte = getchar()
      guard byte != EOF else { return bytes.isEmpty ? nil : bytes }
      bytes.append(UInt8(truncatingIfNeeded: byte))
      if byte == 0x0A { return bytes }
    }
  }
}
