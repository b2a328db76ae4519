import Foundation
import Glibc
import Testing

/// The prompt as a person meets it: the built `pol` on a terminal.
@Suite(.timeLimit(.minutes(2)))
struct PromptTests {
  private static let mask = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "examples/mask-party/mask-party.pol")

  private func paste(_ text: String) -> String {
    "\u{1B}[200~\(text.replacing("\n", with: "\r"))\u{1B}[201~"
  }

  // MARK: Leaving

  @Test("Ctrl-D on an empty line leaves with 0 and the terminal as it was")
  func leaving() throws {
    let session = try PromptSession()
    #expect(!session.terminal.isCooked)
    try session.terminal.type("x\u{04}\u{7F}\u{04}")
    #expect(try session.terminal.end() == 0)
    #expect(session.terminal.isCooked && !session.terminal.screen.takesBracketedPaste)
    #expect(session.terminal.screen.faults == [])
  }

  @Test("Killed in mid-edit, the terminal is as it was and the history whole", arguments: [SIGTERM, SIGHUP])
  func killed(signal: Int32) throws {
    let session = try PromptSession()
    try session.terminal.type("1 + 1\r\"税\"\r{ half")
    try session.terminal.wait(forText: "half")
    session.terminal.signal(signal)
    #expect(try session.terminal.end() == 128 + Int(signal))
    #expect(session.terminal.isCooked)
    #expect(!session.terminal.screen.takesBracketedPaste && session.terminal.screen.isCursorVisible)
    #expect(session.history == ["pol history 1", "\"1 + 1\"", #""\"税\"""#])
  }

  @Test("Killed outright, the history is whole")
  func killedOutright() throws {
    let session = try PromptSession()
    try session.terminal.type("1 + 1\r")
    try session.terminal.wait(forText: "= 2")
    session.terminal.signal(SIGKILL)
    #expect(try session.terminal.end() == 128 + Int(SIGKILL))
    #expect(session.history == ["pol history 1", "\"1 + 1\""])
  }

  @Test("Ctrl-Z stops the prompt, and the shell's fg brings the line back")
  func stopping() throws {
    let home = Scratch()
    let terminal = try PseudoTerminal(
      ["/bin/bash", "--norc", "-i"],
      environment: [
        "HOME": home.folder.path, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PS1": "shell$ ",
        "POL_HISTORY": "", "PATH": "/usr/bin:/bin", "HISTFILE": "", "INPUTRC": "/dev/null",
      ], folder: home.folder.path)
    try terminal.wait(forText: "shell$")
    try terminal.type("\(PromptSession.program)\r")
    try terminal.wait(forText: "pol>")
    try terminal.type("1 + 税\u{1A}")
    try terminal.wait(forText: "Stopped")
    try terminal.wait(for: "has a shell again") { $0.texts.last { !$0.isEmpty } == "shell$" }
    try terminal.type("fg\r")
    try terminal.wait(for: "shows the line again") { screen in
      screen.texts[screen.cursor.row] == "pol> 1 + 税" && screen.cursor.column == 11
    }
    try terminal.type("\u{7F}1\r")
    try terminal.wait(forText: "= 2")
  }

  // MARK: History

  @Test("Two sessions at once lose no entry, and each finds the other's")
  func twoSessions() throws {
    let home = Scratch()
    let sessions = try [PromptSession(home: home), PromptSession(home: home)]
    for number in 0..<10 {
      for (which, session) in sessions.enumerated() { try session.terminal.type("\(which)\(number) + 0\r") }
    }
    for (which, session) in sessions.enumerated() { try session.terminal.wait(forText: "\(which)9 + 0 =") }
    let entries = (0..<20).map { "\"\($0 / 10)\($0 % 10) + 0\"" }
    #expect(sessions[0].history.dropFirst().sorted() == entries)
    try sessions[0].terminal.type("1 + 1\r")
    try sessions[0].terminal.wait(forText: "1 + 1 = 2")
    try sessions[1].terminal.type("3\r\u{1B}[A\u{1B}[A")
    try sessions[1].terminal.wait(for: "shows the other's entry") { $0.texts[$0.cursor.row] == "pol> 1 + 1" }
  }

  @Test("A history that can't be kept is told once, and works until one leaves")
  func noFile() throws {
    let session = try PromptSession(columns: 120, environment: ["POL_HISTORY": "/proc/none/history"])
    try session.terminal.type("1 + 1\r2 + 2\r\u{1B}[A\u{1B}[A")
    try session.terminal.wait(for: "recalls the entry") { $0.texts[$0.cursor.row] == "pol> 1 + 1" }
    let told = session.terminal.screen.texts.filter { $0.contains("history") }
    #expect(
      told == [
        "pol: can't make the folder `/proc/none` for the history; what you enter is remembered until you leave"
      ])
  }

  @Test("In a C locale Chinese is typed, kept and recalled, and a note says what is assumed")
  func plainLocale() throws {
    let home = Scratch()
    let first = try PromptSession(home: home, environment: ["LC_ALL": "C"])
    try first.terminal.wait(forText: "the locale is not a UTF-8 one")
    try first.terminal.type("税 = 1\r\u{04}")
    #expect(try first.terminal.end() == 0)
    #expect(first.history.last == "\"税 = 1\"")
    let second = try PromptSession(home: home, environment: ["LC_ALL": "C"])
    try second.terminal.type("\u{1B}[A")
    try second.terminal.wait(for: "recalls it") { screen in
      screen.texts[screen.cursor.row] == "pol> 税 = 1" && screen.cursor.column == 11
    }
  }

  @Test("Ctrl-R finds Chinese anywhere in an entry, and Enter submits what was found")
  func searching() throws {
    let session = try PromptSession()
    try session.terminal.type("\"会员的税\"\r\"税率\"\r1 + 1\r\u{12}的")
    try session.terminal.wait(for: "finds it") { screen in
      screen.texts[screen.cursor.row] == "pol> \"会员的税\"" && screen.cursor.column == 10
        && screen.texts[screen.cursor.row + 1] == "search: 的"
    }
    try session.terminal.type("\u{7F}税\u{12}")
    try session.terminal.wait(for: "finds the older one") { screen in
      screen.texts[screen.cursor.row] == "pol> \"会员的税\"" && screen.cursor.column == 12
    }
    try session.terminal.type("\u{07}")
    try session.terminal.wait(for: "goes back") { $0.texts[$0.cursor.row] == "pol>" }
    #expect(session.terminal.screen.faults == [])
  }

  @Test("The grey rest of an earlier entry is taken with Right, and is no part of the text before")
  func suggestions() throws {
    let session = try PromptSession()
    try session.terminal.type("12 + 30\r12")
    try session.terminal.wait(for: "suggests") { screen in
      let row = screen.rows[screen.cursor.row]
      return row.text == "pol> 12 + 30" && screen.cursor.column == 7
        && row.cells[7..<12].allSatisfy { $0.ink == "90" }
    }
    try session.terminal.type("\r")
    try session.terminal.wait(for: "submits what was typed") { $0.texts.contains("12") }
    try session.terminal.type("12 \u{1B}[C")
    try session.terminal.wait(for: "takes it") { screen in
      screen.texts[screen.cursor.row] == "pol> 12 + 30" && screen.cursor.column == 12
    }
  }

  // MARK: Surroundings

  @Test("A dumb terminal gets no prompt and no escapes, and the same answers")
  func dumb() throws {
    let session = try PromptSession(environment: ["TERM": "dumb"], waits: false)
    try session.terminal.type("1 + 1\n")
    try session.terminal.wait(forText: "= 2")
    try session.terminal.type("\u{04}")
    #expect(try session.terminal.end() == 0)
    #expect(!session.terminal.output.contains(0x1B))
  }

  @Test("NO_COLOR leaves colours away, and suggestions with them")
  func noColour() throws {
    let session = try PromptSession(environment: ["NO_COLOR": "1"])
    try session.terminal.type("12 + 30 # why\r12")
    try session.terminal.wait(for: "shows only what was typed") { $0.texts[$0.cursor.row] == "pol> 12" }
    try session.terminal.settle()
    #expect(session.terminal.screen.texts[session.terminal.screen.cursor.row] == "pol> 12")
    #expect(!String(decoding: session.terminal.output, as: UTF8.self).contains(/\u{1B}\[[0-9;]*m/))
  }

  @Test("An .editrc has vi's modes, with our rows and our search in them")
  func vi() throws {
    let home = Scratch()
    try "bind -v\n".write(toFile: home.path(".editrc"), atomically: true, encoding: .utf8)
    let session = try PromptSession(home: home)
    try session.terminal.type("1 + 9\u{1B}")
    try session.terminal.wait(for: "shows it") { $0.texts[$0.cursor.row] == "pol> 1 + 9" }
    try session.terminal.settle()
    // Back over two, replace one character, go on at the end.
    try session.terminal.type("0r5A + 税")
    try session.terminal.wait(for: "obeys vi") { screen in
      screen.texts[screen.cursor.row] == "pol> 5 + 9 + 税" && screen.cursor.column == 15
    }
    try session.terminal.type("\u{7F}1\r")
    try session.terminal.wait(forText: "= 15")
    #expect(session.terminal.screen.faults == [])
  }

  @Test("Tab lists what may stand there, laid out for a narrow terminal")
  func completing() throws {
    let session = try PromptSession(columns: 40, rows: 16)
    try session.terminal.type(":\t")
    try session.terminal.wait(forText: " undo ")
    try session.terminal.settle()
    let screen = session.terminal.screen
    #expect(screen.texts[screen.cursor.row] == "pol> :" && screen.cursor.column == 6)
    #expect(screen.texts.contains { $0.contains("fork") })
    #expect(screen.rows.allSatisfy { !$0.isWrapped } && screen.faults == [])
    // One that is the only one is put into the line, and the list is gone.
    try session.terminal.type("und\t")
    try session.terminal.wait(for: "completes") { screen in
      screen.texts[screen.cursor.row].hasPrefix("pol> :undo")
        && screen.texts.filter { $0.contains(":") }.count <= 2
    }
  }

  @Test("The prompt opens, also with a long history; how fast is told")
  func starting() throws {
    let home = Scratch()
    let lines = (0..<10_000).map { "\"check sales of party = \($0) units of 税\"\n" }.joined()
    try ("pol history 1\n" + lines).write(toFile: home.path("history"), atomically: true, encoding: .utf8)
    var times: [Duration] = []
    for _ in 0..<5 {
      let start = ContinuousClock.now
      let session = try PromptSession(home: home)
      times.append(ContinuousClock.now - start)
      try session.terminal.type("\u{04}")
      #expect(try session.terminal.end() == 0)
    }
    print("the prompt appears after \(times.sorted()[0]), with 10,000 entries of history")
  }

  // MARK: Runs and other programs

  @Test("Ctrl-C stops a run at the end of a month, keeps what it did, and leaves a prompt")
  func stoppedRun() throws {
    let session = try PromptSession()
    let long = try String(contentsOf: Self.mask, encoding: .utf8)
      .replacing("20_000", with: "3_000_000").replacing("24 months", with: "1200 months")
    let script = long[..<(try #require(long.range(of: "\nshow"))).lowerBound]
    try session.terminal.type(paste(String(script)) + "\r")
    try session.terminal.wait(forText: "of 1200")
    try session.terminal.type("\u{03}")
    try session.terminal.wait(for: "has a prompt") { $0.texts[$0.cursor.row].hasPrefix("pol party@") }
    #expect(session.terminal.screen.texts.contains { $0.hasPrefix("`party` was stopped after month") })
    try session.terminal.type("1 + 1\r")
    try session.terminal.wait(forText: "= 2")
    #expect(session.terminal.screen.faults == [])
  }

  @Test("What $EDITOR makes of a block is edited on, and only Enter submits it")
  func externalEditor() throws {
    let home = Scratch()
    let script = "#!/bin/sh\nsed -i 's/1/税/' \"$1\"\n"
    try script.write(toFile: home.path("editor"), atomically: true, encoding: .utf8)
    #expect(unsafe chmod(home.path("editor"), 0o755) == 0)
    let session = try PromptSession(home: home, environment: ["EDITOR": home.path("editor")])
    try session.terminal.type("1 + 1\r:edit\r")
    try session.terminal.wait(for: "has the changed text") { screen in
      screen.texts[screen.cursor.row] == "pol> 税 + 1" && screen.cursor.column == 11
    }
    try session.terminal.type("\u{18}\u{05}")
    try session.terminal.wait(for: "has it changed again") { $0.texts[$0.cursor.row] == "pol> 税 + 税" }
    #expect(!session.terminal.isCooked && session.terminal.screen.takesBracketedPaste)
  }

  @Test("A policy that is pasted keeps its tabs and rows, and nothing runs until Enter")
  func pasting() throws {
    let session = try PromptSession()
    try session.terminal.type(paste("let a = (1 +\n\t2)\nlet 税 = a\n"))
    try session.terminal.wait(for: "shows it") { screen in
      screen.texts.suffix(screen.rows.count - 1).prefix(4)
        == ["pol> let a = (1 +", "  ..     2)", "  .. let 税 = a", "  .."]
    }
    #expect(session.history == [])
    try session.terminal.type("\r税 + 1\r")
    try session.terminal.wait(forText: "= 4")
    #expect(session.history[1] == "\"let a = (1 +\\n\\t2)\\nlet 税 = a\\n\"")
  }
}
