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

  /// What the evaluator says of an aggregate of no rows, and of findings for which a fact is missing.
  private static let undecided = ["E0603", "E0613"]

  /// How it went; a failure other than that there was nobody to ask stops the script.
  func outcome(at span: Span) throws(RunFailure) -> CheckOutcome {
    let line = OneLine(statement: span, in: sources)
    let verdict: CheckOutcome.Verdict
    do throws(Diagnostic) {
      let answer = try Evaluator(in: values).value(of: check.condition)
      verdict = answer == .boolean(true) ? .holds : .fails
    } catch {
      guard Self.undecided.contains(error.code) else { throw .script(error) }
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
        if !OneLine(expression.span, in: trial.sources).isLiteral {
          note(expression, at: expression.span.lower)
        }
      case .variable, .cell, .company, .hash, .fact, .column, .draw, .unknown, .verdict:
        note(expression, at: expression.span.lower)
      case .query(let query):
        note(expression, at: expression.span.lower)
        noteRows(of: query, at: expression.span)
      case .inlined(_, let body):
        note(expression, at: expression.span.lower)
        noteOrigins(of: body)
      case .negate(let value), .not(let value): visit(value)
      case .and(let left, let right), .or(let left, let right):
        visit(left)
        visit(right)
      case .arithmetic(_, let left, let right):
        visit(left)
        note(expression, at: between(left, right))
        visit(right)
      case .compare(_, let left, let right):
        let isPercent = left.type.isPercent || right.type.isPercent
        visit(isPercent ? left.asPercent : left)
        if !isWhole { note(expression, at: between(left, right)) }
        visit(isPercent ? right.asPercent : right)
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

    /// How many rows a query went through, and in how many its condition is true.
    private mutating func noteRows(of query: Query, at span: Span) {
      guard let table = OneLine(span, in: trial.sources).afterOf else { return }
      var count = query
      (count.aggregate, count.value) = (.count, nil)
      note(count, as: "rows of \(table)", at: span)
      switch query.aggregate {
      case .share, .all, .any:
        guard let value = query.value else { return }
        let condition = OneLine(value.span, in: trial.sources).text
        count.filter = query.filter.map { Expression(.and($0, value), .boolean, at: span) } ?? value
        note(count, as: "of these, with \(condition)", at: span)
      case .count, .sum, .mean, .median, .min, .max, .gini, .top, .quantile: break
      }
    }

    private mutating func note(_ count: Query, as words: String, at span: Span) {
      let expression = Expression(.query(count), .number(NumberType(.one)), at: span)
      guard var origin = part(expression, column: 0) else { return }
      origin.source = words
      origins.append(origin)
    }

    /// What a function's value was made of: the calls and queries of its own text.
    private mutating func noteOrigins(of body: Expression) {
      switch body.kind {
      case .variable, .cell, .company, .hash, .fact, .query, .inlined, .verdict:
        guard let origin = part(body, column: 0),
          !origins.contains(where: { $0.source == origin.source && $0.value == origin.value })
        else { return }
        origins.append(origin)
      case .constant, .column, .draw, .unknown, .negate, .not, .and, .or, .arithmetic, .compare, .conditional,
        .call:
        for part in body.parts { noteOrigins(of: part) }
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

extension ValueType {
  /// Whether it is shown as a percentage.
  fileprivate var isPercent: Bool {
    if case .number(let number) = self { number.isPercent } else { false }
  }
}

extension Expression {
  /// The same, shown as a percentage: what is compared with one reads better as one.
  fileprivate var asPercent: Expression {
    guard case .number(var number) = type, number.dimension == .one else { return self }
    number.isPercent = true
    var shown = self
    shown.type = .number(number)
    return shown
  }
}
