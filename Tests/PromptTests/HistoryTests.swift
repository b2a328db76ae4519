import Foundation
import Glibc
@testable import PolPrompt
import Testing

/// The history and its file. Sessions are values with descriptors of their own, for which the lock is as good as
/// between processes.
struct HistoryTests {
  private let folder = Scratch()

  private var path: String { folder.path("history") }
  private func session() -> History { History(path: path) }
  private func content() -> String {
    String(decoding: (try? Data(contentsOf: URL(filePath: path))) ?? Data(), as: UTF8.self)
  }
  private func mode(_ path: String) -> mode_t {
    var status = stat()
    _ = unsafe stat(path, &status)
    return status.st_mode & 0o777
  }

  @Test("Entries come back in another session, in order, each as it was")
  func roundTrip() {
    let entries = [
      "check 1 = 1", "run party {\n\tmonths 3\n}", "税 = \"a\\b\"", "e\u{301}", "é", "👨‍👩‍👧", "a/b",
      "\u{1}\u{7F}\u{2028}",
    ]
    var first = session()
    for entry in entries { first.add(entry) }
    #expect(first.entries.map { Array($0.utf8) } == entries.map { Array($0.utf8) })
    #expect(session().entries.map { Array($0.utf8) } == entries.map { Array($0.utf8) })
    #expect(content().hasPrefix("pol history 1\n\"check 1 = 1\"\n\"run party {\\n\\tmonths 3\\n}\"\n"))
  }

  @Test("Blank entries are not kept, and one that is there already becomes the newest")
  func repeats() {
    var history = session()
    for entry in ["a", "", " \n\t", "b", "a", "a", "c", "b"] { history.add(entry) }
    #expect(history.entries == ["a", "c", "b"])
    #expect(session().entries == ["a", "c", "b"])
  }

  @Test("Another session's entries come in with the next look, before what is added here")
  func merging() {
    var (one, other) = (session(), session())
    one.add("1")
    #expect(other.entries.isEmpty)
    other.add("2")
    one.add("3")
    other.refresh()
    one.refresh()
    #expect(one.entries == ["1", "2", "3"])
    #expect(other.entries == one.entries)
  }

