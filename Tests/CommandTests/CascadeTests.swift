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
