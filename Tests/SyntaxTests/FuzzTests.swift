import Foundation
import PolSource
import PolSyntax
import Testing

@Suite("Broken input")
struct FuzzTests {
  @Test(
    "Tokens cut, swapped, doubled or replaced never crash the parser, and what is wrong has a place",
    arguments: 1...12)
  func mutants(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    for file in files("pol", under: "examples") + files("pol", under: "Tests/SyntaxTests/good") {
      let bytes = Array(try Data(contentsOf: file))
      let spans = tokens(of: bytes)
      for _ in 0..<20 {
        let broken = mutant(of: bytes, spans, &dice)
        let (result, text) = parse(broken)
        for diagnostic in result.diagnostics {
          let span = try #require(diagnostic.span)
          #expect(
            span.lower >= 0 && span.lower <= span.upper && span.upper <= broken.count, "seed \(seed): \(text)"
          )
        }
        #expect(result.diagnostics.count < 60, "seed \(seed), a cascade:\n\(text)")
      }
    }
  }

  @Test("One token left out gives few messages", arguments: files("pol", under: "examples"))
  func cascades(_ file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    var messages = 0
    let all = tokens(of: bytes)
    // Some hundred places, all through the script.
    let spans = stride(from: 0, to: all.count, by: all.count / 150 + 1).map { all[$0] }
    for span in spans {
      let broken = Array(bytes[..<span.lowerBound] + bytes[span.upperBound...])
      let (result, text) = parse(broken)
      messages += result.diagnostics.count
      #expect(result.diagnostics.count <= 4, "without byte \(span): \(text)")
    }
    #expect(messages <= spans.count * 5 / 4)
  }

  @Test("A block without its `{` gets one message or two", arguments: files("pol", under: "examples"))
  func missingOpenings(_ file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    for span in tokens(of: bytes) where bytes[span.lowerBound] == UInt8(ascii: "{") {
      let (result, text) = parse(Array(bytes[..<span.lowerBound] + bytes[span.upperBound...]))
      #expect((1...2).contains(result.diagnostics.count), "without byte \(span): \(text)")
    }
  }

  @Test("Random bytes never crash the parser", arguments: 1...20)
  func randomBytes(seed: Int) {
    var dice = Dice(seed: UInt64(seed))
    let likely = Array("(){}[]\"\\\n;:,=.<>%¥#policy tier 12e-3 with of 代 if".utf8)
    for _ in 0..<100 {
      let isLikely = Bool.random(using: &dice)
      let bytes = (0..<Int.random(in: 0...200, using: &dice)).map { _ in
        isLikely ? likely.randomElement(using: &dice) ?? 0 : UInt8.random(in: 0...255, using: &dice)
      }
      _ = parse(bytes)
    }
  }

  @Test(
    "What is nested 20,000 or 100,000 deep gets one message, quickly",
    arguments: [
      "(", "[", "{", "not ", "-", "1+", "f(", "a with { rebate x: ", "if a then ", "1 and ", "(x).",
      "if a then b else ",
    ])
  func deepNesting(_ piece: String) {
    let isLong = piece.count > 4
    let count = isLong ? 20_000 : 100_000
    let pieces = String(repeating: piece, count: count)
    let clock = ContinuousClock()
    var results: [(result: Parser.Result, text: String)] = []
    let time = clock.measure { results = [parse("let x = \(pieces)1\n"), parse(closed(piece, count))] }
    // Braces that are never closed are a mistake of their own.
    let most = piece.hasPrefix("a with") ? 2 : 1
    for (result, text) in results {
      #expect((1...most).contains(result.diagnostics.count), "\(text.prefix(2_000))")
    }
    #expect(time < .seconds(60))
  }

  @Test("Trees never get deeper than the bound, however they are built")
  func depthIsBounded() {
    let bound = Parser.deepest
    for piece in ["(", "[", "not ", "-", "1+", "f(", "if a then b else "] {
      let text = closed(piece, bound - 2)
      #expect(parse(text).result.diagnostics.isEmpty, "\(parse(text).text.prefix(500))")
      #expect(parse(closed(piece, bound + 1)).result.diagnostics.map(\.code) == ["E0215"])
    }
    // Half of the depth in a body, half in a chain over it.
    let chain = String(repeating: " + 1", count: bound * 2 / 3)
    let mixed = "let x = a with { rebate x: 1\(chain) }\(chain)"
    #expect(parse(mixed).result.diagnostics.map(\.code) == ["E0215"])
  }

  @Test("The deepest trees are read on a thread's usual stack, even unoptimised", arguments: [4 << 20])
  func smallStack(_ size: Int) {
    let pieces = [
      "(", "[", "not ", "-", "1+", "f(", "a with { rebate x: ", "if a then b else ",
      "a or b and c == d + e * (",
    ]
    for piece in pieces {
      let text = closed(piece, Parser.deepest * 2)
      let thread = Thread { _ = parse(text) }
      thread.stackSize = size
      thread.start()
      while !thread.isFinished { Thread.sleep(forTimeInterval: 0.01) }
    }
  }

  @Test("100,000 lines take time by their number")
  func longFiles() throws {
    let line =
      "check \"claim\": a.b < 3 CNY\n"
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(parse(String(repeating: line, count: 100_000)).result.script.statements.count == 100_000)
    }
    #expect(time < .seconds(60))
    // Mistakes in one long line, too.
    let broken = clock.measure { _ = parse(String(repeating: "let x = 代 5;", count: 50_000)) }
    #expect(broken < .seconds(20))
  }

  private func closed(_ piece: String, _ count: Int) -> String {
    let closing = ["(": ")", "[": "]", "{": "}", "f(": ")", "a with { rebate x: ": "}"][piece] ?? ""
    let tail = piece == "if a then " ? " else c" : closing
    return "let x = " + String(repeating: piece, count: count) + (piece == "(x)." ? "y" : "1")
      + String(repeating: tail, count: count) + "\n"
  }

  private func tokens(of bytes: [UInt8]) -> [Range<Int>] {
    var sources = SourceMap()
    let id = sources.add(name: "", bytes: bytes)
    var tokenizer = Tokenizer(sources[id], as: id)
    tokenizer.run()
    return tokenizer.tokens.dropLast().map { $0.lower..<$0.upper }
  }

  private func mutant(of bytes: [UInt8], _ spans: [Range<Int>], _ dice: inout Dice) -> [UInt8] {
    var pieces = spans.map { Array(bytes[$0]) }
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      let place = Int.random(in: 0..<pieces.count, using: &dice)
      let other = Int.random(in: 0..<pieces.count, using: &dice)
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: pieces.remove(at: place)
      case 1: pieces.swapAt(place, other)
      case 2: pieces.insert(pieces[other], at: place)
      case 3: pieces[place] = pieces[other]
      default: pieces[place] = Array(pieces[place].dropLast())
      }
    }
    return Array(pieces.joined(separator: [0x20]))
  }
}
