import Foundation
import Testing

/// `--journal`: every transfer on disk, as it was posted.
struct JournalTests {
  /// What README and reference say of the 32 bytes of a transfer, read without any code of pol's.
  struct Row {
    var amount: Int64
    var event: Int64
    var debit: Int32
    var credit: Int32
    var rule: UInt16
    var commodity: UInt16
    var month: UInt16
    var kind: UInt8
    var trigger: UInt8

    init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
      func number<T: FixedWidthInteger & BitwiseCopyable>(_ place: Int, _ type: T.Type) -> T {
        T(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: start + place, as: type))
      }
      amount = number(0, Int64.self)
      event = number(8, Int64.self)
      debit = number(16, Int32.self)
      credit = number(20, Int32.self)
      rule = number(24, UInt16.self)
      commodity = number(26, UInt16.self)
      month = number(28, UInt16.self)
      kind = number(30, UInt8.self)
      trigger = number(31, UInt8.self)
    }
  }

  /// A journal cut into its rows and its names.
  static func parts(_ bytes: Data) throws -> (rows: [Row], index: [String: Any]) {
    #expect(bytes.prefix(32) == Data(("pol journal 1" + String(repeating: " ", count: 18) + "\n").utf8))
    #expect(bytes.suffix(8) == Data("pol end\n".utf8))
    let length = bytes.suffix(16).prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let index = try JSONSerialization.jsonObject(with: bytes.dropLast(16).suffix(length))
    let end = bytes.count - 16 - length
    #expect(end % 32 == 0)
    let rows = unsafe bytes.withUnsafeBytes { bytes in
      stride(from: 32, to: end, by: 32).map { unsafe Row(bytes, at: $0) }
    }
    return (rows, try #require(index as? [String: Any]))
  }

  /// Deposits, returns with clawbacks, two products, an upline that is short, rules that match others, a rate
  /// that two people share, promotions and people who quit.
  static let plan = """
    product tea { cost 10 CNY; retail 100 CNY }
    policy plan {
      sells tea; supply upline
      tier low  { price 80 CNY; load 3 units }
      tier high { price 60 CNY; load 10 units; reach when team_orders >= 1_500 CNY }
      fee     entry:  99 CNY on join to company 60%, upline 40%
      deposit bond:   50 CNY on join
      rebate  team:   [5%, 3%] of order to upline 1..2
      rebate  match:  20% of team to upline
      rebate  rise:   7 CNY on promotion to self
      rebate  volume: 1% of own_orders every month to self
      cost    desk:   2 CNY every month to outside
      stock   refill: 5 units when stock < 3 units
      returns agent within 6 months at 90%
    }

    """
  static let market = """
    market town {
      people 300; founders 3 high; joins 90% low, 10% high; recruits poisson(0.9 * room)
      demand poisson(2) * 1 unit; uses 1; quits 20% when age >= 2 months
    }
    run r = plan in town for 8 months seed 3

    """
  static let story = """
    story five {
      month 0: Ann joins as high; Bob joins as low under Ann; Cai joins as low under Bob
      month 1: Cai orders 30 units; Cai sells 2 units; Bob uses 1 unit
      month 2: Cai returns 20 units; Bob becomes high; Bob orders 4 units
      month 3: Cai quits; Ann sells 5 units at 90 CNY
    }
    run s = plan in five

    """

  @Test("The journal is the table `ledger`, row by row, of one run after the other")
  func table() throws {
    let columns = "month, event, rule, kind, trigger, debit, credit, commodity, amount, units"
    let script =
      Self.plan + Self.market + Self.story + "show \(columns) of r.ledger\nshow \(columns) of s.ledger\n"
    let folder = try ScriptFolder(["x.pol": script])
    let result = try Command.pol("run", "x.pol", "--format", "json", "--journal", "x.bin", in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let shown = try #require(document?["shown"] as? [[String: Any]])
    var expected: [[String]] = []
    for (run, shown) in zip(["r", "s"], shown) {
      let rows = try #require((shown["table"] as? [String: Any])?["rows"] as? [[Any]])
      #expect(rows.count > (run == "r" ? 3000 : 40))
      expected += rows.map { [run] + $0.map { Self.plain("\($0)") } }
    }
    let printed = try Command.pol("journal", "x.bin", in: folder.url)
    let lines = printed.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(lines.first == ["run"] + columns.split(separator: ", ").map(String.init))
    #expect(lines.count == expected.count + 1)
    for (line, row) in zip(lines.dropFirst(), expected) { #expect(line.map(Self.plain) == row) }
  }

  /// A number without zeros that say nothing; other cells as they are.
  private static func plain(_ cell: String) -> String { Decimal(string: cell).map { "\($0)" } ?? cell }

  @Test("The transfers of each account add up to its balance, and the run is the same with and without them")
  func balances() throws {
    let script = Self.plan + Self.market + "show number, net, stock of r.agents\nshow r.company.net\n"
    let folder = try ScriptFolder(["x.pol": script])
    let with = try Command.pol("run", "x.pol", "--format", "json", "--journal", "x.bin", in: folder.url)
    #expect(with == (try Command.pol("run", "x.pol", "--format", "json", in: folder.url)))
    let document = try JSONSerialization.jsonObject(with: Data(with.output.utf8)) as? [String: Any]
    let shown = try #require(document?["shown"] as? [[String: Any]])
    let agents = try #require((shown[0]["table"] as? [String: Any])?["rows"] as? [[Any]])
    var money: [Int32: Int64] = [:]
    var goods: [Int32: Int64] = [:]
    for row in try Self.parts(Data(contentsOf: folder.url.appending(path: "x.bin"))).rows {
      if row.commodity == 0 {
        money[row.debit, default: 0] -= row.amount
        money[row.credit, default: 0] += row.amount
      } else {
        goods[row.debit, default: 0] -= row.amount
        goods[row.credit, default: 0] += row.amount
      }
    }
    #expect(agents.count > 100)
    func yuan(_ account: Int32) -> Decimal { Decimal(money[account] ?? 0) / 100 }
    for agent in agents {
      let number = try #require(Int32("\(agent[0])"))
      #expect(Decimal(string: "\(agent[1])") == yuan(number))
      #expect("\(agent[2])" == "\(goods[number] ?? 0)")
    }
    let company = try #require((shown[1]["value"] as? [String: Any])?["value"] as? String)
    #expect(Decimal(string: company) == yuan(-1))
  }

  @Test("Any number of threads writes the same bytes, every event in its place")
  func threads() throws {
    // More people than one part of a phase holds.
    let script = """
      product tea { cost 10 CNY; retail 100 CNY }
      policy plan {
        sells tea; supply company
        tier agent { price 80 CNY }
        fee    entry:  99 CNY on join to company
        rebate team:   5% of order to self
        rebate turn:   1 CNY every month to self
        stock  refill: 5 units when stock < 3 units
      }
      market town { people 70_000; founders 70_000 agent; recruits 0; demand 0 }
      run r = plan in town for 1 month

      """
    let folder = try ScriptFolder(["x.pol": script])
    var journals: [Data] = []
    for threads in [1, 2, 3, 7] {
      let result = try Command.pol("x.pol", "--threads", "\(threads)", "--journal", "x.bin", in: folder.url)
      #expect(result.status == 0)
      journals.append(try Data(contentsOf: folder.url.appending(path: "x.bin")))
    }
    for journal in journals { #expect(journal == journals[0]) }
    let rows = try Self.parts(journals[0]).rows
    #expect(rows.count > 70_000 * 6)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.event <= $1.event })
    #expect(Set(rows.lazy.filter { $0.trigger == 7 }.map(\.credit)).count == 70_000)
  }

  @Test("A script that stops half-way leaves what was there before, and nothing else")
  func stopped() throws {
    let good = Self.plan + Self.story
    let folder = try ScriptFolder(["good.pol": good, "bad.pol": good + "let zero = 0\nshow 1 / zero\n"])
    #expect(try Command.pol("good.pol", "--journal", "x.bin", in: folder.url).status == 0)
    let before = try Data(contentsOf: folder.url.appending(path: "x.bin"))
    #expect(try Command.pol("bad.pol", "--journal", "x.bin", in: folder.url).status == 2)
    #expect(try Data(contentsOf: folder.url.appending(path: "x.bin")) == before)
    #expect(try Command.pol("bad.pol", "--journal", "y.bin", in: folder.url).status == 2)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(left == ["bad.pol", "good.pol", "x.bin"])
  }

  @Test("A script whose check fails has a whole journal")
  func failedCheck() throws {
    let folder = try ScriptFolder(["x.pol": Self.plan + Self.story + "check \"no\": 1 == 2\n"])
    #expect(try Command.pol("x.pol", "--journal", "x.bin", in: folder.url).status == 1)
    #expect(try Command.pol("journal", "x.bin", in: folder.url).status == 0)
  }

  @Test("A pipe takes a journal, and one that is closed is one line and status 2")
  func pipes() throws {
    let folder = try ScriptFolder(["x.pol": Self.plan + Self.market])
    let whole = try Command.shell(
      "mkfifo p; timeout 60 cat p > x.bin & pol x.pol --journal p; wait; pol journal x.bin | wc -l",
      in: folder.url)
    let count = whole.output.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) } ?? 0
    #expect(count > 3000)
    let closed = try Command.shell(
      "rm p; mkfifo p; timeout 60 head -c 100 p > y.bin & pol x.pol --journal p", in: folder.url)
    #expect(closed.status == 2)
    #expect(closed.output.hasSuffix("\npol: can't write the journal `p`: nobody reads it any more\n"))
    #expect(try Command.pol("journal", "y.bin", in: folder.url).error.contains("half a journal"))
  }

  @Test("The document of `--format json` tells that the journal could not be written")
  func document() throws {
    let folder = try ScriptFolder(["x.pol": Self.plan + Self.story])
    let result = try Command.pol("x.pol", "--format", "json", "--journal", "/dev/full", in: folder.url)
    #expect(result.status == 2)
    #expect(result.output.contains("can't write the journal `/dev/full`: the disk is full"))
  }

  @Test("Half a journal, and one with a wrong byte where it shows, are refused")
  func damaged() throws {
    let folder = try ScriptFolder(["x.pol": Self.plan + Self.story])
    #expect(try Command.pol("x.pol", "--journal", "x.bin", in: folder.url).status == 0)
    let whole = try Data(contentsOf: folder.url.appending(path: "x.bin"))
    func refused(_ bytes: Data) throws -> Bool {
      try bytes.write(to: folder.url.appending(path: "y.bin"))
      let result = try Command.pol("journal", "y.bin", in: folder.url)
      return result.status == 2 && result.error.hasPrefix("pol: can't read `y.bin`: it is ")
    }
    #expect(try !refused(whole))
    for length in stride(from: 0, to: whole.count, by: 97) { #expect(try refused(whole.prefix(length))) }
    // The rule, the kind and the trigger of the first row, its accounts, the length of the names, the names.
    for place in [
      32 + 25, 32 + 30, 32 + 31, 32 + 19, 32 + 23, whole.count - 16, whole.count - 9, whole.count - 20,
    ] {
      var bytes = whole
      bytes[place] ^= 0x7F
      #expect(try refused(bytes), "byte \(place)")
    }
  }

  @Test("A damaged journal says where")
  func place() throws {
    let folder = try ScriptFolder(["x.pol": Self.plan + Self.market + Self.story])
    #expect(try Command.pol("x.pol", "--journal", "x.bin", in: folder.url).status == 0)
    let whole = try Data(contentsOf: folder.url.appending(path: "x.bin"))
    let count = try Self.parts(whole).rows.count
    func line(_ place: Int, _ mask: UInt8) throws -> String {
      var bytes = whole
      bytes[place] ^= mask
      try bytes.write(to: folder.url.appending(path: "y.bin"))
      return try Command.pol("journal", "y.bin", in: folder.url).error
    }
    let last = 32 * count
    #expect(
      try line(last + 25, 0x7F)
        == "pol: can't read `y.bin`: it is damaged at byte \(last), where a transfer of `s` has a number that "
        + "stands for nothing\n")
    #expect(
      try line(last + 32, 1)
        == "pol: can't read `y.bin`: it is damaged from byte \(last + 32) on, where its names should stand\n")
    #expect(
      try line(whole.count - 9, 1)
        == "pol: can't read `y.bin`: it is damaged at byte \(whole.count - 16): its names can't be as long as it "
        + "says there\n")
    #expect(
      try line(whole.count - 1, 1) == "pol: can't read `y.bin`: it is half a journal: its end is missing\n")
  }

  @Test("Printing to a pipe that is closed ends quietly, and to a full disk with one line")
  func printing() throws {
    let folder = try ScriptFolder(["x.pol": Self.plan + Self.market])
    #expect(try Command.pol("x.pol", "--journal", "x.bin", in: folder.url).status == 0)
    let closed = try Command.shell("set +o pipefail; pol journal x.bin | head -n 1", in: folder.url)
    #expect(closed.output == "run,month,event,rule,kind,trigger,debit,credit,commodity,amount,units\n")
    let full = try Command.shell("pol journal x.bin > /dev/full", in: folder.url)
    #expect(full.status == 2)
    #expect(full.output == "pol: can't write all of the journal: the disk may be full\n")
  }
}
