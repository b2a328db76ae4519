import ArgumentParser
import FoundationEssentials
import PolPrompt
import PolReports
import PolSession
import PolSource

/// `pol run FILE`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a script: `pol FILE` does the same.")

  /// How results are written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: "The script; `-` reads it from standard input. Without one: the prompt.")
  var file: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Gives a `let` of the script another value.", valueName: "NAME=VALUE"))
  var settings: [Setting] = []

  @Option(help: "Takes the place of numbers after `seed`, in runs outside sweeps.")
  var seed: UInt64?

  @Option(help: "How many threads to use; no result depends on it.")
  var threads: Int?

  @Option(help: "text for people, json for pipelines.")
  var format = Format.text

  @Option(
    help: ArgumentHelp(
      "Writes every transfer of every run outside sweeps to a file, for `pol journal`.", valueName: "PATH"))
  var journal: String?

  @Flag(help: "Says where the time went: as a table on standard error, or in the JSON document.")
  var profile = false

  func validate() throws {
    if journal == "-" {
      throw ValidationError("--journal takes a file or a named pipe: standard output is for results")
    }
    if input == nil, journal != nil || profile {
      throw ValidationError("--journal and --profile go with a script; the prompt has `:time`")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024")
    }
  }

  func run() throws {
    Terminal.dieQuietlyOnClosedPipes()
    guard let input else { throw ExitCode(PromptCommand.converse(options(nil), file: nil)) }
    let line = Terminal.Stream.error.isTerminal ? ProgressLine(width: Terminal.page(.error).width) : nil
    if journal != nil { Terminal.outliveClosedPipes() }
    let interrupt = Interrupt(line)
    let status =
      switch format {
      case .text: runForPeople(input, line)
      case .json: try runForPipelines(input, line)
      }
    withExtendedLifetime(interrupt) {}
    if status != .held { throw status.exit }
  }

  /// The script; nil where entries are read instead.
  private var input: Loader.Input? {
    if let file { return file == "-" ? .standardInput : .file(file) }
    return format == .json ? .standardInput : nil
  }

  private func options(_ line: ProgressLine?) -> Session.Options {
    var options = Session.Options()
    options.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    options.seed = seed
    options.settings = settings.map { ($0.name, $0.value) }
    options.recordsRuns = format == .json
    options.journal = journal
    if profile {
      let start = ContinuousClock.now
      options.timekeeper = Timekeeper { start.duration(to: .now) }
    }
    if let line { options.progress = { line.show($0) } }
    // Switches for one test each: of the report about books that don't balance, and of the sizes of parts.
    let environment = ProcessInfo.processInfo.environment
    options.spoiledMonth = environment["POL_SPOIL_BOOKS"].flatMap { Int($0) }
    options.chunkSize = environment["POL_CHUNK"].flatMap { Int($0) }
    return options
  }

  /// Tells everything as it happens.
  private func runForPeople(_ input: Loader.Input, _ line: ProgressLine?) -> Pol.Status {
    let options = options(line)
    var session = Session(options: options)
    let complaint = Complaint()
    defer {
      if let timekeeper = options.timekeeper {
        Terminal.write(timekeeper.profile().text(on: Terminal.page(.error)), to: .error)
      }
    }
    do throws(Loader.Failure) {
      let (program, diagnostics) = try session.prepare(input)
      complaint.tell(diagnostics, in: session.sources)
      guard !diagnostics.contains(where: { $0.severity == .error }) else { return .scriptWrong }
      var printer = OutcomePrinter(report: TextReport(page: Terminal.page(.output)))
      let ending = session.run(program) { outcome in
        line?.clear()
        printer.tell(outcome)
      }
      line?.clear()
      switch ending {
      case .finished: printer.finish(passed: session.passed, failed: session.failed)
      case .stopped(let diagnostic):
        complaint.tell([diagnostic], in: session.sources)
        return .scriptWrong
      case .trouble(let line):
        complaint.tell(line)
        return .scriptWrong
      case .imbalance(var imbalance):
        imbalance.replay = replay(imbalance.seed)
        complaint.tell(imbalance)
        return .booksWrong
      case .cancelled: return .interrupted
      }
    } catch {
      complaint.tell("\(error)")
      return .scriptWrong
    }
    return session.failed > 0 ? .checkFailed : .held
  }

  /// Tells everything in one document at the end.
  private func runForPipelines(_ input: Loader.Input, _ line: ProgressLine?) throws -> Pol.Status {
    let options = options(line)
    var session = Session(options: options)
    var report = JSONReport(file: file ?? "-")
    var status = Pol.Status.held
    do throws(Loader.Failure) {
      let (program, diagnostics) = try session.prepare(input)
      report.diagnostics = diagnostics.map { DiagnosticRecord($0, in: session.sources) }
      if diagnostics.contains(where: { $0.severity == .error }) {
        status = .scriptWrong
      } else {
        let sources = session.sources
        let ending = session.run(program) { report.add($0, in: sources) }
        report.runs = session.runs
        status = session.failed > 0 ? .checkFailed : .held
        switch ending {
        case .finished: break
        case .stopped(let diagnostic):
          report.diagnostics.append(DiagnosticRecord(diagnostic, in: sources))
          status = .scriptWrong
        case .trouble(let line):
          report.trouble = line
          status = .scriptWrong
        case .imbalance(var imbalance):
          imbalance.replay = replay(imbalance.seed)
          report.imbalance = imbalance
          status = .booksWrong
        case .cancelled: status = .interrupted
        }
      }
    } catch {
      report.trouble = error.description
      status = .scriptWrong
    }
    line?.clear()
    report.status = Int(status.rawValue)
    report.profile = options.timekeeper?.profile()
    Terminal.write(try report.text(), to: .output)
    return status
  }

  /// The command that makes the same run again.
  private func replay(_ seed: UInt64) -> String {
    let given = settings.map { " --set \(ShellWord.quoted("\($0.name)=\($0.value)"))" }.joined()
    return "pol run \(ShellWord.quoted(file ?? "-")) --seed \(seed)\(given)"
  }
}
