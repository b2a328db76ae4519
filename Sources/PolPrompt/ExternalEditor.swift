import CEditLine
import FoundationEssentials
import Glibc

/// `$VISUAL` or `$EDITOR` on a text.
enum ExternalEditor {
  /// Why there is no changed text.
  struct Failure: Error {
    var reason: String
  }

  /// Lets the user change a text; the terminal is as it was before pol while that lasts.
  static func edit(_ text: String, modes: TerminalModes) -> Result<String, Failure> {
    let environment = ProcessInfo.processInfo.environment
    let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let editor = named else {
      return .failure(Failure(reason: "there is no editor: set VISUAL or EDITOR to the one you like"))
    }
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "pol-\(getpid())-\(UInt64(truncatingIfNeeded: text.hashValue)).pol")
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      let created = FileManager.default.createFile(
        atPath: file.path, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
      guard created else { return .failure(Failure(reason: "can't write `\(file.path)` for the editor")) }
      modes.restore()
      let status = unsafe pol_run_editor(editor, file.path)
      guard status == 0 else {
        return .failure(Failure(reason: "`\(editor)` ended with status \(status); the text is as it was"))
      }
      var changed = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      while changed.last?.isNewline == true { changed.removeLast() }
      return .success(changed)
    } catch {
      return .failure(Failure(reason: "can't read what the editor left in `\(file.path)`"))
    }
  }
}
