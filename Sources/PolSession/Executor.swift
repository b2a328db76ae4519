import PolCheck
import PolColumns
import PolEval
import PolReports
import PolSimulation
import PolSource

/// Runs the steps of a program one after the other.
struct Executor {
  /// How.
  let options: Session.Options
  /// The texts, for what is shown as it is written.
  let sources: SourceMap
  /// Where the transfers of its runs go, if they are asked for.
  let journal: JournalFile?
  /// What has been made.
  var values = Values()
  /// Records of the runs made, where they are wanted.
  var runs: [JSONReport.RunRecord] = []

  init(options: Session.Options, sources: SourceMap, journal: JournalFile? = nil) {
    self.options = options
    self.sources = sources
    self.journal = journal
    values.threads = options.threads
  }

  /// What is asked of runs that have been made before the program at hand.
  var needs: [Slot: RunNeeds] = [:]

  /// Makes those runs again that do not keep what they are asked now.
  mutating func refreshRuns() throws(RunFailure) {
    for slot in values.kept.keys.sorted(by: { $0.index < $1.index }) {
      switch values.kept[slot] {
      case .run(let run)?:
        guard let needs = needs[slot] else { continue }
        values.kept[slot] = .run(
          run.keeps(needs) ? run.answering(needs) : try makeRun(again: run.asItStands, needs))
      case .faded?, .value?, .table?, nil: continue
      }
    }
    needs = [:]
  }

  /// Makes those runs again that have a name but are not held any more.
  mutating func bringBackRuns(_ named: Set<Slot>) throws(RunFailure) {
    for slot in named.sorted(by: { $0.index < $1.index }) {
      guard case .faded(let definition)? = values.kept[slot] else { continue }
      values.kept[slot] = .run(try makeRun(again: definition, needs[slot] ?? RunNeeds()))
    }
  }

  /// Makes a run again, so that it keeps more; its figures are the same.
  private func makeRun(again definition: RunDefinition, _ needs: RunNeeds) throws(RunFailure) -> Run {
    var definition = definition
    definition.needs.formUnion(needs)
    let run = try makeRun(definition)
    if run.isStopped { throw .cancelled }
    return run
  }

  /// Does one step; nil where it has nothing to say.
  mutating func perform(_ step: Step) throws(RunFailure) -> Outcome? {
    switch step.kind {
    case .run(let definition):
      let run = try makeRun(definition)
      values.kept[definition.slot] = .run(run)
      options.timekeeper?.note(agentMonths: run.agentMonths)
      options.timekeeper?.enter(.reports)
      if options.recordsRuns { runs.append(record(of: run)) }
      if run.isStopped { throw .cancelled }
    case .define(let slot, _, let expression):
      values.kept[slot] = .value(try value(of: expression))
    case .defineTable(let slot, _, let query):
      values.kept[slot] = .table(try table(query), labels: query.labels)
    case .sweep(let sweep):
      options.timekeeper?.begin(sweep: sweep.name)
      let table = try SweepRunner(sweep: sweep, span: step.span, executor: self).table()
      values.kept[sweep.slot] = .table(table, labels: sweep.bindings.count)
    case .check(let check):
      let outcome = try CheckTrial(check: check, values: values, sources: sources).outcome(at: step.span)
      return Outcome(.check(outcome), source: outcome.expression, at: step.span)
    case .audit(let audit):
      let outcome = AuditTrial(audit: audit, values: values, sources: sources).outcome()
      return Outcome(.audit(outcome), source: OneLine(step.span, in: sources).text, at: step.span)
    case .show(let show):
      let subject =
        show.isBare ? OneLine(step.span, in: sources) : OneLine(statement: step.span, in: sources)
      var outcome = Outcome(try shown(show), source: subject.text, at: step.span)
      outcome.isLiteral = subject.isLiteral
      return outcome
    }
    return nil
  }

  /// A value; a failure stops the script.
  func value(of expression: Expression) throws(RunFailure) -> Scalar {
    do throws(Diagnostic) { return try Evaluator(in: values).value(of: expression) } catch {
      throw .script(error)
    }
  }

  /// Makes a run outside a sweep.
  private func makeRun(_ definition: RunDefinition) throws(RunFailure) -> Run {
    var simulation = SimulationOptions(threads: options.threads)
    if let progress = options.progress {
      simulation.progress = {
        progress(.run(name: $0.run, month: $0.month, of: $0.months, people: $0.people))
      }
    }
    if let timekeeper = options.timekeeper {
      timekeeper.begin(run: definition.name)
      simulation.entering = { timekeeper.enter($0) }
    }
    simulation.journal = try journal?.writer(for: definition)
    let isLiteral = definition.seed.map { OneLine($0.span, in: sources).isWholeNumber } ?? false
    let run = try makeRun(definition, seed: isLiteral ? options.seed : nil, simulation)
    if let journal {
      options.timekeeper?.enter(.journal)
      journal.add(run)
    }
    return run
  }

