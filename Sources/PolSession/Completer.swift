import PolCheck
import PolColumns
import PolSource
import PolSyntax

/// What could stand where the cursor is: keywords where the grammar has them, names where they mean something.
///
/// The parser is the judge: a word may stand at a place if the text up to it, the word put in and open brackets
/// closed, has no mistake before the word's end. So there is no second grammar here; only which *names* are worth
/// offering is told by the words before.
struct Completer {
  typealias Candidate = Workspace.Completions.Candidate

  let place: CompletionPlace
  /// What is declared, by the session and above the cursor.
  var checker: Checker

  init(_ checker: Checker, text: String, upTo offset: Int) {
    place = CompletionPlace(text, upTo: offset)
    self.checker = checker
    if place.openText == nil, !place.isInComment {
      declare(place.above)
      if place.head == "sweep", place.isInBlock { declare(insideOfSweep) }
    }
  }

  /// All of them, in the order in which they are to be shown.
  func completions() -> Workspace.Completions {
    let end = place.text.utf8.count
    let word = end - place.word.utf8.count..<end
    if place.text.drop(while: \.isWhitespace).first == ":" { return command() }
    if let path = place.openText {
      guard place.head == "use", place.tokens.count == 2 else { return .none(at: word) }
      return PathCompleter(path).completions(in: place.text)
    }
    guard !place.isInComment, place.word.first?.isNumber != true else { return .none(at: word) }
    if place.last() == "." { return .init(replaced: word, candidates: unique(sorted(members()))) }
    let found = candidates(despite: [])
    guard found.isEmpty else { return .init(replaced: word, candidates: found) }
    // The item may be wrong already: then nothing in it is right, but what follows can still be typed.
    let known = mistakes(in: place.before + place.closing).filter { $0.place < place.before.utf8.count }
    return .init(replaced: word, candidates: known.isEmpty ? [] : candidates(despite: known))
  }

  private func candidates(despite known: Set<Mistake>) -> [Candidate] {
    let mayBeName = allows("x", known)
    let mayBeValue = mayBeName && allows("1", known)
    let words = (Vocabulary.notes + currencies).filter { note in
      guard note.word.hasPrefix(place.word) else { return false }
      // Most keywords can be names as well, and where a name can stand only some of them mean something.
      return (!mayBeName || isExpected(note.word, asValue: mayBeValue)) && allows(note.word, known)
    }
    .map { Candidate(text: $0.word, note: $0.note) }
    return unique((mayBeName ? names() : []) + words)
  }

  // MARK: What is declared

  private mutating func declare(_ text: String) {
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    let script = Parser.parse(SourceText(name: "", text: text), as: SourceID(0), isEntry: true).script
    _ = checker.check(script)
  }

  /// The sweep at hand as statements: its variables with the first of their values, its runs and lets.
  private var insideOfSweep: String {
    let source = SourceText(name: "", text: place.statement + "\n" + place.closing)
    let script = Parser.parse(source, as: SourceID(0)).script
    guard case .sweep(let sweep)? = script.statements.first?.kind else { return "" }
    func written(_ span: Span) -> String {
      String(decoding: source.bytes[span.lower..<span.upper], as: UTF8.self)
    }
    let variables = sweep.bindings.map { binding in
      switch binding.values {
      case .range(let range): "let \(binding.name.text) = \(written(range.lower.span))"
      case .expression(let value):
        if case .list(let list) = value.kind, let first = list.first {
          "let \(binding.name.text) = \(written(first.span))"
        } else {
          "let \(binding.name.text) = \(written(value.span))"
        }
      }
    }
    let parts = sweep.parts.map { part in
      switch part {
      case .run(_, let span), .let(_, let span): written(span)
      case .keep: ""
      }
    }
    return (variables + parts).joined(separator: "\n")
  }

  // MARK: What the parser takes

  /// What must follow these words for the parser to take them for what they are.
  private static let sequels = ["per": " month", "and": " every month"]

  /// Whether the parser takes a word here: it finds nothing wrong up to the word's end that was not wrong before.
  private func allows(_ candidate: String, _ known: Set<Mistake>) -> Bool {
    let end = place.before.utf8.count + candidate.utf8.count
    return ["", Self.sequels[candidate]].contains { sequel in
      guard let sequel else { return false }
      let text = place.before + candidate + sequel + " " + place.closing
      return mistakes(in: text).subtracting(known).allSatisfy { $0.place >= end }
    }
  }

  private struct Mistake: Hashable {
    var code: String
    var place: Int
  }

  private func mistakes(in text: String) -> Set<Mistake> {
    let result = Parser.parse(SourceText(name: "", text: text), as: SourceID(0), isEntry: true)
    return Set(
      result.diagnostics.filter { $0.severity == .error }.map {
        Mistake(code: $0.code, place: $0.span?.lower ?? 0)
      })
  }

  /// Whether a word that may as well be a name is worth offering: one of an expression where a value may stand, of
  /// the beginning of an entry, or one that goes with the word before.
  private func isExpected(_ word: String, asValue: Bool) -> Bool {
    if Token.reservedWords.contains(word) { return true }
    if case .number? = place.tokens.last?.kind {
      return Parser.isMeasure(word) || Currency.named(word) != nil
    }
    if asValue, isOfExpressions(word) { return true }
    if word == "month", place.head == "story", [nil, "{"].contains(place.last()) { return true }
    if place.tokens.allSatisfy({ $0.kind == .lineEnd }) { return Parser.isStatementWord(word) }
    guard let last = place.last(), Vocabulary.followers[last]?.contains(word) == true else { return false }
    let isRule = place.itemHead.flatMap(RuleDeclaration.Kind.init) != nil
    return isRule || (last != ":" && last != "of")
  }

  private func isOfExpressions(_ word: String) -> Bool {
    if Distribution(rawValue: word) != nil || word == "upline" { return place.isBody(of: "market") }
    if word == "source" { return place.isBody(of: "policy") }
    return word == "month" || Function(rawValue: word) != nil
  }

  /// After a number: the currencies used so far, and all others once a letter is typed.
  private var currencies: [(word: String, note: String)] {
    guard case .number? = place.tokens.last?.kind else { return [] }
    var used = checker.currencies
    for token in place.statementTokens {
      if case .currency(let code) = token.kind, !used.contains(code) { used.append(code) }
    }
    if used.isEmpty { used = [Currency.yuan.code] }
    let others = place.word.isEmpty ? [] : Currency.codes.filter { !used.contains($0) }
    return (used + others).map { ($0, "currency") }
  }

  func sorted(_ candidates: [Candidate]) -> [Candidate] {
    candidates.filter { $0.text.hasPrefix(place.word) }.sorted { $0.text < $1.text }
  }

  /// Of several with the same text the first.
  private func unique(_ candidates: [Candidate]) -> [Candidate] {
    var seen: Set<String> = []
    return candidates.filter { seen.insert($0.text).inserted }
  }
}

extension Workspace.Completions {
  /// Nothing, at a place.
  static func none(at place: Range<Int>) -> Self { .init(replaced: place, candidates: []) }
}
