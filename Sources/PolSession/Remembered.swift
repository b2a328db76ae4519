import PolCheck
import PolSource
import PolSyntax

/// A statement that was entered and holds, so that a session can be saved and what depends on what is known.
struct Remembered: Sendable {
  /// What a statement is for those that come later.
  enum Sort: Sendable {
    /// Works out nothing by itself: a product, policy, market, story or function.
    case form
    /// Has a value of its own: a run, `let` or sweep.
    case made
    /// Only answers. `shows`: a bare expression, which a script needs a word for.
    case answer(isBare: Bool)
    case check(claim: String)
  }

  /// The statement.
  var span: Span
  /// Where its text begins, with the comments above it.
  var lower: Int
  /// The name that it declares, and where that stands.
  var name: Name?
  var sort: Sort
  /// Which load of which file it came from; nil for what was typed, and for the prelude.
  var file: String?
  /// Whether it is a part of pol.
  var isBuiltIn = false
}

extension Remembered {
  /// What a statement is; nil for one that leaves nothing behind.
  init?(_ statement: Statement, lower: Int) {
    span = statement.span
    self.lower = lower
    switch statement.kind {
    case .product(let product): (name, sort) = (product.name, .form)
    case .policy(let body), .market(let body): (name, sort) = (body.name, .form)
    case .story(let story): (name, sort) = (story.name, .form)
    case .let(let definition): (name, sort) = (definition.name, definition.parameters == nil ? .made : .form)
    case .run(let run): (name, sort) = (run.name, .made)
    case .sweep(let sweep): (name, sort) = (sweep.name, .made)
    case .check(let check): sort = .check(claim: check.text.text)
    case .show(let show): sort = .answer(isBare: show.isBare)
    case .law, .compare, .why, .use, .audit: return nil
    }
  }
}

extension Workspace {
  /// Adds the statements of a script to the log.
  func remember(_ script: Script, in state: inout State, group file: String?) {
    var ends: [SourceID: Int] = [:]
    for statement in script.statements {
      let source = statement.span.source
      let bytes = state.loader.sources[source].bytes
      var lower = ends[source] ?? 0
      while lower < statement.span.lower, bytes[lower] <= 0x20 || bytes[lower] == UInt8(ascii: ";") {
        lower += 1
      }
      ends[source] = statement.span.upper
      guard var item = Remembered(statement, lower: lower) else { continue }
      item.file = file
      item.isBuiltIn = state.loader.sources[source].name == Prelude.name
      state.log.append(item)
    }
  }
}

/// What refers to what in a log: each use of a name is that of the last declaration above it.
struct References {
  private let log: [Remembered]
  private let used: [SourceID: [Span]]

  /// Finds the uses that the checker has understood.
  init(_ state: Workspace.State) {
    log = state.log
    used = Dictionary(grouping: state.checker.references, by: \.source)
  }

  /// Where names are used in a statement, in order, each with the index of what it means.
  func uses(in index: Int, _ sources: SourceMap) -> [(span: Span, declaration: Int)] {
    let item = log[index]
    let inside = (used[item.span.source] ?? []).filter {
      $0.lower >= item.span.lower && $0.upper <= item.span.upper
    }
    return inside.sorted { $0.lower < $1.lower }.compactMap { span in
      let name = String(decoding: sources[span.source].bytes[span.lower..<span.upper], as: UTF8.self)
      return log[..<index].lastIndex { $0.name?.text == name }.map { (span, $0) }
    }
  }

  /// The statements that use one of some declarations, through whatever stands between; those not among them.
  func dependents(of declarations: Set<Int>, _ sources: SourceMap) -> [Int] {
    var reached = declarations
    for index in log.indices where !reached.contains(index) {
      if uses(in: index, sources).contains(where: { reached.contains($0.declaration) }) {
        reached.insert(index)
      }
    }
    return reached.subtracting(declarations).sorted()
  }
}
