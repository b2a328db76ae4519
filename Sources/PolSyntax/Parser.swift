package import PolSource

/// Tokens to tree, by recursive descent: each function reads one production of `grammar/pol.ebnf` and opens
/// with it.
///
/// A mistake is reported where it is found, then `Abandoned` is thrown up to the statement, clause or other
/// item it stands in, which is skipped; so an item is the reason of at most one message.
package struct Parser {
  /// How deep an expression's tree may be, chains of operators counted by their links. Later passes walk
  /// trees recursively, and may rely on it.
  package static let deepest = 200
  /// How many mistakes of one text are reported.
  package static let mostMistakes = 100

  /// Thrown after a mistake has been reported.
  struct Abandoned: Error {}

  let id: SourceID
  let source: SourceText
  let tokens: [Token]
  let mates: [Int]
  /// Whether a statement may be a bare expression, as at a prompt.
  let isEntry: Bool
  var index = 0
  var diagnostics: [Diagnostic]

  /// Where the innermost statement, clause or other item begins, and whether it has had its message.
  var itemStart = 0
  var itemHasMistake = false
  /// How many statements have been read, and how many had when a clause stood among them.
  var statementCount = 0
  var lastClauseOutside = -1
  /// A statement that begins where the current one breaks off.
  var nextStatement: Int?
  /// How many expressions and bodies are open around the current token.
  var nesting = 0
  /// Where an aggregate, a conditional, and anything looser than a sum ended last, as indices of the token
  /// behind it: only such a token can tell a forgotten parenthesis.
  var queryEnd = -1
  var conditionalEnd = -1
  var looseEnd = -1
  /// How many `where` are open around the current token.
  var filters = 0
  /// The depth of the tree read last, and the largest since a body began.
  var height = 0
  var tallest = 0

  /// What reading a whole script gives.
  package struct Result: Sendable {
    /// The statements that could be read.
    package var script: Script
    /// Everything that was wrong, in the order of the text.
    package var diagnostics: [Diagnostic]
    /// Whether the text ends in the middle of something that more lines could finish.
    package var isIncomplete: Bool
  }

  private init(_ text: SourceText, as id: SourceID, isEntry: Bool = false) {
    var tokenizer = Tokenizer(text, as: id)
    tokenizer.run()
    let layout = Layout(tokenizer.tokens, as: id, in: text)
    self.id = id
    self.isEntry = isEntry
    source = text
    tokens = layout.tokens
    mates = layout.mates
    diagnostics = tokenizer.diagnostics + layout.diagnostics
    isIncomplete = layout.isIncomplete
  }
  private let isIncomplete: Bool

  /// Reads a whole text; in an `entry` what stands after `show` may stand alone.
  package static func parse(_ text: SourceText, as id: SourceID, isEntry: Bool = false) -> Result {
    var parser = Parser(text, as: id, isEntry: isEntry)
    let script = parser.script()
    return Result(
      script: script, diagnostics: parser.sortedDiagnostics(), isIncomplete: parser.isIncomplete)
  }

  /// Reads a text that is one expression; nil where it could not be read.
  package static func parseExpression(
    _ text: SourceText, as id: SourceID
  ) -> (expression: Expression?, diagnostics: [Diagnostic]) {
    var parser = Parser(text, as: id)
    parser.skipSeparators()
    let expression = parser.item { parser throws(Abandoned) in
      let expression = try parser.expression()
      parser.skipSeparators()
      if parser.token.kind != .end { throw parser.unexpected() }
      return expression
    }
    let diagnostics = parser.sortedDiagnostics()
    return (diagnostics.isEmpty ? expression ?? nil : nil, diagnostics)
  }

  /// In the order of the text; after the first hundred, one that says there are more.
  private func sortedDiagnostics() -> [Diagnostic] {
    let sorted = diagnostics.enumerated().sorted {
      ($0.element.span?.lower ?? 0, $0.offset) < ($1.element.span?.lower ?? 0, $1.offset)
    }
    var kept = sorted.prefix(Self.mostMistakes).map(\.element)
    if sorted.count > kept.count {
      kept.append(
        Diagnostic(
          "E0220", "there are more mistakes than these \(Self.mostMistakes)",
          at: sorted[kept.count].element.span, help: "this is the next one; mend the others first"))
    }
    return kept
  }

  private mutating func script() -> Script {
    // script ::= SEP* (statement (SEP+ statement)* SEP*)?
    var statements: [Statement] = []
    while true {
      skipSeparators()
      if case .end = token.kind { break }
      if let statement = item({ parser throws(Abandoned) in try parser.statement() }) {
        statements.append(statement)
        statementCount += 1
      }
    }
    return Script(statements: statements)
  }
}
