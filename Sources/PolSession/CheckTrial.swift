import PolCheck
import PolColumns
import PolEval
import PolReports
import PolSimulation
import PolSource

/// Tries a check, and finds the value of each of its parts where it didn't go as expected.
struct CheckTrial {
  /// The check.
  let check: CheckDefinition
  /// What has been made so far.
  let values: Values
  /// The texts, for the parts as they are written.
  let sources: SourceMap

  /// How it went; a failure other than that there was nobody to ask stops the script.
  func outcome(at span: Span) throws(RunFailure) -> CheckOutcome {
    let line = OneLine(statement: span, in: sources)
    let verdict: CheckOutcome.Verdict
    do throws(Diagnostic) {
      let answer = try Evaluator(in: values).value(of: check.condition)
      verdict = answer == .boolean(true) ? .holds : .fails
    } catch {
      guard error.code == Evaluator<Values>.nobodyCode else { throw .script(error) }
      verdict = .undecided(error)
    }
    var outcome = CheckOutcome(
      claim: check.text, expectsFailure: check.expectsFailure, verdict: verdict, expression: line.text)
    guard !outcome.isPassed else { return outcome }
    var picture = Picture(trial: self, line: line)
    picture.visit(check.condition, isWhole: true)
    outcome.parts = picture.parts.sorted { $0.column < $1.column }
    outcome.origins = picture.origins
    return outcome
  }

  /// The parts found on a walk over the condition.
  private struct Picture {
    let trial: CheckTrial
    let line: OneLine
    var parts: [CheckOutcome.Part] = []
    var origins: [CheckOutcome.Part] = []

    init(trial: CheckTrial, line: OneLine) {
      self.trial = trial
      self.line = line
    }

    /// Notes the parts of an expression from left to right; the whole is not a part of itself.
    mutating func visit(_ expression: Expression, isWhole: Bool = false) {
      switch expression.kind {
      case .constant:
        // A literal says what it is worth; a sum of literals doesn't.
        if !OneLine(expression.span, in: trial.sources).isLiteral { note(expression, at: expression.span.lower) }
      case .variable, .cell, .company, .hash, .fact, .query, .column, .draw:
        note(expression, at: expression.span.lower)
      case .inlined(_, let body):
        note(expression, at: expression.span.lower)
        noteOrigins(of: body)
      case .negate(let value), .not(let value): visit(value)
      case .and(let left, let right), .or(let left, let right):
        visit(left)
        visit(right)
      case .arithmetic(_, let left, let right), .compare(_, let left, let right):
        visit(left)
        if !isWhole { note(expression, at: between(left, right)) }
        visit(right)
      case .conditional(let condition, let yes, let no):
        visit(condition)
        visit(yes)
        visit(no)
      case .call(_, let arguments):
        note(expression, at: expression.span.lower)
        for argument in arguments { visit(argument) }
      }
    }

    /// Where the operator between two operands stands.
    private func between(_ left: Expression, _ right: Expression) -> Int? {
      guard left.span.source == right.span.source, left.span.upper <= right.span.lower else { return nil }
      let bytes = trial.sources[left.span.source].bytes
      return (left.span.upper..<right.span.lower).first { offset in
        bytes[offset] > 0x20 && bytes[offset] != UInt8(ascii: ")")
      }
    }

    private mutating func note(_ expression: Expression, at offset: Int?) {
      guard let offset, let column = line.column(of: offset), let part = part(expression, column: column)
      else { return }
      parts.append(part)
    }

    /// What a function's value was made of: the calls and queries of its own text.
    private mutating func noteOrigins(of body: Expression) {
      switch body.kind {
      case .constant, .column, .draw: break
      case .variable, .cell, .company, .hash, .fact, .query, .inlined:
        guard let origin = part(body, column: 0),
          !origins.contains(where: { $0.source == origin.source && $0.value == origin.value })
        else { return }
        origins.append(origin)
      case .negate(let value), .not(let value): noteOrigins(of: value)
      case .and(let left, let right), .or(let left, let right), .arithmetic(_, let left, let right),
        .compare(_, let left, let right):
        noteOrigins(of: left)
        noteOrigins(of: right)
      case .conditional(let condition, let yes, let no):
        for each in [condition, yes, no] { noteOrigins(of: each) }
      case .call(_, let arguments):
        for argument in arguments { noteOrigins(of: argument) }
      }
    }

    /// A part with its value; nil where it has none, because there was nobody to ask.
    private func part(_ expression: Expression, column: Int) -> CheckOutcome.Part? {
      do throws(Diagnostic) {
        let value = try Evaluator(in: trial.values).value(of: expression)
        let source = OneLine(expression.span, in: trial.sources).text
        return CheckOutcome.Part(column: column, source: source, value: value, type: expression.type)
      } catch {
        return nil
      }
    }
  }
}

extension OneLine {
  /// Whether it can be read without reckoning: one literal, with its sign and its unit.
  fileprivate var isLiteral: Bool {
    let inside = text.utf8.dropFirst()
    let operators = Array("+-*/(<>=".utf8)
    return !inside.contains { operators.contains($0) } && !text.contains(" and ") && !text.contains(" or ")
  }
}
