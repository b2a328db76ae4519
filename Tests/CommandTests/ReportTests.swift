import PolCheck
import PolColumns
import PolEval
import PolReports
import PolSource
import PolSyntax
import Testing

/// How figures look.
struct ReportTests {
  private static let cny = Currency(code: "CNY", decimals: 2)

  private func number(_ text: String) throws -> Scalar { .exact(try #require(ExactNumber(text))) }

  @Test(
    "Values are written with their unit",
    arguments: [
      ("1234.5", ValueType.number(NumberType(.money(cny))), "1,234.50 CNY"),
      ("-0.005", .number(NumberType(.money(cny))), "0.00 CNY"),
      ("-1234567.005", .number(NumberType(.money(cny))), "-1,234,567.00 CNY"),
      ("1030", .number(NumberType(.units)), "1,030 units"),
      ("1", .number(NumberType(.units)), "1 unit"),
      ("24", .number(NumberType(.time)), "24 months"),
      ("68", .number(NumberType(.price(cny))), "68.00 CNY per unit"),
      ("0.305", .number(NumberType(.one, isPercent: true)), "30.5%"),
      ("0.1", .number(NumberType(.one, isPercent: true)), "10%"),
      ("1000000", .number(NumberType(.one)), "1,000,000"),
      ("5", .point, "month 5"),
    ])
  func values(_ digits: String, _ type: ValueType, _ expected: String) throws {
    #expect(ValueFormat(type).text(try number(digits)) == expected)
  }

  @Test("Real numbers keep the digits that say something")
  func reals() {
    let plain = ValueFormat(.number(NumberType(.one, isExact: false)))
    #expect(plain.text(.real(0.123456)) == "0.1235")
    #expect(plain.text(.real(12345.678)) == "12,345.68")
    #expect(plain.text(.real(3e20)) == "3e+20")
    let share = ValueFormat(.number(NumberType(.one, isExact: false, isPercent: true)))
    #expect(share.text(.real(0.41718)) == "41.72%")
  }

  @Test("Columns are lined up by what a terminal shows, also in Chinese")
  func columns() throws {
    let table = ResultTable(
      columns: [
        TableColumn(name: "名", type: .text),
        TableColumn(name: "net", type: .number(NumberType(.money(Self.cny)))),
      ],
      values: [.texts(["代理", "Ann"]), .integers([100, -123_456], scale: 2)], rowCount: 2)
    let report = TextReport(page: Page())
    let text = report.text(outcome(.table(TableOutcome(table, labels: 1, plots: false))))
    #expect(text == "t\n  名     net, CNY\n  代理       1.00\n  Ann   -1,234.56\n")
  }

  @Test("A long table is cut in the middle, and says so")
  func longTables() {
    let table = ResultTable(
      columns: [TableColumn(name: "n", type: .number(NumberType(.one)))],
      values: [.integers(Array(0..<100), scale: 0)], rowCount: 100)
    var report = TextReport(page: Page())
    report.longest = 4
    let text = report.text(outcome(.table(TableOutcome(table, labels: 0, plots: false))))
    #expect(text == "t\n   n\n   0\n   1\n  … 96 rows left out …\n  98\n  99\n")
  }

  @Test("Bars go to the left for losses")
  func bars() {
    let table = ResultTable(
      columns: [
        TableColumn(name: "month", type: .point), TableColumn(name: "net", type: .number(NumberType(.one))),
      ],
      values: [.integers([0, 1], scale: 0), .integers([-10, 10], scale: 0)], rowCount: 2)
    let report = TextReport(page: Page(width: 40))
    let lines = report.text(outcome(.table(TableOutcome(table, labels: 1, plots: true)))).split(
      separator: "\n")
    #expect(lines[1].hasPrefix("  month 0  -10  ██"))
    #expect(lines[2].hasPrefix("  month 1   10    "))
    #expect(lines[2].hasSuffix("█"))
  }

  @Test("Values stand under the parts they belong to")
  func picture() {
    func part(_ column: Int, _ value: Int) -> CheckOutcome.Part {
      .init(column: column, source: "x", value: .exact(ExactNumber(value)), type: .number(NumberType(.one)))
    }
    var check = CheckOutcome(claim: "c", expectsFailure: false, verdict: .fails, expression: "aa + bb == cc")
    check.parts = [part(0, 1), part(3, 1_000_000), part(5, 22), part(11, 3)]
    let text = TextReport(page: Page()).text(outcome(.check(check)))
    #expect(
      text == """
        ✗ c: does not hold
            aa + bb == cc
            │  │ │     │
            1  │ 22    3
               1,000,000

        """)
  }

  private func outcome(_ kind: Outcome.Kind) -> Outcome {
    Outcome(kind, source: "t", at: Span(SourceID(0), 0, 0))
  }
}
