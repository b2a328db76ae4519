import ArgumentParser
import FoundationEssentials
import PolPrompt
import PolReports
import PolSession
import PolSource

/// `pol audit FILE --law cn,us`
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Says what laws find in every run of a script.",
    discussion: """
      Each finding is hit, not hit or undecided, with the figures and the clauses of the policy behind it.
      This is no legal advice: pol calls nothing legal.

      Exit status: 0 no finding is hit (some may be undecided), 1 a finding is hit, 2 the script is wrong,
      has no run or can't be read, 3 the books did not balance. Checks of the script don't count here.
      """)

  @Argument(help: ArgumentHelp("The script; `-` reads standard input.", valueName: "FILE"))
  var file: String

  @Option(help: "The laws, divided by commas: \(ShippedLaw.all.map(\.name).joined(separator: ", ")).")
  var law: String

  @Option(help: "text for people, json for pipelines.")
  var format = RunCommand.Format.text

  func validate() throws { _ = try laws() }

  /// The laws that are named.
  private func laws() throws -> [ShippedLaw] {
    try law.split(separator: ",", omittingEmptySubsequences: false).map { name in
      if let law = ShippedLaw.named(String(name)) { return law }
      let all = ShippedLaw.all.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no law `\(name)`; there are \(all)")
    }
  }

  func run() throws {
    Terminal.dieQuietlyOnClosedPipes()
    var options = Session.Options()
    options.threads = ProcessInfo.processInfo.activeProcessorCount
    var session = Session(options: options)
    var report = JSONReport(file: file)
    var outcomes: [Outcome] = []
    var status = Pol.Status.held
    do throws(Loader.Failure) {
      let input: Loader.Input = file == "-" ? .standardInput : .file(file)
      let (program, diagnostics) = try session.prepare(input, auditedUnder: (try? laws()) ?? [])
      var found = diagnostics
      var ending = Session.Ending.finished
      if !diagnostics.contains(where: { $0.severity == .error }) {
        ending = session.run(program) { if $0.audit != nil { outcomes.append($0) } }
      }
      switch ending {
      case .finished: break
      case .stopped(let diagnostic): found.append(diagnostic)
      case .trouble(let line):
        report.trouble = line
        status = .scriptWrong
      case .imbalance(var imbalance):
        imbalance.replay = "pol run \(ShellWord.quoted(file)) --seed \(imbalance.seed)"
        report.imbalance = imbalance
      case .cancelled: status = .interrupted
      }
      if found.contains(where: { $0.severity == .error }) { status = .scriptWrong }
      if report.imbalance != nil { status = .booksWrong }
      if status == .held, outcomes.contains(where: { ($0.audit?.hits ?? 0) > 0 }) { status = .checkFailed }
      if format == .text { Complaint().tell(found, in: session.sources) }
      report.diagnostics = found.map { DiagnosticRecord($0, in: session.sources) }
      if status == .held, outcomes.isEmpty {
        report.trouble = "`\(file)` has no run that a law could look at"
        status = .scriptWrong
      }
    } catch {
      report.trouble = error.description
      status = .scriptWrong
    }
    try tell(outcomes, &report, status, session.sources)
    if status != .held { throw status.exit }
  }

  /// Writes what was found in the form that is wanted.
  private func tell(
    _ outcomes: [Outcome], _ report: inout JSONReport, _ status: Pol.Status, _ sources: SourceMap
  ) throws {
    switch format {
    case .text:
      if let trouble = report.trouble { Complaint().tell(trouble) }
      if let imbalance = report.imbalance { Complaint().tell(imbalance) }
      var printer = OutcomePrinter(report: TextReport(page: Terminal.page(.output)))
      for outcome in outcomes { printer.tell(outcome) }
    case .json:
      for outcome in outcomes { report.add(outcome, in: sources) }
      report.status = Int(status.rawValue)
      Terminal.write(try report.text(), to: .output)
    }
  }
}
