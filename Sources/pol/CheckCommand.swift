import ArgumentParser
import PolPrompt
import PolReports
import PolSession
import PolSource

/// `pol check FILE...`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Reads scripts and checks names and dimensions; runs nothing.")

  @Argument(help: ArgumentHelp("The scripts; `-` reads standard input.", valueName: "FILE"))
  var files: [String]

  @Option(help: "text for people, json for pipelines: a list of one document per script.")
  var format = RunCommand.Format.text

  func run() throws {
    Terminal.dieQuietlyOnClosedPipes()
    let complaint = Complaint()
    var reports: [JSONReport] = []
    var isFirst = true
    for file in files {
      var report = JSONReport(file: file)
      var session = Session(options: Session.Options())
      do throws(Loader.Failure) {
        let (_, diagnostics) = try session.prepare(file == "-" ? .standardInput : .file(file))
        report.diagnostics = diagnostics.map { DiagnosticRecord($0, in: session.sources) }
        if diagnostics.contains(where: { $0.severity == .error }) {
          report.status = Int(Pol.Status.scriptWrong.rawValue)
        }
        if format == .text, !diagnostics.isEmpty {
          if !isFirst { Terminal.write("\n", to: .error) }
          isFirst = false
          complaint.tell(diagnostics, in: session.sources)
        }
      } catch {
        report.trouble = error.description
        report.status = Int(Pol.Status.scriptWrong.rawValue)
        if format == .text { complaint.tell(error.description) }
      }
      reports.append(report)
    }
    if format == .json { Terminal.write(try JSONReport.text(of: reports), to: .output) }
    if reports.contains(where: { $0.status != 0 }) { throw Pol.Status.scriptWrong.exit }
  }
}