  /// Makes a run, or where it is cancelled a part of one, from what is held of the run that it goes on from.
  func makeRun(
    _ definition: RunDefinition, seed: UInt64?, _ simulation: SimulationOptions
  ) throws(RunFailure) -> Run {
    var simulation = simulation
    simulation.spoiledMonth = options.spoiledMonth
    let (isCancelled, journal) = (options.isCancelled, journal)
    simulation.isCancelled = { journal?.hasFailed == true || isCancelled?() == true }
    try checkStart(of: definition)
    return try Run.make(
      definition, in: values, seed: seed, options: simulation,
      from: definition.continued.map { values.run($0.run) })
  }

  /// A run can go on from no month that the other has not lived.
  private func checkStart(of definition: RunDefinition) throws(RunFailure) {
    guard let (slot, expression) = definition.continued else { return }
    let run = values.run(slot)
    guard case .exact(let month) = try value(of: expression) else { return }
    if month < .zero || month > ExactNumber(run.lastMonth) {
      throw .script(
        Diagnostic(
          "E0638",
          "`\(run.definition.name)` has lived from month 0 to month \(run.lastMonth), and month \(month) is not among them",
          at: expression.span,
          help: "name an earlier month, or let it go on: `at month \(run.lastMonth) for 6 months`"))
    }
  }

  private func table(_ query: TableQuery) throws(RunFailure) -> ResultTable {
    do throws(Diagnostic) { return try Evaluator(in: values).table(query) } catch { throw .script(error) }
  }

  private func shown(_ show: ShowDefinition) throws(RunFailure) -> Outcome.Kind {
    switch show.subject {
    case .value(let expression):
      let value = try value(of: expression)
      guard show.plots else { return .value(value, expression.type) }
      let column = TableColumn(name: "value", type: expression.type)
      let table = ResultTable(columns: [column], values: [.column([value])], rowCount: 1)
      return .table(TableOutcome(table, labels: 0, plots: true))
    case .table(let query):
      let query = show.plots ? query.labelled : query
      return .table(TableOutcome(try table(query), labels: query.labels, plots: show.plots))
    case .run(let slot, _): return .run(values.run(slot).summary)
    case .kept(let slot, _, _):
      let (table, labels) = values.table(slot)
      return .table(TableOutcome(table, labels: labels, plots: show.plots))
    case .declaration(let span): return .declaration(text(span))
    case .body(let word, let name, let clauses):
      let lines = clauses.map { clause in
        switch clause {
        case .clause(let span): "  " + text(span)
        case .tier(let tier, let parts): "  tier \(tier) { \(parts.map(text).joined(separator: "; ")) }"
        }
      }
      return .declaration((["\(word) \(name) {"] + lines + ["}"]).joined(separator: "\n"))
    }
  }

  private func text(_ span: Span) -> String {
    String(decoding: sources[span.source].bytes[span.lower..<span.upper], as: UTF8.self)
  }

  private func record(of run: Run) -> JSONReport.RunRecord {
    let definition = run.definition
    switch definition.setting {
    case .market(let market):
      return JSONReport.RunRecord(
        name: definition.name, policy: definition.policy.name, setting: market.name, seed: run.seed,
        months: run.lastMonth, hash: run.hash)
    case .story(let story):
      return JSONReport.RunRecord(
        name: definition.name, policy: definition.policy.name, setting: story.name, seed: nil,
        months: run.lastMonth, hash: run.hash)
    }
  }
}

extension TableQuery {
  /// How many of the first columns say what a row is.
  fileprivate var labels: Int {
    switch self {
    case .grouped(_, let keys, _): keys.count
    case .listing(let columns, let values, _, _):
      // The first column of several is what a row is called, unless it is the only one.
      columns.count > 1 && values.first?.namesRow == true ? 1 : 0
    }
  }

  /// A listing to be plotted, with a column in front that says what each row is, where it has none.
  fileprivate var labelled: TableQuery {
    guard case .listing(let columns, let values, let table, let filter) = self,
      values.first?.namesRow != true,
      let first = values.first, let (name, column, type) = table.rowName
    else { return self }
    return .listing(
      columns: [TableColumn(name: name, type: type)] + columns,
      values: [Expression(.column(column), type, at: first.span)] + values, table: table, filter: filter)
  }
}

extension TableReference {
  /// The column that tells the rows of a run's table apart.
  fileprivate var rowName: (String, Column, ValueType)? {
    switch self {
    case .run(_, .months, _): ("month", .month(.month), .point)
    case .run(_, .agents, every: nil):
      ("number", .agent(AgentReading(.number), of: .row), .number(NumberType(.one)))
    case .run(_, .agents, _): ("month", .month(.month), .point)
    case .run(_, .ledger, _), .run(_, .tiers, _), .kept: nil
    }
  }
}

extension Expression {
  /// Whether its value tells one row from another rather than how much.
  fileprivate var namesRow: Bool {
    switch type {
    case .point, .name, .text: return true
    case .number, .boolean: break
    }
    if case .column(.agent(let reading, _)) = kind { return reading.column == .number }
    return false
  }
}
