import Foundation
import Testing

/// Stories that are told by files.
@Suite("Stories from files")
struct StoryFileTests {
  private static let plan = """
    product tea { cost 10 CNY; retail 100 CNY }
    product mug { cost 5 CNY; retail 30 CNY }
    policy plan {
      sells tea, mug
      placement binary
      tier agent  { price { tea 50 CNY, mug 20 CNY } }
      tier senior { price { tea 40 CNY, mug 15 CNY } }
      rebate team: [8%, 5%] of order to upline 1..2
      rebate seat: 3% of sale to upline by placement
      returns agent within 12 months at 90%
      returns customer within 1 month at 100%
    }

    """
  private static let questions = """
    run r = plan in told
    show r.hash
    show r.ledger

    """

  /// What `pol` makes of a script and the files beside it.
  private func run(_ script: String, _ files: [String: String] = [:]) throws -> Command.Result {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "pol-story-\(UUID().uuidString)")
    let books = scratch.appending(path: "books")
    try FileManager.default.createDirectory(at: books, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    for (name, text) in files { try Data(text.utf8).write(to: books.appending(path: name)) }
    try Data(script.utf8).write(to: scratch.appending(path: "x.pol"))
    // From another folder: the paths are those of the script.
    return try Command.pol("run", scratch.appending(path: "x.pol").path)
  }

  @Test("A story from files is the same story as one that is written out, to the last transfer")
  func same() throws {
    let written = try run(
      Self.plan + """
        story told {
          month 0: Ann joins as senior
          month 1: Bob joins as agent under Ann; Cai joins as agent under Ann placed right under Ann
                   Bob orders 10 units of tea; Bob orders 4 units of mug; Cai orders 2 units of tea
          month 2: Dan joins as agent under Ann placed left under Cai
                   Bob sells 3 units of tea to Eve at 99.50 CNY; Bob sells 1 unit of mug; Cai uses 1 unit of tea
          month 3: Bob refunds 1 unit of tea to Eve; Bob returns 2 units of mug; Cai becomes senior
          month 5: Cai quits
        }

        """ + Self.questions)
    let files = [
      "members.csv": """
      month,tier,name,sponsor,placed_under,placed
      0,senior,Ann,,,
      1,agent,Bob,Ann,,
      1,agent,Cai,Ann,Ann,right
      2,agent,Dan,Ann,Cai,left

      """,
      // A byte order mark, the line ends of another system, quotes, spaces, an empty line, no last line end.
      "events.csv": "\u{FEFF}"
        + """
        name,month,action,units,product,customer,price,tier
        Bob,1,orders,10,tea,,,
        "Bob",1, orders ,4,mug,,,
        Cai,1,orders,2,tea,,,

        Bob,2,sells,3,tea,Eve,99.50 CNY,
        Bob,2,sells,1,mug,,,
        Cai,2,uses,1,tea,,,
        Bob,3,refunds,1,tea,"Eve",,
        Bob,3,returns,2,mug,,,
        Cai,3,becomes,,,,,senior
        Cai,5,quits,,,,,
        """.replacing("\n", with: "\r\n"),
    ]
    let told = try run(
      Self.plan + "story told from \"books/members.csv\", \"books/events.csv\"\n" + Self.questions, files)
    #expect(written.status == 0, "\(written.error)")
    #expect(told.output == written.output)
    #expect(told.error == written.error)
  }

  @Test(
    "What is wrong with the story itself is shown where the file says it",
    arguments: [
      ("0,Ann,agent,\n1,Ann,agent,\n", "1,Ann,quits,\n", "E0541", "members.csv:3:3"),
      ("0,Ann,agent,Zoe\n", "1,Ann,quits,\n", "E0542", "members.csv:2:13"),
      ("2,Ann,agent,\n", "1,Ann,quits,\n", "E0542", "events.csv:2:3"),
      ("0,Ann,agent,\n", "1,Ann,quits,\n2,Ann,orders,5\n", "E0543", "events.csv:3:3"),
      ("0,Ann,angel,\n", "", "E0304", "members.csv:2:7"),
      ("0,Ann,agent,\n", "1,Ann,sells,5\n", "E0625", "events.csv:2:1"),
    ])
  func places(_ members: String, _ events: String, _ code: String, _ place: String) throws {
    let script = """
      product tea { cost 10 CNY; retail 100 CNY }
      policy plan { sells tea; tier agent { price 50 CNY } }
      story told from "books/members.csv", "books/events.csv"
      run r = plan in told

      """
    let result = try run(
      script,
      [
        "members.csv": "month,name,tier,sponsor\n" + members,
        "events.csv": "month,name,action,units\n" + events,
      ])
    #expect(result.status == 2)
    #expect(result.error.contains("[\(code)]"), "\(result.error)")
    #expect(result.error.contains(place), "\(result.error)")
  }

  @Test("A file that is not there is told once, and nothing follows from it")
  func missing() throws {
    let result = try run(
      Self.plan + "story told from \"books/members.csv\", \"books/nowhere.csv\"\n" + Self.questions,
      ["members.csv": "month,name,tier\n"])
    #expect(result.status == 2)
    #expect(result.error.components(separatedBy: "error[").count == 2, "\(result.error)")
    #expect(result.error.contains("[E0701]"))
  }

  @Test("50,000 events of 5,000 people are read in time by their number", .timeLimit(.minutes(2)))
  func large() throws {
    let members = (0..<5_000).map { "\($0 / 500),P\($0),agent,\($0 == 0 ? "" : "P\($0 / 2)")\n" }.joined()
    let events = (0..<50_000).map { "\(9 + $0 / 5_000),P\($0 * 7 % 5_000),orders,\(1 + $0 % 3)\n" }.joined()
    let result = try run(
      """
      product tea { cost 10 CNY; retail 100 CNY }
      policy plan { sells tea; tier agent { price 50 CNY } }
      story told from "books/members.csv", "books/events.csv"
      run r = plan in told
      check "every order": (sum ordered of r.agents) == 99_999 units and (count of r.agents) == 5_000

      """,
      [
        "members.csv": "month,name,tier,sponsor\n" + members,
        "events.csv": "month,name,action,units\n" + events,
      ])
    #expect(result.status == 0, "\(result.output)\(result.error)")
  }
}