  @Test("Many sessions at once lose nothing, also while the file is written anew again and again")
  func crowd() async {
    let (path, sessions, count) = (path, 8, 60)
    let limits = HistoryFile.Limits(entries: 500, bytes: 1 << 20)
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<sessions {
        group.addTask {
          var file = HistoryFile(path: path, limits: limits)
          // The same few old entries let the file grow past its limit without pushing out what is counted.
          for entry in 0..<count {
            do {
              _ = try file.append("\(session):\(entry)")
              for filler in 0..<3 { _ = try file.append("filler \(filler)") }
            } catch {
              Issue.record("\(error)")
            }
          }
        }
      }
    }
    let found = session().entries
    let wanted = (0..<sessions).map { session in (0..<count).map { "\(session):\($0)" } }
    for (number, own) in wanted.enumerated() {
      #expect(found.filter { $0.hasPrefix("\(number):") } == own)
    }
    #expect(found.count == sessions * count + 3)
    let lines = content().split(separator: "\n").count
    #expect(lines <= 602 && lines >= sessions * count)
  }

  @Test("A file that has grown too long keeps the newest entries, under either limit")
  func limits() throws {
    var file = HistoryFile(path: path, limits: .init(entries: 10, bytes: 1 << 20))
    for entry in 0..<12 { _ = try file.append("\(entry)") }
    #expect(session().entries.count == 12)
    _ = try file.append("12")
    #expect(session().entries == (3...12).map(String.init))
    #expect(mode(path) == 0o600)
    // A session from before sees the new file as it is, and what was added meanwhile only once.
    #expect(try file.append("13") == (3...13).map(String.init))
    #expect(try file.append("14") == ["14"])

    try FileManager.default.removeItem(atPath: path)
    var narrow = HistoryFile(path: path, limits: .init(entries: 1000, bytes: 1000))
    let wide = String(repeating: "x", count: 100)
    for entry in 0..<100 { _ = try narrow.append("\(entry) \(wide)") }
    #expect(content().utf8.count <= 1200)
    #expect(session().entries.last == "99 \(wide)")
    #expect(session().entries.count >= 8)
    // One that would push all others out is remembered, but not written.
    let huge = String(repeating: "y", count: 300)
    #expect(try narrow.append(huge) == [huge])
    #expect(session().entries.last == "99 \(wide)")
  }

  @Test("In memory there are never more than ten thousand")
  func most() throws {
    let lines = (0..<10_050).map { "\"\($0)\"\n" }.joined()
    try Data((HistoryFile.header + lines).utf8).write(to: URL(filePath: path))
    var history = session()
    #expect(history.entries.count == 10_000 && history.entries.first == "50")
    history.add("税")
    #expect(history.entries.count == 10_000 && history.entries.first == "51")
  }

  @Test("A line left unfinished by a kill costs nothing but itself, wherever it was cut")
  func cuts() throws {
    var whole = session()
    for entry in ["一", "b\n", "c"] { whole.add(entry) }
    let bytes = try Data(contentsOf: URL(filePath: path))
    let finished = Dictionary(grouping: bytes.indices.filter { bytes[$0] == 0x0A }, by: { $0 })
    for cut in HistoryFile.header.utf8.count...bytes.count {
      try bytes.prefix(cut).write(to: URL(filePath: path))
      var history = session()
      let count = finished.keys.filter { $0 < cut }.count - 1
      #expect(history.entries == Array(["一", "b\n", "c"].prefix(count)), "cut at \(cut)")
      history.add("new")
      // The last cut of a line leaves it whole but for its end, which comes with the next entry.
      let isWhole = cut < bytes.count && bytes[cut] == 0x0A
      let kept = Array(["一", "b\n", "c"].prefix(count + (isWhole ? 1 : 0)))
      #expect(session().entries == kept + ["new"], "cut at \(cut)")
    }
  }

  @Test("Lines that can't be read are passed over and left where they are")
  func strangeLines() throws {
    var bytes = Data(HistoryFile.header.utf8)
    for line in ["\"a\"", "nonsense", "", "[1]", "\"\0\"", "\"b\" ", "\"\\ud800\"", "\"", "\"x\"y\""] {
      bytes += Data(line.utf8) + [0x0A]
    }
    bytes += [0x22, 0xFF, 0xFE, 0x22, 0x0A] + Data(repeating: 0x41, count: 5_000_000) + [0x0A]
    bytes += Data("\"c\"\n".utf8)
    try bytes.write(to: URL(filePath: path))
    var history = session()
    #expect(history.entries == ["a", "b", "c"])
    history.add("d")
    let trouble = history.takeTrouble()
    #expect(trouble == nil)
    #expect(session().entries == ["a", "b", "c", "d"])
  }

  @Test("An empty file is taken; one of another kind or version is left alone, and that is said once")
  func headers() throws {
    try Data().write(to: URL(filePath: path))
    var fresh = session()
    fresh.add("a")
    #expect(content() == "pol history 1\n\"a\"\n")
    for strange in ["pol history 2\n\"a\"\n", "pol history 1", "_HiStOrY_V2_\nx\n", "\n", "\"a\"\n", "\u{0}"]
    {
      try Data(strange.utf8).write(to: URL(filePath: path))
      var history = session()
      let told = [history.takeTrouble(), history.takeTrouble()]
      #expect(told[0]?.contains("is not a history that this pol knows") == true && told[1] == nil)
      history.add("b")
      history.add("c")
      let again = history.takeTrouble()
      #expect(history.entries == ["b", "c"] && again == nil)
      #expect(content() == strange)
    }
  }

  @Test("A session that has read a file notices that a newer pol has taken it over")
  func takenOver() throws {
    var history = session()
    history.add("a")
    try Data("pol history 2\n{}\n{}\n{}\n".utf8).write(to: URL(filePath: path))
    history.add("b")
    let trouble = history.takeTrouble()
    #expect(trouble != nil)
    #expect(history.entries == ["a", "b"])
    #expect(content() == "pol history 2\n{}\n{}\n{}\n")
  }

  @Test(
    "Where no file can be, the entries are remembered and the reason is told",
    arguments: ["folder", "/proc/none/history", "/dev/full", "pipe"])
  func places(_ place: String) throws {
    let path = place.hasPrefix("/") ? place : folder.path(place)
    if place == "folder" {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }
    if place == "pipe" { #expect(unsafe mkfifo(path, 0o600) == 0) }
    var history = History(path: path)
    history.add("a")
    history.add("b")
    #expect(history.entries == ["a", "b"])
    let told = history.takeTrouble()
    let trouble = try #require(told)
    #expect(trouble.contains(path) || trouble.contains("/proc/none"))
    #expect(!trouble.contains("\n"))
  }

  @Test("A session whose lock another one keeps goes on without it")
  func stoppedHolder() throws {
    var history = session()
    history.add("a")
    let holder = try #require(LockedFile(path, creating: false))
    defer { holder.close() }
    history.add("b")
    let trouble = history.takeTrouble()
    #expect(trouble?.contains("another session keeps it locked") == true)
    #expect(history.entries == ["a", "b"])
  }

  @Test("Folders are made for the owner alone, and a file that others could read is closed to them")
  func modes() throws {
    let path = folder.path("state/pol/history")
    var history = History(path: path)
    #expect(!FileManager.default.fileExists(atPath: folder.path("state")))
    history.add("a")
    #expect([folder.path("state"), folder.path("state/pol"), path].map(mode) == [0o700, 0o700, 0o600])
    unsafe chmod(path, 0o644)
    history.refresh()
    #expect(mode(path) == 0o600)
  }

  @Test("A link to the file stays a link when the file is written anew")
  func links() throws {
    let target = folder.path("elsewhere")
    try Data().write(to: URL(filePath: target))
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    var file = HistoryFile(path: path, limits: .init(entries: 2, bytes: 1000))
    for entry in ["a", "b", "c"] { _ = try file.append(entry) }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == target)
    #expect(session().entries == ["b", "c"])
  }

  @Test("A file that was taken away begins anew with the next entry")
  func removed() throws {
    var history = session()
    history.add("a")
    try FileManager.default.removeItem(atPath: path)
    history.add("b")
    #expect(history.entries == ["a", "b"])
    #expect(session().entries == ["b"])
  }

  @Test("The newest entry with a beginning or a part is found")
  func finding() {
    var history = History(path: nil)
    for entry in ["check 1", "税 a", "check 2", "check", "的税 b"] { history.add(entry) }
    #expect(history.newest(beginningWith: "check") == "check 2")
    #expect(history.newest(beginningWith: "税") == "税 a")
    #expect(history.newest(beginningWith: "x") == nil)
    #expect(history.newest(containing: "税", before: 5) == 4)
    #expect(history.newest(containing: "税", before: 4) == 1)
    #expect(history.newest(containing: "税", before: 1) == nil)
  }

  @Test("The environment says where the file is")
  func place() {
    #expect(History.usualPath(["POL_HISTORY": "", "HOME": "/h"]) == nil)
    #expect(History.usualPath(["POL_HISTORY": "/x", "XDG_STATE_HOME": "/s"]) == "/x")
    #expect(History.usualPath(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/pol/history")
    #expect(History.usualPath(["XDG_STATE_HOME": "s", "HOME": "/h"]) == "/h/.local/state/pol/history")
    #expect(History.usualPath(["HOME": ""]) == nil)
    #expect(History.usualPath([:]) == nil)
  }
}
