import Testing

/// The terminal that the prompt is tested on.
struct ScreenModelTests {
  private func screen(_ text: String, columns: Int = 8, rows: Int = 4) -> ScreenModel {
    var screen = ScreenModel(columns: columns, rows: rows)
    // Byte by byte, as a pipe may deliver it.
    for byte in text.utf8 { screen.feed([byte]) }
    return screen
  }

  private func place(_ row: Int, _ column: Int) -> ScreenModel.Place { .init(row: row, column: column) }

  @Test("A full row waits with its wrap until something follows")
  func wrapping() {
    let full = screen("12345678")
    #expect(full.cursor == place(0, 7) && full.isWrapPending)
    let wrapped = screen("123456789")
    #expect(wrapped.texts == ["12345678", "9", "", ""] && wrapped.rows[0].isWrapped)
    #expect(screen("12345678\r\n9").rows[0].isWrapped == false)
    #expect(screen("12345678\u{1B}[K").texts[0] == "1234567")
    #expect(screen("\u{1B}[?7l123456789").texts[0] == "12345679")
  }

  @Test("Wide characters take two cells, are never split, and vanish whole")
  func wide() {
    let table = [
      ("税税税税", "税税税税", ""), ("1税税税税", "1税税税", "税"), ("税税\r1", "1 税", ""), ("税税\u{1B}[2G1", " 1税", ""),
      ("税税\u{1B}[3D\u{1B}[K", "", ""), ("税税\u{1B}[2D\u{1B}[K", "税", ""),
    ]
    for (text, first, second) in table {
      #expect(screen(text).texts == [first, second, "", ""], "\(text.debugDescription)")
    }
  }

  @Test("Marks and joined emoji stay in one cell")
  func clusters() {
    let accent = screen("e\u{301}x")
    #expect(accent.texts[0] == "e\u{301}x" && accent.cursor == place(0, 2))
    let family = screen("👨‍👩‍👧x")
    #expect(family.texts[0] == "👨‍👩‍👧x" && family.cursor == place(0, 3))
    let heart = screen("❤\u{FE0F}x")
    #expect(heart.texts[0] == "❤\u{FE0F}x" && heart.cursor == place(0, 3))
    #expect(screen("1234567e\u{301}").isWrapPending)
    #expect(screen("a\u{1B}[C\u{301}").texts[0] == "a \u{301}")
  }

  @Test("Moves stop at the edges")
  func moves() {
    let table = [
      ("\u{1B}[9A", 0, 0), ("\u{1B}[9B", 3, 0), ("\u{1B}[9C", 0, 7), ("a\u{1B}[D", 0, 0),
      ("a\u{1B}[2E", 2, 0),
      ("\n\na\u{1B}[F", 1, 0), ("\u{1B}[3G", 0, 2), ("\u{1B}[2;3H", 1, 2), ("abc\u{1B}[H", 0, 0),
      ("ab\u{8}", 0, 1),
      ("a\tb", 0, 7), ("ab\u{1B}7cd\u{1B}8", 0, 2), ("12345678\u{1B}[D", 0, 6), ("ab\r\n", 1, 0),
    ]
    for (text, row, column) in table {
      #expect(screen(text).cursor == place(row, column), "\(text.debugDescription)")
    }
  }

  @Test("Erasing, inserting and deleting")
  func edits() {
    let start = "abcd\r\nefgh\r\nijkl\u{1B}[2;3H"
    let table = [
      ("K", "abcd ef ijkl"), ("1K", "abcd h ijkl"), ("2K", "abcd ijkl"), ("J", "abcd ef"), ("1J", "h ijkl"),
      ("2J", ""), ("P", "abcd efh ijkl"), ("2@", "abcd ef gh ijkl"), ("L", "abcd efgh ijkl"),
      ("M", "abcd ijkl"),
    ]
    for (command, left) in table {
      let words = screen(start + "\u{1B}[" + command).texts.joined(separator: " ").split(separator: " ")
      #expect(words.joined(separator: " ") == left, "\(command)")
    }
    #expect(screen(start + "\u{1B}[L").texts == ["abcd", "", "efgh", "ijkl"])
    #expect(screen("税b\u{1B}[2G\u{1B}[P").texts[0] == " b")
  }

