import PolReports
import PolSession
import PolSource
import Testing

/// The measures that are built in.
struct PreludeTests {
  @Test("Nothing is wrong with the prelude")
  func isRight() throws {
    var loader = Loader()
    _ = try loader.load(.text(name: Prelude.name, Prelude.text))
    #expect(loader.takeDiagnostics().isEmpty)
    // Every measure is used once, so that its body is checked with a run in it.
    let result = try Command.pol(
      input: Self.script + Self.measures.map { "show \($0)(r)\nshow r.\($0)\n" }.joined())
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.isEmpty)
  }

  @Test("A user can print it")
  func isPrintable() throws {
    let result = try Command.pol("show", "prelude")
    #expect(result == .init(status: 0, output: Prelude.text, error: ""))
    for measure in Self.measures { #expect(result.output.contains("let \(measure)(r) =")) }
  }

  @Test("A script may call something of its own as the prelude does")
  func isHidden() throws {
    let result = try Command.pol(input: "let turnover = 5\nshow turnover\n")
    #expect(result == .init(status: 0, output: "turnover = 5\n", error: ""))
  }

  static let measures = [
    "shipped", "sold", "turnover", "sell_through", "stockpile", "losers", "winners", "rebates", "receipts",
    "paid",
    "recruiting_share", "retail_share", "payback", "best_joins", "best_month", "collapse",
  ]

  static let script = """
    product p { cost 1 CNY; retail 20 CNY }
    policy q {
      sells p; supply company
      tier t { price 10 CNY; load 5 units }
      fee entry: 100 CNY on join to company
      rebate first: 10% of order to upline
    }
    market m { people 300; founders 3 t; recruits poisson(1.5 * room); demand poisson(1) * 1 unit }
    run r = q in m for 24 months seed 1

    """
}
