import ArgumentParser
import PolPrompt
import PolSession

/// `pol show prelude`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints a text that is built in.")

  /// What there is to print.
  enum Text: String, ExpressibleByArgument, CaseIterable { case prelude }

  @Argument(help: "prelude: the measures that every script can use.")
  var text: Text

  func run() {
    Terminal.dieQuietlyOnClosedPipes()
    switch text {
    case .prelude: Terminal.write(Prelude.text, to: .output)
    }
  }
}