  @Test("Rows that scroll off the top are kept, but not those of a region below it")
  func scrolling() {
    let all = screen("1\r\n2\r\n3\r\n4\r\n5")
    #expect(all.texts == ["2", "3", "4", "5"] && all.scrollback.map(\.text) == ["1"])
    let region = screen("1\r\n2\r\n3\r\n4\u{1B}[2;3r\u{1B}[3;1H\n5")
    #expect(region.texts == ["1", "3", "5", "4"] && region.scrollback.isEmpty)
  }

  @Test("Modes and inks are kept; what is not known is a fault")
  func modes() {
    let screen = screen("\u{1B}[?2004h\u{1B}[?25l\u{7}\u{1B}[1;32ma\u{1B}[0mb")
    #expect(
      screen.takesBracketedPaste && !screen.isCursorVisible && screen.bells == 1 && screen.faults.isEmpty)
    #expect(screen.rows[0].cells.prefix(2).map(\.ink) == ["1;32", ""])
    for strange in ["\u{1B}[5n", "\u{1B}[?1049h", "\u{1B}c", "\u{1B}]0;x", "\u{0}", "\u{1B}[x;1H"] {
      #expect(!self.screen(strange).faults.isEmpty, "\(strange.debugDescription)")
    }
    var raw = ScreenModel(columns: 4, rows: 2)
    raw.feed([0xFF])
    #expect(!raw.faults.isEmpty)
  }

  @Test("A window made smaller cuts rows off in one flavour and wraps them in the other")
  func narrower() {
    let before = screen("one\r\n1234567税x")
    var clipped = before
    clipped.resize(columns: 6, rows: 4, .clipping)
    #expect(clipped.texts == ["one", "123456", "税x", ""] && clipped.cursor == place(2, 3))
    var flowing = before
    flowing.resize(columns: 6, rows: 4, .reflowing)
    #expect(flowing.texts == ["one", "123456", "7税x", ""] && flowing.cursor == place(2, 4))
    flowing.resize(columns: 12, rows: 4, .reflowing)
    #expect(flowing.texts == ["one", "1234567税x", "", ""] && flowing.cursor == place(1, 10))
    var pushed = flowing
    flowing.resize(columns: 2, rows: 4, .reflowing)
    #expect(flowing.texts == ["56", "7", "税", "x"] && flowing.cursor == place(3, 1))
    #expect(flowing.scrollback.map(\.text) == ["on", "e", "12", "34"])
    pushed.resize(columns: 2, rows: 4, .pushing)
    #expect(pushed.texts == ["税", "x", "", ""] && pushed.cursor == place(1, 1))
    #expect(pushed.scrollback.map(\.text) == ["on", "e", "12", "34", "56", "7"])
    var full = screen("1234")
    full.resize(columns: 4, rows: 4, .reflowing)
    #expect(full.cursor == place(0, 3) && full.isWrapPending)
  }

  @Test("A window made lower loses rows below the cursor first, then those at the top")
  func lower() {
    var screen = screen("1\r\n2\r\n3\r\n4\u{1B}[2A")
    screen.resize(columns: 8, rows: 3, .clipping)
    #expect(screen.texts == ["1", "2", "3"] && screen.cursor == place(1, 1))
    screen.resize(columns: 8, rows: 1, .reflowing)
    #expect(screen.texts == ["2"] && screen.scrollback.map(\.text) == ["1"] && screen.cursor == place(0, 1))
    screen.resize(columns: 8, rows: 3, .reflowing)
    #expect(screen.texts == ["1", "2", ""] && screen.cursor == place(1, 1))
  }
}
