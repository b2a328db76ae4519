import PolCheck
import PolSimulation
import PolSource
import PolSyntax

/// A statement that was entered and holds, so that a session can be saved and what depends on what is known.
struct Remembered: Sendable {
  /// What a statement is for those that come later.
  enum Sort: Sendable {
    /// Works out nothing by itself: a product, policy, market, story, law or function.
    case form
    /// Has a value of its own: a run, `let` or sweep.
    case made
    /// Only answers; a bare expression needs a word in a script.
    case answer(isBare: Bool)
    case check(claim: String)
  }

  /// The statement.
  var span: Span
  /// The comments above it, with their line ends, and what stands behind it on its line, if that is a comment.
  var comments = ""
  var tail = ""
  /// The name that it declares, and where that stands.
  var name: Name?
  var sort: Sort
  /// Which load of which file it came from; nil for what was typed, and for the prelude.
  var file: String?
  /// Whether it is a part of pol.
  var isBuiltIn = false
  /// Of a run: the last month that it is to live.
  var month: Int?
  /// Whether it only looks at another month of the same run, and nobody wrote it.
  var isVisit = false

  /// What a statement is; nil for one that leaves nothing behind.
  init?(_ statement: Statement) {
    span = statement.span
    switch statement.kind {
    case .product(let product): (name, sort) = (product.name, .form)
    case .policy(let body), .market(let body): (name, sort) = (body.name, .form)
    case .story(let story): (name, sort) = (story.name, .form)
    case .let(let definition): (name, sort) = (definition.name, definition.parameters == nil ? .made : .form)
    case .run(let run): (name, sort) = (run.name, .made)
    case .sweep(let sweep): (name, sort) = (sweep.name, .made)
    case .check(let check): sort = .check(claim: check.text.text)
    case .show(let show): sort = .answer(isBare: show.isBare)
    case .law(let law): (name, sort) = (law.name, .form)
    case .audit: sort = .answer(isBare: false)
    case .compare, .why, .use: return nil
    }
  }

  /// The statement alone, as it is written.
  func statement(in sources: SourceMap) -> String {
    String(decoding: sources[span.source].bytes[span.lower..<span.upper], as: UTF8.self)
  }

  /// The statement with its comments.
  func text(in sources: SourceMap) -> String {
    String(comments.drop { $0 == "\n" }) + statement(in: sources) + tail
  }

  /// Every name that the statement mentions, in whatever sense.
  func mentions(in sources: SourceMap) -> Set<String> {
    var tokenizer = Tokenizer(SourceText(name: "", text: statement(in: sources)), as: SourceID(0))
    tokenizer.run()
    return Set(
      tokenizer.tokens.compactMap { token in
        if case .name(let name) = token.kind { name } else { nil }
      })
  }
}

extension Workspace {
  /// Adds the statements of a script to the log.
  func remember(_ script: Script, in state: inout State, group file: String?, isVisit: Bool = false) {
    var ends: [SourceID: Int] = [:]
    for statement in script.statements {
      let source = state.loader.sources[statement.span.source]
      let start = ends[statement.span.source] ?? 0
      let tail = Self.comment(behind: statement.span.upper, in: source)
      ends[statement.span.source] = statement.span.upper + tail.utf8.count
      guard var item = Remembered(statement) else { continue }
      item.comments = Self.comments(in: source, start..<statement.span.lower)
      (item.tail, item.file, item.isVisit) = (tail, file, isVisit)
      item.isBuiltIn = source.name == Prelude.name
      if let slot = item.name.flatMap({ state.checker.entry(named: $0.text)?.run }) {
        item.month = state.values.held(slot)?.plannedMonth
      }
      state.log.append(item)
    }
  }

  /// The lines of a stretch that are comments, and the empty ones between them. What else may stand there is
  /// a `use`, whose statements are in the log themselves.
  private static func comments(in source: SourceText, _ range: Range<Int>) -> String {
    var rows = String(decoding: source.bytes[range], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    rows.removeLast()
    // The first is the rest of a line whose statement came before.
    if range.lowerBound > 0, !rows.isEmpty { rows.removeFirst() }
    var kept: [String] = []
    for row in rows.map({ String($0).trimmed }) {
      let isComment = row.hasPrefix("#") && !row.hasPrefix("#!")
      let isGap = row.isEmpty && kept.last.map { !$0.isEmpty } ?? (range.lowerBound > 0)
      if isComment || isGap { kept.append(row) }
    }
    return kept.map { $0 + "\n" }.joined()
  }

  /// A comment on the rest of a line, with the blanks before it; empty where there is none.
  private static func comment(behind offset: Int, in source: SourceText) -> String {
    let rest = source.bytes[offset...].prefix { $0 != 0x0A && $0 != 0x0D }
    let text = String(decoding: rest, as: UTF8.self)
    return text.trimmed.hasPrefix("#") ? text : ""
  }
}

/// What refers to what in a log: a use of a name is that of the last declaration above it.
struct References {
  private let log: [Remembered]
  private let used: [SourceID: [Span]]

  /// Finds the uses that the checker has understood.
  init(_ state: Workspace.State) {
    log = state.log
    used = Dictionary(grouping: state.checker.references, by: \.source)
  }

  /// The declarations that a statement uses.
  func uses(in index: Int, _ sources: SourceMap) -> Set<Int> {
    let item = log[index]
    let inside = (used[item.span.source] ?? []).filter {
      $0.lower >= item.span.lower && $0.upper <= item.span.upper
    }
    return Set(
      inside.compactMap { span in
        let name = String(decoding: sources[span.source].bytes[span.lower..<span.upper], as: UTF8.self)
        // A function may read what is declared further down, before it is called.
        return log[..<index].lastIndex { $0.name?.text == name }
          ?? log[index...].firstIndex { $0.name?.text == name }
      })
  }

  /// The statements that use one of some declarations, through whatever stands between; those not among them.
  func dependents(of declarations: Set<Int>, _ sources: SourceMap) -> [Int] {
    var reached = declarations
    for index in log.indices where !reached.contains(index) {
      if !uses(in: index, sources).isDisjoint(with: reached) { reached.insert(index) }
    }
    return reached.subtracting(declarations).sorted()
  }
}
