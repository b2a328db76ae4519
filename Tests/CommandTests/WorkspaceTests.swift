import Foundation
import PolSession
import Testing

@Suite("What entries do")
struct WorkspaceTests {
  @Test("A statement may be a bare expression, whatever `show` shows")
  func expressions() {
    var talk = Conversation.aboutParty()
    #expect(talk.said(to: "2 * 3 CNY") == "2 * 3 CNY = 6.00 CNY\n")
    #expect(talk.said(to: "party.Ann").contains("a run has no `Ann`"))
    #expect(talk.said(to: "count of party.agents by tier").hasPrefix("count of party.agents by tier\n  tier"))
    #expect(talk.said(to: "number, tier of party.agents where number <= 1").contains("     1  city"))
    #expect(talk.said(to: "party").hasPrefix("party = mask_party in friends, months 0 to 8, seed 3\n"))
    #expect(talk.said(to: "let a = 1; a; a + 1").hasSuffix("a = 1\na + 1 = 2\n"))
    #expect(talk.said(to: "polcy b { sells mask }").contains("help: did you mean `policy`?"))
    #expect(talk.said(to: "  \n # nothing\n").isEmpty)
  }

  @Test("A policy with a change is shown as one that can be entered")
  func changed() {
    var talk = Conversation.aboutParty()
    let shown = talk.said(to: "mask_party with { tier agent { load none }; fee joining: 5 CNY on join }")
    #expect(shown.hasPrefix("policy mask_party {\n  sells mask\n"))
    #expect(shown.contains("  fee joining: 5 CNY on join\n"))
    #expect(talk.said(to: shown).contains("`party` is stale"))
    #expect(talk.said(to: "mask_party") == shown)
  }

