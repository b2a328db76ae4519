import PolCheck
import PolColumns
import PolSyntax
import Testing

@Suite("Dimensions")
struct DimensionTests {
  /// A policy with a story, and the prelude's names.
  static let script = """
    product mask { cost 6 CNY; retail 128 CNY }
    policy p { sells mask; tier low { price 68 CNY; load 50 units }; tier high { price 45 CNY } }
    story s { month 0: Ann joins as high; month 1: Bob joins as low under Ann }
    run r = p in s
    let usual = mean net of r.agents

    """

  /// What an expression is worth, in words.
  private func words(_ expression: String) throws -> String {
    let checked = check(Self.script + "show \(expression)\n")
    #expect(checked.diagnostics.isEmpty, "\(checked.text)")
    guard case .show(let show)? = checked.program.steps.last?.kind, case .value(let value) = show.subject
    else {
      return "nothing"
    }
    guard case .number(let number) = value.type else { return value.type.words }
    return "\(number.isExact ? "" : "about ")\(value.type.words)\(number.isPercent ? ", in percent" : "")"
  }

  @Test(
    "Every expression has a dimension",
    arguments: [
      ("30", "a plain number"), ("10%", "a plain number, in percent"),
      ("10% + 5%", "a plain number, in percent"),
      ("1 - 10%", "a plain number"), ("2 * 10%", "a plain number"), ("-10%", "a plain number, in percent"),
      ("if 1 < 2 then 10% else 5%", "a plain number, in percent"), ("425 CNY", "CNY"), ("¥425", "CNY"),
      ("6.50 USD", "USD"), ("50 units", "units"), ("24 months", "a time"), ("1 year", "a time"),
      ("month 5", "a month"), ("month 5 - month 2", "a time"), ("month 5 + 2 months", "a month"),
      ("30 units per month", "units per month"), ("68 CNY per unit", "CNY per unit"),
      ("68 CNY per unit * 2 units", "CNY"), ("425 CNY / 5 CNY", "a plain number"),
      ("5 CNY * 5 CNY", "CNY^2"), ("sqrt(5 CNY * 5 CNY)", "about CNY"), ("1 / 2 units", "a number per unit"),
      ("ln(2)", "about a plain number"), ("round(ln(2))", "a plain number"),
      ("floor(ln(2))", "about a plain number"),
      ("abs(-5 CNY)", "CNY"), ("least(0, 5 CNY)", "CNY"), ("greatest(1, 2.5)", "a plain number"),
      ("0 + 5 units", "units"), ("if 1 < 2 then 0 else 5 CNY", "CNY"),
      ("1 < 2 and not (2 < 1)", "a condition"),
      ("\"a\"", "a text"), ("count of r.agents", "a plain number"), ("sum net of r.agents", "CNY"),
      ("mean net of r.agents", "about CNY"), ("median stock of r.agents", "about units"),
      ("share net < 0 of r.agents", "a plain number, in percent"),
      ("top(1%) net of r.agents", "about a plain number, in percent"),
      ("min joined of r.agents", "a month"), ("any founder of r.agents", "a condition"),
      ("usual + 5 CNY", "about CNY"),
      ("r.Ann.tier", "a tier"), ("r.agent(2).price * r.Bob.load", "CNY"), ("r.policy.entry_cost", "CNY"),
      ("r.policy.worst_payout", "a plain number, in percent"), ("r.policy.buyback_window", "a time"),
      ("r.company.stock", "units"), ("r.hash", "a text"), ("mask.retail - mask.cost", "CNY per unit"),
    ])
  func everyExpression(_ expression: String, _ expected: String) throws {
    #expect(try words(expression) == expected)
  }

  @Test(
    "What doesn't fit is one error",
    arguments: [
      ("5 CNY + 5 units", "E0402"), ("5 CNY + 1", "E0402"), ("5 CNY + 5 USD", "E0404"),
      ("5 CNY > 5 JPY", "E0404"),
      ("month 3 + month 4", "E0408"), ("month 3 < 3 months", "E0408"), ("month 3 + 5", "E0408"),
      ("2 * month 3", "E0406"),
      ("ln(5 CNY)", "E0402"), ("not 5", "E0403"), ("1 and 2 < 3", "E0403"), ("\"a\" + 1", "E0406"),
      ("r.Ann.tier + 1", "E0406"), ("r.Ann.tier is nobody", "E0304"), ("r.Ann.tier == 1", "E0413"),
      ("r.Ann.founder < r.Bob.founder", "E0414"), ("sum tier of r.agents", "E0416"),
      ("min founder of r.agents", "E0416"),
    ])
  func misfits(_ expression: String, _ code: String) {
    let checked = check(Self.script + "show \(expression)\n")
    #expect(checked.codes == [code], "\(checked.text)")
  }

  @Test(
    "Real numbers are never paid without `round`",
    arguments: [
      ("fee x: usual on join", ["E0405"]), ("fee x: round(usual) on join", []),
      ("rebate x: ln(2) * 10% of sale to upline", ["E0405"]),
      ("rebate x: 5 CNY on join to upline when net > usual", []),
      ("rebate x: 5 CNY on join to upline cap usual", ["E0405"]),
    ])
  func paying(_ rule: String, _ codes: [String]) {
    let checked = check(Self.script + "policy q from p { \(rule) }\n")
    #expect(checked.codes == codes, "\(checked.text)")
  }

  @Test("Constants are folded exactly")
  func folding() {
    let checked = check(
      "let a = 0.1 + 0.2\nlet b = 425 CNY / (1_000 CNY * 0.5%)\nlet c = 8% * 10_000 CNY == 800 CNY\n")
    let values = checked.program.steps.map { step -> Scalar? in
      guard case .define(_, _, let value) = step.kind, case .constant(let constant) = value.kind else {
        return nil
      }
      return constant
    }
    #expect(
      values == [.exact(ExactNumber(coefficient: 3, scale: 1)), .exact(ExactNumber(85)), .boolean(true)])
  }
}
