import Foundation
import Testing

/// What `pol` prints: the same whatever it runs on.
struct ResultTests {
  @Test("The transcript of every program of the specification ends with status 0")
  func specification() throws {
    let folder = Command.root.appending(path: "examples/spec")
    let scripts = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".pol")
    }
    #expect(scripts.count >= 5)
    for script in scripts {
      let transcript = folder.appending(path: String(script.dropLast(4)) + ".txt")
      #expect(try String(contentsOf: transcript, encoding: .utf8).hasSuffix("\n[exit 0]\n"), "\(script)")
    }
  }

  @Test("The canonical load runs with fewer people, and its books balance")
  func smallCanonical() throws {
    // With so few people a thousand founders are too many for its claim to hold.
    let result = try Command.pol("examples/spec/canonical.pol", "--set", "crowd=20_000")
    #expect(result.status <= 1, "\(result.output)\(result.error)")
  }

  @Test(
    "1, 2, 3 and 7 threads give the same bytes",
    arguments: [
      "examples/spec/ledger.pol", "examples/spec/mask-party.pol", "Tests/CommandTests/transcripts/shown.pol",
    ])
  func threads(_ path: String) throws {
    let first = try Command.pol(path, "--threads", "1", "--format", "json")
    for threads in ["2", "3", "7"] {
      #expect(try Command.pol(path, "--threads", threads, "--format", "json") == first)
    }
  }

  @Test("A market that is cut into shards comes to the same state on 1, 2, 3 and 7 threads")
  func shards() throws {
    let script = "examples/spec/canonical.pol"
    let states = try ["1", "2", "3", "7"].map { threads in
      try Command.pol(script, "--set", "crowd=90_000", "--threads", threads, "--format", "json").output
    }
    #expect(Set(states).count == 1)
    let hash = try #require(states[0].firstMatch(of: /"hash" : "([0-9a-f]{16})"/)).1
    #expect(hash != "0000000000000000")
  }

  @Test("A function may be given a column that nothing else reads")
  func columnsInCalls() throws {
    let script = """
      product tea { cost 20 CNY; retail 100 CNY }
      policy shop { sells tea; supply dropship; tier seller { price 80 CNY } }
      story one { month 0: Ann joins as seller; Ann sells 2 units }
      run r = shop in one
      let double(x) = 2 * x
      check "of a value": (sum double(team_sales) of r.agents) == 400 CNY
      check "in a condition": (count of r.agents where double(own_orders) == 320 CNY) == 1

      """
    let result = try Command.pol("run", "-", input: script)
    #expect(result.status == 0, "\(result.output)\(result.error)")
  }

  @Test("--set gives a `let` another value, whatever its type")
  func settings() throws {
    let script = "let n = 1\nlet price = 5 CNY\nshow n\nshow price\n"
    let result = try Command.pol("-", "--set", "n=1 + 1", "--set", "price=6.50 CNY", input: script)
    #expect(result.output == "n = 2\nprice = 6.50 CNY\n")
    #expect(try Command.pol("-", "--set", "m=1", input: script).status == 2)
    #expect(try Command.pol("-", "--set", "n=)", input: script).status == 2)
  }

  @Test("--seed takes the place of a number after `seed`, and of nothing else")
  func seed() throws {
    func show(_ seed: String, _ words: String...) throws -> String {
      let script = """
        let luck = 3
        product p { cost 1 CNY; retail 2 CNY }
        policy q { sells p; supply company; tier t { price 1 CNY; load 5 units } }
        market m { people 500; founders 5 t; recruits poisson(0.5); demand poisson(1) * 1 unit }
        run r = q in m for 12 months seed \(seed)
        show r.hash
        """
      return try Command.shell("printf '%s' '\(script)' | pol - \(words.joined(separator: " "))").output
    }
    #expect(try show("3") == show("luck"))
    #expect(try show("3", "--seed", "4") == show("4"))
    #expect(try show("3") != show("4"))
    #expect(try show("luck", "--seed", "4") == show("3"))
  }

  @Test("Colour is for terminals that want it")
  func colour() throws {
    func shown(_ environment: String) throws -> String {
      let line = "echo 'check \"a\": 1 == 2' > \"$T\"; \(environment) script -qec \"pol $T\" /dev/null"
      return try Command.shell("T=$(mktemp); trap 'rm $T' EXIT; \(line)").output
    }
    #expect(try shown("TERM=xterm").contains("\u{1B}["))
    #expect(try !shown("TERM=dumb").contains("\u{1B}["))
    #expect(try !shown("TERM=xterm NO_COLOR=1").contains("\u{1B}["))
    #expect(try !Command.pol(input: "check \"a\": 1 == 2").output.contains("\u{1B}["))
  }
}
