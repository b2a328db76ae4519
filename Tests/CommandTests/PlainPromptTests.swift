import Foundation
import Testing

/// The prompt where there is no terminal, through pipes.
@Suite("The prompt without a terminal")
struct PlainPromptTests {
  @Test("Entries are answered in their order, without a sign or an escape, and tallied")
  func answers() throws {
    let input = "let a = 2\na\n\ncheck \"two\":\n  a == 2\na + 1"
    for arguments in [["repl"], []] {
      let result = try Command.pol(arguments: arguments, input: input)
      #expect(result.error.isEmpty && result.status == 0)
      #expect(result.output == "a = 2\n✓ two\na + 1 = 3\n\nthe check went as expected\n")
    }
  }

  @Test("A failing check makes the status 1, and does not end it")
  func failing() throws {
    let result = try Command.pol("repl", input: "check \"no\": 1 == 2\n3 CNY\n")
    #expect(result.status == 1)
    #expect(
      result.output.contains("✗ no") && result.output.contains("\n3.00 CNY\n")
        && result.output.hasSuffix("the check failed\n"))
  }

  @Test("What is wrong ends it with status 2, and its line is that of the input")
  func wrong() throws {
    let result = try Command.pol("repl", input: "let a = 1\n\nlet b =\n  a + 1 CNY\nb\na\n")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.error.contains("--> <stdin>:4:3"), "\(result.error)")
  }

  @Test(
    "What is still open at the end of the input is submitted, and told",
    arguments: ["policy p {\n  sells mask\n", "let a =", "f(1,\n"])
  func open(input: String) throws {
    let result = try Command.pol("repl", input: input)
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("error["))
  }

  @Test("A file is loaded first; loading it again gives its answers again, and a saved session has them once")
  func files() throws {
    let folder = try ScriptFolder([
      "lib.pol": "let rate = 5% # of everything\n",
      "main.pol":
        "#!/usr/bin/env pol\n# What we use.\nuse \"lib.pol\"\n\n# Twice that.\nlet double = 2 * rate\nshow double\ncheck \"ten\": double == 10%\n",
      "taken.pol": "let x = 1\n",
    ])
    let input = """
      double + 1
      :reload
      :save kept.pol
      :save kept.pol
      :save main.pol
      """
    let result = try Command.pol("repl", "main.pol", input: input, in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.output.hasPrefix(
        "double = 0.1\n✓ ten\ndouble + 1 = 1.1\ndouble = 0.1\n✓ ten\nsaved as `kept.pol`\n"))
    let saved = try String(contentsOf: folder.url.appending(path: "kept.pol"), encoding: .utf8)
    #expect(
      saved == """
        let rate = 5% # of everything
        # What we use.

        # Twice that.
        let double = 2 * rate
        show double + 1
        replace let rate = 5% # of everything
        # What we use.

        # Twice that.
        replace let double = 2 * rate
        show double
        check "ten": double == 10%

        """)
    let again = try Command.pol("run", "kept.pol", in: folder.url)
    #expect(again.status == 0 && again.output.hasPrefix("double + 1 = 1.1\ndouble = 0.1\n✓ ten\n"))
    let refused = try Command.pol("repl", input: "let a = 1\n:save taken.pol\n", in: folder.url)
    #expect(refused.status == 2)
    #expect(refused.error == "pol: `taken.pol` is there already; `:save! taken.pol` writes over it\n")
    let forced = try Command.pol("repl", input: "let a = 1\n:save! taken.pol\n", in: folder.url)
    #expect(forced.output == "saved as `taken.pol`\n")
    #expect(
      try Command.pol("repl", "gone.pol", in: folder.url).error
        == "pol: can't read `gone.pol`: there is no such file\n")
    #expect(try Command.pol("repl", input: ":save no/where.pol\n", in: folder.url).error.isEmpty == false)
  }

  @Test("An answer comes as soon as its entry is complete")
  func streaming() throws {
    let line =
      "(echo '1 + 1'; sleep 1; echo '2 + 2') | pol | while read line; do echo \"$SECONDS $line\"; done"
    let result = try Command.shell(line)
    let times = result.output.split(separator: "\n").compactMap { Int($0.prefix { $0 != " " }) }
    #expect(times.count == 2 && times[0] < times[1], "\(result.output)")
  }

  @Test("Bytes that are no text are told, and `:edit` needs a terminal")
  func oddities() throws {
    #expect(
      try Command.shell("printf '1\\n\\377\\n' | pol").output
        == "1\npol: line 2 of the input is not UTF-8; save it as UTF-8\n")
    #expect(try Command.pol("repl", input: ":edit\n").error == "pol: `:edit` needs a terminal\n")
    #expect(try Command.pol("repl", input: ":quit\nnonsense\n").status == 0)
  }
}
