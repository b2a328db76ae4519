import Foundation

/// A folder that lasts as long as a test.
final class Scratch: Sendable {
  let folder: URL

  init() {
    folder = FileManager.default.temporaryDirectory.appending(path: "pol-prompt-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of something in it.
  func path(_ name: String) -> String { folder.appending(path: name).path }
}
