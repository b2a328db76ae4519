/// What can be done at the prompt besides the language: matters of the session. Everything else is a statement.
enum ColonCommand: String, CaseIterable {
  case help, load, reload, watch, save, check, type, list, source, undo, again, edit, time, step, back, at,
    fork, quit

  /// What may stand behind it.
  enum Argument { case none, topic, file, expression, name, number, fork, switch_ }

  /// What it takes, as help shows it, and as completion understands it.
  var argument: (shape: String, kind: Argument) {
    switch self {
    case .help: ("[TOPIC]", .topic)
    case .load, .save: ("FILE", .file)
    case .watch: ("[FILE | off]", .file)
    case .type: ("EXPRESSION", .expression)
    case .source: ("NAME", .name)
    case .edit: ("[NAME]", .name)
    case .time: ("[on | off]", .switch_)
    case .step, .back: ("[MONTHS]", .number)
    case .at: ("MONTH | end", .number)
    case .fork: ("NAME [with { ... }]", .fork)
    case .reload, .check, .list, .undo, .again, .quit: ("", .none)
    }
  }

  /// What it does, in one line.
  var summary: String {
    switch self {
    case .help: "how to begin, and about a topic or a word"
    case .load: "enters what a file says"
    case .reload: "loads the last file again"
    case .watch: "loads a file again whenever it changes"
    case .save: "writes the session as a script that gives the same answers"
    case .check: "tries every check so far on what the names mean now"
    case .type: "the dimension of an expression, without working it out"
    case .list: "what has been declared and made"
    case .source: "how a name was declared; of prelude measures too"
    case .undo: "takes back the last entry that changed something"
    case .again: "makes again what is stale"
    case .edit: "opens $VISUAL or $EDITOR on the last entry, or on what a name was declared as"
    case .time: "how long the last entry took; with `on`, after each"
    case .step: "goes on by a month, or several, in the last run"
    case .back: "goes back by a month, or several"
    case .at: "looks at the last run as it was when a month was closed"
    case .fork: "keeps a second world from here, perhaps with a rule changed"
    case .quit: "leaves; so does ctrl-D"
    }
  }

  /// The command that a word is, or begins like no other.
  static func named(_ word: String) -> [ColonCommand] {
    if let exact = ColonCommand(rawValue: word) { return [exact] }
    return allCases.filter { $0.rawValue.hasPrefix(word) }
  }
}
