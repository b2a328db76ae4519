/// One word, number, text or sign of a script.
package struct Token: Hashable, Sendable {
  /// The sorts of token.
  package enum Kind: Hashable, Sendable {
    /// A word that may be a name, or a keyword in its place.
    case name(String)
    /// A word that is never a name.
    case reserved(String)
    /// A code of ISO 4217.
    case currency(String)
    /// Digits without `_`.
    case number(String)
    /// Digits without `_` that stood before `%`.
    case percent(String)
    /// Its escapes resolved.
    case text(String)
    /// `¥` or `￥`.
    case yuan
    case symbol(Symbol)
    /// A line end; only the first pass knows it, later it is a separator or nothing.
    case lineEnd
    /// What divides statements, clauses and the entries of a table.
    case separator
    /// The end of the text.
    case end
  }

  /// Brackets, operators and punctuation.
  package enum Symbol: String, Hashable, Sendable, CaseIterable {
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
    case comma = ","
    case colon = ":"
    case semicolon = ";"
    case dot = "."
    case range = ".."
    case assign = "="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// What it is.
  package var kind: Kind
  /// Its first byte.
  package var lower: Int
  /// The byte after its last.
  package var upper: Int
  /// A mistake here, or right before it, has been reported: what it leads to is no news.
  package var isFaulty = false

  /// Words that are never names, but for a word after `.`.
  package static let reservedWords: Set<String> = [
    "and", "or", "not", "is", "of", "where", "by", "in", "if", "then", "else", "per", "this", "under", "with",
    "none", "forever", "unknown", "true", "false", "count", "sum", "mean", "median", "min", "max", "share",
    "all", "any", "gini", "top", "quantile", "traffic", "conversion", "basket", "repurchase",
  ]

  /// Whether a line goes on after this token.
  package var continuesLine: Bool {
    switch kind {
    case .reserved(let word): return word == "and" || word == "or" || word == "not"
    case .symbol(let symbol):
      switch symbol {
      case .comma, .colon, .assign, .plus, .minus, .times, .divide, .range, .equal, .unequal, .less,
        .lessOrEqual, .greater, .greaterOrEqual:
        return true
      case .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace, .closeBrace,
        .semicolon, .dot:
        return false
      }
    case .name, .currency, .number, .percent, .text, .yuan, .lineEnd, .separator, .end: return false
    }
  }
}
