import ArgumentParser

/// `NAME=VALUE` after `--set`; the value is an expression of pol.
struct Setting: ExpressibleByArgument {
  /// The name of a `let`.
  var name: String
  /// Its new value, unread.
  var value: String

  /// Reads `NAME=VALUE`; nil where a part is missing.
  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
    if value.isEmpty { return nil }
  }
}

/// A word of a command line that a shell reads as it is meant.
enum ShellWord {
  /// The word, in quotes if it needs them.
  static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789-_./=%,:@+".unicodeScalars.contains($0)
    }
    return plain && !word.isEmpty
      ? word
      : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
