/// A program with what it is told.
struct Command {
  /// A path, or a name that the system looks up.
  let program: String
  var arguments: [String]
  /// Its standard input.
  var input = ""
}
