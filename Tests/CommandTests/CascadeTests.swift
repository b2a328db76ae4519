import Foundation
import Testing

/// One mistake, one message: what only follows from it is not reported.
@Suite("Mistakes that others follow from")
struct CascadeTests {
  static let start = """
    product mask { cost 6 CNY; retail 128 CNY }
    policy party { sells mask; supply company; tier agent { price 68 CNY; load 50 units } }

    """

  @Test(
    "A declaration that can't be read is one message, whoever names it",
    arguments: [
      "polcy other from party { }\nstory one { month 0: Ann joins as agent }\nrun r = other in one\nshow r.Ann.net",
      "story one { month 0: Ann join as agent\n  month 1: Ann sells 3 units }\nrun r = party in one\nshow r.Ann.net",
      "story one { month 0: Ann joins as agent }\nrun r == party in one\nshow r.Ann.net\nshow r.company.net",
      "market town { people 100; founders 3 agent; recrutes poisson(1) }\nrun r = party in town for 3 months\nshow r",
      "sweep s for x in 1..3 {\n  keep a = 1 x,\n       b = 2\n}\nshow mean a of s\nshow mean b of s",
    ])
  func oneMessage(_ rest: String) throws {
    let result = try Command.pol("run", "-", input: Self.start + rest + "\n")
    #expect(result.status == 2)
    #expect(result.error.split(separator: "\n").count { $0.hasPrefix("error[") } == 1, "\(result.error)")
  }

  @Test(
    "A name that is missing where it is declared is one message, however often it is used",
    arguments: [
      "let = 5%\nrun r = party with { rebate back: rate of order to self } in one\nshow rate + 1\nshow r.Ann.net",
      "policy { sells mask; tier agent { price 68 CNY } }\nrun r = other in one\nshow r.Ann.net\nshow other.tiers",
      "policy low { sells mask; tier { price 68 CNY } }\nrun r = low in one\nrun s = low in one",
      "policy low from party { rebate : 5% of order to self }\nrun r = low in one\nshow r.Ann.back\nshow sum back of r.agents",
      "replace let 2nd = 3\nshow second\nshow 2 * second",
    ])
  func missingName(_ rest: String) throws {
    let story = "story one { month 0: Ann joins as agent }\n"
    let result = try Command.pol("run", "-", input: Self.start + story + rest + "\n")
    #expect(result.error.split(separator: "\n").count { $0.hasPrefix("error[") } == 1, "\(result.error)")
  }

  @Test("A missing name hides no other mistake: neither a misspelling, nor a second name, nor one further up")
  func missingNameHidesNothingElse() throws {
    let script = """
      show first
      let = 5%
      let amount = 3
      show rate; show amonut; show zebra; show rate

      """
    let error = try Command.pol("run", "-", input: script).error
    for name in ["first", "amonut", "zebra"] { #expect(error.contains("called `\(name)`"), "\(error)") }
    #expect(!error.contains("called `rate`"))
  }

  @Test("Mistakes that have nothing to do with each other are all reported")
  func allOfThem() throws {
    let script =
      Self.start + """
        story one { month 0: Ann joins as agnt }
        run r = party in one
        show r.Ann.net + 3 units
        chek "a": 1 == 1
        show 5 CNY + 5 USD

        """
    let result = try Command.pol("run", "-", input: script)
    for code in ["E0304", "E0201", "E0404"] {
      #expect(result.error.contains("error[\(code)]"), "\(result.error)")
    }
  }
}
