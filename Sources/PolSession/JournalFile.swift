import FoundationEssentials
import PolCheck
import PolLedger
import PolReports
import PolSimulation
import Synchronization

/// A journal on disk: every transfer of every run outside sweeps.
///
/// First a line of 32 bytes that says what it is; then the transfers, 32 bytes each (`JournalRow`); then a JSON
/// document that names what they call by number (`JournalIndex`); at the end the length of that document in 8
/// bytes, the lowest first, and the 8 bytes `pol end` and a line end. So a journal that was cut off has no end.
final class JournalFile: Sendable {
  /// How a journal begins, and how it ends.
  static let head = Array(("pol journal 1" + String(repeating: " ", count: 18) + "\n").utf8)
  static let end = Array("pol end\n".utf8)

  private let output: OutputFile
  private let writer: JournalWriter
  private let state = Mutex((index: JournalIndex(), rows: 0))

  /// Begins a journal.
  init(_ path: String) throws(OutputFile.Refusal) {
    let output = try OutputFile(path, over: Self.head)
    _ = output.write(Self.head)
    self.output = output
    writer = JournalWriter { output.write($0) }
  }

  /// Whether something can't be written any more: the run is best stopped.
  var hasFailed: Bool { output.trouble != nil }

  /// Where the transfers of a run go.
  func writer(for definition: RunDefinition) throws(RunFailure) -> JournalWriter {
    let policy = definition.policy
    if policy.rules.count > JournalRow.mostRules || policy.products.count > JournalRow.mostProducts {
      output.fail("`\(policy.name)` has too many rules or products for a journal")
      throw .cancelled
    }
    return writer
  }

  /// Notes a run that is done.
  func add(_ run: Run) {
    let rows = writer.drained()
    state.withLock { state in
      state.index.runs.append(JournalIndex.Run(run, rows: rows - state.rows))
      state.rows = rows
    }
  }

  /// Ends the journal, or takes half of one away; returns a line about what failed, if something did.
  func close(isWhole: Bool) -> String? {
    _ = writer.drained()
    if isWhole, !hasFailed {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      if let index = try? encoder.encode(state.withLock(\.index)) {
        let length = UInt64(index.count)
        _ = output.write(
          Array(index) + (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Self.end)
      } else {
        output.fail("its names can't be written")
      }
    }
    return output.close(isWhole: isWhole).map { Self.line($0, about: output.path) }
  }

  /// What is told of a journal that can't be written.
  static func line(_ reason: String, about path: String) -> String {
    "can't write the journal `\(path)`: \(reason)"
  }
}
