import Foundation

/// A grammar in the EBNF of the W3C, read for tests.
struct Grammar {
  /// What a production says.
  indirect enum Form: Sendable {
    case word(String)
    case reference(String)
    case sequence([Form])
    case choice([Form])
    /// `?`, `*` or `+`.
    case repeated(Form, least: Int, most: Int)
  }

  /// The right side of each production as text, blanks squeezed.
  var written: [String: String] = [:]
  /// The productions that are made of words; those of characters (`NAME`, `TEXT`) are left to the reader.
  var forms: [String: Form] = [:]

  init(_ text: String) {
    var bare = ""
    var rest = Substring(text)
    while let start = rest.range(of: "/*") {
      bare += rest[..<start.lowerBound]
      guard let end = rest.range(of: "*/", range: start.upperBound..<rest.endIndex) else { break }
      rest = rest[end.upperBound...]
    }
    bare += rest
    var name = ""
    for line in bare.split(separator: "\n") {
      if let sign = line.range(of: "::=") {
        name = line[..<sign.lowerBound].trimmingCharacters(in: .whitespaces)
        written[name] = String(line[sign.upperBound...])
      } else if !name.isEmpty {
        written[name, default: ""] += " " + line
      }
    }
    written = written.mapValues(Self.squeezed)
    for (name, body) in written where name != name.uppercased() {
      var reader = FormReader(body)
      forms[name] = reader.choice()
    }
  }

  static func squeezed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// The right side of one production to its form.
private struct FormReader {
  var tokens: [String] = []
  var index = 0

  init(_ text: String) {
    var word = ""
    var quoted = false
    for character in text {
      if character == "'" {
        word.append(character)
        quoted.toggle()
        if !quoted { flush(&word) }
      } else if quoted || character.isLetter {
        word.append(character)
      } else {
        flush(&word)
        if !character.isWhitespace { tokens.append(String(character)) }
      }
    }
    flush(&word)
  }

  private mutating func flush(_ word: inout String) {
    if !word.isEmpty { tokens.append(word) }
    word = ""
  }

  private var next: String { index < tokens.count ? tokens[index] : ")" }

  mutating func choice() -> Grammar.Form {
    var list = [sequence()]
    while next == "|" {
      index += 1
      list.append(sequence())
    }
    return list.count == 1 ? list[0] : .choice(list)
  }

  private mutating func sequence() -> Grammar.Form {
    var list: [Grammar.Form] = []
    while next != "|", next != ")" { list.append(repeated()) }
    return .sequence(list)
  }

  private mutating func repeated() -> Grammar.Form {
    var form: Grammar.Form
    let token = next
    index += 1
    if token == "(" {
      form = choice()
      index += 1
    } else {
      form = token.hasPrefix("'") ? .word(String(token.dropFirst().dropLast())) : .reference(token)
    }
    while ["?", "*", "+"].contains(next) {
      form = .repeated(form, least: next == "+" ? 1 : 0, most: next == "?" ? 1 : 3)
      index += 1
    }
    return form
  }
}

/// Random numbers that are the same on every machine.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Random sentences of a grammar.
struct SentenceMaker {
  let grammar: Grammar
  var dice: Dice
  private var depth = 0
  /// How far in a sentence may still branch out; drawn for each.
  private var deepest = 0
  private var words: [String] = []
  /// The fewest productions inside one another that each takes to end.
  private let least: [String: Int]

  init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    dice = Dice(seed: seed)
    least = Self.leastDepths(grammar)
  }

  mutating func sentence(_ start: String) -> String {
    words = []
    depth = 0
    deepest = Int.random(in: 4...22, using: &dice)
    make(.reference(start))
    return words.joined(separator: " ")
  }

  private static func leastDepths(_ grammar: Grammar) -> [String: Int] {
    var least: [String: Int] = [:]
    for _ in grammar.forms {
      for (name, form) in grammar.forms { least[name] = 1 + leastDepth(form, least) }
    }
    return least
  }

  private static func leastDepth(_ form: Grammar.Form, _ least: [String: Int]) -> Int {
    switch form {
    case .word: return 0
    case .reference(let name): return name == name.uppercased() ? 0 : least[name, default: 1_000]
    case .sequence(let list): return list.map { leastDepth($0, least) }.max() ?? 0
    case .choice(let list): return list.map { leastDepth($0, least) }.min() ?? 0
    case .repeated(let form, let fewest, _): return fewest == 0 ? 0 : leastDepth(form, least)
    }
  }

  private mutating func make(_ form: Grammar.Form) {
    let isDeep = depth > deepest || words.count > 400
    switch form {
    case .word(let word): words.append(word)
    case .sequence(let list): for part in list { make(part) }
    case .choice(let list):
      let shallowest = list.map { Self.leastDepth($0, least) }.min() ?? 0
      let open = isDeep ? list.filter { Self.leastDepth($0, least) == shallowest } : list
      make(open.randomElement(using: &dice) ?? .sequence([]))
    case .repeated(let form, let fewest, let most):
      // What a rule's parts have in common can't be said in the grammar: each stands once.
      if case .reference("part") = form { return makeParts() }
      let count = isDeep ? fewest : fewest + Int.random(in: 0...most - fewest, using: &dice)
      for _ in 0..<count { make(form) }
    case .reference(let name):
      if let terminal = terminal(name) {
        words.append(terminal)
      } else if let form = grammar.forms[name] {
        depth += 1
        make(form)
        depth -= 1
      }
    }
  }

  private mutating func makeParts() {
    guard case .choice(let parts)? = grammar.forms["part"] else { return }
    // The first two both name a period.
    let chosen = [Int.random(in: 0...1, using: &dice), 2, 3, 4, 5].shuffled(using: &dice)
    for part in chosen.prefix(Int.random(in: 0...5, using: &dice)) { make(parts[part]) }
  }

  private mutating func terminal(_ name: String) -> String? {
    let some: [String]
    switch name {
    case "NAME":
      some = ["net", "stock", "代理", "x1", "café", "ab_c", "tier", "policy", "price", "first", "cost"]
    case "CURRENCY": some = ["CNY", "USD", "JPY", "KWD"]
    case "SIGN": some = ["¥", "￥"]
    case "NUMBER": some = ["0", "30", "1_000", "0.55", "1e6", "2.5E-3"]
    case "WHOLE": some = ["0", "1", "24", "1_000"]
    case "COUNT": some = ["1", "24", "1_000"]
    case "PERCENT": some = ["10%", "0.5%"]
    case "TEXT": some = ["\"\"", "\"a\"", "\"代\\\"\\n\\\\\\u{4EE3}\""]
    case "SEP": some = ["\n", ";", "\r\n", " # why\n"]
    default: return nil
    }
    return some.randomElement(using: &dice)
  }
}
