import ArgumentParser
import PolPrompt
import PolSession

/// `pol journal PATH`
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Prints what `pol run --journal PATH` wrote, values divided by commas.")

  @Argument(help: ArgumentHelp("The journal.", valueName: "PATH"))
  var path: String

  func run() throws {
    Terminal.dieQuietlyOnClosedPipes()
    let complaint = Complaint()
    var isWritten = true
    do throws(Loader.Failure) {
      try JournalReader(path).text { lines in
        isWritten = Terminal.write(lines[...], to: .output)
        return isWritten
      }
    } catch {
      complaint.tell(error.description)
      throw Pol.Status.scriptWrong.exit
    }
    guard isWritten else {
      complaint.tell("can't write all of the journal: the disk may be full")
      throw Pol.Status.scriptWrong.exit
    }
  }
}
