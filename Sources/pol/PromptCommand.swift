import ArgumentParser
import FoundationEssentials
import PolPrompt
import PolSession

/// `pol repl [FILE]`
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Opens the prompt; without a terminal, reads entries: `pol` alone does the same.")

  @Argument(help: "A script that is loaded first.")
  var file: String?

  @Option(help: "How many threads to use; no result depends on it.")
  var threads: Int?

  func run() throws {
    Terminal.dieQuietlyOnClosedPipes()
    var options = Session.Options()
    options.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    throw ExitCode(Self.converse(options, file: file))
  }

  /// Talks with whoever is at the other end; the exit status.
  static func converse(_ options: Session.Options, file: String?) -> Int32 {
    let isTerminal = Terminal.isInputTerminal && Terminal.Stream.output.isTerminal
    if isTerminal, ProcessInfo.processInfo.environment["TERM"] != "dumb" {
      var prompt = Prompt(options: options, file: file)
      if let status = prompt.run() { return status }
    }
    var plain = PlainPrompt(options: options, file: file, goesOn: isTerminal)
    return plain.run()
  }
}
