// PolSyntax: bytes to tokens to tree, and tree back to text.
//
// What comes in is a `SourceText`; what goes out is a `Script` and diagnostics. The tree holds what was
// written and where, never what it means: names are text, numbers are their digits. Every node is a struct
// of a span and a kind; a pass over it is one `switch` without `default`. The parser recovers at the next
// line end or closing brace, reports everything it can, and bounds its nesting, so the tree is never deeper
// than `Parser.deepest`. Left out on purpose: dimensions, scopes, and which words are tiers or rules.

package import PolSource

/// A name as written.
package struct Name: Hashable, Sendable {
  /// The text as written; Swift compares texts by canonical equivalence, so NFC and NFD are one name.
  package var text: String
  /// Where it stands.
  package var span: Span

  /// Makes a name.
  package init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}

/// A quoted text with its escapes resolved.
package struct Quoted: Hashable, Sendable {
  /// What the quotes hold.
  package var text: String
  /// Where it stands, quotes included.
  package var span: Span

  /// Makes a quoted text.
  package init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}

/// A whole source text as statements in their order.
package struct Script: Sendable {
  /// The statements that could be read.
  package var statements: [Statement]

  /// Makes a script.
  package init(statements: [Statement]) { self.statements = statements }
}

/// One statement of a script.
package struct Statement: Sendable {
  /// From its keyword to its last token; `replace` stands before it.
  package var span: Span
  /// What it is.
  package var kind: Kind
  /// Whether it takes the place of an earlier declaration of its name.
  package var replaces: Bool

  /// The statements of the language, as `grammar/pol.ebnf` lists them.
  package indirect enum Kind: Sendable {
    case product(ProductDeclaration)
    case policy(BodyDeclaration)
    case market(BodyDeclaration)
    case story(StoryDeclaration)
    case run(RunDeclaration)
    case `let`(LetDeclaration)
    case check(CheckStatement)
    case show(ShowStatement)
    case sweep(SweepDeclaration)
    case compare(CompareStatement)
    case why(Expression)
    case use(Quoted)
    case law(LawDeclaration)
    case audit(AuditStatement)
  }

  /// Makes a statement.
  package init(_ kind: Kind, at span: Span, replaces: Bool = false) {
    self.kind = kind
    self.span = span
    self.replaces = replaces
  }
}
