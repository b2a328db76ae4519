import Foundation
import PolSource
import PolSyntax
import Testing

@Suite("On the screen")
struct ScreenTests {
  @Test(
    "Characters take the columns that terminals give them",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("代", 2), ("￥", 2), ("¥", 1), ("한", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2),
      ("ｱ", 1), ("ア", 2), ("🙂", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("❤️", 2), ("\u{200B}", 0), ("。", 2), ("—", 1),
      ("ﬁ", 1),
      ("𠀀", 2), ("क्ष", 2),
    ])
  func widths(_ text: String, _ width: Int) { #expect(text.terminalWidth == width) }

  @Test("The underline stands under the span, whatever stands before it")
  func underlines() throws {
    for before in ["", "代理", "é", "\t", "a\tb", "👨‍👩‍👧", "￥"] {
      let line = "\"\(before)\" oops 代"
      let (lower, upper) = (line.utf8.count - 8, line.utf8.count - 4)
      let lines = picture(of: line, lower, upper).split(separator: "\n", omittingEmptySubsequences: false)
      let shown = try #require(lines.first { $0.contains("oops") })
      let marks = try #require(lines.first { $0.contains("^") })
      let column = shown[..<(try #require(shown.range(of: "oops"))).lowerBound].terminalWidth
      #expect(marks[..<(try #require(marks.firstIndex(of: "^")))].count == column, "\(lines)")
      #expect(marks.count { $0 == "^" } == 4)
    }
    #expect(picture(of: "a 代理 b", 2, 8).contains("  ^^^^\n"))
  }

  @Test("Control characters are shown, never obeyed")
  func controls() {
    let text = picture(of: "a \u{1B}[31m \u{7} \u{202E} b\r\u{85}", 2, 3)
    let controls = text.unicodeScalars.filter {
      $0.value < 0x20 || $0.value == 0x7F || $0.value == 0x202E || $0.value == 0x85
    }
    #expect(controls.allSatisfy { $0 == "\n" })
    #expect(text.contains("␛[31m ␇ \u{FFFD} b"))
  }

  @Test("A very long line is clipped round its span")
  func clipping() throws {
    for before in [0, 50, 500, 5_000, 50_000] {
      for unit in ["x", "代"] {
        let line = String(repeating: unit, count: before) + "oops" + String(repeating: unit, count: 5_000)
        let lower = before * unit.utf8.count
        let lines = picture(of: line, lower, lower + 4).split(separator: "\n")
        let shown = try #require(lines.first { $0.contains("oops") })
        #expect(shown.terminalWidth < 115)
        let marks = try #require(lines.first { $0.contains("^") })
        let column = shown[..<(try #require(shown.range(of: "oops"))).lowerBound].terminalWidth
        #expect(marks[..<(try #require(marks.firstIndex(of: "^")))].count == column)
      }
    }
  }

  @Test("Places count lines and columns from 1, in every kind of line")
  func positions() {
    let source = SourceText(name: "x", text: "\u{FEFF}ab\r\n代c\n\td\n")
    #expect(source.position(of: 3) == .init(line: 1, column: 1))
    #expect(source.position(of: 5) == .init(line: 1, column: 3))
    #expect(source.position(of: 10) == .init(line: 2, column: 3))
    #expect(source.position(of: 13) == .init(line: 3, column: 5))
    #expect(source.position(of: 99) == .init(line: 4, column: 1))
  }

  @Test("Colours change nothing but colours")
  func colours() {
    var sources = SourceMap()
    let id = sources.add(name: "x.pol", bytes: Array("let x".utf8))
    let diagnostic = Diagnostic(
      "W0301", "hidden", at: Span(id, 4, 5), help: "rename it", notes: [.init("here", at: Span(id, 0, 3))])
    let plain = DiagnosticPrinter(sources: sources).text(diagnostic)
    let coloured = DiagnosticPrinter(sources: sources, colour: true).text(diagnostic)
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    #expect(plain.hasPrefix("warning[W0301]: hidden\n --> x.pol:1:5\n"))
  }

  @Test("As a record, a diagnostic has its exact place")
  func records() throws {
    var sources = SourceMap()
    let id = sources.add(name: "x.pol", bytes: Array("a\n代 b".utf8))
    let record = DiagnosticRecord(Diagnostic("E0203", "no", at: Span(id, 6, 7)), in: sources)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = String(decoding: try encoder.encode(record), as: UTF8.self)
    #expect(
      json == #"{"code":"E0203","message":"no","notes":[],"place":{"column":4,"endColumn":5,"endLine":2,"#
        + #""endOffset":7,"file":"x.pol","line":2,"offset":6},"severity":"error"}"#)
  }

  @Test(
    "The nearest name is the one that was meant",
    arguments: [
      ("polcy", "policy"), ("tear", "tier"), ("chekc", "check"), ("Share", "share"), ("xyzzy", nil),
      ("", nil), ("a", nil),
      ("marketplace", nil), ("hsow", "show"),
    ] as [(String, String?)])
  func nearestNames(_ written: String, _ meant: String?) {
    #expect(nearest(written, in: ["policy", "tier", "check", "show", "share", "market", "of"]) == meant)
  }

  private func picture(of line: String, _ lower: Int, _ upper: Int) -> String {
    var sources = SourceMap()
    let id = sources.add(name: "x.pol", bytes: Array(line.utf8))
    return DiagnosticPrinter(sources: sources).text(Diagnostic("E0203", "no", at: Span(id, lower, upper)))
  }
}
