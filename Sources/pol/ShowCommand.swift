import ArgumentParser
import PolPrompt
import PolSession

/// `pol show prelude`, `pol show law cn`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints a text that is built in.")

  /// What there is to print.
  enum Text: String, ExpressibleByArgument, CaseIterable { case prelude, law }

  @Argument(help: "prelude: the measures that every script can use; law: what a law is looked for in.")
  var text: Text

  @Argument(help: "Which law: \(ShippedLaw.all.map(\.name).joined(separator: ", ")).")
  var name: String?

  func validate() throws {
    switch text {
    case .prelude:
      if name != nil { throw ValidationError("there is one prelude: `pol show prelude`") }
    case .law:
      if name.flatMap({ ShippedLaw.named($0) }) == nil {
        let all = ShippedLaw.all.map(\.name).joined(separator: ", ")
        throw ValidationError("`pol show law` takes the name of one: \(all)")
      }
    }
  }

  func run() {
    Terminal.dieQuietlyOnClosedPipes()
    switch text {
    case .prelude: Terminal.write(Prelude.text, to: .output)
    case .law: Terminal.write(name.flatMap { ShippedLaw.named($0) }?.text ?? "", to: .output)
    }
  }
}