  @Test("An entry that is wrong changes nothing, and messages point into it")
  func wrong() {
    var talk = Conversation.aboutParty()
    let before = talk.said(to: ":list")
    #expect(talk.said(to: "let a = 1\nlet b = a + 1 CNY\n").contains("--> entry 3:2:9"))
    #expect(
      talk.said(
        to: "let c = 1\ncheck \"x\": (mean net of party.agents where net > 1e9 CNY) > 0\nlet d = 1 / (c - 1)"
      ).contains("by zero"))
    #expect(talk.said(to: ":list") == before)
    #expect(talk.workspace.hasErrors)
    #expect(talk.said(to: ":undo").hasPrefix("taken back: product mask"))
    #expect(talk.said(to: ":undo") == "there is nothing to take back\n")
  }

  @Test("A name declared again says what was made with the old one, through whatever is between")
  func stale() {
    var talk = Conversation.aboutParty()
    talk.enter("let rate = 10%")
    talk.enter("policy paying from mask_party { rebate r: rate of order to upline }")
    talk.enter("run paid_run = paying in friends for 3 months")
    talk.enter("let share_lost = paid_run.losers")
    talk.enter("let other = 5")
    #expect(
      talk.said(to: "let rate = 20%")
        == "`paid_run`, `share_lost` are stale: made with the old `rate`; `:again` makes them again\n")
    #expect(talk.said(to: ":list").contains("months 0 to 3 (stale)"))
    #expect(talk.said(to: ":again").isEmpty)
    #expect(!talk.said(to: ":list").contains("stale"))
    #expect(talk.said(to: ":again") == "nothing is stale\n")
    // A product means a policy, a policy a run.
    #expect(
      talk.said(to: "product mask { cost 1 CNY; retail 2 CNY }").contains(
        "`party`, `paid_run`, `share_lost` are stale"))
    #expect(talk.said(to: ":undo") == "taken back: product mask { cost 1 CNY; retail 2 CNY }\n")
    #expect(!talk.said(to: ":list").contains("stale"))
    // What is entered as it was is no change, but what it mentions may be.
    talk.enter("run typed = mask_party with { tier agent { load none } } in friends for 2 months")
    #expect(talk.said(to: Conversation.party).isEmpty)
    #expect(
      talk.said(to: Conversation.party.replacing("cost 6", with: "cost 5")).hasPrefix(
        "`paid_run`, `share_lost`, `typed` are stale: made with the old `mask`, `mask_party`, `party`"))
    talk.enter(":undo")
    talk.enter(":undo")
    talk.enter(":undo")
    // To look at another month is no change.
    #expect(talk.said(to: ":at 2").hasPrefix("paid_run, month 2 of 3: "))
    #expect(!talk.said(to: ":list").contains("stale"))
  }

  @Test("Time travel gives the figures of the whole run, byte for byte")
  func time() {
    var talk = Conversation.aboutParty()
    let whole = talk.said(to: "party") + talk.said(to: "party.hash")
    #expect(talk.said(to: ":at 0").hasPrefix("party, month 0 of 8: 3 joined, 3 active"))
    #expect(talk.workspace.promptMark == "party@0")
    for _ in 1...7 { talk.enter(":step") }
    #expect(talk.workspace.promptMark == "party@7")
    talk.enter(":step")
    #expect(talk.workspace.promptMark == nil)
    #expect(talk.said(to: "party") + talk.said(to: "party.hash") == whole)
    talk.enter(":back 5")
    #expect(talk.said(to: ":at end").hasPrefix("party, month 8: "))
    #expect(talk.said(to: "party") + talk.said(to: "party.hash") == whole)
    #expect(talk.said(to: ":back 9") == "`party` is at month 8, and can't go back by 9\n")
    #expect(talk.said(to: ":at soon") == "`:at` takes the number of a month, or `end`\n")
    #expect(talk.said(to: ":step x") == "`x` is no number of months\n")
  }

  @Test("A fork lives on in its own way, to the same end, and can be looked at before it was one")
  func fork() {
    var talk = Conversation.aboutParty()
    talk.enter(":at 4")
    let early = talk.said(to: "party.company.net")
    #expect(talk.said(to: ":fork light with { tier agent { load none } }").hasPrefix("light, month 4 of 8: "))
    #expect(talk.workspace.promptMark == "light@4")
    talk.enter(":at end")
    let end = talk.said(to: "light.company.net")
    talk.enter(":back 6")
    talk.enter(":step 2")
    #expect(talk.said(to: "light.company.net") == early.replacing("party", with: "light"))
    talk.enter(":at 2")
    talk.enter(":at end")
    #expect(talk.said(to: "light.company.net") == end)
    // A fork of a fork, looked at before either.
    talk.enter(":at 6")
    talk.enter(":fork lighter with { tier agent { price 60 CNY } }")
    talk.enter(":step")
    #expect(talk.said(to: ":at 2").hasPrefix("lighter, month 2 of 8: "))
    talk.enter(":at 4")
    #expect(talk.said(to: "lighter.company.net") == early.replacing("party", with: "lighter"))
    talk.enter("run whole = light at month 6 with { tier agent { price 60 CNY } } for 2 months")
    talk.enter("run looked = lighter at month 4 for 4 months")
    #expect(
      talk.said(to: "looked.company.net").replacing("looked", with: "whole")
        == talk.said(to: "whole.company.net"))
    #expect(talk.said(to: ":fork two parties").contains("can't stand here"))
  }

  @Test("A run that is stopped is kept as far as it was lived")
  func stopped() {
    let limit = Countdown(3)
    var options = Session.Options()
    options.isCancelled = { limit.isOver }
    var talk = Conversation(workspace: Workspace(options: options))
    limit.months = .max
    talk.enter(Conversation.party)
    let whole = talk.said(to: "party.hash")
    limit.months = 3
    let said = talk.said(
      to: "let before = 1\nrun again = mask_party in friends for 8 months seed 3\nlet after = 2")
    #expect(said.contains("`again` was stopped after month"))
    limit.months = .max
    #expect(talk.said(to: "after").contains("nothing here is called `after`"))
    #expect(talk.said(to: "before") == "before = 1\n")
    #expect(talk.workspace.promptMark?.hasPrefix("again@") == true)
    talk.enter(":at end")
    #expect(talk.said(to: "again.hash") == whole.replacing("party", with: "again"))
  }

  @Test("Checks are tried again on what the names mean now, each claim once")
  func checks() {
    var talk = Conversation.aboutParty()
    #expect(talk.said(to: ":check").hasPrefix("there is no check yet"))
    talk.enter("let limit = 10%")
    talk.enter("check \"many lose\": party.losers > limit")
    talk.enter("let limit = 100%")
    #expect(talk.said(to: ":check").hasSuffix("the check failed\n"))
    talk.enter("check \"many lose\": party.losers > 0%")
    #expect(talk.said(to: ":check") == "✓ many lose\nthe check went as expected\n")
    talk.enter("check \"limits\": limit == 100%")
    talk.enter("let limit = 5 CNY")
    let said = talk.said(to: ":check")
    #expect(said.contains("can't be compared") && said.hasSuffix("1 of 2 checks failed\n"), "\(said)")
  }

  @Test("What is asked about names")
  func asking() {
    var talk = Conversation.aboutParty()
    #expect(talk.said(to: ":type party.company.net / 3 units") == "CNY per unit\n")
    #expect(talk.said(to: ":type mask_party") == "a policy\n")
    #expect(talk.said(to: ":type party.losers + 1 CNY").contains("error[E0402]"))
    #expect(talk.said(to: ":source losers").hasSuffix("let losers(r) = share net < 0 of r.agents\n"))
    #expect(talk.said(to: ":source mask") == "product mask { cost 6 CNY; retail 128 CNY }\n")
    #expect(talk.said(to: ":source masc") == "nothing here is called `masc`: did you mean `mask`?\n")
    #expect(talk.said(to: ":list").contains("  party       run of mask_party in friends, months 0 to 8\n"))
    #expect(talk.said(to: ":time").contains(" s"))
    #expect(talk.said(to: ":time on") == "the time of each entry is shown\n")
    #expect(talk.said(to: "1").contains(" s\n"))
    let time = talk.said(to: "run large = mask_party in friends for 24 months")
    #expect(time.contains(/agent-months a second: .*join \d+%.*sell \d+%/), "\(time)")
    #expect(talk.said(to: ":time maybe") == "`:time` takes `on` or `off`, or nothing\n")
  }

  @Test("Commands may be shortened, and one that is not there names the nearest")
  func commands() {
    var talk = Conversation()
    #expect(talk.said(to: ":lis") == "nothing has been declared yet; `:help start` shows how\n")
    #expect(talk.said(to: ":l") == "`:l` may be `:load` or `:list`: type one letter more\n")
    #expect(talk.said(to: ":saev x") == "there is no command `:saev`: did you mean `:save`?\n")
    #expect(talk.said(to: ":load") == "`:load` needs FILE\n")
    #expect(talk.said(to: ":undo 3") == "`:undo` takes nothing behind it\n")
    #expect(talk.said(to: ":watch x").contains("needs a terminal"))
    #expect(talk.said(to: ":step").hasPrefix("there is no run yet"))
    talk.enter(":q")
    #expect(talk.next == .quit)
    talk.enter("let a = 1 # one")
    talk.enter(":edit a")
    #expect(talk.next == .edit("let a = 1 # one"))
    talk.enter(":edit")
    #expect(talk.next == .edit("let a = 1 # one"))
    #expect(talk.said(to: ":edit b").hasPrefix("nothing here is called `b`"))
  }

  @Test("Fifty entries can be taken back, one after the other")
  func undo() {
    var talk = Conversation()
    for number in 1...60 { talk.enter("let a = \(number)") }
    for number in (11...59).reversed() {
      #expect(talk.said(to: ":undo") == "taken back: let a = \(number + 1)\n")
      #expect(talk.said(to: ":source a") == "let a = \(number)\n")
    }
  }

  @Test(
    "A text is complete where the parser would ask for no more",
    arguments: [
      ("let a = 1", nil), ("policy p {", 2), ("policy p {\n  tier a {", 4), ("policy p {\n  sells m\n}", nil),
      ("let a =", 2), ("show count of r.agents where", nil), ("f(1,", 2), (":fork x with {", 2),
      (":list", nil),
      ("\"abc", nil), ("} }", nil), ("", nil), ("# {", nil),
    ] as [(String, Int?)])
  func completeness(text: String, indent: Int?) {
    let expected = indent.map { Workspace.Completeness.open(indent: $0) } ?? .complete
    #expect(Workspace.completeness(of: text) == expected, "\(text)")
  }
}

/// Says after so many months that it is time to stop. Unchecked, for only the thread that lives the months asks.
final class Countdown: @unchecked Sendable {
  var months: Int
  init(_ months: Int) { self.months = months }
  var isOver: Bool {
    months -= 1
    return months < 0
  }
}
