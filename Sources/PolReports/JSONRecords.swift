import PolCheck
import PolColumns
import PolEval
import PolSimulation
import PolSource

/// A value in JSON: as it is shown, and as a machine wants it.
package struct ValueRecord: Encodable, Sendable {
  /// The value by itself.
  enum Bare: Encodable, Sendable {
    case digits(String)
    case real(Double)
    case truth(Bool)
    case month(Int)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .digits(let text): try container.encode(text)
      case .real(let number): try container.encode(number)
      case .truth(let truth): try container.encode(truth)
      case .month(let month): try container.encode(month)
      }
    }
  }
  /// `1,234.50 CNY`
  var text: String
  /// An exact number as a string of digits in the major unit, a real one as a number, a point in time as its
  /// month, a truth as such, names and texts as strings.
  var value: Bare
  /// `CNY`, `units`, `months`, `CNY per unit`; empty for plain numbers and for what is no number.
  var unit: String

  init(_ scalar: PolColumns.Scalar, _ type: ValueType) {
    let format = ValueFormat(type)
    text = format.text(scalar)
    unit = format.unit
    value = Bare(scalar, type)
  }
}

extension ValueRecord.Bare {
  init(_ scalar: PolColumns.Scalar, _ type: ValueType) {
    switch (scalar, type) {
    case (.exact(let number), .point): self = .month(Int(number.doubleValue))
    case (.exact(let number), _): self = .digits(Digits.plain(number))
    case (.real(let number), _): self = .real(number)
    case (.boolean(let truth), _): self = .truth(truth)
    case (.code, _): self = .digits(ValueFormat(type).cell(scalar, decimals: 0))
    case (.text(let text), _): self = .digits(text)
    }
  }
}

/// A table in JSON: its columns, and its rows as lists of bare values.
package struct TableRecord: Encodable, Sendable {
  struct Column: Encodable, Sendable {
    var name: String
    var unit: String
  }
  var columns: [Column]
  var rows: [[ValueRecord.Bare]]

  init(_ table: ResultTable) {
    columns = table.columns.map { Column(name: $0.name, unit: ValueFormat($0.type).unit) }
    rows = (0..<table.rowCount).map { row in
      zip(table.values, table.columns).map { .init($0.scalar(at: row), $1.type) }
    }
  }
}

/// A check in JSON.
package struct CheckRecord: Encodable, Sendable {
  struct Part: Encodable, Sendable {
    var expression: String
    var worth: ValueRecord

    init(_ part: CheckOutcome.Part) {
      expression = part.source
      worth = ValueRecord(part.value, part.type)
    }
  }
  /// The claim in words, and the expression that decides it.
  var claim: String
  var expression: String
  /// Whether it holds; left out where there was nobody to ask.
  var holds: Bool?
  /// `false` for `expect fail`.
  var expected: Bool
  /// Whether it went as expected.
  var passed: Bool
  /// What the parts are worth, and the figures that they came from; only where it didn't.
  var parts: [Part]
  var origins: [Part]
  /// Why it could not be decided.
  var trouble: DiagnosticRecord?
  /// Where it is written.
  var place: DiagnosticRecord.Place?

  init(_ check: CheckOutcome, at place: DiagnosticRecord.Place?, in sources: SourceMap) {
    claim = check.claim
    expression = check.expression
    expected = !check.expectsFailure
    passed = check.isPassed
    parts = check.parts.map(Part.init)
    origins = check.origins.map(Part.init)
    self.place = place
    switch check.verdict {
    case .holds: holds = true
    case .fails: holds = false
    case .undecided(let diagnostic): trouble = DiagnosticRecord(diagnostic, in: sources)
    }
  }
}

/// What `show` or `plot` answered, in JSON: one of `value`, `table`, `run` and `text`.
package struct ShownRecord: Encodable, Sendable {
  enum Answer: Sendable {
    case value(ValueRecord)
    case table(TableRecord)
    case run(SummaryRecord)
    case text(String)
  }
  private enum Key: String, CodingKey { case expression, place, value, table, run, text }
  var expression: String
  var answer: Answer
  var place: DiagnosticRecord.Place?

  init(_ expression: String, _ answer: Answer, at place: DiagnosticRecord.Place?) {
    self.expression = expression
    self.answer = answer
    self.place = place
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(expression, forKey: .expression)
    try container.encodeIfPresent(place, forKey: .place)
    switch answer {
    case .value(let value): try container.encode(value, forKey: .value)
    case .table(let table): try container.encode(table, forKey: .table)
    case .run(let run): try container.encode(run, forKey: .run)
    case .text(let text): try container.encode(text, forKey: .text)
    }
  }
}
