extension Parser {
  private static let headWords = Set(statementWords + clauseWords + ["price", "load", "reach", "keep"])

  /// Whether a word begins statements or clauses, for whoever colours a text before it can be parsed.
  package static func isHeadWord(_ word: String) -> Bool { headWords.contains(word) }

  /// Whether a word begins statements.
  package static func isStatementWord(_ word: String) -> Bool { statementWords.contains(word) }

  /// Whether a word is a measure that stands behind a number; currencies are no words.
  package static func isMeasure(_ word: String) -> Bool { measures.contains { $0.word == word } }
}
