import ArgumentParser
import PolPrompt
import PolReports
import PolSession

/// `pol journal PATH`
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Prints what `pol run --journal PATH` wrote, values divided by commas.")

  /// `3`, or `3..6`: the months from one to another.
  struct Months: ExpressibleByArgument {
    let range: ClosedRange<Int>

    init?(argument: String) {
      let ends = argument.split(separator: ".", omittingEmptySubsequences: false)
      let isRange = ends.count == 3 && ends[1].isEmpty
      guard ends.count == 1 || isRange, let first = Int(ends[0]), let last = Int(ends[ends.count - 1]),
        first >= 0, first <= last
      else { return nil }
      range = first...last
    }
  }

  @Argument(help: ArgumentHelp("The journal.", valueName: "PATH"))
  var path: String

  @Option(name: .customLong("run"), help: ArgumentHelp("Only the transfers of this run.", valueName: "NAME"))
  var runName: String?

  @Option(help: ArgumentHelp("Only those of this rule, or of a kind that no rule makes.", valueName: "NAME"))
  var rule: String?

  @Option(
    help: ArgumentHelp(
      "Only those that this account gives or receives: company, Ann, \"agent 17\".", valueName: "NAME"))
  var account: String?

  @Option(
    name: .customLong("month"), help: ArgumentHelp("Only those of a month, or of 3..6.", valueName: "N"))
  var months: Months?

  func run() throws {
    Terminal.dieQuietlyOnClosedPipes()
    let complaint = Complaint()
    var filter = JournalFilter()
    (filter.run, filter.rule, filter.account, filter.months) = (runName, rule, account, months?.range)
    var isWritten = true
    do throws(Loader.Failure) {
      try JournalReader(path).text(filter) { lines in
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
