import Foundation
import Testing

/// How `pol` ends, and what it says when it does.
struct ExitTests {
  @Test("A script whose checks hold ends with 0")
  func held() throws {
    let result = try Command.pol("-", input: "check \"one and one\": 1 + 1 == 2\n")
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
  }

  @Test("A failed check ends with 1, and the checks after it are tried")
  func failed() throws {
    let result = try Command.pol("-", input: "check \"a\": 1 == 2\ncheck \"b\": 1 == 1\n")
    #expect(result.status == 1)
    #expect(result.output.contains("✗ a") && result.output.contains("✓ b"))
  }

  @Test(
    "A wrong command line ends with 64",
    arguments: [["--bogus"], ["run", "a", "b"], ["--set", "x", "a.pol"]])
  func usage(_ words: [String]) throws {
    let result = try Command.shell((["pol"] + words).joined(separator: " "))
    #expect(result.status == 64)
  }

  @Test("Standard input is read where no file is named")
  func standardInput() throws {
    #expect(try Command.pol(input: "show 1 + 2\n") == .init(status: 0, output: "1 + 2 = 3\n", error: ""))
    #expect(try Command.pol("-", input: "show 1 + 2\n").output == "1 + 2 = 3\n")
    #expect(try Command.pol("run", input: "show 1 + 2\n").output == "1 + 2 = 3\n")
  }

  @Test("A file that is missing, and a directory, are one line each, and end with 2")
  func unreadable() throws {
    let missing = try Command.pol("no-such.pol")
    #expect(
      missing == .init(status: 2, output: "", error: "pol: can't read `no-such.pol`: there is no such file\n")
    )
    let directory = try Command.pol("examples")
    #expect(
      directory == .init(status: 2, output: "", error: "pol: can't read `examples`: it is a directory\n"))
  }

  @Test("Text that is not UTF-8, and no text, are diagnostics, and end with 2")
  func strange() throws {
    let latin = try Command.shell("printf 'show \"caf\\xe9\"\\n' | pol -")
    #expect(latin.status == 2)
    #expect(latin.output.contains("not UTF-8"))
    let empty = try Command.pol("-", input: "# nothing here\n")
    #expect(empty.status == 2)
    #expect(empty.error.contains("nothing to run"))
  }

  @Test("100,000 parentheses are one diagnostic")
  func parentheses() throws {
    let deep = String(repeating: "(", count: 100_000) + "1" + String(repeating: ")", count: 100_000)
    let result = try Command.pol(input: "show \(deep)\n")
    #expect(result.status == 2)
    #expect(result.error.components(separatedBy: "error[").count == 2)
  }

  @Test("Several mistakes are told in one go, and nothing is run")
  func severalMistakes() throws {
    let result = try Command.pol(
      "-", input: "show 1\nshow nobody\nshow 1 CNY + 1 USD\nshow 1 CNY + 2 units\n")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.error.components(separatedBy: "error[").count == 4)
  }

  @Test("A failure at run time stops the script there, and what came before is shown")
  func stopped() throws {
    let result = try Command.pol(input: "let zero = 0\nshow 1\nshow 1 / zero\nshow 2\n", environment: [:])
    #expect(result.status == 2)
    #expect(!result.output.contains("2"))
    #expect(result.error.contains("error["))
  }

  @Test("A closed pipe ends it without a word")
  func closedPipe() throws {
    let result = try Command.shell("set +o pipefail; yes 'show 1' | head -20000 | pol | head -1")
    #expect(result == .init(status: 0, output: "1\n", error: ""))
  }

  @Test("Books that don't balance end with 3 and the command that shows it again")
  func spoiledBooks() throws {
    let path = "examples/spec/mask-party.pol"
    let result = try Command.pol("--set", "x=1", path, environment: ["POL_SPOIL_BOOKS": "2"])
    #expect(result.status == 2, "an unknown name comes first")
    let spoiled = try Command.pol(path, environment: ["POL_SPOIL_BOOKS": "2"])
    #expect(spoiled.status == 3)
    #expect(spoiled.output.isEmpty)
    #expect(spoiled.error.contains("`party` did not balance in month 2"))
    #expect(spoiled.error.hasSuffix("to see it again: pol run \(path) --seed 2014\n"))
  }

  @Test("Interrupted, it ends with 130")
  func interrupted() throws {
    let result = try Command.shell("pol examples/spec/canonical.pol & sleep 1; kill -INT $!; wait $!")
    #expect(result == .init(status: 130, output: "", error: ""))
  }

  @Test("--version and --help end with 0")
  func information() throws {
    #expect(try Command.pol("--version").output == "pol 0.1.0\n")
    let help = try Command.pol("--help")
    #expect(help.status == 0)
    #expect(help.output.contains("Exit status"))
  }
}
