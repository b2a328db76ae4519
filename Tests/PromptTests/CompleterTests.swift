import Foundation
import PolCheck
import PolSource
import PolSyntax
import Testing

@testable import PolSession

/// What Tab offers, tried in the midst of real scripts.
struct CompleterTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let scripts =
    ["mask-party/mask-party"].map { "examples/\($0).pol" }
    + ["canonical", "differential", "gift-pack", "ledger", "mask-party"].map { "examples/spec/\($0).pol" }
    + ["everything", "language", "customers"].map { "Tests/CheckTests/good/\($0).pol" }

  @Test("The first letters of every word of a script offer the word, to whoever types it", arguments: scripts)
  func words(path: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    let workspace = Workspace(options: .init())
    var missed: [String] = []
    var tried = 0
    let tokens = CompletionPlace.tokens(of: text).tokens
    let bytes = Array(text.utf8)
    // What is declared further down can't be known.
    var declared: [String: Int] = [:]
    for (index, token) in tokens.enumerated() {
      if case .name(let name) = token.kind, Self.isNew(index, in: tokens), declared[name] == nil {
        declared[name] = index
      }
    }
    for (index, token) in tokens.enumerated() {
      let word: String
      switch token.kind {
      case .name(let name), .reserved(let name), .currency(let name): word = name
      default: continue
      }
      guard word.count > 1, !Self.isNew(index, in: tokens), declared[word, default: 0] < index else {
        continue
      }
      for letters in index % 10 == 0 ? [0, 1] : [1] {
        tried += 1
        let typed = bytes[..<token.lower] + word.prefix(letters).utf8
        let found = workspace.completions(of: String(decoding: typed, as: UTF8.self), at: typed.count)
        #expect(found.replaced == token.lower..<typed.count)
        if !found.candidates.contains(where: { $0.text == word }) {
          let place = SourceText(name: "", text: text).position(of: token.lower)
          missed.append("\(place.line): \(word.prefix(letters))|\(word.dropFirst(letters))")
        }
      }
    }
    #expect(tried > 10)
    #expect(missed.isEmpty, "\(missed.count) of \(tried): \(missed.joined(separator: "  "))")
  }

  @Test("Every candidate is offered once, and with what it is", arguments: scripts)
  func offered(path: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    let workspace = Workspace(options: .init())
    for token in CompletionPlace.tokens(of: text).tokens.enumerated().filter({ $0.offset % 20 == 0 }).map(
      \.element)
    {
      let found = workspace.completions(of: text, at: token.lower)
      #expect(Set(found.candidates.map(\.text)).count == found.candidates.count)
      #expect(
        found.candidates.allSatisfy { !$0.note.isEmpty }, "\(found.candidates.filter { $0.note.isEmpty })")
    }
  }

  @Test("What is offered fits the place")
  func places() {
    let above = """
      product mask { cost 6 CNY; retail 128 CNY }
      policy shop { sells mask; tier low { price 60 CNY }; tier high { price 40 CNY }; fee entry: 5 CNY on join }
      market town { people 100; founders 1 low }
      story line { month 0: Ann joins as low }
      run tale = shop in line
      run trade = shop in town for 2 months

      """
    let workspace = Workspace(options: .init())
    func offered(_ text: String) -> [String] {
      let all = above + text
      return workspace.completions(of: all, at: all.utf8.count).candidates.map(\.text)
    }
    #expect(offered("run x = ") == ["shop", "tale", "trade"])
    #expect(offered("run x = shop ") == ["at", "in", "with"])
    #expect(!offered("check \"x\": ").contains("differential"))
    #expect(offered("policy x {\n  fee a: d").contains("differential"))
    #expect(offered("market m {\n  recruits po") == ["poisson", "pow"])
    #expect(offered("show po") == ["pow"])
    #expect(offered("run x = shop in ") == ["line", "town"])
    #expect(offered("run x = shop with { tier ") == ["high", "low"])
    #expect(offered("run x = shop with {\n  fee ") == ["entry"])
    #expect(offered("run x = shop in town for 12 mo") == ["month", "months"])
    #expect(offered("policy x from ") == ["shop"])
    #expect(offered("policy x {\n  supply ") == ["company", "dropship", "upline"])
    #expect(offered("policy x {\n  fee a: 5 C").first == "CNY")
    #expect(offered("policy x {\n  rebate 返利: 5% of sale to self\n  rebate b: 1% of 返") == ["返利"])
    #expect(offered("story s {\n  month 0: Zoe joins as low\n  month 1: Bob joins as low under ") == ["Zoe"])
    #expect(offered("market m {\n  trait 信任: beta(1, 2)\n  quits 信") == ["信任"])
    #expect(offered("market m {\n  demand { ") == ["mask"])
    #expect(offered("market m {\n  returns { x 2%, ") == ["mask"])
    #expect(offered("policy x {\n  tier a { load {\n  ") == ["mask"])
    #expect(offered("policy x {\n  stock a: 5 units of ").first == "mask")
    #expect(offered("market m {\n  quits 1% when mask.st") == ["stock"])
    #expect(offered("show count of trade.agents where tier is ").contains("high"))
    #expect(offered("show sum amount of trade.ledger where rule is en") == ["entry"])
    #expect(offered("tale.A") == ["Ann"])
    #expect(offered("tale.Ann.ne") == ["net"])
    #expect(offered("trade.policy.entry") == ["entry_cost", "entry_deposit", "entry_fee"])
    #expect(
      offered("sweep s for n in 1..2 {\n  run y = shop in town for n * 1 month\n  keep y.los") == ["losers"])
    #expect(offered("let f(r) = sum net of r.ag") == ["agent", "agents"])
  }

  @Test("Spoilt scripts are answered at any byte", arguments: 1...12)
  func spoilt(seed: UInt64) throws {
    var random = SeededNumbers(seed)
    let path = Self.scripts[Int(seed) % Self.scripts.count]
    let pieces = [
      "{", "}", "(", ")", "\"", "#", "\n", ";", ".", " of ", " with {", "代理", "👨‍👩‍👧", "e\u{301}", "¥", "\\", ":",
      " 1.", "\r\n",
    ]
    var bytes = Array(try String(contentsOf: Self.root.appending(path: path), encoding: .utf8).utf8)
    let workspace = Workspace(options: .init())
    for _ in 0..<15 {
      let place = Int(random.next() % UInt64(bytes.count))
      let length = min(Int(random.next() % 9), bytes.count - place)
      bytes.replaceSubrange(
        place..<place + length, with: pieces[Int(random.next() % UInt64(pieces.count))].utf8)
      let text = String(decoding: bytes, as: UTF8.self)
      for _ in 0..<4 {
        let offset = Int(random.next() % UInt64(text.utf8.count + 1))
        let found = workspace.completions(of: text, at: offset)
        #expect(
          found.replaced.lowerBound >= 0 && found.replaced.upperBound <= offset, "seed \(seed) at \(offset)")
      }
    }
  }

  /// Whether a token is a name that is being declared.
  private static func isNew(_ index: Int, in tokens: [Token]) -> Bool {
    guard index > 0 else { return false }
    let words = [
      "product", "policy", "market", "story", "tier", "fee", "rebate", "deposit", "cost", "stock", "let",
      "run", "sweep",
      "trait", "for",
    ]
    if case .name(let word) = tokens[index - 1].kind, words.contains(word) { return true }
    // A function's parameter, a sweep's variable, a kept name, a person who joins.
    let line = tokens[..<index].split(omittingEmptySubsequences: false) { $0.kind == .lineEnd }.last ?? []
    if line.first?.kind == .name("let"), !line.contains(where: { $0.kind == .symbol(.assign) }) {
      return true
    }
    if line.first?.kind == .name("sweep"), tokens[index + 1].kind == .reserved("in") { return true }
    if index + 1 < tokens.count, tokens[index + 1].kind == .name("joins") { return true }
    if index + 1 < tokens.count, tokens[index + 1].kind == .symbol(.assign) { return true }
    return false
  }

  @Test("Every word that the grammar has is offered with what it is")
  func vocabulary() throws {
    let grammar = try String(contentsOf: Self.root.appending(path: "grammar/pol.ebnf"), encoding: .utf8)
    let known = Set(Vocabulary.notes.map(\.word))
    let words = Set(grammar.matches(of: /'([a-z_]+)'/).map { String($0.1) })
    #expect(words.subtracting(known) == [])
    #expect(Vocabulary.notes.map(\.word).count == known.count)
  }

  @Test("Any text at any offset is answered")
  func anything() throws {
    let text = "policy 税 { tier 代理 { price 68 CNY }\n rebate r: 8% of order to up\n} \"一 # é\u{301}👨‍👩‍👧 party."
      .utf8
    let workspace = Workspace(options: .init())
    for offset in -1...text.count + 1 {
      let found = workspace.completions(of: String(decoding: Array(text), as: UTF8.self), at: offset)
      #expect(found.replaced.upperBound <= text.count)
    }
  }

  @Test("Colon commands and their arguments are completed")
  func commands() {
    let workspace = Workspace(options: .init())
    func offered(_ text: String) -> [String] {
      workspace.completions(of: text, at: text.utf8.count).candidates.map(\.text)
    }
    #expect(offered(":s") == ["save", "source", "step"])
    #expect(offered(":source los") == ["losers"])
    #expect(offered(":help st").contains("start"))
    #expect(offered(":type los") == ["losers"])
    #expect(offered(":load \(Self.root.path)/examp") == ["examples/"])
    #expect(offered("use \"\(Self.root.path)/examples/mask-party/mask") == ["mask-party.pol"])
    #expect(offered("show \"mas").isEmpty)
    #expect(offered("# poli").isEmpty)
  }
}

/// Numbers that a seed decides.
private struct SeededNumbers {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
