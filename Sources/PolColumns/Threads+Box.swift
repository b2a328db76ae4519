import Synchronization

extension Threads {
  /// Something on its way to other threads and back; one of them has it at a time.
  final class Box<Content: Sendable>: Sendable {
    private let content: Mutex<Content>

    init(_ content: consuming Content) { self.content = Mutex(content) }

    func change(_ change: (inout Content) -> Void) { content.withLock { change(&$0) } }

    /// Changes it, unless another thread has it.
    func changeIfFree(_ change: (inout Content) -> Void) { _ = content.withLockIfAvailable { change(&$0) } }

    func takeOut(leaving nothing: Content) -> Content {
      content.withLock { content in
        defer { content = nothing }
        return content
      }
    }
  }
}
