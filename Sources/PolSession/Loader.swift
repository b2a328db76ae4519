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
      guard case .use(let quoted) = statement.kind else {
        statements.append(statement)
        continue
      }
      statements += used(quoted, folder: folder)
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
      diagnostics.append(
        Diagnostic(
          "E0701", "can't read `\(path)`: \(error.reason)", at: quoted.span,
          help: "a path is relative to the file that names it"))
      return []
    }
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
