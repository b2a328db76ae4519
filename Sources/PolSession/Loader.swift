import FoundationEssentials
import Glibc
package import PolSource
package import PolSyntax

/// Reads scripts, and the files that they `use`, into one list of statements.
///
/// A used file's statements stand where its first `use` stands; a file used again is there already, and a
/// ring of files is a mistake of the script. Paths are relative to the file that names them.
package struct Loader: Sendable {
  /// Where a script comes from.
  package enum Input: Sendable {
    case file(String)
    case standardInput
    case text(name: String, String)
  }
  /// A file that can't be read: one line for a person.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    /// The file as it was named.
    package var path: String
    /// "there is no such file"
    package var reason: String
    /// The whole line.
    package var description: String { "can't read `\(path)`: \(reason)" }
  }

  /// Every text read so far.
  package private(set) var sources = SourceMap()
  /// What is wrong with them.
  package private(set) var diagnostics: [Diagnostic] = []
  /// The files read or being read, by what they really are.
  private var known: Set<String> = []
  private var open: [String] = []

  /// Makes a loader that has read nothing.
  package init() {}

  /// Reads a script and all that it uses.
  package mutating func load(_ input: Input) throws(Failure) -> Script {
    switch input {
    case .file(let path): return try load(path: path)
    case .standardInput: return parse(name: "<stdin>", bytes: Self.standardInput(), folder: "")
    case .text(let name, let text): return parse(name: name, bytes: Array(text.utf8), folder: "")
    }
  }

  /// Reads an entry of a prompt, in which a statement may be a bare expression.
  package mutating func entry(named name: String, _ text: String) -> Script {
    parse(name: name, bytes: Array(text.utf8), folder: "", isEntry: true)
  }

  /// Reads a script, and asks at its end what laws that are built in find in each of its runs.
  mutating func load(_ input: Input, auditedUnder laws: [ShippedLaw]) throws(Failure) -> Script {
    var script = try load(input)
    let runs = script.statements.compactMap { statement in
      if case .run(let run) = statement.kind { run.name.text } else { nil as String? }
    }
    let declared = script.statements.compactMap { statement in
      if case .law(let law) = statement.kind { law.name.text } else { nil as String? }
    }
    let text = laws.map { law in
      let use = declared.contains(law.name) ? "" : "use \"\(law.path)\"\n"
      return use + runs.map { "audit \($0) under \(law.name)\n" }.joined()
    }.joined()
    script.statements += parse(name: "<audit>", bytes: Array(text.utf8), folder: "").statements
    return script
  }

  /// Takes over every text that another loader has read, which began as this one.
  package mutating func adoptSources(of other: Loader) { sources = other.sources }

  /// Forgets which files have been read, so that they are read again.
  package mutating func forgetFiles() { known = [] }

  /// Reads an expression, such as the value of `--set`.
  package mutating func expression(named name: String, _ text: String) -> PolSyntax.Expression? {
    let source = sources.add(name: name, bytes: Array(text.utf8))
    let (expression, found) = Parser.parseExpression(sources[source], as: source)
    diagnostics += found
    return expression
  }

  /// Takes what was found so far, so that the next text begins with nothing.
  package mutating func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics = [] }
    return diagnostics
  }

  private mutating func load(path: String) throws(Failure) -> Script {
    let bytes = try Self.bytes(of: path)
    let identity = Self.identity(of: path)
    known.insert(identity)
    open.append(identity)
    defer { open.removeLast() }
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    return parse(name: path, bytes: bytes, folder: folder)
  }

  private mutating func parse(
    name: String, bytes: [UInt8], folder: String, isEntry: Bool = false
  ) -> Script {
    let source = sources.add(name: name, bytes: bytes)
    let result = Parser.parse(sources[source], as: source, isEntry: isEntry)
    diagnostics += result.diagnostics
    var statements: [Statement] = []
    for statement in result.script.statements {
      switch statement.kind {
      case .use(let quoted): statements += used(quoted, folder: folder)
      case .story(let story) where story.files != nil:
        statements.append(
          Statement(.story(told(story, folder: folder)), at: statement.span, replaces: statement.replaces))
      default: statements.append(statement)
      }
    }
    return Script(statements: statements)
  }

  /// The statements of a used file; none if it is there already, or can't be read.
  private mutating func used(_ quoted: Quoted, folder: String) -> [Statement] {
    let path = quoted.text.hasPrefix("/") ? quoted.text : folder + quoted.text
    let identity = Self.identity(of: path)
    if open.contains(identity) {
      diagnostics.append(
        Diagnostic(
          "E0702", "`\(quoted.text)` uses this file in its turn", at: quoted.span,
          help: "move what both need into a third file"))
      return []
    }
    guard !known.contains(identity) else { return [] }
    do throws(Failure) {
      return try load(path: path).statements
    } catch {
      if let law = ShippedLaw.at(quoted.text) {
        // One text, whatever the folder of the file that names it.
        guard known.insert(law.path).inserted else { return [] }
        return parse(name: law.path, bytes: Array(law.text.utf8), folder: "").statements
      }
      report(error, at: quoted.span)
      return []
    }
  }

  /// A story with the months that its files tell.
  private mutating func told(_ story: StoryDeclaration, folder: String) -> StoryDeclaration {
    var story = story
    guard let files = story.files, let members = table(files.members, folder: folder),
      let events = table(files.events, folder: folder)
    else {
      story.isUnreadable = true
      return story
    }
    var reader = StoryFiles()
    story.months = reader.months(members: members, events: events)
    story.isUnreadable = !reader.diagnostics.isEmpty
    diagnostics += reader.diagnostics
    return story
  }

  /// The rows of a file that a story names.
  private mutating func table(_ quoted: Quoted, folder: String) -> SeparatedText? {
    let path = quoted.text.hasPrefix("/") ? quoted.text : folder + quoted.text
    do throws(Failure) {
      let source = sources.add(name: path, bytes: try Self.bytes(of: path))
      return SeparatedText(sources[source], as: source)
    } catch {
      report(error, at: quoted.span)
      return nil
    }
  }

  private mutating func report(_ failure: Failure, at span: Span) {
    diagnostics.append(
      Diagnostic(
        "E0701", "can't read `\(failure.path)`: \(failure.reason)", at: span,
        help: "a path is relative to the file that names it"))
  }

  /// What a path really names, links and `..` resolved.
  private static func identity(of path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// Throws where there is no file of this name.
  static func expectFile(_ path: String) throws(Failure) {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Failure(path: path, reason: "there is no such file")
    }
    if isDirectory { throw Failure(path: path, reason: "it is a directory") }
  }

  private static func bytes(of path: String) throws(Failure) -> [UInt8] {
    try expectFile(path)
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch let error as CocoaError where error.code == .fileReadNoPermission {
      throw Failure(path: path, reason: "permission denied")
    } catch {
      throw Failure(path: path, reason: "it can't be opened or read to its end")
    }
  }

  /// Everything up to the end; scripts are short, so byte by byte is fast enough.
  private static func standardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let byte = getchar()
      guard byte != EOF else { return bytes }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }
}
