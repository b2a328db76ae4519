// pol: the command.
//
// What comes in are words of a command line; what goes out are bytes on standard output, everything else on
// standard error, and an exit status. Left out on purpose: anything about policies.

import ArgumentParser

/// `pol`, and what it can be told to do.
@main
struct Pol: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pol",
    abstract: "Runs policies of multi-level commerce and checks claims against their books.",
    discussion: """
      `pol` opens the prompt; `pol FILE` is short for `pol run FILE`. `-` reads standard input.

      Exit status: 0 every check held, 1 a check failed, 2 the script is wrong or can't be read,
      3 the books did not balance (a bug in pol), 64 wrong command line, 70 internal error, 130 interrupted.
      """,
    version: "pol 0.1.0",
    subcommands: [
      RunCommand.self, PromptCommand.self, CheckCommand.self, JournalCommand.self, ShowCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// What the process says to its caller; `64` for a wrong command line is the argument parser's own.
  enum Status: Int32 {
    case held = 0
    case checkFailed = 1
    case scriptWrong = 2
    case booksWrong = 3
    case wrongCommandLine = 64
    case internalError = 70
    case interrupted = 130

    /// Ends the command with this status.
    var exit: ExitCode { ExitCode(rawValue) }
  }
}
